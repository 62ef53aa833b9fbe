// The import command: receipts for people and for programs, and roles of columns by flags.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { Workbench } from "../../support/engineSupport.ts";
import { SAMPLES } from "../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

interface Receipt {
  readonly imported: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
  readonly unchanged: readonly unknown[];
}

const TABLE = "question,answer,correctness,speed,error\na,x,1,3,\nb,y,0.5,4,timeout\nbad\n";

describe("import --json", () => {
  it("lists what was imported with its skipped lines", async () => {
    bench.write("rows.csv", TABLE);
    const receipt = await typedJson<Receipt>(bench, "import", "rows.csv");
    expect(receipt).toEqual({
      imported: [
        expect.objectContaining({
          name: "rows",
          format: "csv",
          rows: 2,
          skipped_lines: 1,
          errors: [{ line: 4, message: "expected 5 columns, found 1" }],
        }),
      ],
      unchanged: [],
    });
  });

  it("lists what was there before as unchanged", async () => {
    bench.write("rows.csv", TABLE);
    await typed(bench, "import", "rows.csv");
    const receipt = await typedJson<Receipt>(bench, "import", "rows.csv");
    expect(receipt).toEqual({ imported: [], unchanged: [{ name: "rows", path: "rows.csv" }] });
  });

  it("takes several files, each with what stands beside it", async () => {
    const nemo = ["docs-qa-atlas-8b", "docs-qa-atlas-49b"].map((name) =>
      join(SAMPLES, "nemo", `${name}.row-scores.jsonl`),
    );
    const { imported } = await typedJson<Receipt>(bench, "import", ...nemo);
    expect(imported.map(({ name, format, rows, companion }) => [name, format, rows, companion])).toEqual([
      ["docs-qa-atlas-8b", "nemo-rows", 38, "docs-qa-atlas-8b.aggregate-scores.json"],
      ["docs-qa-atlas-49b", "nemo-rows", 38, "docs-qa-atlas-49b.aggregate-scores.json"],
    ]);
  });
});

describe("import for people", () => {
  it("says rows, skipped lines with reasons, and which columns play which role", async () => {
    bench.write("rows.csv", TABLE);
    const text = await typed(bench, "import", "rows.csv");
    expect(text).toContain("Imported rows.csv as rows: 2 rows stored, 1 lines skipped (csv).");
    expect(text).toContain("line 4: expected 5 columns, found 1");
    expect(text).toContain("scores: correctness, speed");
  });

  it("says that a file was imported before", async () => {
    bench.write("rows.csv", TABLE);
    await typed(bench, "import", "rows.csv");
    expect(await typed(bench, "import", "rows.csv")).toBe(
      "Already imported: rows.csv is identical to rows, nothing changed.\n",
    );
  });

  it("keeps control characters of a file away from the terminal", async () => {
    bench.write("rows.jsonl", '{"question":"a","score":1}\n{"\u001b[31m":\n');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(await typed(bench, "import", "rows.jsonl")).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe("roles by flags", () => {
  async function rolesOf(...flags: readonly string[]) {
    bench.write("rows.csv", TABLE);
    const { imported } = await typedJson<Receipt>(bench, "import", "rows.csv", ...flags);
    return imported[0]?.roles;
  }

  it("replace the guess, and the rest is guessed from what is left", async () => {
    expect(await rolesOf("--score", "correctness", "--output", "answer")).toEqual({
      input: ["question"],
      expected: null,
      output: "answer",
      scores: ["correctness"],
      error: "error",
    });
  });

  it("take a column away from the role that was guessed for it", async () => {
    bench.write("model.csv", "question,output,note,score\na,x,n,1\n");
    const { imported } = await typedJson<Receipt>(bench, "import", "model.csv", "--input", "output");
    expect(imported[0]?.roles).toMatchObject({ input: ["output"], output: null, scores: ["score"] });
    const other = await typedJson<Receipt>(bench, "import", "model.csv", "--output", "note");
    expect(other.imported[0]?.roles).toMatchObject({ output: "note", input: ["question"] });
  });

  it("may make an error column of any column", async () => {
    expect(await rolesOf("--error", "answer", "--score", "correctness")).toMatchObject({ error: "answer" });
  });

  it("are refused for a column that is not there", async () => {
    bench.write("rows.csv", TABLE);
    await expect(typed(bench, "import", "rows.csv", "--score", "nope")).rejects.toThrow(
      "rows.csv has no column nope. Its columns: question, answer, correctness, speed, error.",
    );
  });

  it("are refused for a column in two roles", async () => {
    bench.write("rows.csv", TABLE);
    const twice = typed(bench, "import", "rows.csv", "--score", "speed", "--output", "speed");
    await expect(twice).rejects.toThrow("Column speed is given two roles; name it once.");
  });

  it("say which columns tell what rows took, and in which unit", async () => {
    bench.write("rows.csv", TABLE);
    await typed(bench, "import", "rows.csv", "--measure", "latency_s=speed");
    const { runs } = await bench.store.list({ page: 1, pageSize: 10 });
    const id = runs[0]?.id;
    if (id === undefined) throw new Error("The result is listed.");
    expect((await bench.engine.run(id)).measures).toEqual([
      { measure: "latencyMs", count: 2, sum: 7_000, median: 3_500 },
    ]);
    await expect(typed(bench, "import", "rows.csv", "--measure", "speed")).rejects.toThrow(
      /^--measure takes NAME=COLUMN, not speed\. Names: latency_ms, /,
    );
    await expect(typed(bench, "import", "rows.csv", "--measure", "cost_usd=fee")).rejects.toThrow(
      /^There is no column fee\./,
    );
  });

  it("are refused for a file whose format says which columns are scores", async () => {
    const path = join(SAMPLES, "nemo/offline-atlas-8b.row-scores.jsonl");
    await expect(typed(bench, "import", path, "--score", "f1")).rejects.toThrow(/is no plain file/);
  });
});

describe("facts by flags", () => {
  it("win over what the file says", async () => {
    bench.write("rows.csv", TABLE);
    const flags = [
      "--name",
      "n",
      "--model",
      "org/m",
      "--dataset",
      "d",
      "--metric",
      "w/m",
      "--label",
      "k=a=b",
    ];
    await typed(bench, "import", "rows.csv", ...flags, "--created-at", "2026-01-31T09:30:00+01:00");
    expect(await typedJson(bench, "show", "n")).toMatchObject({
      name: "n",
      model: "org/m",
      dataset: "d",
      metric: "w/m",
      labels: { k: "a=b" },
      created_at: "2026-01-31T08:30:00.000Z",
    });
  });

  it.each([
    [["--created-at", "soon"], /^--created-at takes a time such as /],
    [["--label", "novalue"], /^--label takes KEY=VALUE, not novalue\.$/],
    [["--format", "xml"], /^No format named xml\. Formats: /],
    [["rows.csv", "--name", "x"], /^--name names one result, but several files are given\.$/],
  ])("are refused when they make no sense: %s", async (flags, sentence) => {
    bench.write("rows.csv", TABLE);
    await expect(typed(bench, "import", "rows.csv", ...flags)).rejects.toThrow(sentence);
    bench.expectNothingStored();
  });
});
