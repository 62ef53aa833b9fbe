// Permutation test of a mean difference: under the hypothesis A and B are exchangeable within a row.
import { type Estimate, notEstimable, type TestResult } from "./estimate.ts";
import { RandomSource } from "./randomSource.ts";
import { affordableResamples } from "./resamplingBudget.ts";
import { type Sliced, sliceBySlice } from "./sliced.ts";

/** Most changed rows for which every assignment of signs is tried. */
const EXACT_UP_TO = 16;
const DRAWS = 9_999;

export interface SignFlipTest extends TestResult {
  /** Sign assignments tried, the observed one included when all are. */
  readonly assignments: number;
  /** Of those, how many are at least as far from 0 as the observed sum. */
  readonly asExtreme: number;
}

/**
 * Two-sided p of Σd under flips of signs. Up to 16 changed rows: all 2^n_c assignments. Above: `draws` of them, one
 * sign per row (zeros too) and draw, p = (1 + #{|T*| ≥ |T|(1 − 1e-12)})/(draws + 1).
 * `differences` are of rows, or sums of whole clusters. Zeros are exact zeros: rows that count as the same.
 * No row: not estimable; no row changed: p = 1. Source: Phipson and Smyth 2010; statistics reference, section 2.3.
 */
export function* signFlipTest(
  differences: Float64Array,
  seed: number,
  draws: number = DRAWS,
  exactUpTo: number = EXACT_UP_TO,
): Sliced<Estimate<SignFlipTest>> {
  if (differences.length === 0) return notEstimable("no rows scored in both runs");
  const changed = differences.filter((d) => d !== 0);
  return changed.length <= exactUpTo
    ? { estimable: true, ...allFlips(changed) }
    : yield* drawnFlips(differences, seed, draws);
}

function leastExtreme(values: Float64Array): number {
  return Math.abs(values.reduce((sum, d) => sum + d, 0)) * (1 - 1e-12);
}

function allFlips(changed: Float64Array): SignFlipTest {
  const least = leastExtreme(changed);
  const assignments = 2 ** changed.length;
  let asExtreme = 0;
  for (let bits = 0; bits < assignments; bits++) {
    let sum = 0;
    for (let i = 0; i < changed.length; i++) {
      const d = changed[i] as number;
      sum += ((bits >> i) & 1) === 1 ? -d : d;
    }
    if (Math.abs(sum) >= least) asExtreme++;
  }
  return { name: "permutation-exact", pValue: asExtreme / assignments, assignments, asExtreme };
}

function* drawnFlips(differences: Float64Array, seed: number, draws: number): Sliced<Estimate<SignFlipTest>> {
  const budget = affordableResamples(differences.length, draws);
  if (!budget.estimable) return budget;
  const source = new RandomSource(seed);
  const least = leastExtreme(differences);
  let asExtreme = 0;
  yield* sliceBySlice(budget.resamples, differences.length, (from, to) => {
    for (let draw = from; draw < to; draw++) {
      let sum = 0;
      for (let i = 0; i < differences.length; i++) sum += source.sign() * (differences[i] as number);
      if (Math.abs(sum) >= least) asExtreme++;
    }
  });
  return {
    estimable: true,
    name: "permutation-mc",
    pValue: (1 + asExtreme) / (budget.resamples + 1),
    assignments: budget.resamples,
    asExtreme,
  };
}
