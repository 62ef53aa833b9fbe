// The comparisons that are kept open, by runs and join.
import type { ComparePair } from "../../core/compare/compareTypes.ts";
import type { RunId } from "../../core/run.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import type { Comparison } from "./comparison.ts";
import type { ComparedRun } from "./joinSide.ts";
import { type OpenParts, openComparison } from "./openComparison.ts";

/** Comparisons kept open: their joins cost more than their memory. */
const KEPT_COMPARISONS = 2;

export interface ComparisonSource {
  /** Changes when a score's direction may have changed. */
  readonly stamp: () => Promise<string>;
  /** A run as it is now, notes and metric contract laid over. */
  readonly open: (id: RunId) => Promise<ComparedRun>;
}

/** `Choice` is plain data that names runs and join. */
export class Comparisons<Choice, Opened> {
  private kept = new LatestPromises<Opened>(KEPT_COMPARISONS);

  constructor(
    private readonly stamp: () => Promise<string>,
    private readonly parts: {
      /** The same for the same comparison, whatever the choice leaves out. */
      readonly keyOf: (choice: Choice) => readonly unknown[];
      readonly open: (choice: Choice) => Promise<Opened>;
    },
  ) {}

  async of(choice: Choice): Promise<Opened> {
    // Directions decide what improved: another metrics file makes another comparison.
    const key = `${JSON.stringify(this.parts.keyOf(choice))} ${await this.stamp()}`;
    return this.kept.get(key, () => this.parts.open(choice));
  }

  clear(): void {
    this.kept = new LatestPromises<Opened>(KEPT_COMPARISONS);
  }
}

/** Comparisons of two runs. */
export function pairComparisons(
  parts: OpenParts,
  { stamp, open }: ComparisonSource,
): Comparisons<ComparePair, Comparison> {
  return new Comparisons(stamp, {
    keyOf: ({ base, candidate, keys = [], by, scoreMap = [] }) => [base, candidate, keys, by, scoreMap],
    open: async (pair) => {
      const [base, candidate] = await Promise.all([open(pair.base), open(pair.candidate)]);
      return openComparison(base, candidate, pair, parts);
    },
  });
}
