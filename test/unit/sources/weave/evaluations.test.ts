// Weave by its evaluations: runs that the list leaves out, what a run is made of, and predictions to delete.
import { describe, expect, it } from "vitest";
import type { EvalSource } from "../../../../src/core/services/evalSource.ts";
import type { EvaluationSource } from "../../../../src/core/services/evaluationSource.ts";
import { anSdkRun, aRun, PROJECT, sampleTrials } from "../../../servers/weave/sampleRuns.ts";
import { aWeaveServer, aWeaveSource } from "../../../support/weaveBench.ts";

const never = new AbortController().signal;
const BILLING = { project: PROJECT, name: "billing-eval", digest: null };
const OTHER = `weave:///${PROJECT}/object/other-eval:OtherDigest`;

function evaluationsOf({ evaluations }: EvalSource): EvaluationSource {
  if (evaluations === undefined) throw new Error("Weave knows evaluations");
  return evaluations;
}

describe("the runs of an evaluation", () => {
  const runs = () => [
    aRun(1, sampleTrials(1, 3)),
    anSdkRun(2, sampleTrials(2, 3), { displayName: "By hand" }),
    anSdkRun(3, sampleTrials(3, 3), { status: "running", finishedAt: null }),
    anSdkRun(4, sampleTrials(4, 3), { evaluationRef: OTHER }),
  ];

  it("are those that the list has and those of the ordinary SDK, newest first", async () => {
    const server = await aWeaveServer(runs());
    const found = await evaluationsOf(aWeaveSource(server)).runsOf(BILLING, never);
    expect(found.map(({ id, name, isListed, isOver }) => [id.slice(-1), name, isListed, isOver])).toEqual([
      ["3", "model-large", false, false],
      ["2", "By hand", false, true],
      ["1", "model-large", true, true],
    ]);
    expect(found[1]?.startedAt).toBe("2026-01-02T05:04:05.000Z");
  });

  it("are of the version that is named, without a look at which there are", async () => {
    const server = await aWeaveServer(runs());
    const source = evaluationsOf(aWeaveSource(server));
    expect(
      await source.runsOf({ ...BILLING, name: "other-eval", digest: "OtherDigest" }, never),
    ).toHaveLength(1);
    expect(await source.runsOf({ ...BILLING, digest: "AnotherVersion" }, never)).toEqual([]);
    expect(server.requests.some((request) => request.endsWith("/evaluations"))).toBe(false);
  });

  it("of an evaluation that is not there are told of, with those that are", async () => {
    const server = await aWeaveServer(runs());
    await expect(
      evaluationsOf(aWeaveSource(server)).runsOf({ ...BILLING, name: "missing" }, never),
    ).rejects.toThrow(`Traces has no evaluation missing in ${PROJECT}; it has billing-eval.`);
  });

  it("are those of the list alone where the service does not know the older query", async () => {
    const server = await aWeaveServer(runs());
    server.faults = (request) =>
      request.url === "/calls/stream_query" ? { kind: "status", status: 404, body: "{}" } : null;
    const found = await evaluationsOf(aWeaveSource(server)).runsOf(BILLING, never);
    expect(found.map(({ id }) => id.slice(-1))).toEqual(["1"]);
  });

  it("are not those of a service that leaves filters out", async () => {
    const server = await aWeaveServer(runs());
    const call = {
      id: "foreign-call",
      op_name: "weave:///a/b/op/Evaluation.evaluate:x",
      inputs: { self: OTHER },
    };
    server.faults = (request) =>
      request.url === "/calls/stream_query" ? { kind: "body", body: `${JSON.stringify(call)}\n` } : null;
    const found = await evaluationsOf(aWeaveSource(server)).runsOf(BILLING, never);
    expect(found.map(({ id }) => id.slice(-1))).toEqual(["1"]);
  });
});

describe("a run", () => {
  it("is made of an evaluation, its dataset, a model and scorers, also one of the ordinary SDK", async () => {
    const server = await aWeaveServer([anSdkRun(2, sampleTrials(2, 3))]);
    const { id } = anSdkRun(2, []);
    const objects = await evaluationsOf(aWeaveSource(server)).objectsOf(PROJECT, id, never);
    expect(objects.map(({ kind, ref: to }) => [kind, to.split("/").at(-1)])).toEqual([
      ["evaluation", "billing-eval:EvalDigest01"],
      ["dataset", "billing-faq:DataDigest01"],
      ["model", "model-small:ModelDigest0"],
      ["scorer", "exact:v0"],
      ["scorer", "judge:v0"],
    ]);
  });

  it("loses the predictions that are deleted, and no others", async () => {
    const run = aRun(1, sampleTrials(1, 5));
    const server = await aWeaveServer([run]);
    const [first, , third] = run.trials;
    await evaluationsOf(aWeaveSource(server)).removePredictions(
      PROJECT,
      [first?.predictId ?? "", third?.predictId ?? ""],
      never,
    );
    expect(server.runs[0]?.trials.map(({ predictId }) => predictId)).toEqual(
      [1, 3, 4].map((i) => run.trials[i]?.predictId),
    );
  });
});
