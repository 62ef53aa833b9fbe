// What rows took to answer as numbers, to sort and filter by: the stored column, or for older runs read from the rows.
import type { JsonObject } from "../../core/json/json.ts";
import type { RowReader } from "../../core/resultFormat.ts";
import type { MeasureName } from "../../core/rows/rowMeasures.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { NEVER } from "../../util/never.ts";

/** Rows that can be walked, a part of each at a time. */
interface Walked {
  readonly total: number;
  readonly stored: Pick<StoredRun, "record" | "measure">;
  walkParts(
    pick: (record: JsonObject, reader: RowReader) => number,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly from: number; readonly parts: readonly number[] }>;
}

/** One a row; NaN where it was not measured. */
export async function measureKeys(rows: Walked, name: MeasureName): Promise<Float64Array> {
  if (rows.stored.record.run.measures !== undefined) return rows.stored.measure(name);
  const values = new Float64Array(rows.total).fill(Number.NaN);
  const pick = (record: JsonObject, reader: RowReader): number =>
    reader.measures?.(record)[name] ?? Number.NaN;
  for await (const { from, parts } of rows.walkParts(pick, NEVER)) values.set(parts, from);
  return values;
}
