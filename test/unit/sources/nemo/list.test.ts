// Lists of a live service: whatever version answers and whatever goes wrong, they are what the local store would answer.
import fc from "fast-check";
import { parse } from "valibot";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { Problem } from "../../../../src/core/problem.ts";
import { eachPage, parseQuery, selectResults } from "../../../../src/core/results/parseQuery.ts";
import type { ResultQuery } from "../../../../src/core/results/resultQuery.ts";
import { toRemoteResult } from "../../../../src/sources/nemo/map.ts";
import { resultWire } from "../../../../src/sources/nemo/wire.ts";
import { HTML_ERROR } from "../../../servers/nemo/faults.ts";
import { type NemoServer, startNemoServer } from "../../../servers/nemo/nemoServer.ts";
import { aResult, someResults } from "../../../servers/nemo/sampleResults.ts";
import { type StoredResult, withoutNulls } from "../../../servers/nemo/wire.ts";
import { aConnection, aServer, aSource } from "../../../support/nemoBench.ts";

const never = new AbortController().signal;
const ask = (query: Partial<ResultQuery> = {}): ResultQuery => ({ page: 1, pageSize: 100, ...query });
const names = (page: { readonly runs: readonly { readonly name: string }[] }): readonly string[] =>
  page.runs.map(({ name }) => name);

/** What the store would answer, had it these results. */
function expected(results: readonly StoredResult[], query: ResultQuery) {
  const all = results.map(({ rows: _rows, ...wire }) =>
    toRemoteResult(parse(resultWire, withoutNulls(wire)), { id: "lab-id", name: "Lab" }, wire.workspace),
  );
  return selectResults(all, parseQuery(query));
}

describe("a list", () => {
  it("has the newest first, with every statistic, times in UTC and a copy of nothing local", async () => {
    const results = someResults(5);
    const page = await aSource(await aServer(results)).list(ask(), never);
    expect(page.total).toBe(5);
    expect(names(page)).toEqual(results.map(({ name }) => name).reverse());
    const [first] = page.runs;
    expect(first).toMatchObject({
      id: `remote:${results[4]?.id}`,
      remote: { connection: "lab-id", workspace: "default", name: results[4]?.name },
      source: "Lab",
      status: "completed",
      createdAt: "2026-04-01T04:00:00.000Z",
      labels: { suite: "nightly", team: "qa" },
    });
    expect(first?.scores[0]).toMatchObject({
      name: "helpfulness",
      scoreType: "rubric",
      metric: "default/judge",
    });
    expect(page.runs[1]?.scores[0]?.percentiles?.p100).toBe(1);
  });

  it("is one request a page", async () => {
    const server = await aServer(someResults(25));
    const page = await aSource(server).list(ask({ page: 2, pageSize: 10, sort: "name" }), never);
    expect([page.runs.length, page.total]).toEqual([10, 25]);
    expect(server.requests).toEqual([
      "GET /apis/evaluation/v2/workspaces/default/metric-job-results?page=2&page_size=10&sort=name",
    ]);
  });

  it("asks below a gateway's path, and for names as they are", async () => {
    const server = await aServer([aResult(1, 5, { workspace: "a+b:c@d" })]);
    const source = aSource(server, {
      connection: { baseUrl: `${server.url}/gate/way/`, workspaces: ["a+b:c@d"] },
    });
    expect((await source.list(ask(), never)).total).toBe(1);
    expect(server.requests[0]).toMatch(/^GET \/gate\/way\/apis\/evaluation\/v2\/workspaces\/a%2Bb%3Ac%40d\//);
  });

  it("of several workspaces is one list, in one order", async () => {
    const results = someResults(40).map((one, i) => ({
      ...one,
      workspace: i % 3 === 0 ? "team-b" : "default",
    }));
    const source = aSource(await aServer(results), { connection: { workspaces: ["default", "team-b"] } });
    for (const query of [ask({ pageSize: 7, page: 3 }), ask({ sort: "name", pageSize: 11, page: 2 })]) {
      const page = await source.list(query, never);
      const { items, total } = expected(results, query);
      expect([names(page), page.total]).toEqual([names({ runs: items }), total]);
    }
  });

  it("says which of its workspaces is closed or missing, and shows the others", async () => {
    const server = await aServer(someResults(3), { forbidden: ["secret"] });
    const page = await aSource(server, { connection: { workspaces: ["secret", "default"] } }).list(
      ask(),
      never,
    );
    expect(page.runs).toHaveLength(3);
    expect(page.notices).toEqual([expect.stringContaining("No access to workspace 'secret'")]);
    const closed = aSource(server, { connection: { workspaces: ["secret"] } });
    await expect(closed.list(ask(), never)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("reads pages again when results shift them, and gives each once", async () => {
    const results = someResults(2_500);
    const server = await aServer(results);
    let removed = 0;
    server.faults = (request) => {
      // While the second page of a thousand is asked for, twenty of the newest go.
      if (request.url?.includes("page=2&page_size=1000") && removed++ === 0)
        server.results = server.results.slice(0, -20);
      return null;
    };
    const page = await aSource(server).list(ask({ sort: "scores.exact.count", pageSize: 5_000 }), never);
    const { items } = expected(server.results, ask({ sort: "scores.exact.count", pageSize: 5_000 }));
    expect(names(page)).toEqual(names({ runs: items }));
  });

  it("is iterated to its end, each result once", async () => {
    const results = someResults(230);
    const server = await aServer(results);
    const source = aSource(server);
    const seen: string[] = [];
    let isShifted = false;
    for await (const page of eachPage(ask({ pageSize: 50 }), async (query) => {
      const { runs, total } = await source.list(query, never);
      return { items: runs, total };
    })) {
      seen.push(...page.map(({ name }) => name));
      if (!isShifted) server.results = [...server.results, aResult(999, 3)];
      isShifted = true;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(230);
  });
});

describe("versions of the service", () => {
  const search: JsonObject = { name: "llama" };
  const filter: JsonObject = { metric: "default/exact" };

  it("with search get it, as brackets", async () => {
    const results = someResults(30);
    const server = await aServer(results, { era: "A" });
    const page = await aSource(server).list(ask({ filter, search }), never);
    expect(names(page)).toEqual(names({ runs: expected(results, ask({ filter, search })).items }));
    expect(decodeURIComponent(server.requests[1] ?? "")).toContain(
      "filter[metric]=default/exact&search[name][$like]=llama",
    );
  });

  it("without it get it folded into the filter, after one refusal that is remembered", async () => {
    const results = someResults(30);
    const server = await aServer(results, { era: "B" });
    const source = aSource(server);
    for (let i = 0; i < 2; i++) {
      const page = await source.list(ask({ filter, search }), never);
      expect(names(page)).toEqual(names({ runs: expected(results, ask({ filter, search })).items }));
    }
    expect(server.requests).toHaveLength(3);
    expect(decodeURIComponent(server.requests[2] ?? "")).toContain(
      "filter[metric]=default/exact&filter[name][$like]=llama",
    );
  });

  it("that refuse aggregate_fields are asked without, and remembered", async () => {
    const server = await aServer(someResults(3), { refusesAggregateFields: true });
    const source = aSource(server);
    for (let i = 0; i < 2; i++)
      expect((await source.list(ask({ aggregateFields: ["mean"] }), never)).total).toBe(3);
    expect(server.requests.map((request) => request.includes("aggregate_fields"))).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("that project get score_type too, and leave out the rest", async () => {
    const server = await aServer(someResults(1));
    const page = await aSource(server).list(ask({ aggregateFields: ["mean"] }), never);
    expect(server.requests[0]).toContain("aggregate_fields=mean%2Cscore_type");
    expect(page.runs[0]?.scores[0]).toMatchObject({
      stdDev: null,
      percentiles: null,
      histogram: [],
      scoreType: "range",
    });
  });

  it("that refuse any filter are read whole, and filtered here", async () => {
    const results = someResults(12);
    const server = await aServer(results);
    server.faults = (request) =>
      /filter|search/.test(request.url ?? "")
        ? { kind: "status", status: 400, body: '{"detail":"no filters"}' }
        : null;
    const page = await aSource(server).list(ask({ filter }), never);
    expect(names(page)).toEqual(names({ runs: expected(results, ask({ filter })).items }));
  });

  it("that serve no results at all are named", async () => {
    const server = await aServer([]);
    server.faults = () => ({ kind: "status", status: 404, body: '{"detail":"Not Found"}' });
    await expect(aSource(server).list(ask(), never)).rejects.toThrow(
      /^Lab has no metric results in the workspace default: .* Check both\. The service says: “Not Found”\.$/,
    );
  });
});

describe("what a service may send", () => {
  async function listOf(body: unknown) {
    const server = await aServer([]);
    server.faults = () => ({ kind: "body", body: typeof body === "string" ? body : JSON.stringify(body) });
    return aSource(server, { limits: { tries: 1 } }).list(ask(), never);
  }
  const bare = {
    id: "r1",
    name: "a",
    workspace: "default",
    created_at: "2026-04-12T09:30:00.12",
    scores: [],
  };

  it("is read without pagination, nulls, labels, updated_at, and with members nobody knows", async () => {
    const score = {
      name: "s",
      count: 2,
      mean: "NaN",
      std_dev: null,
      nan_count: null,
      extra: {},
      variance: " nan ",
    };
    const page = await listOf({ data: [{ ...bare, scores: [score], metric: null, colour: "red" }], more: 1 });
    expect(page.total).toBe(1);
    expect(page.runs[0]).toMatchObject({
      createdAt: "2026-04-12T09:30:00.120Z",
      updatedAt: "2026-04-12T09:30:00.120Z",
      metric: null,
      labels: {},
      rows: 2,
    });
    expect(page.runs[0]?.scores[0]).toMatchObject({
      mean: null,
      stdDev: null,
      variance: null,
      nanCount: 0,
      scoreType: "range",
    });
  });

  it("is read with bare NaN", async () => {
    const page = await listOf(
      '{"data":[{"id":"r","scores":[{"name":"s","count":1,"mean":NaN,"max":-Infinity}]}]}',
    );
    expect(page.runs[0]?.scores[0]).toMatchObject({ mean: null, max: null });
    expect(page.runs[0]?.remote.name).toBe("r");
  });

  it.each<[unknown, string]>([
    [{ data: [{ ...bare, id: 7 }] }, "data.0.id"],
    [{ data: [{ ...bare, scores: [{ name: "s", count: "many" }] }] }, "data.0.scores.0.count"],
    [{ data: [{ ...bare, scores: [{ name: "s", count: 1, mean: "high" }] }] }, "data.0.scores.0.mean"],
    [{ items: [] }, "data"],
    [[], "data"],
    ["", "it is null"],
  ])("%j is refused with the place", async (body, place) => {
    const problem = await listOf(body).catch((error: unknown) => error);
    expect(problem).toMatchObject({ code: "badResponse" });
    expect(String(problem)).toContain(place);
  });

  it("as a page of a gateway is named by its title", async () => {
    const server = await aServer([]);
    server.faults = () => ({ kind: "status", status: 502, body: HTML_ERROR });
    const problem = await aSource(server)
      .list(ask(), never)
      .catch((error: Error) => error);
    expect((problem as Error).message).toBe(
      "Can't list results: Lab is not available now (502). Try again later. The service says: “502 Bad Gateway”.",
    );
    expect(server.requests).toHaveLength(4);
  });

  it("after a reset or a broken answer is asked for again", async () => {
    const server = await aServer(someResults(3));
    server.faults = (_, nth) =>
      nth === 1 ? { kind: "reset" } : nth === 2 ? { kind: "cut", afterBytes: 50 } : null;
    expect((await aSource(server).list(ask(), never)).total).toBe(3);
  });
});

describe("a key", () => {
  it("goes with every request, and a wrong or missing one is said", async () => {
    const server = await aServer(someResults(2), { token: "t0ken" });
    const connection = { auth: "key" as const };
    expect((await aSource(server, { connection, key: "t0ken" }).list(ask(), never)).total).toBe(2);
    await expect(aSource(server, { connection, key: "other" }).list(ask(), never)).rejects.toMatchObject({
      code: "auth",
    });
    const before = server.requests.length;
    await expect(aSource(server, { connection }).list(ask(), never)).rejects.toMatchObject({ code: "auth" });
    expect(server.requests).toHaveLength(before);
  });
});

describe("the same answers as the store", () => {
  const WORDS = ["qa", "QA", "llama", "nightly", "a b", "x", "100%", "a_b", "w/m"];
  const word = fc.constantFrom(...WORDS);
  const MOMENTS = [
    "2026-01-31",
    "2026-01-31T09:30:00",
    "2026-01-31T09:30:00.120000",
    "2026-02-01T00:00:00",
    "2025-12-31T23:59:59.999999",
  ];
  const aStored = fc.record({
    name: word,
    metric: fc.option(word, { freq: 3 }),
    dataset: fc.option(word, { freq: 2 }),
    model: fc.option(word, { freq: 2 }),
    labels: fc.dictionary(fc.constantFrom("suite", "owner.name"), word, { maxKeys: 2 }),
    created_at: fc.constantFrom(...MOMENTS.slice(1)),
    updated_at: fc.constantFrom(...MOMENTS.slice(1)),
    mean: fc.option(fc.constantFrom(0, 0.5, 1), { freq: 3 }),
    workspace: fc.constantFrom("default", "team-b"),
  });
  const someStored = fc.array(aStored, { maxLength: 12 }).map((all) =>
    all.map(({ mean, ...one }, i): StoredResult => {
      const { scores } = aResult(0, 1);
      return {
        ...one,
        id: `r${String(i).padStart(3, "0")}`,
        name: `${one.name}-${i}`,
        scores: mean === null ? [] : scores.map((score) => ({ ...score, name: "acc", mean })),
        rows: () => [],
      };
    }),
  );
  const texts = [
    "name",
    "metric",
    "dataset",
    "model",
    "workspace",
    "labels.suite",
    "labels.owner.name",
    "id",
    "source",
    "tags",
  ];
  const aLeaf = fc.oneof(
    fc
      .tuple(fc.constantFrom(...texts), fc.constantFrom("$eq", "$like", "$lt", "$gte"), word)
      .map(([field, operator, value]): JsonObject => ({ [field]: { [operator]: value } })),
    fc
      .tuple(fc.constantFrom(...texts), fc.constantFrom("$in", "$nin"), fc.array(word, { maxLength: 2 }))
      .map(([field, operator, value]): JsonObject => ({ [field]: { [operator]: value } })),
    fc
      .tuple(
        fc.constantFrom("created_at", "updated_at"),
        fc.constantFrom("$eq", "$lt", "$lte", "$gt", "$gte"),
        fc.constantFrom(...MOMENTS),
      )
      .map(([field, operator, value]): JsonObject => ({ [field]: { [operator]: value } })),
    fc.constantFrom(...texts).map((field): JsonObject => ({ [field]: null })),
  );
  const aTree = fc.letrec<{ node: JsonObject }>((tie) => ({
    node: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      aLeaf,
      fc
        .tuple(fc.constantFrom("$and", "$or"), fc.array(tie("node"), { minLength: 1, maxLength: 3 }))
        .map(([key, parts]): JsonObject => ({ [key]: parts })),
      tie("node").map((part): JsonObject => ({ $not: part })),
    ),
  })).node;
  const searched = fc
    .tuple(fc.constantFrom("name", "metric", "model"), word)
    .map(([field, value]): JsonObject => ({ [field]: value }));
  const aQuery = fc.record({
    filter: fc.option(aTree, { freq: 4 }),
    search: fc.option(searched, { freq: 2 }),
    sort: fc.option(
      fc.constantFrom("name", "-name", "created_at", "-updated_at", "scores.acc.mean", "-scores.acc.mean"),
      { freq: 4 },
    ),
    page: fc.integer({ min: 1, max: 3 }),
    pageSize: fc.integer({ min: 1, max: 5 }),
  });

  let servers: Record<"A" | "B", NemoServer>;
  beforeAll(async () => {
    servers = { A: await startNemoServer([], { era: "A" }), B: await startNemoServer([], { era: "B" }) };
  });
  afterAll(async () => {
    await Promise.all([servers.A.close(), servers.B.close()]);
  });

  it.each<["A" | "B", readonly string[]]>([
    ["A", ["default"]],
    ["B", ["default"]],
    ["B", ["default", "team-b"]],
  ])("over version %s and workspaces %j", async (era, workspaces) => {
    const server = servers[era];
    const source = aSource(server, { connection: aConnection(server, { workspaces }) });
    await fc.assert(
      fc.asyncProperty(someStored, aQuery, async (stored, query) => {
        server.results = [...stored];
        const visible = stored.filter(({ workspace }) => workspaces.includes(workspace));
        let wanted: ReturnType<typeof expected>;
        try {
          wanted = expected(visible, query);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
          await expect(source.list(query, never)).rejects.toThrow((error as Problem).message);
          return;
        }
        const page = await source.list(query, never);
        expect([names(page), page.total]).toEqual([names({ runs: wanted.items }), wanted.total]);
      }),
      { numRuns: 150 },
    );
  });
});
