// What the engine relies on of every source, held against each of them over its own test server.
import { beforeEach, describe, expect, it } from "vitest";
import type { FileProbe } from "../../../src/core/resultFormat.ts";
import type { Connection } from "../../../src/core/services/connection.ts";
import type { EvalSource, RemoteRef } from "../../../src/core/services/evalSource.ts";
import { formatRegistry } from "../../../src/formats/formats.ts";
import type { HttpLimits } from "../../../src/sources/http.ts";
import type { Faults } from "../../servers/nemo/faults.ts";
import { aResult } from "../../servers/nemo/sampleResults.ts";
import { aRun, PROJECT, sampleTrials } from "../../servers/weave/sampleRuns.ts";
import { aServer, aSource } from "../../support/nemoBench.ts";
import { aWeaveServer, aWeaveSource } from "../../support/weaveBench.ts";

const never = new AbortController().signal;
const KEY = "k3y";
const RESULTS = 25;
const ROWS = 3_000;

interface Own {
  readonly connection?: Partial<Connection>;
  readonly key?: string;
  readonly limits?: Partial<HttpLimits>;
}

/** A service with `RESULTS` results, the newest of `ROWS` rows. */
interface Bench {
  readonly workspace: string;
  readonly server: { faults: Faults; readonly requests: readonly string[] };
  readonly source: (own?: Own) => EvalSource;
  /** The number of results that are still there. */
  readonly left: () => number;
}

const sizes = Array.from({ length: RESULTS }, (_, i) => (i === RESULTS - 1 ? ROWS : 3));

const BENCHES: Readonly<Record<Connection["kind"], (key?: string) => Promise<Bench>>> = {
  nemo: async (key) => {
    const server = await aServer(
      sizes.map((rows, i) => aResult(i, rows)),
      key === undefined ? {} : { token: key },
    );
    return {
      workspace: "default",
      server,
      source: (own) => aSource(server, own),
      left: () => server.results.length,
    };
  },
  weave: async (key) => {
    const server = await aWeaveServer(
      sizes.map((rows, i) => aRun(i, sampleTrials(i, rows))),
      key === undefined ? {} : { key },
    );
    return {
      workspace: PROJECT,
      server,
      source: (own) => aWeaveSource(server, own),
      left: () => server.runs.length,
    };
  },
};

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}

describe.each(["nemo", "weave"] as const)("the source of %s", (kind) => {
  let bench: Bench;
  let source: EvalSource;
  let newest: RemoteRef;

  beforeEach(async () => {
    bench = await BENCHES[kind]();
    source = bench.source();
    const [first] = (await source.list({ page: 1, pageSize: 1 }, never)).runs;
    if (first === undefined) throw new Error("an empty list");
    newest = first.remote;
  });

  it("lists the newest first, in pages that hold each result once", async () => {
    const seen: string[] = [];
    for (let page = 1; page <= 4; page++) {
      const { runs, total, notices } = await source.list({ page, pageSize: 8 }, never);
      expect([total, notices]).toEqual([RESULTS, []]);
      seen.push(...runs.map(({ createdAt }) => createdAt));
      for (const run of runs) {
        expect(run.id).toMatch(/^remote:/);
        expect(run.remote).toMatchObject({ workspace: bench.workspace });
        expect(run.scores.length).toBeGreaterThan(0);
      }
    }
    expect(seen).toHaveLength(RESULTS);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(new Set(seen).size).toBe(RESULTS);
    expect((await source.list({ page: 5, pageSize: 8 }, never)).runs).toEqual([]);
  });

  it("filters, and says what no filter knows", async () => {
    const { runs } = await source.list({ page: 1, pageSize: 50 }, never);
    const model = runs[0]?.model ?? "";
    const wanted = runs.filter((run) => run.model === model);
    expect(wanted.length).toBeGreaterThan(0);
    const found = await source.list({ page: 1, pageSize: 50, filter: { model } }, never);
    expect(found.runs.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    await expect(
      source.list({ page: 1, pageSize: 5, filter: { model: { $near: 1 } } }, never),
    ).rejects.toMatchObject({
      code: "badInput",
    });
  });

  it("retrieves one as the list has it, and says which is not there", async () => {
    const [listed] = (await source.list({ page: 1, pageSize: 1 }, never)).runs;
    const { id, name, createdAt, updatedAt, remote } = await source.retrieve(newest, never);
    expect({ id, name, createdAt, updatedAt, remote }).toEqual({
      id: listed?.id,
      name: listed?.name,
      createdAt: listed?.createdAt,
      updatedAt: listed?.updatedAt,
      remote: listed?.remote,
    });
    await expect(source.retrieve({ ...newest, name: "none" }, never)).rejects.toMatchObject({
      code: "notFound",
    });
  });

  it("gives all rows as lines of a stored format, the same in a second call", async () => {
    const content = await source.open(newest, never);
    const text = await textOf(content.rows(never));
    const lines = text.trimEnd().split("\n");
    expect([lines.length, content.expectedRows]).toEqual([ROWS, ROWS]);
    const format = formatRegistry.byId(content.formatId);
    const probe: FileProbe = {
      name: content.fileName,
      shape: "jsonl",
      records: lines.slice(0, 20).map((line) => JSON.parse(line) as FileProbe["records"][number]),
    };
    expect(format.detect(probe)).toBe(true);
    const reader = format.reader(content.roles);
    for (const record of probe.records)
      expect(Object.keys(reader.scan(record).item).length).toBeGreaterThan(0);
    expect(await textOf(content.rows(never))).toBe(text);
    expect(content.facts.name).not.toBe("");
  });

  it("asks no more than 8 at once", async () => {
    const busiest = await busiestWhile(bench, async () => {
      await textOf((await source.open(newest, never)).rows(never));
    });
    expect(busiest).toBeGreaterThan(0);
    expect(busiest).toBeLessThanOrEqual(8);
  });

  it("stops at the caller's wish, before and while rows come", async () => {
    const enough = new Error("enough");
    await expect(source.list({ page: 1, pageSize: 5 }, AbortSignal.abort(enough))).rejects.toBe(enough);
    const controller = new AbortController();
    const content = await source.open(newest, controller.signal);
    const reading = (async () => {
      for await (const _ of content.rows(controller.signal)) controller.abort(enough);
    })();
    await expect(reading).rejects.toBe(enough);
  });

  it("removes for good; a second time is not found or done already, and nothing else goes", async () => {
    await source.remove(newest, never);
    expect(bench.left()).toBe(RESULTS - 1);
    await source
      .remove(newest, never)
      .catch((error: unknown) => expect(error).toMatchObject({ code: "notFound" }));
    expect(bench.left()).toBe(RESULTS - 1);
    expect((await source.list({ page: 1, pageSize: 50 }, never)).total).toBe(RESULTS - 1);
  });

  it("says when a key is wrong or missing, and sends a missing one nowhere", async () => {
    const locked = await BENCHES[kind](KEY);
    const connection = { auth: "key" as const };
    const query = { page: 1, pageSize: 5 };
    expect((await locked.source({ connection, key: KEY }).list(query, never)).total).toBe(RESULTS);
    await expect(locked.source({ connection, key: "wrong" }).list(query, never)).rejects.toMatchObject({
      code: "auth",
    });
    const before = locked.server.requests.length;
    await expect(locked.source({ connection }).list(query, never)).rejects.toMatchObject({ code: "auth" });
    expect(locked.server.requests).toHaveLength(before);
  });

  it.each([
    ["auth", { kind: "status", status: 401 }],
    ["forbidden", { kind: "status", status: 403 }],
    ["rateLimited", { kind: "status", status: 429, headers: { "retry-after": "3600" } }],
    ["offline", { kind: "status", status: 503 }],
    ["offline", { kind: "reset" }],
    ["badResponse", { kind: "status", status: 500 }],
    ["badResponse", { kind: "body", body: "<html><title>Sign in</title></html>", contentType: "text/html" }],
    ["badResponse", { kind: "body", body: '{"data":7,"evaluation_run_id":7,"rows":7}' }],
  ] as const)("fails as %s in every call where the service answers with %j", async (code, fault) => {
    const content = await source.open(newest, never);
    bench.server.faults = () => fault;
    const fresh = bench.source({ limits: { tries: 2 } });
    await expect(fresh.list({ page: 1, pageSize: 5 }, never)).rejects.toMatchObject({ code });
    await expect(fresh.retrieve(newest, never)).rejects.toMatchObject({ code });
    await expect(fresh.open(newest, never)).rejects.toMatchObject({ code });
    if (fault.kind !== "body") await expect(textOf(content.rows(never))).rejects.toMatchObject({ code });
    if (fault.kind !== "body") await expect(fresh.remove(newest, never)).rejects.toMatchObject({ code });
  });

  it("waits as long as it is asked to, and goes on", async () => {
    bench.server.faults = (_, nth) =>
      nth % 2 === 0 ? { kind: "status", status: 429, headers: { "retry-after": "2" } } : null;
    expect((await source.list({ page: 1, pageSize: 5 }, never)).total).toBe(RESULTS);
  });
});

/** The most requests that waited at once while the work was done. */
async function busiestWhile({ server }: Bench, work: () => Promise<void>): Promise<number> {
  let [now, most] = [0, 0];
  server.faults = (request) => {
    most = Math.max(most, ++now);
    request.socket.setMaxListeners(0);
    setTimeout(() => now--, 30);
    return { kind: "slow", ms: 30 };
  };
  await work();
  return most;
}
