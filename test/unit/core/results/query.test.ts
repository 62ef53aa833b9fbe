// What a filter, a search and a sort mean, by the NeMo metric results API (sections 5 and 6), and the one sentence that
// refuses what is not known.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { eachPage, parseQuery, selectResults } from "../../../../src/core/results/parseQuery.ts";
import type { QuerySubject } from "../../../../src/core/results/queryFields.ts";
import type { ResultQuery } from "../../../../src/core/results/resultQuery.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

function aResult(name: string, part: Partial<QuerySubject> = {}): QuerySubject {
  return {
    ...aRun({ id: name as RunId, name, metric: null, dataset: null, model: null, scores: [] }),
    ...part,
  };
}

const llama = aResult("qa-llama", {
  model: "meta/llama-8b",
  dataset: "default/qa",
  metric: "default/exact",
  labels: { suite: "nightly", "owner.name": "Ann" },
  tags: ["release", "Großer Test"],
  createdAt: "2026-04-12T09:30:00.120000Z",
  scores: [aScore([1, 0], { name: "exact", metric: "default/exact" })],
});
const gpt = aResult("qa-100%_gpt\\4", {
  model: "openai/gpt-4",
  dataset: "default/qa",
  createdAt: "2026-04-13",
  note: "seen",
  starred: true,
  scores: [aScore([1, 1], { name: "exact", metric: "default/exact" })],
});
const offline = aResult("offline", { createdAt: "2026-04-14T01:00:00+02:00" });
const ALL = [llama, gpt, offline];

const page = (query: Partial<ResultQuery>, all = ALL): readonly string[] =>
  selectResults(all, parseQuery({ page: 1, pageSize: 100, sort: "created_at", ...query })).items.map(
    (run) => run.name,
  );
const names = (filter: JsonObject): readonly string[] => page({ filter });
const [L, G, O] = ["qa-llama", "qa-100%_gpt\\4", "offline"] as const;

describe("a filter", () => {
  it.each<[JsonObject, readonly string[]]>([
    [{ model: "meta/llama-8b" }, [L]],
    [{ model: "meta/LLAMA-8b" }, []],
    [{ dataset: "default/qa", model: { $like: "GPT" } }, [G]],
    [{ name: { $like: "100%_" } }, [G]],
    [{ name: { $like: "t\\4" } }, [G]],
    [{ name: { $like: "%" } }, [G]],
    [{ name: { $gte: "p", $lt: "qa-a" } }, [G]],
    [{ name: { $in: ["offline", "other"] } }, [O]],
    [{ name: { $in: "offline,qa-llama" } }, [L, O]],
    [{ name: { $in: "offline, qa-llama" } }, [O]],
    [{ name: { $or: [{ $eq: "offline" }, { $like: "LLAMA" }] } }, [L, O]],
    [{ name: { $not: { $like: "qa" } } }, [O]],
    [{ $or: [{ model: "meta/llama-8b" }, { $and: [{ name: "offline" }, { model: null }] }] }, [L, O]],
    [{ $not: { dataset: "default/qa" } }, [O]],
    // Absent values: `null` finds them; a condition on one is false, and $not and $nin turn that round.
    [{ model: null }, [O]],
    [{ model: { $eq: null } }, [O]],
    [{ model: { $nin: ["openai/gpt-4"] } }, [L, O]],
    [{ model: { $not: { $like: "gpt" } } }, [L, O]],
    [{ model: { $not: { $eq: null } } }, [L, G]],
    // Times: a date is its midnight, an offset counts, no zone is UTC.
    [{ created_at: { $gte: "2026-04-13", $lt: "2026-04-14" } }, [G, O]],
    [{ created_at: "2026-04-13T00:00:00.000Z" }, [G]],
    [{ created_at: { $lte: "2026-04-12T11:30:00.12+02:00" } }, [L]],
    [{ created_at: { $in: ["2026-04-13T23:00:00"] } }, [O]],
    [{ created_at: { $like: "04-13" } }, [G]],
    [{ "labels.suite": "nightly" }, [L]],
    [{ "data.labels.owner.name": { $like: "ANN" } }, [L]],
    [{ "labels.suite": null }, [G, O]],
    [{ tags: "release" }, [L]],
    [{ tags: { $like: "GROSSER" } }, [L]],
    [{ tags: null, starred: true }, [G]],
    [{ note: null, source: "local", status: { $in: ["completed"] } }, [L, O]],
    [{ "data.model": "openai/gpt-4", format: "nemo-rows" }, [G]],
    [{ project: null, workspace: { $nin: ["a"] }, id: "offline" }, [O]],
  ])("%j", (filter, expected) => {
    expect(names(filter)).toEqual(expected);
  });

  it.each<[unknown, string]>([
    [{}, "The filter is empty."],
    [
      { modle: "a" },
      'The filter knows no field "modle"; its fields are id, name, workspace, project, metric',
    ],
    [{ suite: "a" }, 'The filter knows no field "suite"'],
    [{ "labels.": "a" }, 'The filter knows no field "labels."'],
    [{ $eq: "a" }, 'The filter knows no operator in place of a field, such as "$eq"'],
    [
      { model: { $regex: "a" } },
      'The filter at "model" knows no operator "$regex"; operators are $eq, $like',
    ],
    [{ model: { name: "a" } }, 'The filter at "model" knows no operator "name"'],
    [{ model: {} }, 'The filter at "model" is empty.'],
    [{ model: ["a"] }, 'The filter at "model" takes a text, not a list or an object.'],
    [{ model: { $like: null } }, 'The filter at "model.$like" takes a text, not null.'],
    [{ model: { $in: { a: 1 } } }, 'The filter at "model.$in" takes a list, or a text with commas.'],
    [{ model: { $in: [null] } }, 'The filter at "model.$in" takes a text, not null.'],
    [
      { $or: [], model: "a" },
      'The filter at "$or" stands beside other keys; put all of them into one "$and".',
    ],
    [{ model: { $not: { $eq: "a" }, $like: "b" } }, 'The filter at "model.$not" stands beside other keys'],
    [{ $and: [] }, 'The filter at "$and" takes a list of at least one JSON object.'],
    [{ $and: { model: "a" } }, 'The filter at "$and" takes a list'],
    [
      { $and: [{ name: "a" }, { $or: [{ modle: "a" }] }] },
      'The filter at "$and[1].$or[0]" knows no field "modle"',
    ],
    [{ name: { $or: ["a"] } }, 'The filter at "name.$or[0]" takes a JSON object such as {"$like":"a"}.'],
    [{ $not: "a" }, 'The filter at "$not" takes a JSON object such as {"model":"w/m"}.'],
    [{ created_at: { $gt: "yesterday" } }, 'The filter at "created_at.$gt" takes a time such as 2026-01-31'],
    [{ created_at: "2026-02-30" }, 'The filter at "created_at" takes a time such as'],
    [[], "The filter takes a JSON object"],
    ["model", "The filter takes a JSON object"],
    [nested(30), "The filter is nested more than 20 levels deep."],
    [
      { $and: Array.from({ length: 600 }, () => ({ name: "a" })) },
      "The filter has more than 500 conditions.",
    ],
    [
      { name: { $in: Array.from({ length: 20_000 }, () => "a") } },
      "The filter lists more than 10000 values.",
    ],
  ])("refuses %j", (filter, sentence) => {
    const ask = () => parseQuery({ page: 1, pageSize: 1, filter: filter as JsonObject });
    expect(ask).toThrow(
      expect.objectContaining({ code: "badInput", message: expect.stringContaining(sentence) }),
    );
  });
});

function nested(depth: number): JsonObject {
  return depth === 0 ? { name: "a" } : { $not: nested(depth - 1) };
}

describe("a search", () => {
  it("takes a bare text for a part, letter case aside, and knows the documented fields only", () => {
    expect(page({ search: { model: "LLAMA" } })).toEqual([L]);
    expect(page({ search: { created_at: "04-1" } })).toEqual([L, G, O]);
    expect(page({ search: { model: { $eq: "llama" } } })).toEqual([]);
    expect(page({ search: { $or: [{ name: "GPT" }, { name: "off" }] }, filter: { model: null } })).toEqual([
      O,
    ]);
    expect(() => page({ search: { tags: "a" } })).toThrow(
      'The search knows no field "tags"; its fields are name, metric, dataset, model, created_at.',
    );
  });
});

describe("an order", () => {
  it.each<[string, readonly string[]]>([
    ["-created_at", [O, G, L]],
    ["name", [O, G, L]],
    ["-name", [L, G, O]],
    ["scores.exact.mean", [L, G, O]],
    ["-scores.exact.mean", [G, L, O]],
    ["-scores.default/exact:exact.sum", [G, L, O]],
  ])("%s, absent values last", (sort, expected) => {
    expect(page({ sort })).toEqual(expected);
  });

  it("brings ties newest first, then by id", () => {
    const same = ["a", "b", "c"].map((name) =>
      aResult(name, { createdAt: name === "c" ? "2026-01-01" : "2026-01-02" }),
    );
    expect(page({ sort: "updated_at" }, same)).toEqual(["b", "a", "c"]);
    expect(page({ sort: null }, same)).toEqual(["b", "a", "c"]);
  });

  it.each([
    ["size", /^Can't sort by "size": fields are created_at, updated_at, name and scores\.NAME\.mean/],
    ["scores.exact", /^Can't sort by "scores\.exact"/],
    [
      "scores.exact.median",
      /^Can't sort by "scores\.exact\.median": "median" is none of a score's statistics mean, /,
    ],
    ["scores.exakt.mean", /^Can't sort by the score "exakt": no result has it\.$/],
  ])("refuses %s", (sort, sentence) => {
    expect(() => page({ sort })).toThrow(sentence);
  });

  it("needs the metric where a result has several scores of that name", () => {
    const two = aResult("two", {
      scores: [aScore([1], { name: "exact", metric: "b" }), aScore([0], { name: "exact", metric: "a" })],
    });
    expect(() => page({ sort: "scores.exact.mean" }, [two])).toThrow(
      "Several scores of one result are named exact; name the metric too, one of a:exact, b:exact.",
    );
    expect(page({ sort: "scores.a:exact.mean" }, [two])).toEqual(["two"]);
  });
});

describe("pages and fields", () => {
  it("refuse what is none", () => {
    expect(() => page({ page: 0 })).toThrow("page is a whole number from 1 on, not 0.");
    expect(() => page({ pageSize: 1.5 })).toThrow("page_size is a whole number from 1 on, not 1.5.");
    expect(() => page({ aggregateFields: ["mean", "name"] })).toThrow(
      'There is no aggregate field "name"; fields are nan_count, sum, mean,',
    );
  });

  it("past the end are empty", () => {
    expect(page({ page: 9, pageSize: 2 })).toEqual([]);
  });

  it("come one after another, each result once though rows shift meanwhile", async () => {
    const asked: number[] = [];
    const pages = [["a", "b"], ["b", "c"], ["d"]];
    const found: string[] = [];
    const ask = async ({ page: n }: ResultQuery) => {
      asked.push(n);
      return { items: (pages[n - 1] ?? []).map((id) => ({ id })), total: 5 };
    };
    for await (const items of eachPage({ page: 1, pageSize: 2 }, ask))
      found.push(...items.map(({ id }) => id));
    expect([found, asked]).toEqual([
      ["a", "b", "c", "d"],
      [1, 2, 3],
    ]);
    for await (const _ of eachPage({ page: 4, pageSize: 2 }, async () => ({ items: [], total: 99 })))
      throw new Error("an empty page is the last");
  });
});
