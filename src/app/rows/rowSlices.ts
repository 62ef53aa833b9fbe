// One score by the values of a field: a mean with its interval for each.

import { Problem } from "../../core/problem.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { itemMeans } from "../../core/scores/meanError.ts";
import { hasValue, STATE_CODE, stateAt } from "../../core/scores/scoreColumn.ts";
import type { ScoreSlice, ScoreSlices, SliceQuery } from "../../core/scores/sliceTypes.ts";
import type { Interval } from "../../core/statistics/estimate.ts";
import { type FieldCodes, type FieldCodesOf, NO_FIELD } from "./fieldCodes.ts";

const LEVEL = 0.95;

/** The items of one slice. */
interface Bucket {
  readonly means: number[];
  trials: number;
  items: number;
  infinite: number;
}

export class RowSlices {
  constructor(
    private readonly stored: StoredRun,
    private readonly codesOf: FieldCodesOf,
  ) {}

  /** `progress` is told how many rows were read. Throws a `badInput` Problem for a score without numbers. */
  async read(query: SliceQuery, signal: AbortSignal, progress: (rows: number) => void): Promise<ScoreSlices> {
    const { run } = this.stored.record;
    const score = run.scores[query.score];
    if (score === undefined || score.kind === "label")
      throw new Problem("badInput", `Score number ${query.score} has no numbers to average.`);
    const codes = await this.codesOf(query.field, signal, progress);
    const all = await this.bucketsOf(query.score, NO_FIELD);
    const buckets = codes.codes === null ? [] : await this.bucketsOf(query.score, codes);
    // Distribution functions are only needed once someone looks at slices.
    const { meanInterval, rateInterval } = await import("../../core/statistics/meanInterval.ts");
    const interval = ({ means, trials }: Bucket) =>
      score.kind === "boolean" ? rateInterval(means, trials, LEVEL) : meanInterval(means, LEVEL);
    const [overall = EMPTY] = all.map((bucket) => toSlice(null, bucket, interval(bucket)));
    const slices = buckets.map((bucket, i) => toSlice(codes.values[i] ?? null, bucket, interval(bucket)));
    return { overall, slices, values: codes.values.length };
  }

  /** Rows of one item have one field, so an item belongs to the slice of its first row. */
  private async bucketsOf(at: number, { codes, values }: FieldCodes): Promise<readonly Bucket[]> {
    const [column, items] = await Promise.all([this.stored.column(at), this.stored.items()]);
    const { itemOf, firstRow, count } = items;
    const { means, trials } = itemMeans(column.values, (row) => hasValue(column, row), itemOf, count);
    const buckets = values.map((): Bucket => ({ means: [], trials: 0, items: 0, infinite: 0 }));
    const bucketOf = (item: number): Bucket =>
      buckets[codes === null ? 0 : (codes[firstRow[item] as number] as number)] as Bucket;
    for (let item = 0; item < count; item++) {
      const bucket = bucketOf(item);
      bucket.items++;
      if ((trials[item] as number) === 0) continue;
      bucket.means.push(means[item] as number);
      bucket.trials += trials[item] as number;
    }
    for (let row = 0; row < itemOf.length; row++)
      if (stateAt(column, row) === STATE_CODE.infinite) bucketOf(itemOf[row] as number).infinite++;
    return buckets;
  }
}

const EMPTY: ScoreSlice = {
  value: null,
  items: 0,
  n: 0,
  mean: null,
  low: null,
  high: null,
  method: null,
  reason: "no scored rows",
};

type Estimated =
  | (Interval & { readonly estimable: true })
  | { readonly estimable: false; readonly reason: string };

function toSlice(value: string | null, { means, items, infinite }: Bucket, interval: Estimated): ScoreSlice {
  const n = means.length;
  const base = { ...EMPTY, value, items, n };
  if (infinite > 0)
    return { ...base, reason: infinite === 1 ? "1 infinite value" : `${infinite} infinite values` };
  const mean = n === 0 ? null : means.reduce((sum, one) => sum + one, 0) / n;
  if (!interval.estimable) return { ...base, mean, reason: interval.reason };
  const { low, high, method } = interval;
  return { ...base, mean, low, high, method, reason: null };
}
