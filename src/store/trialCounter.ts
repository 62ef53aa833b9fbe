// Which repetition of its item a row is, counted while rows come in.
import { IntList } from "../util/intList.ts";

/** Counts repetitions: the k-th row of an item and facet is trial k. */
export class TrialCounter {
  private readonly byFacet = new Map<string, IntList>();

  next(item: number, facet: string): number {
    let counts = this.byFacet.get(facet);
    if (counts === undefined) {
      counts = new IntList();
      this.byFacet.set(facet, counts);
    }
    const trial = counts.get(item) + 1;
    counts.set(item, trial);
    return trial;
  }
}
