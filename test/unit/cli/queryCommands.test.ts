// `list` in the service's language, and the commands that note something about results.
import { beforeEach, describe, expect, it } from "vitest";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { Workbench } from "../../support/engineSupport.ts";
import { nemoLines } from "../../support/storeSupportNode.ts";

interface Listed {
  readonly data: readonly {
    readonly name: string;
    readonly scores: readonly Readonly<Record<string, unknown>>[];
  }[];
  readonly pagination: Readonly<Record<string, number>>;
}

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  const add = (name: string, values: readonly number[], model: string, day: number) =>
    bench.run(`${name}.jsonl`, nemoLines(values), {
      model,
      dataset: "default/qa",
      labels: { suite: name },
      createdAt: `2026-01-0${day}T00:00:00.000Z`,
    });
  await add("a", [1, 0], "meta/llama", 1);
  await add("b", [1, 1], "openai/gpt", 2);
  await add("c", [0, 0], "meta/llama-2", 3);
});

const list = async (...args: readonly string[]) => typedJson<Listed>(bench, "list", ...args);
const names = async (...args: readonly string[]) => (await list(...args)).data.map((run) => run.name);

describe("list", () => {
  it("filters, searches and sorts", async () => {
    expect(await names()).toEqual(["c", "b", "a"]);
    expect(await names("--filter", '{"model":"meta/llama"}')).toEqual(["a"]);
    expect(await names("--search", '{"model":"LLAMA"}', "--sort", "name")).toEqual(["a", "c"]);
    expect(await names("--filter", '{"labels.suite":{"$in":["a","b"]}}', "--search", '{"name":"b"}')).toEqual(
      ["b"],
    );
    expect(await names("--sort", "-scores.exact.mean")).toEqual(["b", "a", "c"]);
    expect(await names("--sort=scores.default/m:exact.mean")).toEqual(["c", "a", "b"]);
    expect(await typed(bench, "list", "--filter", '{"model":null}')).toBe("No result fits.\n");
  });

  it("says what it was asked for, page by page or all at once", async () => {
    const page = await list(
      "--page-size",
      "2",
      "--page",
      "2",
      "--sort",
      "name",
      "--filter",
      '{"dataset":"default/qa"}',
    );
    expect(page).toMatchObject({
      data: [{ name: "c" }],
      pagination: { page: 2, page_size: 2, current_page_size: 1, total_pages: 2, total_results: 3 },
      sort: "name",
      filter: { dataset: "default/qa" },
    });
    const all = await list("--all", "--page-size", "1");
    expect(all.data).toHaveLength(3);
    expect(all.pagination).toMatchObject({ page: 1, total_pages: 1, total_results: 3 });
    await expect(typed(bench, "list", "--all", "--page", "2")).rejects.toThrow(
      "--all gives every page; leave --page out.",
    );
  });

  it("projects scores to the fields named; name and count always come", async () => {
    const scores = async (...args: readonly string[]) => (await list(...args)).data[0]?.scores;
    const key = { name: "exact", metric: "default/m", count: 2 };
    expect(await scores("--aggregate-fields", "mean, max")).toEqual([{ ...key, mean: 0, max: 0 }]);
    expect(
      await scores("--aggregate-fields", "sum", "--aggregate-fields", "score_type,rubric_distribution"),
    ).toEqual([{ ...key, sum: 0, score_type: "range" }]);
    expect((await scores())?.[0]).toMatchObject({ ...key, std_dev: 0, item_mean: 0 });
  });

  it.each([
    [["--filter", "{model"], "--filter is no JSON: Quoted object key expected but got 'm' at character 2."],
    [["--search", "llama"], "--search is no JSON: JSON value expected but got 'l' at character 1."],
    [["--filter", ""], "--filter is no JSON:"],
    [["--filter", "[]"], '--filter takes a JSON object such as {"model":"w/m"}, not [].'],
    [["--filter", '{"modle":1}'], 'The filter knows no field "modle"; its fields are id, name,'],
    [
      ["--sort", "-size"],
      'Can\'t sort by "-size": fields are created_at, updated_at, name and scores.NAME.mean',
    ],
    [["--aggregate-fields", "median"], 'There is no aggregate field "median"; fields are nan_count, sum,'],
    [["a"], "list takes no names."],
  ])("refuses %j in one sentence", async (args, sentence) => {
    await expect(typed(bench, "list", ...args)).rejects.toThrow(sentence);
  });
});

describe("notes", () => {
  it("star and take the star away", async () => {
    expect(await typed(bench, "star", "a", "b")).toBe("Starred a, b.\n");
    expect(await names("--filter", '{"starred":true}', "--sort", "name")).toEqual(["a", "b"]);
    expect(await typed(bench, "list")).toMatch(/^★ b /m);
    expect(await typed(bench, "star", "a", "--remove")).toBe("Took the star from a.\n");
    expect(await typedJson(bench, "star", "b", "--remove")).toMatchObject({
      data: [{ name: "b", starred: false }],
    });
  });

  it("tag and untag", async () => {
    expect(await typed(bench, "tag", "a", "b", "--add", "new", "--add", "x y")).toBe(
      "a: new, x y.\nb: new, x y.\n",
    );
    expect(await typed(bench, "tag", "a", "--remove", "new", "--remove", "x y")).toBe("a: no tags.\n");
    expect(await names("--filter", '{"tags":"new"}')).toEqual(["b"]);
    expect(await typed(bench, "list")).toMatch(/TAGS\n.*\n.* new, x y\n/);
    await expect(typed(bench, "tag", "a")).rejects.toThrow("tag needs --add TAG or --remove TAG.");
    await expect(typed(bench, "tag", "a", "--add", " ")).rejects.toThrow(
      "A tag is a text that is not empty.",
    );
  });

  it("rename, but to no name that another result has", async () => {
    expect(await typed(bench, "rename", "a", "first")).toBe("Renamed a to first.\n");
    expect(await typedJson(bench, "show", "first")).toMatchObject({
      name: "first",
      as_imported: { name: "a" },
    });
    await expect(typed(bench, "rename", "first", "b")).rejects.toThrow(
      "Another result is named b; names tell results apart.",
    );
    await expect(typed(bench, "show", "a")).rejects.toThrow("There is no result named a in this store.");
    // The name is free again, also for the next import.
    expect((await bench.run("a.jsonl", nemoLines([0.5]))).name).toBe("a");
  });

  it("note, and show it", async () => {
    expect(await typed(bench, "note", "a", "seen\u001b[31m\nby Ann")).toBe("Noted on a: seen [31m by Ann.\n");
    expect(await typed(bench, "show", "a")).toContain("note     seen [31m by Ann\n");
    expect(await typed(bench, "note", "a", "")).toBe("Took the note from a.\n");
    expect(await typedJson(bench, "show", "a")).toMatchObject({ note: "" });
  });

  it("correct what was imported, and take it back", async () => {
    expect(await typed(bench, "correct", "a", "--model", "meta/llama-3", "--metric", "w/m")).toBe(
      "a now has model meta/llama-3, dataset default/qa, metric w/m.\n",
    );
    expect(await typed(bench, "show", "a")).toContain("model    meta/llama-3 (imported as meta/llama)\n");
    expect(await names("--filter", '{"model":"meta/llama-3"}')).toEqual(["a"]);
    expect(await typedJson(bench, "correct", "a", "--model", "", "--metric=")).toMatchObject({
      data: [{ model: "meta/llama" }],
    });
    expect(await typedJson(bench, "show", "a")).not.toHaveProperty("as_imported");
    await expect(typed(bench, "correct", "a")).rejects.toThrow(
      "correct needs --model, --dataset or --metric.",
    );
  });

  it("are refused for a name that is not there, in one sentence", async () => {
    await expect(typed(bench, "star", "nope")).rejects.toThrow(
      "There is no result named nope in this store.",
    );
    await expect(typed(bench, "note", "a")).rejects.toThrow(/^note takes the name of one result and a text/);
  });
});
