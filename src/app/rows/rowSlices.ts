// One score by the values of a field: a mean with its interval for each.

import type { RowItems } from "../../core/join/digestIndex.ts";
import { Problem } from "../../core/problem.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { hasValue, type ScoreColumn, STATE_CODE, stateAt } from "../../core/scores/scoreColumn.ts";
import type { ScoreSlice, ScoreSlices, SliceQuery } from "../../core/scores/sliceTypes.ts";
import type { Interval } from "../../core/statistics/estimate.ts";
import { type FieldCodes, type FieldCodesOf, NO_FIELD, rangeAt } from "./fieldCodes.ts";

const LEVEL = 0.95;

/** The items of one slice. */
interface Bucket {
  /** One an item with a value, over its rows in the slice. */
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
    const slices = buckets.map((bucket, i) => ({
      ...toSlice(codes.values[i] ?? null, bucket, interval(bucket)),
      ...rangeAt(codes.ranges, i),
    }));
    return { overall, slices, values: codes.values.length };
  }

  private async bucketsOf(at: number, { codes, values }: FieldCodes): Promise<readonly Bucket[]> {
    const [column, items] = await Promise.all([this.stored.column(at), this.stored.items()]);
    const scratch = new SliceScratch(column, items);
    const rows = column.values.length;
    if (codes === null) return [scratch.bucketOf(Int32Array.from({ length: rows }, (_, row) => row))];
    return rowsByCode(codes, values.length).map((own) => scratch.bucketOf(own));
  }
}

/** Rows of each code, ascending. */
function rowsByCode(codes: Int32Array, count: number): readonly Int32Array[] {
  const sizes = new Int32Array(count);
  for (const code of codes) sizes[code] = (sizes[code] as number) + 1;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  const ends = new Int32Array(count);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] as number;
    const end = ends[code] as number;
    (rows[code] as Int32Array)[end] = row;
    ends[code] = end + 1;
  }
  return rows;
}

/** Sums and counts an item, used again for every slice. */
class SliceScratch {
  private readonly sums: Float64Array;
  private readonly trials: Int32Array;
  /** The slice that met an item last, from 1. */
  private readonly metIn: Int32Array;
  private slice = 0;

  constructor(
    private readonly column: ScoreColumn,
    private readonly items: RowItems,
  ) {
    this.sums = new Float64Array(items.count);
    this.trials = new Int32Array(items.count);
    this.metIn = new Int32Array(items.count);
  }

  bucketOf(rows: Int32Array): Bucket {
    const { column, sums, trials, metIn } = this;
    const slice = ++this.slice;
    const met: number[] = [];
    let infinite = 0;
    for (const row of rows) {
      const item = this.items.itemOf[row] as number;
      if (metIn[item] !== slice) {
        metIn[item] = slice;
        sums[item] = 0;
        trials[item] = 0;
        met.push(item);
      }
      if (stateAt(column, row) === STATE_CODE.infinite) infinite++;
      if (!hasValue(column, row)) continue;
      sums[item] = (sums[item] as number) + (column.values[row] as number);
      trials[item] = (trials[item] as number) + 1;
    }
    const scored = met.filter((item) => (trials[item] as number) > 0);
    return {
      means: scored.map((item) => (sums[item] as number) / (trials[item] as number)),
      trials: scored.reduce((sum, item) => sum + (trials[item] as number), 0),
      items: met.length,
      infinite,
    };
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
