// The order of slices: what a person should look at first.
import type { ScoreSlice } from "./sliceTypes.ts";

/** Worst mean first; slices without a mean last; ties by how many items they have, more first. */
export function worstFirst(slices: readonly ScoreSlice[], higherIsBetter: boolean): readonly ScoreSlice[] {
  return [...slices].sort((a, b) => {
    if (a.mean === null || b.mean === null) return a.mean === b.mean ? b.n - a.n : a.mean === null ? 1 : -1;
    return (higherIsBetter ? a.mean - b.mean : b.mean - a.mean) || b.n - a.n;
  });
}
