// The comparisons that are kept open, by runs and join.
import type { ComparePair } from "../core/compareTypes.ts";
import type { RunId } from "../core/run.ts";
import type { Comparison } from "./comparison.ts";
import type { ComparedRun } from "./joinSide.ts";
import { type OpenParts, openComparison } from "./openComparison.ts";

/** Comparisons kept open: their joins cost more than their memory. */
const KEPT_COMPARISONS = 2;

export interface ComparisonSource {
  /** Changes when a score's direction may have changed. */
  readonly stamp: () => Promise<string>;
  readonly open: (id: RunId) => Promise<ComparedRun>;
}

export class Comparisons {
  private readonly kept = new Map<string, Promise<Comparison>>();

  constructor(
    private readonly parts: OpenParts,
    private readonly source: ComparisonSource,
  ) {}

  async of(pair: ComparePair): Promise<Comparison> {
    const choice = JSON.stringify([pair.base, pair.candidate, pair.keys ?? [], pair.scoreMap ?? []]);
    // Directions decide what improved: another metrics file makes another comparison.
    const key = `${choice} ${await this.source.stamp()}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const fresh = this.open(pair);
    this.kept.set(key, fresh);
    fresh.catch(() => this.kept.delete(key));
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEPT_COMPARISONS && oldest !== undefined) this.kept.delete(oldest);
    return fresh;
  }

  clear(): void {
    this.kept.clear();
  }

  private async open(pair: ComparePair): Promise<Comparison> {
    const { open } = this.source;
    const [base, candidate] = await Promise.all([open(pair.base), open(pair.candidate)]);
    return openComparison(base, candidate, pair, this.parts);
  }
}
