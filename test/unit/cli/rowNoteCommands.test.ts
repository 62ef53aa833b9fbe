// `exclude`, `note-row` and `where`, and what other commands say of marked rows.
import { beforeEach, describe, expect, it } from "vitest";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  for (const [name, values] of [
    ["one", [1, 0, 1, 0]],
    ["two", [0, 1]],
  ] as const) {
    const lines = values.map((value, i) => ({
      item: { q: `q${i % 3}` },
      sample: { output_text: `${name} ${i}` },
      metrics: { m: [{ name: "score", value }] },
    }));
    await bench.run(`${name}.jsonl`, jsonl(lines), { format: "nemo-rows", model: `org/${name}` });
  }
});

interface Shown {
  readonly excluded_rows: number;
  readonly scores: readonly { readonly item_mean: number }[];
  readonly without_excluded?: { readonly scores: readonly { readonly item_mean: number }[] };
}

describe("exclude", () => {
  it("leaves rows out with a reason, and show has both means", async () => {
    expect(await typed(bench, "exclude", "one", "1", "3", "--reason", "wrong label")).toBe(
      "Excluded 2 rows of one: wrong label. 2 of 4 rows are excluded, 0 noted.\n",
    );
    const shown = await typedJson<Shown>(bench, "show", "one");
    expect(shown).toMatchObject({
      excluded_rows: 2,
      scores: [{ item_mean: 0.5 }],
      without_excluded: {
        rows: 2,
        items: 2,
        excluded_rows: 2,
        excluded_items: 1,
        scores: [{ item_mean: 1 }],
      },
    });
    expect(await typed(bench, "show", "one")).toContain(
      "excluded 2 rows excluded (1 item gone): score 0.50 → 1.00 without them\n",
    );
    expect(await typed(bench, "rows", "one")).toContain("(excluded) one 1");
    const rows = await typedJson<{ data: unknown[] }>(bench, "rows", "one", "--filter", '{"excluded":true}');
    expect(rows.data).toMatchObject([
      { row_index: 1, excluded: true, exclusion_reason: "wrong label" },
      { row_index: 3, excluded: true },
    ]);
  });

  it("counts rows again with --remove", async () => {
    await typed(bench, "exclude", "one", "1", "3", "--reason", "x");
    expect(await typed(bench, "exclude", "one", "1", "--remove")).toBe(
      "Counting row 1 of one again. 1 of 4 rows are excluded, 0 noted.\n",
    );
    expect(await typedJson(bench, "show", "one")).toMatchObject({ excluded_rows: 1 });
  });

  it("takes every row of the item with --all-trials", async () => {
    const changed = await typedJson<{ rows: { row_index: number }[] }>(
      ...([bench, "exclude", "one", "3", "--reason", "x", "--all-trials"] as const),
    );
    expect(changed.rows.map((row) => row.row_index)).toEqual([0, 3]);
  });

  it.each<[readonly string[], RegExp]>([
    [["one"], /^exclude takes the name of one result and at least one row\.$/],
    [["one", "1"], /^exclude needs --reason TEXT\. A row is excluded with a reason/],
    [["one", "1", "--reason", "  "], /^exclude needs --reason TEXT/],
    [["one", "1", "--remove", "--reason", "x"], /^--remove takes no reason\.$/],
    [["one", "x", "--reason", "x"], /^A row is named by its row_index, a whole number from 0, not x\.$/],
    [["one", "9", "--reason", "x"], /^There is no row 9; the result has 4 rows\.$/],
    [["none", "1", "--reason", "x"], /^There is no result named none/],
  ])("is refused in one sentence: %s", async (args, sentence) => {
    await expect(typed(bench, "exclude", ...args)).rejects.toThrow(sentence);
    expect(await typedJson(bench, "show", "one")).toMatchObject({ excluded_rows: 0 });
  });
});

describe("note-row", () => {
  it("notes something, and takes it away with an empty text", async () => {
    expect(await typed(bench, "note-row", "one", "2", " look again ")).toBe(
      "Noted on row 2 of one: look again. 0 of 4 rows are excluded, 1 noted.\n",
    );
    const noted = await typedJson<{ data: unknown[] }>(bench, "rows", "one", "--filter", '{"noted":true}');
    expect(noted.data).toMatchObject([{ row_index: 2, note: "look again", excluded: false }]);
    expect(await typed(bench, "note-row", "one", "2", "")).toContain("Took the note from row 2 of one.");
  });

  it("is refused without a text", async () => {
    await expect(typed(bench, "note-row", "one", "2")).rejects.toThrow(/^note-row takes the name of one/);
  });
});

describe("where", () => {
  it("lists other results with the row's item and how it fared there", async () => {
    expect(await typed(bench, "where", "one", "1")).toMatch(
      /^NAME {2}MODEL {4}CREATED .*\ntwo {3}org\/two {2}\S+ +1 {2}score 1 {2}two 1\n\nIn 1 of 1 other result, newest first\.\n$/,
    );
    expect(await typedJson(bench, "where", "one", "3")).toMatchObject({
      total: 1,
      searched: 1,
      results: [{ name: "two", trials: 1, rows: [{ row_index: 0, scores: { score: 0 }, output: "two 0" }] }],
    });
    expect(await typed(bench, "where", "one", "2")).toBe(
      "Nowhere else: none of 1 other result has the item of row 2.\n",
    );
  });
});
