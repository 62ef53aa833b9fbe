// Runs of Weave projects in lists, beside what the service leaves out, and what goes wrong with it.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import type { ResultQuery } from "../../../../src/core/results/resultQuery.ts";
import { HTML_ERROR } from "../../../servers/nemo/faults.ts";
import { anSdkRun, aRun, aTrial, PROJECT, sampleTrials } from "../../../servers/weave/sampleRuns.ts";
import { aWeaveClient, aWeaveServer, aWeaveSource } from "../../../support/weaveBench.ts";

const never = new AbortController().signal;
const ask = (query: Partial<ResultQuery> = {}): ResultQuery => ({ page: 1, pageSize: 100, ...query });
const ids = (page: { readonly runs: readonly { readonly id: string }[] }): readonly string[] =>
  page.runs.map(({ id }) => id.slice(-4));

describe("a list", () => {
  it("has the newest first with its scores, model and dataset", async () => {
    const server = await aWeaveServer([aRun(1, sampleTrials(1, 10)), aRun(2, sampleTrials(2, 10))]);
    const page = await aWeaveSource(server).list(ask(), never);
    expect(ids(page)).toEqual(["0002", "0001"]);
    expect(page.runs[0]).toMatchObject({
      name: "billing-eval · model-small",
      model: "model-small",
      dataset: "billing-faq",
      status: "completed",
      source: "Traces",
      rows: 10,
      createdAt: "2026-01-02T05:04:05.000Z",
      updatedAt: "2026-01-02T05:14:05.000Z",
      remote: { connection: "weave-id", workspace: PROJECT },
      labels: { evaluation: "billing-eval:EvalDigest01", model_version: "ModelDigest0" },
    });
    expect(page.runs[0]?.scores.map(({ name, kind }) => [name, kind])).toEqual([
      ["exact", "boolean"],
      ["judge.passed", "boolean"],
      ["judge.score", "number"],
      ["judge.reason", "label"],
    ]);
  });

  it("asks for the scores of its own page only, and once for what is over", async () => {
    const server = await aWeaveServer(Array.from({ length: 60 }, (_, n) => aRun(n, [aTrial(`t${n}`)])));
    const source = aWeaveSource(server);
    const page = await source.list(ask({ page: 2, pageSize: 20 }), never);
    expect([page.total, page.runs.length, ids(page)[0]]).toEqual([60, 20, "0039"]);
    const posts = (): number => server.requests.filter((request) => request.startsWith("POST")).length;
    expect(posts()).toBe(1);
    await source.list(ask({ page: 2, pageSize: 20 }), never);
    expect(posts()).toBe(1);
  });

  it("filters and sorts by what only summaries tell", async () => {
    const runs = Array.from({ length: 8 }, (_, n) => aRun(n, sampleTrials(n, 20)));
    const source = aWeaveSource(await aWeaveServer(runs));
    const sorted = await source.list(ask({ sort: "-scores.exact.mean" }), never);
    const means = sorted.runs.map(({ scores }) => scores[0]?.mean ?? Number.NaN);
    expect(means).toEqual([...means].sort((a, b) => b - a));
    const filter: JsonObject = { model: "model-large" };
    expect((await source.list(ask({ filter }), never)).total).toBe(4);
  });

  it("keeps a pass rate of 0, and leaves open what is mixed or never counted", async () => {
    const trials = [
      aTrial("a", { scores: { exact: false, mixed: true, list: [1], nothing: null } }),
      aTrial("b", { scores: { exact: false, mixed: 0.5, deep: { style: { tone: 4 } } } }),
    ];
    const page = await aWeaveSource(await aWeaveServer([aRun(1, trials)])).list(ask(), never);
    expect(page.runs[0]?.scores.map(({ name, mean, count }) => [name, mean, count])).toEqual([
      ["exact", 0, 2],
      ["mixed", null, 2],
      ["deep.style.tone", 4, 1],
    ]);
  });

  it("reads runs without refs, status, summary, or any trial", async () => {
    const bare = aRun(1, [], {
      evaluation: "",
      model: "",
      evaluationRef: null,
      modelRef: null,
      status: null,
      summary: null,
      startedAt: null,
      finishedAt: null,
    });
    const page = await aWeaveSource(await aWeaveServer([bare])).list(ask(), never);
    expect(page.runs[0]).toMatchObject({
      name: bare.id,
      status: "unknown",
      rows: 0,
      scores: [],
      model: null,
    });
  });

  it("shows runs that the service leaves out where they were added, each once, and says which are gone", async () => {
    const sdk = anSdkRun(7, sampleTrials(1, 5), { displayName: "By the SDK" });
    const listed = aRun(1, sampleTrials(1, 5));
    const server = await aWeaveServer([sdk, listed]);
    expect((await aWeaveSource(server).list(ask(), never)).total).toBe(1);
    const runs = [sdk.id, listed.id, "gone-0001"].map((id) => `${PROJECT}/${id}`);
    const page = await aWeaveSource(server, { connection: { runs } }).list(ask(), never);
    expect(page.runs.map(({ name }) => name)).toEqual(["By the SDK", "billing-eval · model-large"]);
    expect(page.runs[0]).toMatchObject({ model: "model-large", dataset: "billing-faq" });
    expect(page.notices).toEqual([expect.stringContaining("Evaluation run gone-0001 not found")]);
  });

  it("of several projects is one, though one of them is closed", async () => {
    const server = await aWeaveServer(
      [aRun(1, [aTrial("a")]), aRun(2, [aTrial("b")], { project: "acme/other" })],
      { forbidden: ["acme/closed"] },
    );
    const workspaces = [PROJECT, "acme/other", "acme/closed"];
    const page = await aWeaveSource(server, { connection: { workspaces } }).list(ask(), never);
    expect(page.runs.map(({ workspace }) => workspace)).toEqual(["acme/other", PROJECT]);
    expect(page.notices).toEqual([expect.stringContaining("“Forbidden”")]);
  });
});

describe("the list's own parameters", () => {
  it("are repeated keys, and what comes back is filtered again", async () => {
    const server = await aWeaveServer([aRun(1, []), aRun(2, []), aRun(3, [])]);
    const wanted = { ids: [aRun(1, []).id, aRun(3, []).id] };
    const found = await aWeaveClient(server).runs(PROJECT, wanted, never);
    expect(server.requests[0]).toBe(
      "GET /v2/acme/support/evaluation_runs?evaluation_run_ids=0194-run-0001&evaluation_run_ids=0194-run-0003&limit=1000&offset=0",
    );
    expect(found.map(({ evaluation_run_id }) => evaluation_run_id)).toEqual(wanted.ids);
    // A version that does not know the parameter gives all.
    const all = `${[1, 2, 3].map((n) => JSON.stringify({ evaluation_run_id: aRun(n, []).id })).join("\n")}\n`;
    server.faults = () => ({ kind: "body", body: all, contentType: "application/jsonl" });
    expect(await aWeaveClient(server).runs(PROJECT, wanted, never)).toHaveLength(2);
  });

  it("page until a short page", async () => {
    const server = await aWeaveServer(Array.from({ length: 2_001 }, (_, n) => aRun(n, [])));
    expect(await aWeaveClient(server).runs(PROJECT, {}, never)).toHaveLength(2_001);
    expect(server.requests).toHaveLength(3);
  });
});

describe("the other routes", () => {
  it("give predictions, scores, evaluations and scorers, and delete", async () => {
    const server = await aWeaveServer([aRun(1, sampleTrials(1, 3))]);
    const client = aWeaveClient(server);
    const { id } = aRun(1, []);
    const predictions = await client.predictions(PROJECT, id, never);
    expect(predictions).toHaveLength(3);
    const [first] = predictions;
    expect(await client.prediction(PROJECT, first?.prediction_id ?? "", never)).toEqual(first);
    expect(await client.scores(PROJECT, id, never)).toHaveLength(6);
    expect((await client.evaluations(PROJECT, never))[0]?.name).toBe("billing-eval");
    expect((await client.evaluation(PROJECT, "billing-eval", "EvalDigest01", never)).dataset).toContain(
      "faq",
    );
    expect((await client.scorers(PROJECT, never)).map(({ name }) => name)).toEqual(["exact", "judge"]);
    expect((await client.scorer(PROJECT, "exact", "v0", never)).score_op).toContain("exact.score");
    await client.removePredictions(PROJECT, [first?.prediction_id ?? ""], never);
    expect(await client.predictions(PROJECT, id, never)).toHaveLength(2);
    await client.removeRuns(PROJECT, [id], never);
    expect(await client.runs(PROJECT, {}, never)).toEqual([]);
  });

  it("take no name that would climb out of its place", async () => {
    const client = aWeaveClient(await aWeaveServer([]));
    expect(() => client.run(PROJECT, "..", never)).toThrow("can't be the name of a run");
    expect(() => client.run("a/..", "x", never)).toThrow("can't be the name of a run");
  });
});

describe("a service in trouble", () => {
  const never2 = never;
  it.each([
    [{ kind: "status", status: 401, body: '{"detail":"bad key"}' }, "auth"],
    [{ kind: "status", status: 403, body: '{"reason":"Forbidden"}' }, "forbidden"],
    [{ kind: "status", status: 404, body: '{"reason":"project not found"}' }, "notFound"],
    [
      { kind: "status", status: 422, body: '{"detail":[{"loc":["query","x"],"msg":"Field required"}]}' },
      "badResponse",
    ],
    [{ kind: "status", status: 422, body: '{"reason":"unsupported field"}' }, "badResponse"],
    [{ kind: "status", status: 429, headers: { "retry-after": "3600" } }, "rateLimited"],
    [{ kind: "status", status: 429 }, "rateLimited"],
    [{ kind: "status", status: 502, body: HTML_ERROR }, "offline"],
    [{ kind: "status", status: 504, body: '{"reason":"Read timeout"}' }, "offline"],
    [{ kind: "body", body: HTML_ERROR, contentType: "text/html" }, "badResponse"],
    [{ kind: "body", body: '{"evaluation_run_id":7}\n' }, "badResponse"],
    [{ kind: "body", body: '{"evaluation_run_id":"a"}\n{"evaluation_ru' }, "badResponse"],
  ] as const)("%j fails as %s", async (fault, code) => {
    const server = await aWeaveServer([aRun(1, [])]);
    server.faults = () => fault;
    await expect(aWeaveSource(server).list(ask(), never2)).rejects.toMatchObject({ code });
  });

  it("is asked again after a break, and its empty list has no runs", async () => {
    const server = await aWeaveServer([]);
    server.faults = (_, nth) => (nth === 1 ? { kind: "reset" } : null);
    expect(await aWeaveSource(server).list(ask(), never)).toMatchObject({ runs: [], total: 0 });
  });

  it("gets the key as Basic, and says when it is wrong", async () => {
    const server = await aWeaveServer([aRun(1, [])], { key: "k3y" });
    const connection = { auth: "key" as const };
    expect((await aWeaveSource(server, { connection, key: "k3y" }).list(ask(), never)).total).toBe(1);
    expect(server.credentials[0]).toBe(`Basic ${Buffer.from("api:k3y").toString("base64")}`);
    await expect(aWeaveSource(server, { connection, key: "no" }).list(ask(), never)).rejects.toMatchObject({
      code: "auth",
    });
  });
});
