// Excluded and noted rows through the engine: numbers with and without them, filters, marks on rows, exports.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { RowFilter } from "../../../../src/core/rows/rowFilter.ts";
import type { RowNoteChange } from "../../../../src/core/rows/rowNotes.ts";
import type { Run, ScoreAggregate } from "../../../../src/core/run.ts";
import { aFolder, jsonl, scoreOf, Workbench } from "../../../support/engineSupport.ts";

const NEVER = new AbortController().signal;

/** Items repeat, one row failed, one score is a label. */
const LINES = [
  { q: "a", value: 1, label: "good" },
  { q: "a", value: 0, label: "bad" },
  { q: "b", value: 0.5, label: "good" },
  { q: "c", value: null, label: "bad" },
  { q: "d", value: 0.25, label: "bad", error: "timeout" },
  { q: "e", value: 0.75, label: "good" },
].map(({ q, value, label, error }) => ({
  item: { q },
  sample: { output_text: `about ${q}` },
  metrics: {
    m: [
      { name: "score", value },
      { name: "grade", value: label },
    ],
  },
  ...(error === undefined ? {} : { metric_errors: { m: error } }),
}));

let bench: Workbench;
let run: Run;
beforeEach(async () => {
  bench = new Workbench();
  run = await bench.run("r.jsonl", jsonl(LINES), { format: "nemo-rows" });
});

const say = (...changes: RowNoteChange[]) => bench.engine.beside.annotate({ id: run.id, changes });
const kept = async (filter: RowFilter): Promise<readonly number[]> =>
  (await bench.engine.rows(run.id, { filter, sort: null, offset: 0, limit: 10 })).rows.map(
    ({ index }) => index,
  );
/** A score without what says when and where it was stored. */
const numbers = ({ errorShare: _share, ...score }: ScoreAggregate) => score;

describe("a run with excluded rows", () => {
  it("keeps its numbers over all rows and has those without them beside", async () => {
    expect(await bench.open({ run })).not.toHaveProperty("withoutExcluded");
    await say({ row: 1, exclusion: "wrong label" }, { row: 2, exclusion: "ambiguous" });
    const now = await bench.open({ run });
    expect(now.scores).toEqual(run.scores);
    const { withoutExcluded } = now;
    expect(withoutExcluded).toMatchObject({ excludedRows: 2, excludedItems: 1, rows: 4, items: 4 });
    // Item a is left with its first row: 1; then d 0.25 and e 0.75.
    expect(withoutExcluded?.scores[0]).toMatchObject({
      name: "score",
      count: 3,
      scoredItems: 3,
      itemMean: 2 / 3,
    });
    expect(withoutExcluded?.scores[1]?.rubric.map(({ label, count }) => [label, count])).toEqual([
      ["bad", 1],
      ["good", 2],
    ]);
  });

  it("has the numbers that a run imported without these rows has, whichever they are", async () => {
    const subset = fc.uniqueArray(fc.nat(LINES.length - 1), { minLength: 1, maxLength: LINES.length - 1 });
    await fc.assert(
      fc.asyncProperty(subset, async (excluded) => {
        const all = LINES.map((_, row) => ({ row, exclusion: excluded.includes(row) ? "x" : null }));
        await say(...all);
        const { withoutExcluded } = await bench.open({ run });
        const other = new Workbench(undefined, aFolder());
        const rest = LINES.filter((_, row) => !excluded.includes(row));
        const expected = await other.run("rest.jsonl", jsonl(rest), { format: "nemo-rows" });
        other.store.close();
        expect(withoutExcluded).toMatchObject({ rows: expected.rows, items: expected.items });
        for (const score of expected.scores) {
          const own = withoutExcluded?.scores.find(({ name }) => name === score.name);
          // A label that no row is left with keeps its place with a count of 0.
          const rubric = own?.rubric
            .filter(({ count }) => count > 0)
            .map(({ label, count }) => [label, count]);
          expect(rubric).toEqual(score.rubric.map(({ label, count }) => [label, count]));
          const {
            rubric: _own,
            modeCategory: _mode,
            kind: _kind,
            scoreType: _type,
            ...left
          } = numbers(own ?? score);
          expect(numbers(score)).toMatchObject(left);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("with every row excluded has no mean, and says so by null", async () => {
    await say(...LINES.map((_, row) => ({ row, exclusion: "x" })));
    const { withoutExcluded } = await bench.open({ run });
    expect(withoutExcluded).toMatchObject({ rows: 0, items: 0, excludedItems: 5 });
    expect(withoutExcluded?.scores[0]).toMatchObject({ count: 0, itemMean: null, mean: null });
  });

  it("lays the metric contract over both", async () => {
    await say({ row: 0, exclusion: "x" });
    bench.write(".eval-results/metrics.json", JSON.stringify({ scores: { score: { direction: "lower" } } }));
    const now = await bench.open({ run });
    expect([scoreOf(now, "score").higherIsBetter, now.withoutExcluded?.scores[0]?.higherIsBetter]).toEqual([
      false,
      false,
    ]);
  });
});

describe("rows that something is said of", () => {
  it("carry it in pages and in full, and are kept by filters that follow every change", async () => {
    await say({ row: 1, exclusion: "wrong label" }, { row: 4, note: "look again" });
    const { rows } = await bench.engine.rows(run.id, { sort: null, offset: 0, limit: 10 });
    expect(rows[1]).toMatchObject({ exclusion: "wrong label" });
    expect(rows[4]).toMatchObject({ note: "look again" });
    expect(rows[0]).not.toHaveProperty("exclusion");
    expect(await bench.engine.row(run.id, 1)).toMatchObject({ exclusion: "wrong label" });
    expect(await kept([{ kind: "excluded", isExcluded: true }])).toEqual([1]);
    expect(await kept([{ kind: "excluded", isExcluded: false }])).toEqual([0, 2, 3, 4, 5]);
    expect(await kept([{ kind: "noted" }])).toEqual([4]);
    await say({ row: 1, exclusion: null }, { row: 0, exclusion: "other" });
    expect(await kept([{ kind: "excluded", isExcluded: true }])).toEqual([0]);
    const good = [
      { kind: "label", score: 1, labels: ["good"] },
      { kind: "excluded", isExcluded: false },
    ] as const;
    expect(await kept(good)).toEqual([2, 5]);
  });

  it("stay in exports, marked; without any, exports have no such columns", async () => {
    expect((await bench.exportText(run.id, "csv")).split("\r\n")[0]).not.toContain("excluded");
    await say({ row: 1, exclusion: "=wrong", note: "n" });
    const csv = (await bench.exportText(run.id, "csv", true)).split("\r\n");
    expect(csv[0]).toMatch(/,error,excluded,exclusion_reason,note$/);
    expect(csv[1]).toMatch(/,false,,$/);
    expect(csv[2]).toMatch(/,true,'=wrong,n$/);
    expect(csv.filter((line) => line !== "")).toHaveLength(LINES.length + 1);
    const json = (await bench.exportText(run.id, "jsonl")).trim().split("\n");
    expect(json.map((line) => JSON.parse(line) as unknown)[1]).toMatchObject({
      excluded: true,
      exclusion_reason: "=wrong",
      note: "n",
    });
    const view = { columns: [{ kind: "index" }, { kind: "output" }], sort: null } as const;
    const options = { format: "csv", guardFormulas: false, view } as const;
    let text = "";
    for await (const piece of await bench.engine.exportRun(run.id, options, NEVER)) text += piece;
    expect(text.split("\r\n").slice(0, 3)).toEqual([
      "row_index,output,excluded,exclusion_reason,note",
      "0,about a,false,,",
      "1,about a,true,=wrong,n",
    ]);
  });

  it("come back from an export with the same digests and scores: marks are neither content nor scores", async () => {
    for (const format of ["csv", "jsonl"] as const) {
      await say({ row: 1, exclusion: null, note: "" });
      const plain = await bench.run(`plain.${format}`, await bench.exportText(run.id, format));
      await say({ row: 1, exclusion: "wrong", note: "n" });
      const again = await bench.run(`again.${format}`, await bench.exportText(run.id, format));
      const facts = ({ scores, itemFields }: Run) => [scores.map(({ name }) => name), itemFields];
      expect(facts(again)).toEqual(facts(plain));
      expect(await bench.digests(again)).toEqual(await bench.digests(plain));
    }
  });
});
