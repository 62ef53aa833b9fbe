// Bad records of CSV: each is counted with its line number and a reason, and never stops an import.
import { beforeEach, describe, expect, it } from "vitest";
import { Workbench } from "../../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function receipt(content: string | Uint8Array, name = "rows.csv") {
  const { run, skipped } = await bench.imported(bench.write(name, content));
  const rows = await bench.rows(run);
  return { run, skipped, items: rows.map((row) => row.item), rows };
}

describe("an import of CSV with bad records", () => {
  it("skips records with too many or too few columns", async () => {
    const { run, skipped, items } = await receipt("question,score\na,1\nb,2,3\nc\nd,4\n");
    expect(items).toEqual([{ question: "a" }, { question: "d" }]);
    expect(run).toMatchObject({ rows: 2, skippedLines: 2 });
    expect(skipped).toEqual([
      { line: 3, message: "expected 2 columns, found 3" },
      { line: 4, message: "expected 2 columns, found 1" },
    ]);
  });

  it("counts lines inside quoted cells for the line number", async () => {
    const { skipped, items } = await receipt('question,score\n"a\nb\r\nc",1\nbad\n"d",2\n');
    expect(items).toEqual([{ question: "a\nb\r\nc" }, { question: "d" }]);
    expect(skipped).toEqual([{ line: 5, message: "expected 2 columns, found 1" }]);
  });

  it("loses only the record of a quote that is never closed", async () => {
    const { run, skipped, items } = await receipt('question,score\na,1\n"b,2\nc,3\nd,4\n');
    expect(items).toEqual([{ question: "a" }, { question: "c" }, { question: "d" }]);
    expect(run.skippedLines).toBe(1);
    expect(skipped).toEqual([{ line: 3, message: "a quote is never closed" }]);
  });

  it("says which lines a misplaced quote takes with it", async () => {
    const { run, skipped, items } = await receipt('question,score\na,1\n"b,2\nc"x,3\nd",4\ne,5\n');
    expect(items).toEqual([{ question: "a" }, { question: "e" }]);
    expect(run.skippedLines).toBe(1);
    expect(skipped).toEqual([{ line: 3, message: "a quote stands where none may (lines 3 to 5)" }]);
  });

  it("reads on after several quotes that are never closed, each counted", async () => {
    const open = '"x,0\n';
    const { skipped, items } = await receipt(`question,score\na,1\n${open}b,2\n${open}${open}c,3\n`);
    expect(items.map((item) => item.question)).toEqual(["a", "b", "c"]);
    expect(skipped.map((one) => one.line)).toEqual([3, 5, 6]);
  });

  it("says where it gave up when such quotes do not end", async () => {
    const { run, skipped } = await receipt(`question,score\na,1\n${'"x,0\n'.repeat(300)}`);
    expect(run.rows).toBe(1);
    expect(skipped.at(-1)).toEqual({
      line: 103,
      message: "a quote is never closed (lines 103 to 302), reading ended",
    });
  });

  it("takes a record without any text for a blank line", async () => {
    const { run, items } = await receipt("question,score\na,1\n,\n,\n");
    expect(items).toEqual([{ question: "a" }]);
    expect(run.skippedLines).toBe(0);
  });

  it("keeps a quoted cell that ends in a line end of its own", async () => {
    const { items } = await receipt('score,question\r\n1,"a\r"\r\n2,"b\r\n"\r\n3,c\r\n');
    expect(items).toEqual([{ question: "a\r" }, { question: "b\r\n" }, { question: "c" }]);
  });

  it("refuses a header that is not readable", async () => {
    const open = bench.write("open.csv", '"question,score\na,1\n');
    expect(await bench.refusal(open)).toBe("A quote in the header line is never closed.");
    const latin = bench.write("latin.csv", Buffer.from("qu\u00e9stion,score\na,1\n", "latin1"));
    expect(await bench.refusal(latin)).toBe("The header line is not UTF-8 text.");
  });

  it("skips a record that is not UTF-8 and keeps the others", async () => {
    const content = Buffer.concat([
      Buffer.from("question,score\na,1\nM"),
      Buffer.from([0xfc]),
      Buffer.from("nchen,2\nKöln,3\n"),
    ]);
    const { run, skipped, items } = await receipt(content);
    expect(items).toEqual([{ question: "a" }, { question: "Köln" }]);
    expect(run.skippedLines).toBe(1);
    expect(skipped).toEqual([{ line: 3, message: "not valid UTF-8" }]);
  });

  it("skips a record of several lines when any of them is not UTF-8", async () => {
    const content = Buffer.concat([
      Buffer.from('question,score\n"a\nb'),
      Buffer.from([0xff]),
      Buffer.from('",1\nc,3\n'),
    ]);
    const { skipped, items } = await receipt(content);
    expect(items).toEqual([{ question: "c" }]);
    expect(skipped).toEqual([{ line: 2, message: "not valid UTF-8" }]);
  });

  it("reads CRLF, a byte order mark, blank lines and a missing last line end", async () => {
    const plain = await receipt("question,score\na,1\nb,2\n", "plain.csv");
    const windows = await receipt("\ufeffquestion,score\r\na,1\r\n\r\nb,2", "windows.csv");
    expect(windows.run.skippedLines).toBe(0);
    expect(windows.rows.map((row) => row.digest)).toEqual(plain.rows.map((row) => row.digest));
  });

  it.each([
    ["CRLF only after the header", "question,score\r\na,1\nb,2\nc,3\n"],
    ["CRLF only in the rows", "question,score\na,1\r\nb,2\r\nc,3\r\n"],
    ["one LF among CRLF", "question,score\r\na,1\r\nb,2\nc,3\r\n"],
  ])("reads mixed line ends: %s", async (_, content) => {
    const { run, items } = await receipt(content);
    expect(items).toEqual([{ question: "a" }, { question: "b" }, { question: "c" }]);
    expect(run.skippedLines).toBe(0);
  });

  it.each([
    ["semicolons", "question;score\na, b;1\n"],
    ["tabs", "question\tscore\na, b\t1\n"],
  ])("reads %s between columns", async (_, content) => {
    expect((await receipt(content)).items).toEqual([{ question: "a, b" }]);
  });

  it("keeps every column of repeated or missing names", async () => {
    const { items } = await receipt("q,q,,score\na,b,c,1\n");
    expect(items[0]).toMatchObject({ q: "a", "q (2)": "b" });
  });

  it("reads every kind of score cell", async () => {
    const cells = ["1", "0.5", "1e-3", "nan", "NaN", "inf", "", "True", "false", "None", ".5"];
    const { run, rows } = await receipt(
      `question,score\n${cells.map((cell, i) => `q${i},${cell}`).join("\n")}\n`,
    );
    expect(run.rows).toBe(cells.length);
    expect(rows.map((row) => row.scores[0]?.value ?? row.scores[0]?.state)).toEqual([
      1,
      0.5,
      0.001,
      "nan",
      "nan",
      Number.POSITIVE_INFINITY,
      "missing",
      true,
      false,
      "null",
      0.5,
    ]);
  });

  it("keeps a cell longer than the part that is looked at first, in the first row too", async () => {
    const long = 'lang, "x"\n'.repeat(110_000);
    const { run, rows } = await receipt(`question,score\n"${long.replaceAll('"', '""')}",1\nb,0\n`);
    expect(run).toMatchObject({ rows: 2, skippedLines: 0 });
    expect(rows[0]?.item.question === long).toBe(true);
    expect(rows[1]?.item.question).toBe("b");
  });
});
