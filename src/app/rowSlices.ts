// One score by the values of a field. The field is read once for all rows and kept as a number a row.
import type { JsonObject } from "../core/json.ts";
import { itemMeans } from "../core/meanError.ts";
import { Problem } from "../core/problem.ts";
import type { StoredRun } from "../core/runStore.ts";
import { hasValue, STATE_CODE, stateAt } from "../core/scoreColumn.ts";
import { MAX_SLICES, type ScoreSlice, type ScoreSlices, type SliceQuery } from "../core/sliceTypes.ts";
import type { Interval } from "../core/statistics/estimate.ts";
import { LatestPromises } from "../util/latestPromises.ts";
import { type FieldCodes, readFieldCodes } from "./fieldCodes.ts";

/** Fields kept: 4 MB each for a million rows. */
const KEPT = 4;
const LEVEL = 0.95;

/** The items of one slice. */
interface Bucket {
  readonly means: number[];
  trials: number;
  items: number;
  infinite: number;
}

export class RowSlices {
  private readonly fields = new LatestPromises<FieldCodes>(KEPT);

  constructor(
    private readonly stored: StoredRun,
    private readonly itemOf: (source: string) => JsonObject,
  ) {}

  /** `progress` is told how many rows were read. Throws a `badInput` Problem for a score without numbers. */
  async read(query: SliceQuery, signal: AbortSignal, progress: (rows: number) => void): Promise<ScoreSlices> {
    const { run } = this.stored.record;
    const score = run.scores[query.score];
    if (score === undefined || score.kind === "label")
      throw new Problem("badInput", `Score number ${query.score} has no numbers to average.`);
    const { field } = query;
    const read = (): Promise<FieldCodes> =>
      readFieldCodes(this.stored, this.itemOf, field ?? "", MAX_SLICES, signal, progress);
    const codes = field === null ? NO_FIELD : await this.fields.getAnew(field, signal, read);
    const all = await this.bucketsOf(query.score, NO_FIELD);
    const buckets = codes.codes === null ? [] : await this.bucketsOf(query.score, codes);
    // Distribution functions are only needed once someone looks at slices.
    const { meanInterval, rateInterval } = await import("../core/statistics/meanInterval.ts");
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

const NO_FIELD: FieldCodes = { values: [null], codes: null };
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
