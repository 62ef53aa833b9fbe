// Comparisons of several runs over excluded rows: the same numbers as over files that never had these rows.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import type { ManyQuery, ManySummary, RunSet } from "../../../../src/core/compare/manyTypes.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { Workbench } from "../../../support/engineSupport.ts";

import {
  exclude,
  goneItems,
  itemsOf,
  kept,
  type Row,
  someRows,
  stored,
} from "../../../support/exclusionBuilders.ts";

const WHOLE = { scope: "pair", inputs: [] } as const;

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

/** q1 meets, q2 repeats in A, q3 is in A only, q4 in B only, q5 meets. */
const A: readonly Row[] = [1, 2, 2, 3, 5].map((q, i) => ({
  q,
  ok: [1, 0, 1, 0.5, 0][i] ?? null,
  failed: false,
  out: false,
}));
const B: readonly Row[] = [1, 2, 4, 5].map((q, i) => ({
  q,
  ok: [0, 1, 1, 1][i] ?? null,
  failed: false,
  out: false,
}));

const say = (id: RunId, row: number, exclusion: string | null) =>
  bench.engine.beside.annotate({ id, changes: [{ row, exclusion }] });

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

describe("several runs over excluded rows", () => {
  it("have the numbers of the same files without these rows", async () => {
    const someRuns = fc.array(someRows, { minLength: 3, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(someRuns, fc.constantFrom("pair" as const, "all" as const), async (runs, scope) => {
        const own = new Workbench();
        const plain = new Workbench();
        const [ids, without]: [RunId[], RunId[]] = [[], []];
        for (const [i, rows] of runs.entries()) {
          const id = await stored(own, `r${i}`, rows);
          await exclude(own, id, rows);
          ids.push(id);
          without.push(await stored(plain, `r${i}`, kept(rows)));
        }
        const choice = { ...WHOLE, scope };
        const mine = (await own.engine.many.head({ runs: ids }, choice)).summary;
        const theirs = (await plain.engine.many.head({ runs: without }, choice)).summary;
        const all = ({ scores: list, familySize }: ManySummary) => ({ list, familySize });
        expect(all(mine)).toEqual(all(theirs));
        const rule = { score: 0, threshold: 0.5 };
        expect(await own.engine.many.flips({ runs: ids }, rule, [], NEVER)).toMatchObject({
          combinations: (await plain.engine.many.flips({ runs: without }, rule, [], NEVER)).combinations,
        });
        const gone = goneItems(runs);
        const items = runs.map(itemsOf);
        const counted = runs.map(() => 0);
        for (const q of new Set(items.flatMap(({ left }) => [...left])))
          if (!gone.has(q)) {
            const k = items.filter(({ left }) => left.has(q)).length - 1;
            counted[k] = (counted[k] ?? 0) + 1;
          }
        expect(mine.join.inRuns).toEqual(counted);
        expect(mine.join.runs.map(({ items: count }) => count)).toEqual(items.map(({ left }) => left.size));
        expect(mine.join.excluded?.items ?? 0).toBe(gone.size);
        const set: RunSet = { runs: ids };
        const listed = async (members: ManyQuery["members"]) =>
          (await own.engine.many.rows(set, { ...QUERY, members }, NEVER)).total;
        expect(await listed({ kind: "excluded", run: null })).toBe(gone.size);
        expect(await listed({ kind: "in", runs: runs.length })).toBe(counted.at(-1));
        for (const [run, { only }] of mine.join.runs.entries())
          expect(await listed({ kind: "only", run })).toBe(only);
      }),
      { numRuns: 8 },
    );
  });

  it("name the excluded rows of each run, and count them on request", async () => {
    const set = {
      runs: [
        await stored(bench, "a", A),
        await stored(bench, "b", B),
        await stored(bench, "c", B.slice(0, 3)),
      ],
    };
    await say(set.runs[2] as RunId, 0, "wrong label");
    const { summary } = await bench.engine.many.head(set, WHOLE);
    expect(summary.join).toMatchObject({ inRuns: [1, 2, 1], excluded: { rows: [0, 0, 1], items: 1 } });
    const query = { ...QUERY, members: { kind: "excluded", run: 2 } } as const;
    const { rows } = await bench.engine.many.rows(set, query, NEVER);
    expect(rows[0]?.sides[2]).toMatchObject({ excluded: { rows: 1, reason: "wrong label" } });
    expect(rows[0]?.scores[0]?.cells[2]).toMatchObject({ value: null, state: "excluded" });
    const all = await bench.engine.many.head({ ...set, withExcluded: true }, WHOLE);
    expect(all.summary.join).toMatchObject({ inRuns: [1, 2, 2], excluded: { items: 0, isCounted: true } });
  });
});
