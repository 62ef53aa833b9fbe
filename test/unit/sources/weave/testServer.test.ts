// The Weave test server held against its checklist, asked as the service is. Each test names the lines of the checklist
// (Weave evaluation API, section 9) that it proves; sorts and filters are in testServerQueries.test.ts, and what the source
// makes of it all in the files beside this one.
import { describe, expect, it } from "vitest";
import { HTML_ERROR } from "../../../servers/nemo/faults.ts";
import {
  anSdkRun,
  aRun,
  aTrial,
  inlineTrials,
  PROJECT,
  sampleTrials,
} from "../../../servers/weave/sampleRuns.ts";
import { inlineDigest } from "../../../servers/weave/stored.ts";
import { ask, post, queried, type SentRow } from "../../../support/weaveAsk.ts";
import { aWeaveClient, aWeaveServer } from "../../../support/weaveBench.ts";

const never = new AbortController().signal;
const one = aRun(1, []).id;
const two = aRun(2, []).id;

describe("rows", () => {
  it("1: have digests of both forms, and stay refs with a warning where they are not resolved", async () => {
    const server = await aWeaveServer([aRun(1, sampleTrials(1, 3)), aRun(2, inlineTrials(2))], {
      failsToResolve: true,
    });
    for (const row of (await queried(server, { evaluation_call_ids: [one] })).rows)
      expect(row.row_digest).toMatch(/^[A-Za-z0-9]{43}$/);
    for (const row of (await queried(server, { evaluation_call_ids: [two] })).rows)
      expect(row.row_digest).toMatch(/^[0-9A-F]{64}$/);
    const body = { evaluation_call_ids: [one], include_raw_data_rows: true, resolve_row_refs: true };
    const sent = (await post(server, "eval_results/query", body)).json();
    expect(sent.warnings).toEqual([expect.stringContaining("Failed to resolve dataset row refs")]);
    expect((sent.rows as readonly SentRow[])[0]?.raw_data_row).toMatch(/^weave:\/\/\//);
  });

  it("4: of failed trials have null and {}, several trials a row, and none where an evaluation lacks them", async () => {
    const failed = aTrial("a", { output: null, scores: {}, digest: "A" });
    const server = await aWeaveServer([
      aRun(1, [failed, aTrial("b", { digest: "A" }), aTrial("c", { digest: "B" })]),
      aRun(2, [aTrial("d", { digest: "B" })]),
      aRun(3, []),
    ]);
    const ids = [one, two, aRun(3, []).id];
    const found = await queried(server, { evaluation_call_ids: ids });
    expect(found.rows.map(({ row_digest, evaluations }) => [row_digest, evaluations.length])).toEqual([
      ["A", 1],
      ["B", 2],
    ]);
    expect(found.rows[0]?.evaluations[0]?.trials.map(({ scores }) => scores)).toContainEqual({});
    const met = await queried(server, { evaluation_run_ids: [one, two], require_intersection: true });
    expect(met).toMatchObject({ total: 1, rows: [{ row_digest: "B" }] });
    const summary = (
      await post(server, "eval_results/query", {
        evaluation_call_ids: ids,
        include_summary: true,
        include_rows: false,
      })
    ).json();
    expect(summary).toMatchObject({ total_rows: 0, rows: [], summary: { row_count: 2 } });
    expect((summary.summary as { evaluations: readonly object[] }).evaluations).toHaveLength(2);
  });

  it("5: are summed up by leaf: scalars, nested, text, null, lists, mixed types, dots in keys, a doubled key, a rate of 0", async () => {
    const scores = {
      ok: false,
      j: { s: 0.5, why: "x", none: null, list: [1] },
      "a.b": 1,
      J: 1,
      "J.score": 1,
      mixed: 1,
    };
    const server = await aWeaveServer([
      aRun(1, [aTrial("a", { scores }), aTrial("b", { scores: { ...scores, mixed: true } })]),
    ]);
    const sent = await post(server, "eval_results/query", {
      evaluation_call_ids: [one],
      include_summary: true,
    });
    const { summary } = sent.json() as {
      summary: { evaluations: readonly { scorer_stats: readonly object[] }[] };
    };
    const stats = summary.evaluations[0]?.scorer_stats ?? [];
    expect(stats).toHaveLength(7);
    expect(stats).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ scorer_key: "ok", path: null, value_type: "binary", pass_rate: 0 }),
        expect.objectContaining({ scorer_key: "j", path: "s", numeric_mean: 0.5, pass_signal_coverage: 0 }),
        expect.objectContaining({ scorer_key: "j", path: "why", value_type: "text", trial_count: 2 }),
        expect.objectContaining({ scorer_key: "a.b", path: null }),
        expect.objectContaining({
          scorer_key: "mixed",
          value_type: "continuous",
          numeric_count: 1,
          pass_known_count: 1,
        }),
      ]),
    );
  });

  it("6: come in byte order of their digests and in pages, evaluations and trials in no order, the total before paging", async () => {
    const digests = ["b", "B", "a", "_"];
    const trials = digests.flatMap((digest) => [
      aTrial(`${digest}1`, { digest }),
      aTrial(`${digest}2`, { digest }),
    ]);
    const server = await aWeaveServer([aRun(1, trials), aRun(2, trials)]);
    const page = await queried(server, { evaluation_call_ids: [one, two], limit: 2, offset: 1 });
    expect(page.total).toBe(4);
    expect(page.rows.map(({ row_digest }) => row_digest)).toEqual(["_", "a"]);
    expect(page.rows[0]?.evaluations.map(({ evaluation_call_id }) => evaluation_call_id)).toEqual([two, one]);
    expect(await queried(server, { evaluation_call_ids: [one], limit: 0 })).toMatchObject({
      rows: [],
      total: 4,
    });
    expect(await queried(server, {})).toEqual({ rows: [], total: 0 });
  });
});

describe("lists", () => {
  it("2: may be empty, end without a line end, and come in pieces within a character", async () => {
    const server = await aWeaveServer([aRun(1, [aTrial("a", { output: "Größe ✓" })])]);
    expect((await ask(server, "evaluation_runs?evaluation_run_ids=none")).text).toBe("");
    server.endsLines = false;
    server.pieceBytes = 3;
    expect((await ask(server, "predictions")).text.endsWith("\n")).toBe(false);
    const [prediction] = await aWeaveClient(server).predictions(PROJECT, one, never);
    expect(prediction?.output).toBe("Größe ✓");
  });

  it("2: cut within a line are a failure, not a shorter list", async () => {
    const server = await aWeaveServer([aRun(1, sampleTrials(1, 30))]);
    server.faults = () => ({ kind: "cut", afterBytes: 400 });
    await expect(aWeaveClient(server).predictions(PROJECT, one, never)).rejects.toMatchObject({
      code: "offline",
    });
  });

  it("3: have runs without evaluation, model, status and summary, and predictions without inputs", async () => {
    const bare = anSdkRun(1, [aTrial("a")], { status: null, summary: null });
    const server = await aWeaveServer([bare]);
    expect((await ask(server, `evaluation_runs/${one}`)).json()).toMatchObject({
      evaluation: "",
      model: "",
      status: null,
      summary: null,
    });
    expect(JSON.parse((await ask(server, "predictions")).text.trim())).toMatchObject({ inputs: {} });
    const [run] = await aWeaveClient(server).runs(PROJECT, {}, never);
    expect(run).toMatchObject({ evaluation: "", status: null, summary: null });
  });

  it("8: leave out what they do not know: a filter of another name gives all", async () => {
    const server = await aWeaveServer([aRun(1, []), aRun(2, [])]);
    expect((await ask(server, "evaluation_runs?evaluation_refs=none")).text.trim().split("\n")).toHaveLength(
      2,
    );
    expect((await queried(server, { evaluation_call_ids: [one], colour: "red" })).total).toBe(0);
  });
});

describe("deletions, writes and failures", () => {
  it("7: count descendants and ids that are not there, take 1,000 at most, and need one", async () => {
    const server = await aWeaveServer([aRun(1, sampleTrials(1, 3))]);
    const remove = (path: string) => ask(server, path, { method: "DELETE" });
    expect((await remove("evaluation_runs")).json()).toMatchObject({
      detail: [{ loc: ["query", "evaluation_run_ids"], type: "missing" }],
    });
    expect((await remove("evaluation_runs")).status).toBe(422);
    const many = Array.from({ length: 1_001 }, (_, i) => `prediction_ids=${i}`).join("&");
    expect(await remove(`predictions?${many}`)).toMatchObject({ status: 413 });
    expect(
      (await remove(`evaluation_runs?evaluation_run_ids=${one}&evaluation_run_ids=none`)).json(),
    ).toEqual({
      num_deleted: 8,
    });
    expect((await queried(server, { evaluation_call_ids: [one] })).total).toBe(0);
    expect((await ask(server, `evaluation_runs/${one}`)).json()).toEqual({
      reason: `Evaluation run ${one} not found`,
    });
  });

  it.each([
    [{ kind: "status", status: 429, headers: { "retry-after": "3600" } }, "rateLimited"],
    [{ kind: "status", status: 429, body: '{"reason":"slow down"}' }, "rateLimited"],
    [{ kind: "status", status: 502, body: '{"reason":"Temporary backend error"}' }, "offline"],
    [{ kind: "status", status: 504, body: '{"reason":"Read timeout"}' }, "offline"],
    [{ kind: "status", status: 500, body: '{"reason":"Internal server error"}' }, "badResponse"],
    [{ kind: "status", status: 502, body: HTML_ERROR }, "offline"],
    [{ kind: "reset" }, "offline"],
  ] as const)("7: %j is a failure of its kind", async (fault, code) => {
    const server = await aWeaveServer([aRun(1, [])]);
    server.faults = () => fault;
    await expect(aWeaveClient(server).run(PROJECT, one, never)).rejects.toMatchObject({ code });
  });

  it("a run is made, predicted, scored and finished; scores count when their prediction is finished", async () => {
    const server = await aWeaveServer([]);
    const made = (
      await post(server, "evaluation_runs", { evaluation: "weave:///e/p/object/x:1", model: "m" })
    ).json();
    const run = String(made.evaluation_run_id);
    const inputs = { question: "q" };
    const { prediction_id: id } = (
      await post(server, "predictions", { model: "m", inputs, output: "a", evaluation_run_id: run })
    ).json();
    await post(server, "scores", { prediction_id: id, scorer: "weave:///e/p/object/exact:v0", value: true });
    expect((await queried(server, { evaluation_call_ids: [run] })).total).toBe(0);
    expect((await post(server, `predictions/${String(id)}/finish`)).json()).toEqual({ success: true });
    expect((await post(server, `evaluation_runs/${run}/finish`, { summary: { a: 1 } })).json()).toEqual({
      success: true,
    });
    const [row] = (await queried(server, { evaluation_call_ids: [run], include_raw_data_rows: true })).rows;
    expect(row).toMatchObject({
      row_digest: inlineDigest(JSON.stringify(inputs)),
      raw_data_row: inputs,
      evaluations: [{ trials: [{ scores: { exact: true }, model_output: "a" }] }],
    });
    expect((await aWeaveClient(server).run(PROJECT, run, never)).status).toBe("completed");
    expect((await post(server, "predictions", { inputs })).status).toBe(422);
    const [score1] = await aWeaveClient(server).scores(PROJECT, run, never);
    expect(await aWeaveClient(server).score(PROJECT, score1?.score_id ?? "", never)).toEqual(score1);
  });
});
