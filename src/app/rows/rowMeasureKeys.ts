// What rows took to answer as numbers to sort by: read from the rows themselves, as no format has a column for them.
import type { JsonObject } from "../../core/json/json.ts";
import type { RowReader } from "../../core/resultFormat.ts";
import type { MeasureName } from "../../core/rows/rowMeasures.ts";
import { NEVER } from "../../util/never.ts";

/** Rows that can be walked, a part of each at a time. */
interface Walked {
  readonly total: number;
  walkParts(
    pick: (record: JsonObject, reader: RowReader) => number,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly from: number; readonly parts: readonly number[] }>;
}

/** One a row; NaN where it was not measured. */
export async function measureKeys(rows: Walked, name: MeasureName): Promise<Float64Array> {
  const values = new Float64Array(rows.total).fill(Number.NaN);
  const pick = (record: JsonObject, reader: RowReader): number =>
    reader.measures?.(record)[name] ?? Number.NaN;
  for await (const { from, parts } of rows.walkParts(pick, NEVER)) values.set(parts, from);
  return values;
}
