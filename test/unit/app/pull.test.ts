// Pulling results of a live service into the store: whole or not at all, once, and knowing where they came from.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Connection } from "../../../src/core/services/connection.ts";
import type { PullOutcome, PullProgress, RemoteRef } from "../../../src/core/services/evalSource.ts";
import type { NemoServer, NemoServerOptions } from "../../servers/nemo/nemoServer.ts";
import { rowLine } from "../../servers/nemo/nemoServer.ts";
import { aResult } from "../../servers/nemo/sampleResults.ts";
import type { StoredResult } from "../../servers/nemo/wire.ts";
import { buildCli } from "../../support/cliSupport.ts";
import { aFolder, entriesOf, scoreOf, WASM_FOLDER, Workbench } from "../../support/engineSupport.ts";
import { aConnection, aServer, aTransport } from "../../support/nemoBench.ts";

const never = new AbortController().signal;
const ref = (name: string, workspace = "default"): RemoteRef => ({ connection: "lab-id", workspace, name });

interface Lab {
  readonly bench: Workbench;
  readonly server: NemoServer;
  readonly connection: Connection;
  pull(names: readonly string[], signal?: AbortSignal): Promise<readonly PullOutcome[]>;
  readonly seen: PullProgress[];
}

/** `bundles`: where the built threads are, for downloads that are worth one. */
async function aLab(
  results: readonly StoredResult[],
  options: NemoServerOptions = {},
  bundles = WASM_FOLDER,
): Promise<Lab> {
  const server = await aServer(results, options);
  const connection = aConnection(server);
  const bench = new Workbench(bundles, aFolder(), { http: aTransport(connection) });
  bench.engine.services.use([connection]);
  const seen: PullProgress[] = [];
  const pull = (names: readonly string[], signal = never) =>
    bench.engine.services.pull(
      names.map((name) => ref(name)),
      { signal, progress: (progress) => seen.push(progress) },
    );
  return { bench, server, connection, pull, seen };
}

const downloads = (server: NemoServer): number =>
  server.requests.filter((request) => request.includes("row-scores")).length;

describe("a pulled result", () => {
  it("is an ordinary one, with the service's facts, origin and aggregates as given", async () => {
    const result = aResult(1, 40);
    const { bench, pull, seen, server } = await aLab([result]);
    const [outcome] = await pull([result.name]);
    if (outcome?.kind !== "pulled") throw new Error(JSON.stringify(outcome));
    expect(outcome).toMatchObject({ differences: [], older: null });
    const run = await bench.engine.run(outcome.run.id);
    expect(run).toMatchObject({
      name: result.name,
      format: "nemo-rows",
      metric: "default/exact",
      dataset: "default/qa-v2",
      model: "default/llama-70b",
      labels: { suite: "release", team: "qa" },
      createdAt: "2026-04-01T01:00:00.000Z",
      rows: 40,
      skippedLines: 0,
      source: "local",
    });
    const [given] = result.scores;
    expect(run.givenAggregates).toEqual([
      { metric: null, name: "exact", mean: given?.mean, count: given?.count, asGiven: given },
    ]);
    expect(scoreOf(run, "exact").mean).toBeCloseTo(given?.mean ?? Number.NaN, 12);
    const origin = await bench.engine.origin(run.id);
    expect(origin.remote).toEqual({
      connection: "Lab",
      service: server.url,
      workspace: "default",
      name: result.name,
      id: result.id,
      updatedAt: "2026-04-01T01:00:00.000Z",
    });
    expect((await bench.rows(run)).map((row) => row.output)).toContain("llama-70b says 1");
    expect(seen.at(-1)).toMatchObject({ index: 0, name: result.name, rows: 40, expectedRows: 40 });
    expect((await bench.engine.check(false, never)).findings).toEqual([]);
  });

  it("takes a judge's rubric over, in its order", async () => {
    const result = aResult(4, 30);
    const { bench, pull } = await aLab([result]);
    const [outcome] = await pull([result.name]);
    if (outcome?.kind !== "pulled") throw new Error(JSON.stringify(outcome));
    const score = scoreOf(await bench.engine.run(outcome.run.id), "helpfulness");
    expect(score.rubric.map(({ label }) => label)).toEqual(["wrong", "partly", "right"]);
    expect(score.rubric.map(({ count }) => count)).toEqual(
      result.scores[0]?.rubric_distribution?.map((level) => (level as { count: number }).count),
    );
    expect(outcome.differences).toEqual([]);
  });

  it("says where the service's numbers are not those of its rows", async () => {
    const right = aResult(1, 20);
    const wrong = right.scores.map((score) => ({ ...score, mean: 0.99 }));
    const { pull } = await aLab([{ ...right, scores: wrong }]);
    expect(await pull([right.name])).toMatchObject([
      { kind: "pulled", differences: [{ score: "exact", statistic: "mean", given: 0.99 }] },
    ]);
  });

  it("is not downloaded again while the service has no newer one, also by another process", async () => {
    const result = aResult(1);
    const { bench, server, connection, pull } = await aLab([result]);
    const [first] = await pull([result.name]);
    expect(await pull([result.name])).toMatchObject([
      { kind: "unchanged", run: { id: first?.kind === "pulled" && first.run.id } },
    ]);
    const other = new Workbench(WASM_FOLDER, bench.folder, { http: aTransport(connection) });
    other.engine.services.use([connection]);
    const again = await other.engine.services.pull([ref(result.name)], {
      signal: never,
      progress: () => undefined,
    });
    expect([again[0]?.kind, downloads(server)]).toEqual(["unchanged", 1]);
  });

  it("knows when the service has a newer one, which then stands beside it", async () => {
    const result = aResult(1);
    const { bench, server, pull } = await aLab([result]);
    const [first] = await pull([result.name]);
    const id = first?.kind === "pulled" ? first.run.id : "";
    const copies = async () =>
      (await bench.engine.services.list("lab-id", { page: 1, pageSize: 10 }, never)).runs.map(
        ({ copy }) => copy,
      );
    expect(await copies()).toEqual([{ id, isCurrent: true }]);
    server.results = [{ ...result, updated_at: "2026-05-01T00:00:00.000001" }];
    expect(await copies()).toEqual([{ id, isCurrent: false }]);
    const [second] = await pull([result.name]);
    expect(second).toMatchObject({ kind: "pulled", older: id });
    expect(await copies()).toEqual([{ id: second?.kind === "pulled" && second.run.id, isCurrent: true }]);
    // A job of that name made anew is another result.
    server.results = [{ ...result, id: "another", updated_at: "2026-05-01T00:00:00.000001" }];
    expect(await copies()).toMatchObject([{ isCurrent: false }]);
    expect((await bench.engine.services.retrieve(ref(result.name), never)).copy?.isCurrent).toBe(false);
  });

  it("that was deleted here is pulled again", async () => {
    const result = aResult(1);
    const { bench, server, pull } = await aLab([result]);
    const [first] = await pull([result.name]);
    if (first?.kind !== "pulled") throw new Error("not pulled");
    await bench.engine.remove([first.run.id]);
    expect(await pull([result.name])).toMatchObject([{ kind: "pulled" }]);
    expect(downloads(server)).toBe(2);
  });
});

describe("what goes wrong", () => {
  let built: Awaited<ReturnType<typeof buildCli>>;
  beforeAll(async () => {
    built = await buildCli();
  });
  afterAll(() => built.dispose());

  const rows = () =>
    Array.from({ length: 40_000 }, (_, i) =>
      rowLine({ item: { i, text: "x".repeat(60) }, metrics: { m: [{ name: "a", value: i % 2 }] } }),
    );
  const large = (): StoredResult => ({ ...aResult(1, 1), name: "large", rows });

  it("on the way is mended where the same comes again", async () => {
    const { pull, server, bench } = await aLab([large()], {}, built.folder);
    server.faults = (request) =>
      request.url?.includes("row-scores") && downloads(server) < 3
        ? { kind: "cut", afterBytes: 1_500_000 * downloads(server) }
        : null;
    const [outcome] = await pull(["large"]);
    expect(outcome).toMatchObject({ kind: "pulled", run: { rows: 40_000 } });
    expect(downloads(server)).toBe(3);
    if (outcome?.kind !== "pulled") return;
    expect((await bench.engine.check(false, never)).findings).toEqual([]);
  });

  it.each<[string, StoredResult, string]>([
    [
      "the service breaks off",
      {
        ...aResult(1),
        rows: () => [rowLine({ item: {}, metrics: {} }), rowLine({ error: { line: 2, message: "bad row" } })],
      },
      "broke off at line 2",
    ],
    ["there is no row", { ...aResult(1), rows: () => [] }, "no usable row"],
  ])("leaves nothing where %s", async (_, result, words) => {
    const { pull, bench } = await aLab([result]);
    const [outcome] = await pull([result.name]);
    expect(outcome).toMatchObject({ kind: "failed", message: expect.stringContaining(words) });
    bench.expectNothingStored();
  });

  it("with one result keeps no other out", async () => {
    const [a, b] = [aResult(1), aResult(2)];
    const { pull } = await aLab([a, b]);
    expect((await pull([a.name, "gone", b.name])).map(({ kind }) => kind)).toEqual([
      "pulled",
      "failed",
      "pulled",
    ]);
  });

  it("is over at once when it is cancelled, and nothing stays", async () => {
    const { pull, bench, server } = await aLab([large()], {}, built.folder);
    server.faults = (request) =>
      request.url?.includes("row-scores") ? { kind: "stall", afterBytes: 2_500_000 } : null;
    const controller = new AbortController();
    const pulling = pull(["large"], controller.signal);
    setTimeout(() => controller.abort(new Error("enough")), 150);
    await expect(pulling).rejects.toThrow("enough");
    bench.expectNothingStored();
  });
});

describe("connections", () => {
  it("that are not named any more can't be asked", async () => {
    const { bench, connection } = await aLab([aResult(1)]);
    bench.engine.services.use([]);
    const list = () => bench.engine.services.list(connection.id, { page: 1, pageSize: 1 }, never);
    await expect(list()).rejects.toMatchObject({ code: "notFound" });
    bench.engine.services.use([connection]);
    expect((await list()).total).toBe(1);
  });

  it("say how they stand", async () => {
    const { bench, server, connection } = await aLab([], { token: "t" });
    const state = async () => (await bench.engine.services.state(connection.id, never)).kind;
    expect(await state()).toBe("signedOut");
    server.faults = () => ({ kind: "status", status: 403 });
    expect(await state()).toBe("forbidden");
    server.faults = () => ({ kind: "body", body: "[]" });
    expect(await state()).toBe("wrong");
    server.faults = () => ({ kind: "body", body: '{"data":[]}' });
    expect(await state()).toBe("connected");
  });

  it("delete at the service what is named, and tell what could not be", async () => {
    const [a, b] = [aResult(1), aResult(2)];
    const { bench, server, pull } = await aLab([a, b]);
    await pull([a.name]);
    server.faults = (request) =>
      request.method === "DELETE" && request.url?.includes(b.name) ? { kind: "status", status: 403 } : null;
    const removal = await bench.engine.services.remove([ref(a.name), ref(b.name), ref("gone")], never);
    expect(removal.removed.map(({ name }) => name)).toEqual([a.name, "gone"]);
    expect(removal.failed).toMatchObject([
      { ref: { name: b.name }, message: expect.stringContaining("does not let you") },
    ]);
    expect((await bench.engine.list({ page: 1, pageSize: 1 })).total).toBe(1);
    expect(entriesOf(join(bench.storeFolder, "trash"))).toEqual([]);
  });
});
