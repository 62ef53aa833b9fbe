// Random queries over random results: a live service's list is what the local store would answer.
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { Problem } from "../../../../src/core/problem.ts";
import { type NemoServer, startNemoServer } from "../../../servers/nemo/nemoServer.ts";
import { aResult } from "../../../servers/nemo/sampleResults.ts";
import type { StoredResult } from "../../../servers/nemo/wire.ts";
import { aConnection, aSource, expected, names, never } from "../../../support/nemoBench.ts";

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
