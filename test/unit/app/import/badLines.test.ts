// Bad lines of JSONL: each is counted with its line number and a reason, and never stops an import.
import { beforeEach, describe, expect, it } from "vitest";
import { jsonl, scoreOf, Workbench } from "../../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const good = (i: number) => JSON.stringify({ question: `q${i}`, output: "o", score: i });
const bytes = (...pieces: readonly (string | readonly number[])[]) =>
  Buffer.concat(
    pieces.map((piece) => (typeof piece === "string" ? Buffer.from(piece, "utf8") : Buffer.from(piece))),
  );

async function receipt(content: string | Uint8Array, name = "rows.jsonl") {
  const { run, skipped } = await bench.imported(bench.write(name, content));
  const rows = await bench.rows(run);
  return { run, skipped, questions: rows.map((row) => row.item.question), rows };
}

describe("an import of JSONL with bad lines", () => {
  it("keeps the rows around a line that is not JSON", async () => {
    const { run, skipped, questions } = await receipt(`${good(1)}\n{"question": "q2", \n${good(3)}\n`);
    expect(questions).toEqual(["q1", "q3"]);
    expect(run).toMatchObject({ rows: 2, skippedLines: 1 });
    expect(skipped).toEqual([{ line: 2, message: expect.stringMatching(/^not JSON: /) as string }]);
  });

  it("names each kind of line that is no row", async () => {
    const lines = [good(1), "[1,2]", '"text"', "7", "null", '{"output":"o","score":1}', "}{"];
    const { skipped } = await receipt(lines.join("\n"));
    expect(skipped.map((one) => one.line)).toEqual([2, 3, 4, 5, 6, 7]);
    expect(skipped[0]?.message).toBe("not a JSON object");
    expect(skipped[3]?.message).toBe("not a JSON object");
    expect(skipped[4]?.message).toBe("none of the input columns question");
  });

  it("skips a line that is not UTF-8 and keeps the others", async () => {
    const { skipped, questions } = await receipt(
      bytes(`${good(1)}\n{"question":"`, [0xff, 0xfe, 0xc3], `","score":1}\n${good(3)}\n`),
    );
    expect(skipped).toEqual([{ line: 2, message: "not valid UTF-8" }]);
    expect(questions).toEqual(["q1", "q3"]);
  });

  it("counts blank lines for the line number, not as skipped", async () => {
    const { run, skipped, questions } = await receipt(`\n${good(1)}\n\n   \n\r\nbad\n${good(2)}\n\n`);
    expect(questions).toEqual(["q1", "q2"]);
    expect(skipped.map((one) => one.line)).toEqual([6]);
    expect(run.skippedLines).toBe(1);
  });

  it("reads CRLF, a byte order mark and a missing last line end as if they were not there", async () => {
    const plain = await receipt(`${good(1)}\n${good(2)}\n`, "plain.jsonl");
    const windows = await receipt(`\ufeff${good(1)}\r\n${good(2)}`, "windows.jsonl");
    expect(windows.run.skippedLines).toBe(0);
    expect(windows.rows.map((row) => row.digest)).toEqual(plain.rows.map((row) => row.digest));
    expect(windows.rows.map((row) => row.source)).toEqual(plain.rows.map((row) => row.source));
  });

  it("does not end a line at U+2028, U+2029, U+0085 or a vertical tab", async () => {
    const question = "a\u2028b\u2029c\u0085d\u000be";
    const { run, questions } = await receipt(`{"question":"a\u2028b\u2029c\u0085d\\u000be","score":1}\n`);
    expect(run.skippedLines).toBe(0);
    expect(questions).toEqual([question]);
  });

  it("takes the last of repeated keys, as Python does", async () => {
    const { rows } = await receipt(
      '{"question":"first","score":0,"question":"last","score":1.0}\n{"question":"last","score":1}\n',
    );
    expect(rows.map((row) => row.item.question)).toEqual(["last", "last"]);
    expect(rows[0]?.digest).toBe(rows[1]?.digest);
    expect(rows.map((row) => row.scores[0]?.value)).toEqual([1, 1]);
  });

  it("reads bare NaN and infinities as scores without a value, and leaves those words alone in texts", async () => {
    const { run, questions } = await receipt(
      '{"question":"NaN, Infinity","score":NaN}\n{"question":"b","score":-Infinity}\n{"question":"c","score":Infinity}\n{"question":"d","score":0.5}\n',
    );
    expect(questions[0]).toBe("NaN, Infinity");
    expect(run).toMatchObject({ rows: 4, skippedLines: 0 });
    expect(scoreOf(await bench.open({ run }), "score")).toMatchObject({
      count: 1,
      nanCount: 1,
      infiniteCount: 2,
      mean: null,
    });
  });

  it("keeps a line of several megabytes whole, between others", async () => {
    const long = "lang ".repeat(900_000);
    const { run, rows } = await receipt(
      jsonl([
        { question: "q1", score: 1 },
        { question: long, score: 0 },
        { question: "q3", score: 1 },
      ]),
    );
    expect(run).toMatchObject({ rows: 3, skippedLines: 0 });
    expect(rows[1]?.item.question === long).toBe(true);
    expect(rows[2]?.item.question).toBe("q3");
  });

  it("recognises a file whose first line has several megabytes", async () => {
    const long = "lang ".repeat(450_000);
    const { run, rows } = await receipt(
      jsonl([
        { question: long, score: 0 },
        { question: "q2", score: 1 },
      ]),
    );
    expect(run.rows).toBe(2);
    expect(rows[0]?.item.question === long).toBe(true);
  });

  it("lists the first 1,000 bad lines and counts the rest", async () => {
    const { run, skipped } = await receipt(`${good(1)}\n${"bad\n".repeat(2_500)}${good(2)}\n`);
    expect(run).toMatchObject({ rows: 2, skippedLines: 2_500 });
    expect(skipped).toHaveLength(1_000);
    expect(skipped.at(-1)?.line).toBe(1_001);
  });

  it("keeps rows that lack the output or a score", async () => {
    const { run, rows } = await receipt(
      `${good(1)}\n{"question":"b"}\n{"question":"c","output":null,"score":null}\n`,
    );
    expect(run).toMatchObject({ rows: 3, skippedLines: 0 });
    expect(rows.map((row) => row.scores[0]?.state)).toEqual(["value", "missing", "null"]);
    expect(rows.map((row) => row.output)).toEqual(["o", null, null]);
  });

  it("gives the receipt again from the store", async () => {
    const { run, skipped } = await receipt(`${good(1)}\nbad\n`);
    const stored = await bench.store.open(run.id);
    expect(stored.record.skipped).toEqual(skipped);
  });
});
