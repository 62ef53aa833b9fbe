// What a NeMo service may send, well or badly, and the key that it is asked with.
import { describe, expect, it } from "vitest";
import { HTML_ERROR } from "../../../servers/nemo/faults.ts";
import { someResults } from "../../../servers/nemo/sampleResults.ts";
import { aServer, aSource, ask, never } from "../../../support/nemoBench.ts";

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
