// Notebooks: valid by nbformat where Python has it, and their cells run where pandas is there.
import { execFileSync, spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type NotebookFile, pathBetween, toNotebook } from "../../../../src/core/rows/notebook.ts";
import { aFolder, jsonl, Workbench } from "../../../support/engineSupport.ts";

interface Notebook {
  readonly nbformat: number;
  readonly nbformat_minor: number;
  readonly cells: readonly {
    readonly id: string;
    readonly cell_type: string;
    readonly source: readonly string[];
  }[];
}

const read = (file: NotebookFile): Notebook => JSON.parse(toNotebook(file)) as Notebook;
const CSV: NotebookFile = { dataPath: "rows.csv", format: "csv", guardsFormulas: true };

const hasModule = (name: string): boolean => spawnSync("python3", ["-c", `import ${name}`]).status === 0;

/** A suite that needs a Python module; skipped with a name that says so where it is absent. */
function describeWith(module: string, name: string, suite: () => void): void {
  const has = hasModule(module);
  describe.skipIf(!has)(has ? name : `${name} [skipped: python3 without ${module}]`, suite);
}

describe("a notebook", () => {
  it("is of nbformat 4.5: cells with ids of their own, code alone", () => {
    const { cells, nbformat, nbformat_minor } = read(CSV);
    expect([nbformat, nbformat_minor]).toEqual([4, 5]);
    expect(cells.map(({ cell_type }) => cell_type)).toEqual(["code", "code"]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(2);
    for (const { id } of cells) expect(id).toMatch(/^[a-zA-Z0-9-_]{1,64}$/);
    // Every line but the last keeps its end, as other writers have it.
    for (const { source } of cells)
      expect(source.every((line, i) => line.endsWith("\n") === i < source.length - 1)).toBe(true);
  });

  it("reads its file, and says that texts are guarded only where they are", () => {
    const source = (file: NotebookFile) => read(file).cells[0]?.source.join("") ?? "";
    expect(source(CSV)).toContain('pd.read_csv("rows.csv", keep_default_na=False');
    expect(source(CSV)).toContain("guardFormulas");
    expect(source({ ...CSV, guardsFormulas: false })).not.toContain("guardFormulas");
    expect(source({ ...CSV, format: "jsonl" })).toContain('open("rows.csv", encoding="utf-8")');
  });

  it("has a hostile name as nothing but a string", () => {
    const dataPath = 'a"); import os; os.system("x") #\n<script>.csv';
    const source = read({ ...CSV, dataPath }).cells[0]?.source.join("") ?? "";
    expect(source).toContain(`pd.read_csv(${JSON.stringify(dataPath)},`);
    expect(source.split("\n").filter((line) => line.includes("os.system"))).toHaveLength(1);
  });

  it("finds its data beside it, above it and in another folder", () => {
    expect(pathBetween("/a/b/n.ipynb", "/a/b/rows.csv")).toBe("rows.csv");
    expect(pathBetween("/a/b/n.ipynb", "/a/rows.csv")).toBe("../rows.csv");
    expect(pathBetween("/a/n.ipynb", "/a/out/rows.csv")).toBe("out/rows.csv");
    expect(pathBetween("/x/y/n.ipynb", "/a/rows.csv")).toBe("../../a/rows.csv");
  });
});

describeWith("nbformat", "a notebook read by nbformat", () => {
  it.each(["csv", "jsonl"] as const)("is valid: %s", (format) => {
    const path = join(aFolder(), "n.ipynb");
    writeFileSync(path, toNotebook({ ...CSV, format }));
    const program =
      "import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], as_version=4)); print('ok')";
    expect(execFileSync("python3", ["-W", "error", "-c", program, path], { encoding: "utf8" })).toBe("ok\n");
  });
});

const RUN_CELLS = `
import json, os, sys
os.chdir(os.path.dirname(sys.argv[1]))
cells = ["".join(cell["source"]) for cell in json.load(open(sys.argv[1]))["cells"]]
space = {}
for cell in cells: exec(cell, space)
print(json.dumps([len(space["rows"]), {name: int(count) for name, count in space["scores"].count().items()}]))
`;

describeWith("pandas", "a notebook run by pandas", () => {
  it.each(["csv", "jsonl"] as const)("reads every row and counts numbers alone: %s", async (format) => {
    const bench = new Workbench();
    const values = [0.5, 1, "NaN", null, undefined];
    const lines = values.map((value, i) => ({
      item: { question: i === 0 ? "=1+1" : "NA", tags: ["a", i] },
      sample: { output_text: "null" },
      metrics: { m: [...(value === undefined ? [] : [{ name: "s", value }]), { name: "ok", value: i > 1 }] },
    }));
    const run = await bench.run("r.jsonl", jsonl(lines), { format: "nemo-rows" });
    writeFileSync(join(bench.folder, `rows.${format}`), await bench.exportText(run.id, format, true));
    const path = join(bench.folder, "n.ipynb");
    writeFileSync(path, toNotebook({ dataPath: `rows.${format}`, format, guardsFormulas: true }));
    const said = execFileSync("python3", ["-c", RUN_CELLS, path], { encoding: "utf8" });
    const [rows, counts] = JSON.parse(said) as [number, Record<string, number>];
    const prefix = format === "csv" ? "" : "scores.";
    expect(rows).toBe(5);
    expect(counts).toMatchObject({ row_index: 5, trial: 5, [`${prefix}s`]: 2, [`${prefix}ok`]: 5 });
    expect(Object.keys(counts)).not.toContain("item.question");
  });
});
