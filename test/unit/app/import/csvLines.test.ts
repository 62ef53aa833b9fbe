// CSV records: whatever the cells hold, they come back; bad records take no good ones with them.
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { CsvReader, type CsvRecord, readCsv } from "../../../../src/app/import/csvLines.ts";

function recordsOf(text: string): readonly CsvRecord[] {
  const records: CsvRecord[] = [];
  readCsv(text, (record) => {
    records.push(record);
    return true;
  });
  return records;
}

const aCell = fc
  .array(fc.constantFrom("a", "1", " ", ",", ";", "\t", '"', "\n", "\r\n", "\r", "é", "\u2028", "'"), {
    maxLength: 8,
  })
  .map((pieces) => pieces.join(""));
const someCells = fc.array(fc.tuple(aCell, aCell, aCell), { minLength: 1, maxLength: 6 });
const isBlank = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

describe("CSV records", () => {
  it("give back every cell of a table with each delimiter and line end", () => {
    const dialect = fc.record({
      delimiter: fc.constantFrom(",", ";", "\t", "|"),
      newline: fc.constantFrom<"\n" | "\r\n">("\n", "\r\n"),
      quotes: fc.boolean(),
    });
    fc.assert(
      fc.property(someCells, dialect, fc.boolean(), (rows, { delimiter, newline, quotes }, hasLastEnd) => {
        // A CR outside quotes stands for a line end, so writers must quote it.
        fc.pre(quotes || !rows.flat().some((cell) => cell.includes("\r")));
        const text = Papa.unparse([["x", "y", "z"], ...rows], { delimiter, newline, quotes });
        const read = recordsOf(hasLastEnd ? text + newline : text);
        expect(read.map(({ record }) => record)).toEqual(
          rows.filter((cells) => !isBlank(cells)).map(([x, y, z]) => ({ x, y, z })),
        );
      }),
    );
  });

  it("are the same when the text comes in pieces, however broken it is", () => {
    const anyText = fc
      .array(fc.constantFrom("a", "b c", ",", '"', '""', "\n", "\n", "\r\n", "é"), { maxLength: 40 })
      .map((pieces) => `x,y\n${pieces.join("")}`);
    fc.assert(
      fc.property(anyText, fc.array(fc.boolean(), { maxLength: 12 }), (text, cuts) => {
        const pieces: string[] = [""];
        for (const [i, line] of text.split(/(?<=\n)/).entries()) {
          if (cuts[i % Math.max(1, cuts.length)]) pieces.push("");
          pieces[pieces.length - 1] += line;
        }
        const records: CsvRecord[] = [];
        const reader = new CsvReader((record) => {
          records.push(record);
          return true;
        });
        for (const piece of pieces) reader.push(piece);
        expect(reader.end()).toEqual(["x", "y"]);
        expect(records).toEqual(recordsOf(text));
      }),
      { numRuns: 500 },
    );
  });

  it("name the lines where they start and end", () => {
    fc.assert(
      fc.property(someCells, (rows) => {
        const written = rows.filter((cells) => !isBlank(cells));
        const lines = ["x,y,z", ...written.map((cells) => Papa.unparse([cells], { quotes: true }))];
        let line = 2;
        const places = written.map((cells) => {
          const first = line;
          line += cells.join("").split("\n").length;
          return [first, line - 1];
        });
        const read = recordsOf(`${lines.join("\n")}\n`);
        expect(read.map((record) => [record.line, record.lastLine])).toEqual(places);
      }),
    );
  });

  it("keep every good record around a bad one", () => {
    const bad = fc.constantFrom('"open,1', "one,two,three", "single", '"a"b,1', 'x,"open');
    const good = fc.integer({ min: 0, max: 4 });
    fc.assert(
      fc.property(good, bad, good, (before, broken, after) => {
        const line = (i: number) => `q${i},${i}`;
        const lines = Array.from({ length: before }, (_, i) => line(i));
        const more = Array.from({ length: after }, (_, i) => line(100 + i));
        const read = recordsOf(["question,score", ...lines, broken, ...more].join("\n"));
        const kept = read.flatMap(({ record }) => (record === null ? [] : [record.question]));
        expect(kept).toEqual([...lines, ...more].map((text) => text.split(",")[0]));
        expect(read.filter(({ record }) => record === null).map((record) => record.line)).toEqual([
          before + 2,
        ]);
      }),
    );
  });

  it("stop where the taker has enough", () => {
    const taken: CsvRecord[] = [];
    readCsv("a,b\n1,2\n3,4\n5,6\n", (record) => taken.push(record) < 2);
    expect(taken).toHaveLength(2);
  });

  it("read a table with CR alone for line ends", () => {
    expect(recordsOf("a,b\r1,2\r3,4").map(({ record, line }) => [record, line])).toEqual([
      [{ a: "1", b: "2" }, 2],
      [{ a: "3", b: "4" }, 3],
    ]);
  });

  it("read a table of one column", () => {
    expect(recordsOf("score\n1\n0.5\n").map(({ record }) => record)).toEqual([
      { score: "1" },
      { score: "0.5" },
    ]);
  });

  it("leave out a record that the end of a cut text may have cut", () => {
    const records: CsvRecord[] = [];
    readCsv('a,b\n1,2\n"three\n,4', (record) => records.push(record) > 0, false);
    expect(records.map(({ record }) => record)).toEqual([{ a: "1", b: "2" }, null]);
  });
});
