// The comparisons that are kept open, by runs and join.
import type { ComparePair } from "../../core/compare/compareTypes.ts";
import { excludedRows, NO_ROW_NOTES, type RowNotes } from "../../core/rows/rowNotes.ts";
import type { RunId } from "../../core/run.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import type { Comparison } from "./comparison.ts";
import type { NotedRun } from "./joinSide.ts";
import { type OpenParts, openComparison } from "./openComparison.ts";

/** Comparisons kept open: their joins cost more than their memory. */
const KEPT_COMPARISONS = 2;

export interface ComparisonSource {
  /** Changes when a score's direction may have changed. */
  readonly stamp: () => Promise<string>;
  /** What is said of the rows of a run now. */
  readonly notes: (id: RunId) => Promise<RowNotes>;
  /** A run as it is now, notes and metric contract laid over; without the rows that `notes` exclude. */
  readonly open: (id: RunId, notes: RowNotes) => Promise<NotedRun>;
}

/** `Choice` is plain data that names runs and join. */
export class Comparisons<Choice, Opened> {
  private kept = new LatestPromises<Opened>(KEPT_COMPARISONS);

  constructor(
    private readonly source: ComparisonSource,
    private readonly parts: {
      /** The same for the same comparison, whatever the choice leaves out. */
      readonly keyOf: (choice: Choice) => readonly unknown[];
      readonly runsOf: (choice: Choice) => readonly RunId[];
      readonly open: (runs: readonly NotedRun[], choice: Choice) => Promise<Opened>;
      /** One that is part of another open comparison; `null` where it is opened by itself. */
      readonly within?: (choice: Choice) => Promise<Opened> | null;
    },
  ) {}

  async of(choice: Choice): Promise<Opened> {
    const within = this.parts.within?.(choice) ?? null;
    if (within !== null) return within;
    const { source, parts } = this;
    const ids = parts.runsOf(choice);
    const notes = await Promise.all(ids.map((id) => source.notes(id)));
    // Directions decide what improved: another metrics file makes another comparison, as do other exclusions.
    const stamps = notes.map((own) => (excludedRows(own.notes).length === 0 ? "" : own.stamp));
    const key = `${JSON.stringify([parts.keyOf(choice), stamps])} ${await source.stamp()}`;
    return this.kept.get(key, async () => {
      const open = (id: RunId, i: number) => source.open(id, notes[i] ?? NO_ROW_NOTES);
      return parts.open(await Promise.all(ids.map(open)), choice);
    });
  }

  clear(): void {
    this.kept = new LatestPromises<Opened>(KEPT_COMPARISONS);
  }
}

/** Comparisons of two runs; `several` has those that are part of a larger one. */
export function pairComparisons(
  parts: OpenParts,
  source: ComparisonSource,
  several: { pairOf(pair: ComparePair): Promise<Comparison> | null },
): Comparisons<ComparePair, Comparison> {
  return new Comparisons(source, {
    within: (pair) => several.pairOf(pair),
    keyOf: ({ base, candidate, keys = [], by, scoreMap = [], withExcluded = false }) => [
      ...[base, candidate, keys, by, scoreMap],
      withExcluded,
    ],
    runsOf: ({ base, candidate }) => [base, candidate],
    open: ([base, candidate], pair) => openComparison(base as NotedRun, candidate as NotedRun, pair, parts),
  });
}
