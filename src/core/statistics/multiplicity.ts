// p-values of many comparisons looked at together. `null` stands for a p that is not defined and leaves the family.

/** How many p-values take part. */
export function familySize(pValues: readonly (number | null)[]): number {
  return pValues.filter((p) => p !== null).length;
}

/**
 * Holm: adjusted p_(j) = max over k ≤ j of min(1, (m − k + 1)·p_(k)), in the order given. Keeps the chance of any false
 * claim below α under every dependence. m = 0: nothing; m = 1: unchanged. Source: Holm 1979.
 */
export function holm(pValues: readonly (number | null)[]): readonly (number | null)[] {
  const m = familySize(pValues);
  let largest = 0;
  return inOrder(pValues, 1, (p, rank) => {
    largest = Math.max(largest, Math.min(1, (m - rank + 1) * p));
    return largest;
  });
}

/**
 * Benjamini and Hochberg: adjusted p_(j) = min over k ≥ j of min(1, m·p_(k)/k). Bounds the expected share of false
 * finds, protects no single claim. Assumes independence or positive dependence. Source: Benjamini, Hochberg 1995.
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): readonly (number | null)[] {
  const m = familySize(pValues);
  let smallest = 1;
  return inOrder(pValues, -1, (p, rank) => {
    // The quotient first: at rank m it is exactly 1, so that rounding never brings p below itself.
    smallest = Math.min(smallest, (m / rank) * p);
    return smallest;
  });
}

/** Visits defined p-values from the smallest (1) or the largest (−1); `rank` counts from 1 at the smallest. */
function inOrder(
  pValues: readonly (number | null)[],
  direction: 1 | -1,
  adjust: (p: number, rank: number) => number,
): readonly (number | null)[] {
  const sorted = pValues
    .flatMap((p, at) => (p === null ? [] : [{ p, at }]))
    .sort((a, b) => a.p - b.p || a.at - b.at)
    .map((entry, i) => ({ ...entry, rank: i + 1 }));
  if (direction === -1) sorted.reverse();
  const adjusted: (number | null)[] = pValues.map(() => null);
  for (const { p, at, rank } of sorted) adjusted[at] = adjust(p, rank);
  return adjusted;
}
