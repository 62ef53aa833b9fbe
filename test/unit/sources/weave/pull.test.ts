// Weave runs pulled into the store: inputs, trials and scores as the service has them, and what goes wrong on the way.
import { describe, expect, it } from "vitest";
import {
  anSdkRun,
  aRun,
  aTrial,
  inlineTrials,
  sampleRow,
  sampleTrials,
} from "../../../servers/weave/sampleRuns.ts";
import { aWeaveLab, rowsOf } from "../../../support/weaveLab.ts";

describe("a pulled run", () => {
  it("is an ordinary one: facts, scores by path, latency, tokens, and the service's figures met", async () => {
    const { engine, pulled } = await aWeaveLab([aRun(1, sampleTrials(1, 120))]);
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
    const { engine, pulled } = await aWeaveLab([aRun(1, trials)]);
    const id = await pulled(aRun(1, []).id);
    const run = await engine.run(id);
    expect(run).toMatchObject({ rows: 2, erroredRows: 1 });
    expect(run.scores[0]).toMatchObject({ name: "exact", count: 1, mean: 1 });
    const rows = await rowsOf(engine, id);
    expect(rows.map(({ error }) => error)).toEqual([null, expect.stringContaining("Failed or not finished")]);
  });

  it("keeps several trials of a row, in the order of their calls", async () => {
    const { engine, pulled } = await aWeaveLab([aRun(1, sampleTrials(1, 20, 3))]);
    const run = await engine.run(await pulled(aRun(1, []).id));
    expect(run).toMatchObject({ rows: 60, items: 20, duplicates: 40 });
  });

  it("folds a doubled score where both say the same, and keeps it where not", async () => {
    const same = { ok: true, note: { a: [1] } };
    const scores = { Judge: same, "Judge.score": same, X: 1, "X.score": 0, "Lone.score": 1 };
    const trials = [aTrial("a", { scores }), aTrial("b", { scores })];
    const { engine, pulled } = await aWeaveLab([aRun(1, trials)]);
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
    const { engine, pulled } = await aWeaveLab([sdk, inline]);
    expect((await engine.run(await pulled(sdk.id))).dataset).toBe("billing-faq");
    const [first] = await rowsOf(engine, await pulled(inline.id));
    expect(first?.output).toMatch(/^Answer \d$/);
  });

  it("whose rows stay refs joins by the service's digest, and says what the service warned of", async () => {
    const { engine, pulled } = await aWeaveLab([aRun(1, sampleTrials(1, 10))], { failsToResolve: true });
    const id = await pulled(aRun(1, []).id);
    const [row] = await rowsOf(engine, id);
    expect(Object.keys(row?.item ?? {})).toEqual(["row_digest"]);
    expect((await engine.run(id)).labels.warning).toContain("Failed to resolve dataset row refs");
  });

  it("comes in pages, at most 8 at once, and in order whatever answers first", async () => {
    const { engine, pulled, server } = await aWeaveLab([aRun(1, sampleTrials(1, 12_000))]);
    server.faults = (_, nth) => ({ kind: "slow", ms: nth % 3 === 0 ? 40 : 10 });
    const run = await engine.run(await pulled(aRun(1, []).id));
    expect(run).toMatchObject({ rows: 12_000, items: 12_000 });
    expect(server.busiest()).toBeLessThanOrEqual(8);
    expect(server.busiest()).toBeGreaterThan(2);
    expect(server.requests.filter((one) => one.includes("eval_results")).length).toBeGreaterThan(10);
  });

  it("that is over is not downloaded again; one that still runs is", async () => {
    const running = aRun(2, sampleTrials(2, 10), { status: "running", finishedAt: null });
    const { pull, server } = await aWeaveLab([aRun(1, sampleTrials(1, 10)), running]);
    expect((await pull(aRun(1, []).id))?.kind).toBe("pulled");
    expect((await pull(aRun(1, []).id))?.kind).toBe("unchanged");
    expect((await pull(running.id))?.kind).toBe("pulled");
    server.runs = server.runs.map((run) => ({ ...run, trials: sampleTrials(2, 14) }));
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(await pull(running.id)).toMatchObject({ kind: "pulled", run: { rows: 14 } });
  });

  it("that grows while it is read is refused whole", async () => {
    const { pull, server, engine } = await aWeaveLab([aRun(1, sampleTrials(1, 3_000))]);
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
    const { pulled, engine, server } = await aWeaveLab([aRun(1, sampleTrials(1, 6_000))]);
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
    const { pull, server } = await aWeaveLab([aRun(1, sampleTrials(1, 5))]);
    server.faults = (request, nth) =>
      request.url?.includes("eval_results") && nth > 4 ? { kind: "body", body } : null;
    const outcome = await pull(aRun(1, []).id);
    expect(outcome).toMatchObject({ kind: "failed", code: "badResponse" });
    expect(outcome).toMatchObject({ message: expect.stringContaining(place) });
  });
});
