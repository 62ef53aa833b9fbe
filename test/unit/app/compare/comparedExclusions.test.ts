// Comparisons over excluded rows: the same numbers as over files that never had these rows, and every excluded row told of.
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import {
  type CompareFilter,
  type ComparePair,
  DEFAULT_COMPARISON,
} from "../../../../src/core/compare/compareTypes.ts";
import type { PairSlices } from "../../../../src/core/compare/evidenceTypes.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { Workbench } from "../../../support/engineSupport.ts";

import {
  counts,
  exclude,
  kept,
  pairJoin,
  type Row,
  someRows,
  stored,
} from "../../../support/exclusionBuilders.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function rowsOf(pair: ComparePair, filter: CompareFilter, workbench = bench) {
  const sort = { column: "index", descending: false } as const;
  return workbench.engine.compareRows(pair, { filter, score: 0, sort, offset: 0, limit: 200 });
}

describe("a comparison over excluded rows", () => {
  it("has the numbers of the same files without these rows", async () => {
    await fc.assert(
      fc.asyncProperty(someRows, someRows, async (base, candidate) => {
        const own = new Workbench();
        const pair = { base: await stored(own, "a", base), candidate: await stored(own, "b", candidate) };
        await exclude(own, pair.base, base);
        await exclude(own, pair.candidate, candidate);
        const plain = new Workbench();
        const without = {
          base: await stored(plain, "a", kept(base)),
          candidate: await stored(plain, "b", kept(candidate)),
        };
        const options = { ...DEFAULT_COMPARISON, interval: "bootstrap-percentile" } as const;
        for (const chosen of [undefined, options]) {
          const [found, wanted] = [
            (await own.engine.compare(pair, chosen)).summary,
            (await plain.engine.compare(without, chosen)).summary,
          ];
          expect(found.scores).toEqual(wanted.scores);
          expect(found.join).toMatchObject({
            duplicateBase: wanted.join.duplicateBase,
            duplicateCandidate: wanted.join.duplicateCandidate,
          });
        }
        const { excluded: gone, ...joined } = pairJoin(base, candidate);
        const { join } = (await own.engine.compare(pair)).summary;
        expect(join).toMatchObject(joined);
        const rows = [base, candidate].map((all) => all.length - kept(all).length);
        if (rows.some((count) => count > 0))
          expect(join.excluded).toEqual({
            baseRows: rows[0],
            candidateRows: rows[1],
            items: gone,
            isCounted: false,
          });
        else expect(join).not.toHaveProperty("excluded");
        const [mine, theirs] = [await own.engine.comparison(pair), await plain.engine.comparison(without)];
        for (const at of theirs.scoreNames.keys()) {
          const query = { score: at, inputs: [] };
          expect(await mine.evidence.plot(query, NEVER)).toEqual(await theirs.evidence.plot(query, NEVER));
          const asked = { ...query, k: null, drift: true };
          expect(await mine.evidence.evidence(asked, NEVER)).toEqual(
            await theirs.evidence.evidence(asked, NEVER),
          );
          const slices = { ...query, field: "q" };
          expect(sorted(await mine.evidence.slices(slices, NEVER, () => undefined))).toEqual(
            sorted(await theirs.evidence.slices(slices, NEVER, () => undefined)),
          );
        }
        const rules = [
          "ok>=-0.02",
          "grade>=-0.1",
          "ok.coverage>=0.5",
          "grade.errors<=0.2",
          "ok.errors<=0.2",
        ].filter((rule) => theirs.scoreNames.includes(rule.split(/[.>]/u)[0] ?? ""));
        rules.push("errors<=0.2");
        const gate = { rules, level: 0.95, isStrict: false, candidates: 1 };
        const judged = await mine.evidence.gate(gate);
        expect(judged).toEqual(await theirs.evidence.gate(gate));
        expect(judged.rules.at(-1)).toMatchObject({
          counted: kept(candidate).filter(({ failed }) => failed).length,
          total: kept(candidate).length,
        });
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it("has the numbers over all rows where excluded rows are asked to count", async () => {
    await fc.assert(
      fc.asyncProperty(someRows, someRows, async (base, candidate) => {
        const own = new Workbench();
        const pair = { base: await stored(own, "a", base), candidate: await stored(own, "b", candidate) };
        const before = (await own.engine.compare(pair)).summary;
        await exclude(own, pair.base, base);
        await exclude(own, pair.candidate, candidate);
        const { summary } = await own.engine.compare({ ...pair, withExcluded: true });
        expect(summary.scores).toEqual(before.scores);
        expect(counts(summary.join)).toEqual(before.join);
        const rows = [base, candidate].map((all) => all.length - kept(all).length);
        if (rows.some((count) => count > 0))
          expect(summary.join.excluded).toEqual({
            baseRows: rows[0],
            candidateRows: rows[1],
            items: 0,
            isCounted: true,
          });
      }),
      { numRuns: 8 },
    );
  });
});

/** Slices in an order of their own; how many values the field has is told over all rows. */
function sorted({ slices, delta, n }: PairSlices) {
  const inOrder = [...slices].sort((a, b) => String(a.value).localeCompare(String(b.value)));
  return { slices: inOrder, delta, n };
}

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

async function pairOf(): Promise<ComparePair> {
  return { base: await stored(bench, "a", A), candidate: await stored(bench, "b", B) };
}

const say = (id: RunId, row: number, exclusion: string | null) =>
  bench.engine.beside.annotate({ id, changes: [{ row, exclusion }] });

describe("one trial excluded in one run", () => {
  it("leaves the item matched, by the trials that are left there", async () => {
    const pair = await pairOf();
    // Deltas: q1 -1, q2 1 - 0.5, q5 +1.
    expect((await bench.engine.compare(pair)).summary.scores[0]).toMatchObject({ n: 3, delta: 0.5 / 3 });
    await say(pair.base, 1, "truncated");
    const { join, scores: after } = (await bench.engine.compare(pair)).summary;
    // q2 is 1 in A by its second trial: its delta is 0.
    expect(after[0]).toMatchObject({ n: 3, delta: 0, same: 1, improved: 1, regressed: 1 });
    expect(join).toMatchObject({
      matched: 3,
      onlyBase: 1,
      duplicateBase: 0,
      excluded: { baseRows: 1, candidateRows: 0, items: 0, isCounted: false },
    });
    const { rows } = await rowsOf(pair, "excludedBase");
    expect(rows).toHaveLength(1);
    expect(rows[0]?.base).toMatchObject({ index: 2, trials: 1, excluded: { rows: 1, reason: "truncated" } });
    expect(rows[0]?.candidate).not.toHaveProperty("excluded");
  });

  it("takes all comparisons back when the row counts again", async () => {
    const pair = await pairOf();
    const before = await bench.engine.compare(pair);
    await say(pair.base, 1, "truncated");
    await bench.engine.compare(pair);
    await say(pair.base, 1, null);
    expect((await bench.engine.compare(pair)).summary).toEqual(before.summary);
  });
});

describe("an item none of whose rows counts in one run", () => {
  it("is compared nowhere, and is excluded, not only in the other run", async () => {
    const pair = await pairOf();
    await say(pair.base, 0, "wrong label");
    const { join, scores: after } = (await bench.engine.compare(pair)).summary;
    expect(join).toMatchObject({ matched: 2, onlyBase: 1, onlyCandidate: 1, excluded: { items: 1 } });
    expect(after[0]).toMatchObject({ n: 2, delta: 0.75 });
    expect((await rowsOf(pair, "onlyCandidate")).rows.map(({ fields }) => fields[0])).toEqual(["q4"]);
    const { rows, total } = await rowsOf(pair, "excluded");
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({
      fields: ["q1"],
      base: { index: 0, trials: 0, excluded: { rows: 1, reason: "wrong label" } },
      candidate: { index: 0, trials: 1 },
    });
    expect(rows[0]?.scores[0]).toMatchObject({
      base: { value: null, state: "excluded" },
      candidate: { value: 0, state: "value" },
      delta: null,
      change: "unscored",
    });
    const comparison = await bench.engine.comparison(pair);
    const { base } = await comparison.joined.detail(rows[0]?.position ?? -1);
    expect(base).toMatchObject([{ index: 0, exclusion: "wrong label" }]);
  });

  it("is no difference of the inputs", async () => {
    const pair = { base: await stored(bench, "a", B), candidate: await stored(bench, "b", [...B].reverse()) };
    await say(pair.base, 0, "wrong label");
    expect(await bench.engine.compareInputs(pair, NEVER)).toMatchObject({
      isIdentical: true,
      unchanged: 3,
      added: 0,
      removed: 0,
    });
  });
});
