// Weave runs pulled into the store: inputs, trials, scores and digests as the service has them, beside other sources.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Engine } from "../../../../src/app/engine.ts";
import type { RunId } from "../../../../src/core/run.ts";
import type { Connection } from "../../../../src/core/services/connection.ts";
import type { PullOutcome } from "../../../../src/core/services/evalSource.ts";
import { createEngine } from "../../../../src/node/createEngine.ts";
import { rowLine } from "../../../servers/nemo/nemoServer.ts";
import { aResult } from "../../../servers/nemo/sampleResults.ts";
import {
  anSdkRun,
  aRun,
  aTrial,
  inlineTrials,
  PROJECT,
  sampleRow,
  sampleTrials,
} from "../../../servers/weave/sampleRuns.ts";
import { type StoredRun, type StoredTrial, strDigest } from "../../../servers/weave/stored.ts";
import type { WeaveServer, WeaveServerOptions } from "../../../servers/weave/weaveServer.ts";
import { aFolder, jsonl, REPOSITORY } from "../../../support/engineSupport.ts";
import { aConnection, aServer, aTransport } from "../../../support/nemoBench.ts";
import { aWeave, aWeaveServer } from "../../../support/weaveBench.ts";

const never = new AbortController().signal;
const call = { signal: never, progress: () => undefined };

interface Lab {
  readonly engine: Engine;
  readonly folder: string;
  readonly server: WeaveServer;
  pull(id: string): Promise<PullOutcome | undefined>;
  pulled(id: string): Promise<RunId>;
}

async function aLab(
  runs: readonly StoredRun[],
  options: WeaveServerOptions = {},
  others: readonly Connection[] = [],
): Promise<Lab> {
  const server = await aWeaveServer(runs, options);
  const weave = aWeave(server);
  const connections = [weave, ...others];
  const folder = aFolder();
  const http = {
    send: (...[exchange, signal]: Parameters<ReturnType<typeof aTransport>["send"]>) => {
      const own = connections.find(({ id }) => id === exchange.connection) ?? weave;
      return aTransport(own).send(exchange, signal);
    },
  };
  const wasm = join(REPOSITORY, "node_modules/sql.js/dist");
  const { engine } = createEngine(join(folder, ".eval-results"), wasm, { http });
  engine.services.use(connections);
  const pull = async (id: string) =>
    (await engine.services.pull([{ connection: weave.id, workspace: PROJECT, name: id }], call))[0];
  const pulled = async (id: string): Promise<RunId> => {
    const outcome = await pull(id);
    if (outcome?.kind !== "pulled") throw new Error(JSON.stringify(outcome));
    expect(outcome.differences).toEqual([]);
    return outcome.run.id;
  };
  return { engine, folder, server, pull, pulled };
}

async function rowsOf(engine: Engine, id: RunId) {
  return (await engine.fullRows(id, { sort: null, offset: 0, limit: 100_000 })).rows;
}

describe("a pulled run", () => {
  it("is an ordinary one: facts, scores by path, latency, tokens, and the service's figures met", async () => {
    const { engine, pulled } = await aLab([aRun(1, sampleTrials(1, 120))]);
    const run = await engine.run(await pulled(aRun(1, []).id));
    expect(run).toMatchObject({
      name: "billing-eval · model-large",
      format: "weave-rows",
      model: "model-large",
      dataset: "billing-faq",
      rows: 120,
      items: 120,
      erroredRows: 4,
      skippedLines: 0,
      primaryScore: 0,
    });
    expect(run.scores.map(({ name }) => name)).toEqual([
      "exact",
      "judge.passed",
      "judge.score",
      "judge.reason",
      "latency_seconds",
      "total_tokens",
      "total_cost",
    ]);
    expect(run.givenAggregates.map(({ name }) => name)).toContain("judge.passed");
    expect(run.scores.find(({ name }) => name === "latency_seconds")?.higherIsBetter).toBe(false);
  });

  it("has failed and unfinished trials as errors, never as 0", async () => {
    const failed = { output: null, scores: {}, latency: null, tokens: null, cost: null };
    const row = (n: number) => ({ row: JSON.stringify(sampleRow(n)), digest: `row${n}` });
    const trials = [aTrial("a", row(1)), aTrial("b", { ...row(2), ...failed })];
    const { engine, pulled } = await aLab([aRun(1, trials)]);
    const id = await pulled(aRun(1, []).id);
    const run = await engine.run(id);
    expect(run).toMatchObject({ rows: 2, erroredRows: 1 });
    expect(run.scores[0]).toMatchObject({ name: "exact", count: 1, mean: 1 });
    const rows = await rowsOf(engine, id);
    expect(rows.map(({ error }) => error)).toEqual([null, expect.stringContaining("Failed or not finished")]);
  });

  it("keeps several trials of a row, in the order of their calls", async () => {
    const { engine, pulled } = await aLab([aRun(1, sampleTrials(1, 20, 3))]);
    const run = await engine.run(await pulled(aRun(1, []).id));
    expect(run).toMatchObject({ rows: 60, items: 20, duplicates: 40 });
  });

  it("folds a doubled score where both say the same, and keeps it where not", async () => {
    const same = { ok: true, note: { a: [1] } };
    const scores = { Judge: same, "Judge.score": same, X: 1, "X.score": 0, "Lone.score": 1 };
    const trials = [aTrial("a", { scores }), aTrial("b", { scores })];
    const { engine, pulled } = await aLab([aRun(1, trials)]);
    const run = await engine.run(await pulled(aRun(1, []).id));
    expect(run.scores.map(({ name }) => name).slice(0, 5)).toEqual([
      "Judge.ok",
      "Judge.note.a",
      "X",
      "X.score",
      "Lone.score",
    ]);
  });

  it("of the ordinary SDK, or with inline examples, is pulled as well", async () => {
    const sdk = anSdkRun(1, sampleTrials(1, 30));
    const inline = aRun(2, inlineTrials(10));
    const { engine, pulled } = await aLab([sdk, inline]);
    expect((await engine.run(await pulled(sdk.id))).dataset).toBe("billing-faq");
    const [first] = await rowsOf(engine, await pulled(inline.id));
    expect(first?.output).toMatch(/^Answer \d$/);
  });

  it("whose rows stay refs joins by the service's digest, and says what the service warned of", async () => {
    const { engine, pulled } = await aLab([aRun(1, sampleTrials(1, 10))], { failsToResolve: true });
    const id = await pulled(aRun(1, []).id);
    const [row] = await rowsOf(engine, id);
    expect(Object.keys(row?.item ?? {})).toEqual(["row_digest"]);
    expect((await engine.run(id)).labels.warning).toContain("Failed to resolve dataset row refs");
  });

  it("comes in pages, at most 8 at once, and in order whatever answers first", async () => {
    const { engine, pulled, server } = await aLab([aRun(1, sampleTrials(1, 12_000))]);
    server.faults = (_, nth) => ({ kind: "slow", ms: nth % 3 === 0 ? 40 : 10 });
    const run = await engine.run(await pulled(aRun(1, []).id));
    expect(run).toMatchObject({ rows: 12_000, items: 12_000 });
    expect(server.busiest()).toBeLessThanOrEqual(8);
    expect(server.busiest()).toBeGreaterThan(2);
    expect(server.requests.filter((one) => one.includes("eval_results")).length).toBeGreaterThan(10);
  });

  it("that is over is not downloaded again; one that still runs is", async () => {
    const running = aRun(2, sampleTrials(2, 10), { status: "running", finishedAt: null });
    const { pull, server } = await aLab([aRun(1, sampleTrials(1, 10)), running]);
    expect((await pull(aRun(1, []).id))?.kind).toBe("pulled");
    expect((await pull(aRun(1, []).id))?.kind).toBe("unchanged");
    expect((await pull(running.id))?.kind).toBe("pulled");
    server.runs = server.runs.map((run) => ({ ...run, trials: sampleTrials(2, 14) }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await pull(running.id)).toMatchObject({ kind: "pulled", run: { rows: 14 } });
  });

  it("that grows while it is read is refused whole", async () => {
    const { pull, server, engine } = await aLab([aRun(1, sampleTrials(1, 3_000))]);
    let queries = 0;
    server.faults = (request) => {
      if (request.url?.includes("eval_results") && ++queries === 4)
        server.runs = server.runs.map((run) => ({ ...run, trials: sampleTrials(1, 3_100) }));
      return null;
    };
    expect(await pull(aRun(1, []).id)).toMatchObject({
      kind: "failed",
      code: "badResponse",
      message: expect.stringContaining("changed the run while it was read"),
    });
    expect((await engine.list({ page: 1, pageSize: 10 })).total).toBe(0);
  });

  it("goes on after a connection that breaks in the middle", async () => {
    const { pulled, engine, server } = await aLab([aRun(1, sampleTrials(1, 6_000))]);
    server.faults = (_, nth) =>
      nth % 4 === 0
        ? { kind: "cut", afterBytes: 20_000 }
        : nth % 7 === 0
          ? { kind: "status", status: 503 }
          : null;
    expect((await engine.run(await pulled(aRun(1, []).id))).rows).toBe(6_000);
  });

  it.each([
    ['{"rows":[{"row_digest":5}],"total_rows":1}', "rows.0.row_digest"],
    ['{"rows":[{"row_digest":"a","evaluations":[{"evaluation_call_id":"r","trials":[{}]}]}]}', "trials.0"],
    ['{"rows":"none"}', "rows"],
    ["<html><title>Proxy</title></html>", "other than JSON"],
  ])("is refused where rows are %s", async (body, place) => {
    const { pull, server } = await aLab([aRun(1, sampleTrials(1, 5))]);
    server.faults = (request, nth) =>
      request.url?.includes("eval_results") && nth > 4 ? { kind: "body", body } : null;
    const outcome = await pull(aRun(1, []).id);
    expect(outcome).toMatchObject({ kind: "failed", code: "badResponse" });
    expect(outcome).toMatchObject({ message: expect.stringContaining(place) });
  });
});

describe("digests", () => {
  const VECTORS: readonly (readonly [string, string])[] = [
    ['{"b":2,"a":1}', "2El9nYJ3CnBykmEJWqmPfvUVTXr0mfgDe2yiUClnhaY"],
    ['{"question":"What is 2 + 2?","expected":"4"}', "66Ga4hb0By0LV2n1oo8flvPzor9dbyTgk56hvFFxNHI"],
    ['{"question":"café 😀","n":1.0,"k":null}', "DWhy8YenNAPWYuIXKVRpNCmRn8HTzWBRAqHdNcfYqHg"],
    ['{"w":[0.5,1e-05,1e16,true],"t":"a/b \\"q\\"\\n"}', "2PrwaSFuCXd2GrBZuXYZJgohMWBmADXsjj50G0heCAI"],
    ["{}", "RBNvo1WzZ4oRRq0W9XhknpT7T8If536DEMBg9hyqY4o"],
  ];

  it("of pulled rows are Weave's own for dataset rows, numbers as written", async () => {
    const trials = VECTORS.map(
      ([row, digest], i): StoredTrial => aTrial(`t${i}`, { row, digest, ref: "weave:///x" }),
    );
    const { engine, pulled } = await aLab([aRun(1, trials)]);
    const rows = await rowsOf(engine, await pulled(aRun(1, []).id));
    expect(rows.map(({ digest }) => digest).sort()).toEqual(VECTORS.map(([, digest]) => digest).sort());
  });

  it("of both forms are kept beside ours in each row's source", async () => {
    const runs = [aRun(1, sampleTrials(1, 3)), aRun(2, inlineTrials(3))];
    const { engine, pulled } = await aLab(runs);
    for (const { id, trials } of runs) {
      const stored = await rowsOf(engine, await pulled(id));
      const sent = stored.map((row) => (JSON.parse(row.source) as { row_digest: string }).row_digest);
      expect(sent.sort()).toEqual(trials.map(({ digest }) => digest).sort());
    }
    expect(strDigest("{}")).toBe("RBNvo1WzZ4oRRq0W9XhknpT7T8If536DEMBg9hyqY4o");
  });
});

describe("across sources", () => {
  it("a Weave run joins a NeMo result and a local file over the same dataset by content", async () => {
    const nemoLines = Array.from({ length: 60 }, (_, i) =>
      rowLine({
        item: sampleRow(i),
        sample: { output_text: "x" },
        metrics: { exact: [{ name: "exact", value: i % 2 }] },
      }),
    );
    const result = aResult(1, 60, { rows: () => nemoLines });
    const nemo = aConnection(await aServer([result]));
    const { engine, pulled, folder } = await aLab([aRun(1, sampleTrials(1, 50, 2))], {}, [nemo]);
    const weave = await pulled(aRun(1, []).id);
    const [other] = await engine.services.pull(
      [{ connection: nemo.id, workspace: "default", name: result.name }],
      call,
    );
    if (other?.kind !== "pulled") throw new Error(JSON.stringify(other));
    const path = join(folder, "local.jsonl");
    const local = Array.from({ length: 40 }, (_, i) => ({
      ...sampleRow(i + 20),
      output: "y",
      exact: i % 3 === 0,
    }));
    writeFileSync(path, jsonl(local));
    const roles = {
      input: ["question", "expected"],
      expected: "expected",
      output: "output",
      scores: ["exact"],
      error: null,
    };
    const imported = await engine.import(path, { roles }, call);
    const join1 = (await engine.compare({ base: weave, candidate: other.run.id })).summary.join;
    expect(join1).toMatchObject({ matched: 50, onlyBase: 0, onlyCandidate: 10 });
    const join2 = (await engine.compare({ base: weave, candidate: imported.run.id })).summary.join;
    expect(join2).toMatchObject({ matched: 30, onlyBase: 20, onlyCandidate: 10 });
  });
});
