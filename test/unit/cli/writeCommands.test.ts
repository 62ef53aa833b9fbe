// The commands that write: export to files and to the terminal, delete and restore.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  bench.write("base.jsonl", jsonl([{ question: "a", output: "=1+1", score: 1 }]));
  bench.write("candidate.jsonl", jsonl([{ question: "a", output: "x", score: 0 }]));
  await typed(bench, "import", "base.jsonl", "candidate.jsonl");
});

const namesLeft = async () =>
  (await typedJson<{ data: { name: string }[] }>(bench, "list")).data.map((run) => run.name).sort();

describe("export", () => {
  it("prints to the terminal without --out", async () => {
    const [head, row] = (await typed(bench, "export", "base", "--format", "csv")).split("\r\n");
    expect(head).toBe("row_index,digest,trial,item.question,output,expected,score,error");
    expect(row).toMatch(/^0,[0-9A-Za-z]{43},1,a,'=1\+1,,1,$/);
  });

  it("leaves formulas as they are with --raw-cells", async () => {
    expect(await typed(bench, "export", "base", "--format", "csv", "--raw-cells")).toContain(",=1+1,");
  });

  it("writes a file with --out and says how much", async () => {
    const args = ["export", "base", "--format", "jsonl", "--out", "out.jsonl"];
    const receipt = await typedJson<{ bytes: number }>(bench, ...args);
    const written = readFileSync(join(bench.folder, "out.jsonl"));
    expect(receipt).toEqual({
      exported: ["base"],
      format: "jsonl",
      file: "out.jsonl",
      bytes: written.length,
    });
    expect(JSON.parse(written.toString("utf8"))).toMatchObject({
      item: { question: "a" },
      scores: { score: 1 },
    });
    expect(await typed(bench, ...args)).toBe("Exported base to out.jsonl.\n");
    expect(readdirSync(bench.folder).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  it("writes the comparison of two results", async () => {
    const text = await typed(bench, "export", "base", "candidate", "--format", "jsonl");
    expect(JSON.parse(text)).toMatchObject({
      join: "matched",
      scores: { score: { delta: -1, change: "regressed" } },
    });
    expect(await typed(bench, "export", "base", "candidate", "--format", "csv")).toMatch(/^digest,join,/);
  });

  it.each([
    [["base"], "export needs --format csv or --format jsonl."],
    [["base", "--format", "xlsx"], "export needs --format csv or --format jsonl."],
    [["--format", "csv"], "export needs one result, or two and more to export their comparison."],
    [["none", "--format", "csv"], "There is no result named none in this store."],
  ])("is refused in one sentence: %s", async (args, sentence) => {
    await expect(typed(bench, "export", ...args)).rejects.toThrow(sentence);
  });
});

describe("delete and restore", () => {
  it("take results away and bring them back whole", async () => {
    const before = await typedJson(bench, "show", "base");
    expect(await typedJson(bench, "delete", "base")).toEqual({
      deleted: [{ id: expect.any(String) as string, name: "base" }],
    });
    expect(await namesLeft()).toEqual(["candidate"]);
    await expect(typed(bench, "show", "base")).rejects.toThrow("There is no result named base");
    expect(await typedJson(bench, "restore", "base")).toMatchObject({ restored: [{ name: "base" }] });
    expect(await typedJson(bench, "show", "base")).toEqual(before);
  });

  it("take several names, each once", async () => {
    expect(await typed(bench, "delete", "base", "candidate", "base")).toMatch(/^Deleted base, candidate/);
    expect(await namesLeft()).toEqual([]);
    await typed(bench, "restore", "candidate", "base");
    expect(await namesLeft()).toEqual(["base", "candidate"]);
  });

  it("delete nothing when one of the names is not there", async () => {
    await expect(typed(bench, "delete", "base", "none")).rejects.toThrow("There is no result named none");
    expect(await namesLeft()).toEqual(["base", "candidate"]);
  });

  it("restore only what was deleted", async () => {
    await expect(typed(bench, "restore", "base")).rejects.toThrow(
      "There is no deleted result named base in this store.",
    );
  });

  it("ask for an id where two results bear one name", async () => {
    await typed(bench, "delete", "base");
    bench.write("again.jsonl", jsonl([{ question: "b", output: "o", score: 1 }]));
    await typed(bench, "import", "again.jsonl", "--name", "base");
    await typed(bench, "restore", "base");
    await expect(typed(bench, "show", "base")).rejects.toThrow(
      /^2 results are named base; name one by its id: /,
    );
  });
});
