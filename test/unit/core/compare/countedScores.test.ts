// Scores counted by pairs of values say what the same scores say laid out row by row.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareScore, narrowScore } from "../../../../src/core/compare/compareRuns.ts";
import { toScoreInput } from "../../../../src/core/compare/joinedInput.ts";
import { laidAt, layOut } from "../../../../src/core/compare/laidScore.ts";
import { countScore } from "../../../../src/core/compare/scoreCounts.ts";
import { DIGEST_BYTES } from "../../../../src/core/join/digest.ts";
import { groupRows } from "../../../../src/core/join/digestIndex.ts";
import { joinItems, meetByDigest, narrowJoin } from "../../../../src/core/join/joinItems.ts";
import { aggregateScore } from "../../../../src/core/scores/aggregateScore.ts";
import { compareScores } from "../../../../src/core/statistics/compareScores.ts";
import { aColumn } from "../../../support/columnBuilders.ts";

type Row = readonly [item: number, value: number | null];

function side(rows: readonly Row[], higherIsBetter: boolean) {
  const digests = new Uint8Array(rows.length * DIGEST_BYTES);
  for (const [row, [item]] of rows.entries())
    digests.fill(item + 1, row * DIGEST_BYTES, (row + 1) * DIGEST_BYTES);
  const items = groupRows(digests);
  const column = aColumn(rows.map(([, value]) => value));
  const context = { kind: "number", higherIsBetter, rubric: [], rowErrors: null } as const;
  return { digests, items, column, aggregate: aggregateScore(column, items, context) };
}

function compared(base: readonly Row[], candidate: readonly Row[], higherIsBetter = true) {
  const a = side(base, higherIsBetter);
  const b = side(candidate, higherIsBetter);
  const met = meetByDigest(a.items, b.digests);
  const join = joinItems(met, { base: 0, candidate: 0 });
  const left = { ...a, items: met.base };
  const right = { ...b, items: met.candidate };
  return { join, met, left, right, score: compareScore(join, "s", left, right) };
}

/** A run of one row an item, in any order, some without a value. */
const someRun = fc.uniqueArray(
  fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.option(fc.constantFrom(0, 0.25, 0.1, 0.30000000000000004, 0.3, 1, -2, 5)),
  ),
  { selector: ([item]) => item, maxLength: 40 },
);

/** Numbers to nine digits, whatever they stand in. */
function rounded(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) => {
      if (typeof one !== "number" || one === 0 || !Number.isFinite(one)) return one;
      return Math.abs(one) < 1e-12 ? 0 : Number(one.toPrecision(9));
    }),
  );
}

describe("a score counted by pairs of values", () => {
  it("has the means and counts of its rows", () => {
    fc.assert(
      fc.property(someRun, someRun, fc.boolean(), (base, candidate, higherIsBetter) => {
        const { join, left, right, score } = compared(base, candidate, higherIsBetter);
        expect(score.cells).not.toBeNull();
        const byRow = countScore(layOut(join, left, right), join.report.matched);
        expect(rounded(score.comparison)).toMatchObject(rounded(byRow) as object);
      }),
    );
  });

  it("has the statistics of its rows, over all items and over some", () => {
    fc.assert(
      fc.property(someRun, someRun, fc.boolean(), (base, candidate, isNarrowed) => {
        const { join: whole, met, left, right, score: all } = compared(base, candidate);
        const kept = Int32Array.from(whole.baseItem.keys()).filter((at) => !isNarrowed || at % 3 !== 0);
        const join = isNarrowed ? narrowJoin(whole, kept, met) : whole;
        const score = isNarrowed ? narrowScore(all, kept, join) : all;
        const counted = toScoreInput(join, score, left, right, { isNarrowed });
        expect(counted.cells).toBeDefined();
        const byRow = { ...counted, cells: undefined, base: counted.base, candidate: counted.candidate };
        for (const test of ["auto", "paired-t", "wilcoxon-pratt", "permutation"] as const) {
          const options = { level: 0.95, test, seed: 7 };
          expect(rounded(compareScores([counted], options))).toEqual(
            rounded(compareScores([byRow], options)),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it("gives single positions as its layout has them, and none outside the join", () => {
    fc.assert(
      fc.property(someRun, someRun, (base, candidate) => {
        const { join, score } = compared(base, candidate);
        for (let at = -1; at <= join.baseItem.length; at++) expect(score.at(at)).toEqual(laidAt(score, at));
      }),
    );
  });

  it("is left to its rows where an item has several, or a score takes hundreds of values", () => {
    const repeated: Row[] = [
      [1, 0],
      [1, 1],
    ];
    const many = Array.from({ length: 256 }, (_, item): Row => [item, item / 7]);
    expect(compared(repeated, [[1, 1]]).score.cells).toBeNull();
    expect(compared(many.slice(1), many.slice(1)).score.cells?.rows).toHaveLength(255);
    expect(compared(many, many).score.cells).toBeNull();
  });
});
