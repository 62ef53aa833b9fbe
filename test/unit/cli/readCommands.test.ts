// The commands that read a store: list, show and rows, in the service's field names.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { importScores, typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";
import { SAMPLES } from "../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

interface Page<T> {
  readonly data: readonly T[];
  readonly pagination: Readonly<Record<string, number>>;
}
interface Row {
  readonly row_index: number;
  readonly trial: number;
  readonly item: { readonly question: string };
  readonly scores: Readonly<Record<string, unknown>>;
}

async function importSamples(): Promise<void> {
  for (const name of ["docs-qa-atlas-8b", "docs-qa-atlas-49b"])
    await typed(bench, "import", join(SAMPLES, "nemo", `${name}.row-scores.jsonl`));
}

describe("list", () => {
  it("is the service's envelope, newest first, a page at a time", async () => {
    for (const name of ["first", "second", "third"]) {
      bench.write("f.jsonl", jsonl([{ question: name, score: 1 }]));
      const day = { first: "01", second: "02", third: "03" }[name] ?? "";
      await typed(bench, "import", "f.jsonl", "--name", name, "--created-at", `2026-01-${day}T00:00:00Z`);
    }
    const page = await typedJson<Page<{ name: string }>>(bench, "list", "--page-size", "2");
    expect(page.data.map((run) => run.name)).toEqual(["third", "second"]);
    expect(page.pagination).toEqual({
      page: 1,
      page_size: 2,
      current_page_size: 2,
      total_pages: 2,
      total_results: 3,
    });
    const last = await typedJson<Page<{ name: string }>>(bench, "list", "--page-size", "2", "--page", "2");
    expect(last.data.map((run) => run.name)).toEqual(["first"]);
    expect(last.pagination).toMatchObject({ page: 2, current_page_size: 1 });
  });

  it("is empty for a store that is not there, and makes none", async () => {
    expect(await typedJson(bench, "list")).toMatchObject({ data: [], pagination: { total_results: 0 } });
    expect(await typed(bench, "list")).toBe("No results in this store.\n");
    bench.expectNothingStored();
  });

  it.each(["0", "-1", "1.5", "x", "1001"])("refuses the page size %s", async (size) => {
    await expect(typed(bench, "list", `--page-size=${size}`)).rejects.toThrow(
      `--page-size takes a whole number from 1 to 1000, not ${size}.`,
    );
  });
});

describe("show", () => {
  it("has the service's fields of every score", async () => {
    await importSamples();
    const run = await typedJson<{ scores: Record<string, unknown>[] }>(bench, "show", "docs-qa-atlas-8b");
    const f1 = run.scores.find((score) => score.name === "f1");
    expect(f1).toMatchObject({ metric: "f1", count: 36, nan_count: 2, score_type: "range", min: 0, max: 1 });
    expect(f1?.mean).toBeCloseTo(0.535647985098953, 12);
    expect(f1?.std_dev).toBeCloseTo(0.379031148914, 11);
    expect(Object.keys(f1?.percentiles as object)).toEqual([
      "p10",
      "p20",
      "p30",
      "p40",
      "p50",
      "p60",
      "p70",
      "p80",
      "p90",
      "p100",
    ]);
    expect(f1?.histogram).toMatchObject({
      bins: Array.from({ length: 10 }, () => ({
        lower_bound: expect.any(Number) as number,
        upper_bound: expect.any(Number) as number,
        count: expect.any(Number) as number,
      })),
    });
    const rubric = run.scores.find((score) => score.name === "helpfulness");
    expect(rubric).toMatchObject({ score_type: "rubric", mode_category: expect.any(String) as string });
    expect(rubric?.rubric_distribution).toContainEqual(expect.objectContaining({ value: 5 }));
  });

  it("finds a result by id too, and names what it does not find", async () => {
    await importScores(bench, "one", [1]);
    const { id } = await typedJson<{ id: string }>(bench, "show", "one");
    expect(await typedJson(bench, "show", id)).toMatchObject({ name: "one" });
    await expect(typed(bench, "show", "two")).rejects.toThrow("There is no result named two in this store.");
  });

  it("prints a table for people", async () => {
    await importScores(bench, "one", [1, 0, "NaN"]);
    const text = await typed(bench, "show", "one");
    expect(text).toContain("name     one\n");
    expect(text).toMatch(/^score .* 2 +1 /m);
  });
});

describe("rows", () => {
  const order = async (...flags: readonly string[]) =>
    (await typedJson<Page<Row>>(bench, "rows", "run", ...flags)).data.map((row) => row.row_index);

  it("come a page at a time, with digest, trial, item, output and scores", async () => {
    await importScores(bench, "run", [1, 0.5, "NaN", 0]);
    const page = await typedJson<Page<Row>>(bench, "rows", "run", "--page-size", "3", "--page", "2");
    expect(page.pagination).toMatchObject({
      page: 2,
      current_page_size: 1,
      total_pages: 2,
      total_results: 4,
    });
    expect(page.data).toEqual([
      {
        row_index: 3,
        digest: expect.stringMatching(/^[0-9A-Za-z]{43}$/) as string,
        trial: 1,
        item: { question: "q3" },
        output: "o3",
        expected: null,
        scores: { score: 0 },
        error: null,
        excluded: false,
        exclusion_reason: null,
        note: null,
      },
    ]);
  });

  it("are in order of a score both ways, missing last, ties in file order", async () => {
    await importScores(bench, "run", [0.5, "NaN", 1, null, 0.5, 0]);
    expect(await order("--sort", "score")).toEqual([5, 0, 4, 2, 1, 3]);
    expect(await order("--sort", "-score")).toEqual([2, 0, 4, 5, 1, 3]);
  });

  it("are in order of texts, fields of the item and the row number", async () => {
    bench.write(
      "run.jsonl",
      jsonl([
        { question: "b10", output: "x", score: 1 },
        { question: "b9", output: null, score: 1 },
        { question: "a", output: "w", score: 1 },
      ]),
    );
    await typed(bench, "import", "run.jsonl");
    expect(await order("--sort", "item.question")).toEqual([2, 1, 0]);
    expect(await order("--sort=-question")).toEqual([0, 1, 2]);
    expect(await order("--sort", "output")).toEqual([2, 0, 1]);
    expect(await order("--sort=-output")).toEqual([0, 2, 1]);
    expect(await order("--sort=-row_index")).toEqual([2, 1, 0]);
  });

  it("can't be sorted by a field that is not there", async () => {
    await importScores(bench, "run", [1]);
    await expect(typed(bench, "rows", "run", "--sort", "nope")).rejects.toThrow(
      "Can't sort by nope. Fields: row_index, output, error, trial, digest, item.question, score.",
    );
  });

  it("are none behind the last page", async () => {
    await importScores(bench, "run", [1]);
    expect(await order("--page", "7")).toEqual([]);
  });
});
