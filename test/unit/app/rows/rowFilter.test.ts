// Filters and searches on stored runs against the plainest way to decide them: reading every row.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { linePattern, PLAIN_ESCAPE } from "../../../../src/core/rows/linePattern.ts";
import type { RowFilter } from "../../../../src/core/rows/rowFilter.ts";
import type { Run } from "../../../../src/core/run.ts";
import { Workbench } from "../../../support/engineSupport.ts";

/** How JSON may be written: raw, ASCII only, or ASCII only with upper-case hex and escaped slashes. */
const WRITERS: readonly ((text: string) => string)[] = [
  (text) => JSON.stringify(text),
  (text) => escaped(text, (hex) => hex),
  (text) => escaped(text, (hex) => hex.toUpperCase()).replaceAll("/", "\\/"),
  (text) => JSON.stringify(text).replaceAll("a", "\\u0061"),
];

function escaped(text: string, hexCase: (hex: string) => string): string {
  return JSON.stringify(text).replace(
    /[^ -~]/g,
    (unit) => `\\u${hexCase(unit.charCodeAt(0).toString(16).padStart(4, "0"))}`,
  );
}

function bytesAsText(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

const aCharacter = fc.constantFrom(...'abAB1 .*[(/\\"\n\té\u00c9ßж€\u{1f600}');
const aText = fc.array(aCharacter, { minLength: 1, maxLength: 4 }).map((all) => all.join(""));

describe("linePattern", () => {
  it("misses no line in whichever way the text is written", () => {
    fc.assert(
      fc.property(aText, aText, aText, fc.boolean(), (before, text, after, matchCase) => {
        for (const write of WRITERS) {
          const line = bytesAsText(`{"item":${write(before + text + after)}}`);
          const wanted = matchCase ? text : text.toUpperCase();
          fc.pre(matchCase || wanted.toLowerCase() === text.toLowerCase());
          const { plain, escaped: slow } = linePattern(wanted, matchCase);
          const pattern = line.includes(PLAIN_ESCAPE) ? slow : plain;
          expect(line.search(pattern)).not.toBe(-1);
        }
      }),
    );
  });

  it("tells case apart when it is asked to", () => {
    expect("ABC".search(linePattern("abc", true).plain)).toBe(-1);
    expect("ABC".search(linePattern("abc", false).plain)).toBe(0);
    expect("a.c".search(linePattern("abc", false).plain)).toBe(-1);
    expect("abc".search(linePattern("a.c", false).plain)).toBe(-1);
  });
});

const QUESTIONS = [
  "Warum?",
  "why caf\u00e9",
  "WHY CAF\u00c9",
  'a "quoted" word',
  "line\nbreak",
  "price/unit",
  "7.5",
];

/** A run of NeMo rows long enough to be searched by its bytes, with lines in between that hold no row. */
async function aRun(bench: Workbench): Promise<Run> {
  const lines = Array.from({ length: 2_600 }, (_, i) => {
    const write = WRITERS[i % WRITERS.length] ?? JSON.stringify;
    const question = `${QUESTIONS[i % QUESTIONS.length]} ${i % 11}`;
    const score = i % 13 === 0 ? "null" : String((i % 10) / 10);
    const error = i % 17 === 0 ? ',"metric_errors":{"m":"why it failed"}' : "";
    const row = `{"item":{"why":${i % 2},"question":${write(question)}},"sample":{"output_text":"out ${i}"},"metrics":{"m":[{"name":"s","value":${score}},{"name":"grade","value":"g${i % 3}"}]}${error}}`;
    return i % 100 === 50 ? `why is this no row\n${row}` : row;
  });
  return bench.run("rows.jsonl", lines.join("\n"), { format: "nemo-rows" });
}

describe("a filter on rows", () => {
  let bench: Workbench;
  let run: Run;
  beforeEach(async () => {
    bench = new Workbench();
    run = await aRun(bench);
  });

  async function kept(filter: RowFilter): Promise<number[]> {
    const { rows, total } = await bench.engine.fullRows(run.id, {
      filter,
      sort: null,
      offset: 0,
      limit: 9_999,
    });
    expect(rows.length).toBe(total);
    return rows.map((row) => row.index);
  }

  async function naive(
    test: (row: Awaited<ReturnType<typeof allRows>>[number]) => boolean,
  ): Promise<number[]> {
    return (await allRows()).filter(test).map((row) => row.index);
  }

  async function allRows() {
    return (await bench.engine.fullRows(run.id, { sort: null, offset: 0, limit: 9_999 })).rows;
  }

  it("finds texts by their bytes as it would by reading every row", async () => {
    expect(run.rows).toBe(2_600);
    expect(run.skippedLines).toBe(26);
    for (const text of [
      "WHY",
      "caf\u00e9",
      'A "Quoted"',
      "line\nbreak 1",
      "e/u",
      "7.5 1",
      "why it failed",
      "out 25",
      "nowhere",
    ]) {
      const texts = (row: Awaited<ReturnType<typeof allRows>>[number]): string =>
        [row.item.question, row.item.why, row.output, row.error].join("\u0000").toLowerCase();
      const found = await kept([{ kind: "contains", place: { kind: "any" }, text }]);
      expect(found, text).toEqual(await naive((row) => texts(row).includes(text.toLowerCase())));
    }
  });

  it("keeps to the place and the case it is given", async () => {
    const place = { kind: "item", field: "question" } as const;
    expect(await kept([{ kind: "contains", place, text: "why", matchCase: true }])).toEqual(
      await naive((row) => String(row.item.question).includes("why")),
    );
    expect(await kept([{ kind: "contains", place: { kind: "output" }, text: "why" }])).toEqual([]);
    expect(await kept([{ kind: "regex", place, text: "^w.y caf. 1$" }])).toEqual(
      await naive((row) => /^w.y caf. 1$/iu.test(String(row.item.question))),
    );
  });

  it("decides ranges, labels, states, errors and all of them together on columns", async () => {
    const score = run.scores.findIndex(({ name }) => name === "s");
    const grade = run.scores.findIndex(({ name }) => name === "grade");
    const value = (i: number): number => (i % 10) / 10;
    const rows = Array.from({ length: 2_600 }, (_, i) => i);
    const isScored = (i: number): boolean => i % 13 !== 0;
    expect(await kept([{ kind: "range", score, min: 0.3, max: 0.5 }])).toEqual(
      rows.filter((i) => isScored(i) && value(i) >= 0.3 && value(i) <= 0.5),
    );
    expect(await kept([{ kind: "errored", isErrored: true }])).toEqual(rows.filter((i) => i % 17 === 0));
    expect(await kept([{ kind: "state", score, states: ["null"] }])).toEqual(
      await naive((row) => row.scores.some(({ name, state }) => name === "s" && state === "null")),
    );
    expect(
      await kept([
        { kind: "label", score: grade, labels: ["g1", "g2"] },
        { kind: "range", score, min: 0.9, max: null },
        { kind: "contains", place: { kind: "any" }, text: "price" },
      ]),
    ).toEqual(
      await naive(
        ({ index, item, scores }) =>
          scores.some(({ state, value: grade }) => state === "text" && grade !== "g0") &&
          isScored(index) &&
          value(index) >= 0.9 &&
          String(item.question).includes("price"),
      ),
    );
    expect(await kept([{ kind: "repeated" }])).toEqual(await naive((row) => row.trial > 1));
  });

  it("orders what is kept, first page and later ones alike", async () => {
    const score = run.scores.findIndex(({ name }) => name === "s");
    const filter: RowFilter = [{ kind: "errored", isErrored: false }];
    const sort = [{ column: { kind: "score", score }, descending: true }] as const;
    const page = (offset: number, limit: number) =>
      bench.engine
        .fullRows(run.id, { filter, sort, offset, limit })
        .then(({ rows }) => rows.map((row) => row.index));
    const first = await page(0, 40);
    const whole = await page(0, 2_600);
    expect(first).toEqual(whole.slice(0, 40));
    expect(await page(20, 40)).toEqual(whole.slice(20, 60));
    expect(whole.length).toBe((await kept(filter)).length);
  });

  it("says what a pattern that can't be read is, and can be given up", async () => {
    await expect(kept([{ kind: "regex", place: { kind: "any" }, text: "(" }])).rejects.toThrow(
      /^\/\(\/ is not a regular expression/,
    );
    const query = {
      filter: [{ kind: "contains", place: { kind: "any" }, text: "why" }],
      sort: null,
      offset: 0,
      limit: 5,
    } as const;
    const given = new AbortController();
    const first = bench.engine.rows(run.id, query, given.signal);
    const second = bench.engine.rows(run.id, query);
    given.abort();
    await expect(first).rejects.toMatchObject({ name: "AbortError" });
    expect((await second).rows.length).toBe(5);
  });
});
