// Lists of a live service: whatever version answers, they are what the local store would answer.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { eachPage } from "../../../../src/core/results/parseQuery.ts";
import { aResult, someResults } from "../../../servers/nemo/sampleResults.ts";
import { aServer, aSource, ask, expected, names, never } from "../../../support/nemoBench.ts";

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
