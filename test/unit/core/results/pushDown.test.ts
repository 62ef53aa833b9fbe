// What a service is asked to do and what is left: together always the whole query, and nothing that a service may read
// differently is given away.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { allOf, toTest } from "../../../../src/core/results/condition.ts";
import { parseQuery, parseSelection } from "../../../../src/core/results/parseQuery.ts";
import { pushDown, type ServiceEra } from "../../../../src/core/results/pushDown.ts";
import type { ResultQuery } from "../../../../src/core/results/resultQuery.ts";
import { NO_NOTES, withNotes } from "../../../../src/core/results/runNotes.ts";
import { aQuery, someSubjects } from "../../../support/queryBuilders.ts";

const pushed = (query: Partial<ResultQuery>, era: ServiceEra) =>
  pushDown(parseQuery({ page: 1, pageSize: 10, ...query }), era);
const filterOf = (filter: JsonObject, era: ServiceEra) => {
  const { remote, rest } = pushed({ filter }, era);
  return { filter: remote.filter, search: remote.search, hasRest: rest !== null };
};

describe("a service that takes everything in filter", () => {
  it("has search folded into it, bare texts as $like", () => {
    const { remote, rest, hasOwnPages } = pushed(
      { filter: { metric: "w/m" }, search: { name: "Qa" } },
      "filter",
    );
    expect(remote.filter).toEqual({ $and: [{ metric: { $eq: "w/m" } }, { name: { $like: "Qa" } }] });
    expect([remote.search, rest, hasOwnPages]).toEqual([null, null, true]);
  });

  it.each<[JsonObject, JsonObject | null, boolean]>([
    [{ model: null }, { model: null }, false],
    [{ "labels.suite": "nightly" }, { "data.labels.suite": { $eq: "nightly" } }, false],
    [{ name: { $in: ["a", "b"] } }, { name: { $in: ["a", "b"] } }, false],
    [
      { $or: [{ name: "a" }, { model: { $like: "b" } }] },
      { $or: [{ name: { $eq: "a" } }, { model: { $like: "b" } }] },
      false,
    ],
    [{ name: { $not: { $like: "a" } } }, { $not: { name: { $like: "a" } } }, false],
    // Times in UTC: the service drops offsets.
    [
      { created_at: { $gte: "2026-01-31T01:00:00+02:00" } },
      { created_at: { $gte: "2026-01-30T23:00:00.000Z" } },
      false,
    ],
    // Up to the service's database, its collation, or how it writes a time; or none of its fields.
    [{ model: { $nin: ["a"] } }, null, true],
    [{ $not: { $or: [{ name: "a" }, { dataset: "b" }] } }, null, true],
    [{ name: { $gt: "a" } }, null, true],
    [{ created_at: { $like: "2026" } }, null, true],
    [{ created_at: { $in: ["2026-01-01", "2026-01-02"] } }, null, true],
    [{ name: { $in: [] } }, null, true],
    [{ tags: "a", name: "b" }, { name: { $eq: "b" } }, true],
    [{ $or: [{ tags: "a" }, { name: "b" }] }, null, true],
  ])("%j", (filter, expected, hasRest) => {
    expect(filterOf(filter, "filter")).toEqual({ filter: expected, search: null, hasRest });
  });
});

describe("a service with a search", () => {
  it.each<[JsonObject, JsonObject | null, JsonObject | null, boolean]>([
    [{ metric: "w/m", model: "w/a" }, { metric: "w/m", model: "w/a" }, null, false],
    [{ metric: "w/m", name: { $like: "a" } }, { metric: "w/m" }, { name: { $like: "a" } }, false],
    [{ $and: [{ model: "w/a" }, { model: "w/b" }] }, { model: "w/a" }, { model: { $eq: "w/b" } }, false],
    [{ model: null }, null, null, true],
    [{ "labels.suite": "a", updated_at: { $gt: "2026-01-01" } }, null, null, true],
    [
      { $or: [{ model: "w/a" }, { created_at: { $lt: "2026-01-01" } }] },
      null,
      { $or: [{ model: { $eq: "w/a" } }, { created_at: { $lt: "2026-01-01T00:00:00.000Z" } }] },
      false,
    ],
  ])("%j", (filter, exact, search, hasRest) => {
    expect(filterOf(filter, "search")).toEqual({ filter: exact, search, hasRest });
  });
});

describe("order and fields", () => {
  it("are the service's where it knows them", () => {
    expect(pushed({ sort: "-name" }, "filter")).toMatchObject({ remote: { sort: "-name" }, restSort: null });
    expect(pushed({}, "filter").remote.sort).toBeNull();
    expect(pushed({ sort: "created_at" }, "filter").remote.sort).toBe("created_at");
  });

  it("by a score are the reader's, who then needs every page and the statistic", () => {
    const { remote, restSort, hasOwnPages } = pushed(
      { sort: "-scores.a.variance", aggregateFields: ["max"] },
      "filter",
    );
    expect(remote).toMatchObject({ sort: null, aggregateFields: ["max", "std_dev", "score_type"] });
    expect(restSort).toMatchObject({ score: "a", statistic: "variance" });
    expect(hasOwnPages).toBe(false);
  });

  it("leave all fields to come where none is named", () => {
    expect(pushed({ sort: "scores.a.mean" }, "search").remote.aggregateFields).toBeNull();
  });
});

it.each<ServiceEra>(["filter", "search"])("what is sent and what is left are the whole query (%s)", (era) => {
  let sent = 0;
  fc.assert(
    fc.property(someSubjects, aQuery, (subjects, query) => {
      const parsed = parseQuery(query);
      const { remote, rest } = pushDown(parsed, era);
      if (remote.filter !== null || remote.search !== null) sent++;
      // The service reads what it is sent by the same grammar.
      const together = allOf([parseSelection(remote), rest]);
      for (const { run, notes } of subjects) {
        const subject = withNotes(run, notes ?? NO_NOTES);
        const isIn = parsed.condition === null || toTest(parsed.condition)(subject);
        expect(together === null || toTest(together)(subject)).toBe(isIn);
      }
    }),
    { numRuns: 500 },
  );
  expect(sent).toBeGreaterThan(30);
});
