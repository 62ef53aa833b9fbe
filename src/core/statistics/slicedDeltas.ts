// A compared score by the values of a field: delta and interval of each slice, what it adds to the whole, and p-values
// adjusted over the slices. Rules: the statistics reference, section 2.5.

import type { Clusters } from "./clusters.ts";
import { compareScores } from "./compareScores.ts";
import { type Estimate, type Interval, infiniteReason, notEstimable } from "./estimate.ts";
import { holm } from "./multiplicity.ts";
import { inputOfPairs } from "./scoreInput.ts";
import type { StatisticsOptions } from "./scoreStatistics.ts";
import { momentsOfOthers, sliceContributions, welchOf } from "./slices.ts";
import { isSameValue, momentsOf } from "./summation.ts";

/** One score over the items scored in both runs. Shape of the arrays: one entry per item, finite. */
export interface SlicedInput {
  readonly base: Float64Array;
  readonly candidate: Float64Array;
  /** The slice of each item. */
  readonly slices: Clusters;
  /** Items left out of the arrays for an infinite value, by slice: with any, the slice is not estimable. */
  readonly infinite: Int32Array;
  readonly isSingle: boolean;
  readonly isOrdinal: boolean;
}

export interface SlicedDelta {
  readonly n: number;
  readonly baseMean: number | null;
  readonly candidateMean: number | null;
  readonly delta: number | null;
  readonly interval: Estimate<Interval>;
  readonly contribution: number;
  readonly pAdjusted: number | null;
  readonly restPAdjusted: number | null;
  readonly higher: number;
  readonly lower: number;
}

/** By slice number. Slices of fewer than `leastRanked` items get no p and are in no family. */
export function sliceDeltas(
  input: SlicedInput,
  options: StatisticsOptions,
  leastRanked: number,
): readonly SlicedDelta[] {
  const parts = splitBySlice(input);
  const differences = Float64Array.from(input.base, (a, i) => (input.candidate[i] as number) - a);
  const contributions = sliceContributions(differences, input.slices);
  const moments = parts.map(({ base, candidate }) =>
    momentsOf(Float64Array.from(base, (a, i) => (candidate[i] as number) - a)),
  );
  const others = momentsOfOthers(moments);
  const isRanked = parts.map((part) => part.base.length >= leastRanked && part.infinite === 0);
  const ranked = compareScores(
    parts.filter((_, at) => isRanked[at]),
    options,
  );
  const unranked = parts.map((part, at) => (isRanked[at] ? undefined : compareScores([part], options)[0]));
  const rest = holm(
    moments.map((own, at) => {
      const welch = isRanked[at] ? welchOf(own, others[at] ?? null) : notEstimable("too few rows");
      return welch.estimable ? welch.pValue : null;
    }),
  );
  let nextRanked = 0;
  return parts.map(({ base, candidate, infinite }, at): SlicedDelta => {
    const own = isRanked[at] ? ranked[nextRanked++] : unranked[at];
    const baseMean = meanOf(base);
    const candidateMean = meanOf(candidate);
    const isEstimable = infinite === 0;
    return {
      n: base.length,
      baseMean: isEstimable ? baseMean : null,
      candidateMean: isEstimable ? candidateMean : null,
      delta: isEstimable ? (contributions[at]?.delta ?? null) : null,
      interval: isEstimable
        ? (own?.interval ?? notEstimable("no rows scored in both runs"))
        : notEstimable(infiniteReason(infinite)),
      contribution: contributions[at]?.contribution ?? 0,
      pAdjusted: isRanked[at] && own?.test.estimable ? own.test.pAdjusted : null,
      restPAdjusted: rest[at] ?? null,
      ...signsOf(base, candidate),
    };
  });
}

function meanOf(values: Float64Array): number | null {
  return momentsOf(values)?.mean ?? null;
}

function signsOf(base: Float64Array, candidate: Float64Array) {
  let higher = 0;
  let lower = 0;
  for (let i = 0; i < base.length; i++) {
    const a = base[i] as number;
    const b = candidate[i] as number;
    if (isSameValue(a, b)) continue;
    if (b > a) higher++;
    else lower++;
  }
  return { higher, lower };
}

/** The items of each slice as a score of their own. Noise and coverage are the whole score's and stay out. */
function splitBySlice({ base, candidate, slices, infinite, isSingle, isOrdinal }: SlicedInput) {
  const sizes = new Int32Array(slices.count);
  for (const slice of slices.of) sizes[slice] = (sizes[slice] as number) + 1;
  const bases = Array.from(sizes, (size) => new Float64Array(size));
  const candidates = Array.from(sizes, (size) => new Float64Array(size));
  const next = new Int32Array(slices.count);
  for (let i = 0; i < base.length; i++) {
    const slice = slices.of[i] as number;
    const at = next[slice] as number;
    next[slice] = at + 1;
    (bases[slice] as Float64Array)[at] = base[i] as number;
    (candidates[slice] as Float64Array)[at] = candidate[i] as number;
  }
  return bases.map((own, slice) =>
    inputOfPairs(own, candidates[slice] as Float64Array, {
      isSingle,
      isOrdinal,
      infinite: infinite[slice] as number,
    }),
  );
}
