// Comparisons of several stored runs against an independent computation over the written rows.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ScoreComparison } from "../../../../src/core/compare/compareTypes.ts";
import type { ManyQuery, RunSet } from "../../../../src/core/compare/manyTypes.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { holm } from "../../../../src/core/statistics/multiplicity.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

interface Row {
  readonly q: number;
  readonly ok: number | null;
}

const ROLES = { input: ["question"], expected: null, output: "output", scores: ["ok"], error: null };
const WHOLE = { scope: "pair", inputs: [] } as const;
const QUERY: ManyQuery = {
  members: { kind: "any" },
  change: "all",
  flips: null,
  inputs: [],
  score: 0,
  sort: { column: "index", run: 0, descending: false },
  offset: 0,
  limit: 500,
};

async function stored(bench: Workbench, runs: readonly (readonly Row[])[]): Promise<RunSet> {
  const ids = [];
  for (const [i, rows] of runs.entries()) {
    const lines = rows.map(({ q, ok }) => ({ question: `q${q}`, output: `o${i}`, ok }));
    const path = bench.write(`run${i}.jsonl`, jsonl(lines));
    ids.push((await bench.imported(path, { roles: ROLES })).run.id);
  }
  return { runs: ids };
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** Items of a run by question: the mean of what is scored, `null` where nothing is. */
function itemsOf(rows: readonly Row[]): Map<number, number | null> {
  const groups = new Map<number, number[]>();
  for (const { q, ok } of rows) groups.set(q, [...(groups.get(q) ?? []), ...(ok === null ? [] : [ok])]);
  return new Map([...groups].map(([q, values]) => [q, values.length === 0 ? null : mean(values)]));
}

const row = fc.record({ q: fc.nat({ max: 12 }), ok: fc.constantFrom(0, 1, 0.5, null) });
const someRuns = fc.array(fc.array(row, { minLength: 1, maxLength: 14 }), { minLength: 3, maxLength: 5 });

describe("a comparison of several runs", () => {
  it("has the join, means, counts and flips that plain Maps give", async () => {
    await fc.assert(
      fc.asyncProperty(someRuns, async (runs) => {
        const bench = new Workbench();
        // A column of nulls only is no score: each run gets one scored row that no other has.
        const own = runs.map((rows, i) => [...rows, { q: 100 + i, ok: 1 }]);
        const set = await stored(bench, own);
        const items = own.map(itemsOf);
        const { summary } = await bench.engine.many.head(set, WHOLE);
        const all = [...new Set(items.flatMap((run) => [...run.keys()]))];
        const inRuns = all.map((q) => items.filter((run) => run.has(q)).length);
        expect(summary.join.inRuns).toEqual(items.map((_, k) => inRuns.filter((n) => n === k + 1).length));
        for (const [i, score] of (summary.scores[0]?.candidates ?? []).entries()) {
          const pairs = all.flatMap((q) => {
            const [a, b] = [items[0]?.get(q) ?? null, items[i + 1]?.get(q) ?? null];
            return a === null || b === null ? [] : [[a, b] as const];
          });
          expect(score?.n).toBe(pairs.length);
          expect(score?.improved).toBe(pairs.filter(([a, b]) => b > a + 1e-9).length);
          expect(score?.regressed).toBe(pairs.filter(([a, b]) => b < a - 1e-9).length);
          if (pairs.length > 0) expect(score?.delta).toBeCloseTo(mean(pairs.map(([a, b]) => b - a)), 10);
        }
        const scored = all.filter((q) => items.every((run) => (run.get(q) ?? null) !== null));
        expect(summary.scores[0]?.scoredInAll).toBe(scored.length);
        const flips = await bench.engine.many.flips(set, { score: 0, threshold: 0.7 }, [], NEVER);
        expect(flips.rows).toBe(scored.length);
        for (const { passed, rows } of flips.combinations) {
          const so = scored.filter((q) =>
            items.every((run, i) => (run.get(q) as number) >= 0.7 === (((passed >> i) & 1) === 1)),
          );
          expect(rows).toBe(so.length);
          const rule = { score: 0, threshold: 0.7 };
          const page = await bench.engine.many.rows(
            set,
            { ...QUERY, flips: { rule, passed: [passed] } },
            NEVER,
          );
          expect(page.rows.map(({ fields }) => fields[0]).sort()).toEqual(so.map((q) => `q${q}`).sort());
        }
      }),
      { numRuns: 12 },
    );
  });

  it("adjusts p over every candidate and score, and nothing else changes against a comparison of two", async () => {
    const bench = new Workbench();
    const rows = (flip: (i: number) => boolean): Row[] =>
      Array.from({ length: 40 }, (_, i) => ({ q: i, ok: flip(i) ? 0 : 1 }));
    const set = await stored(bench, [
      rows((i) => i < 12),
      rows((i) => i < 3),
      rows((i) => i > 30),
      rows(() => false),
    ]);
    const { summary } = await bench.engine.many.head(set, WHOLE);
    const scores = summary.scores[0]?.candidates ?? [];
    const pValues: (number | null)[] = [];
    for (const [i, candidate] of set.runs.slice(1).entries()) {
      const [alone] = (await bench.engine.compare({ base: set.runs[0] as RunId, candidate })).summary.scores;
      const { statistics, ...counts } = alone as ScoreComparison;
      expect(scores[i]).toMatchObject(counts);
      expect(scores[i]?.statistics.interval).toEqual(statistics.interval);
      pValues.push(statistics.test.estimable ? statistics.test.pValue : null);
    }
    const adjusted = scores.map((score) =>
      score?.statistics.test.estimable ? score.statistics.test.pAdjusted : null,
    );
    expect(adjusted).toEqual(holm(pValues));
    expect(summary.familySize).toBe(3);
  });

  it("over the rows scored in all runs compares every pair on the same rows", async () => {
    const bench = new Workbench();
    const set = await stored(bench, [
      [1, 2, 3, 4].map((q) => ({ q, ok: 1 })),
      [1, 2, 3].map((q) => ({ q, ok: 0 })),
      [2, 3, 4].map((q) => ({ q, ok: q === 2 ? 0 : 1 })),
    ]);
    const pair = (await bench.engine.many.head(set, WHOLE)).summary;
    expect(pair.scores[0]?.candidates.map((one) => one?.n)).toEqual([3, 3]);
    const all = (await bench.engine.many.head(set, { scope: "all", inputs: [] })).summary;
    expect(all.scores[0]?.candidates.map((one) => [one?.n, one?.delta])).toEqual([
      [2, -1],
      [2, -0.5],
    ]);
    expect(all.scores[0]?.candidates[0]?.statistics.candidateCoverage).toEqual({ scored: 3, total: 3 });
  });

  it("filters by runs that have an item, by change and by inputs, and sorts by disagreement", async () => {
    const bench = new Workbench();
    const set = await stored(bench, [
      [
        { q: 1, ok: 1 },
        { q: 2, ok: 1 },
        { q: 2, ok: 0 },
        { q: 3, ok: 0.5 },
      ],
      [
        { q: 1, ok: 0 },
        { q: 2, ok: 0.5 },
        { q: 9, ok: 1 },
      ],
      [
        { q: 1, ok: 0.5 },
        { q: 9, ok: 0 },
        { q: 8, ok: 1 },
      ],
    ]);
    const shown = async (part: Partial<ManyQuery>): Promise<readonly (string | null | undefined)[]> =>
      (await bench.engine.many.rows(set, { ...QUERY, ...part }, NEVER)).rows.map(({ fields }) => fields[0]);
    expect(await shown({})).toEqual(["q1", "q2", "q3", "q9", "q8"]);
    expect(await shown({ members: { kind: "in", runs: 3 } })).toEqual(["q1"]);
    expect(await shown({ members: { kind: "in", runs: 2 } })).toEqual(["q2", "q9"]);
    expect(await shown({ members: { kind: "only", run: 2 } })).toEqual(["q8"]);
    expect(await shown({ members: { kind: "duplicates", run: null } })).toEqual(["q2"]);
    expect(await shown({ change: "regressed" })).toEqual(["q1"]);
    expect(await shown({ change: "same" })).toEqual(["q2"]);
    expect(await shown({ inputs: [{ field: "question", contains: "Q9" }] })).toEqual(["q9"]);
    const sort = { column: "disagreement", run: 0, descending: true } as const;
    expect(await shown({ sort })).toEqual(["q1", "q9", "q2", "q3", "q8"]);
    const narrowed = await bench.engine.many.head(set, {
      scope: "pair",
      inputs: [{ field: "question", contains: "q1" }],
    });
    expect(narrowed.summary.join.inRuns).toEqual([0, 0, 1]);
    expect(narrowed.summary.scores[0]?.candidates.map((one) => one?.delta)).toEqual([-1, -0.5]);
  });

  it("joins by key fields, items that only candidates share among them", async () => {
    const bench = new Workbench();
    const ids = [];
    for (const [i, keys] of [
      [1, 2],
      [2, 3],
      [3, 1],
    ].entries()) {
      const lines = keys.map((id) => ({ id, prompt: `run ${i} says ${id}`, output: "o", ok: 1 }));
      const roles = { ...ROLES, input: ["id", "prompt"] };
      ids.push((await bench.imported(bench.write(`k${i}.jsonl`, jsonl(lines)), { roles })).run.id);
    }
    const content = await bench.engine.many.head({ runs: ids }, WHOLE);
    expect(content.summary.join.inRuns).toEqual([6, 0, 0]);
    const keyed = await bench.engine.many.head({ runs: ids, keys: ["id"] }, WHOLE);
    expect(keyed.summary.join.inRuns).toEqual([0, 3, 0]);
    expect(keyed.summary.join.keys).toEqual(["id"]);
  });
});
