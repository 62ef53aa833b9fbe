// The values of a field of every row as a number a row: read once, and kept for everything that splits rows by it.
import type { JsonObject } from "../../core/json/json.ts";
import { fieldText } from "../../core/rows/rowFilter.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { MAX_SLICES } from "../../core/scores/sliceTypes.ts";
import { LatestPromises } from "../../util/latestPromises.ts";

/** Rows read together. */
const TOGETHER = 2_000;
/** Fields kept: 4 MB each for a million rows. */
const KEPT = 4;

/** A field of every row. */
export interface FieldCodes {
  readonly values: readonly (string | null)[];
  /** One a row: the place of its value; `null` where there are too many values. */
  readonly codes: Int32Array | null;
}

/** All rows together: one value, and no codes. */
export const NO_FIELD: FieldCodes = { values: [null], codes: null };

/** `field` null: {@link NO_FIELD}. `progress` is told how many rows were read. */
export type FieldCodesOf = (
  field: string | null,
  signal: AbortSignal,
  progress: (rows: number) => void,
) => Promise<FieldCodes>;

/** Reads fields of one run; the latest are kept. */
export function fieldReader(stored: StoredRun, itemOf: (source: string) => JsonObject): FieldCodesOf {
  const fields = new LatestPromises<FieldCodes>(KEPT);
  return async (field, signal, progress) =>
    field === null
      ? NO_FIELD
      : fields.getAnew(field, signal, () => readField(stored, itemOf, field, MAX_SLICES, signal, progress));
}

/** Reads a field, which nobody keeps; `most`: different values beyond which reading stops. */
export async function readField(
  stored: StoredRun,
  itemOf: (source: string) => JsonObject,
  field: string,
  most: number,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<FieldCodes> {
  const { rows } = stored.record.run;
  const codes = new Int32Array(rows);
  const places = new Map<string | null, number>();
  for (let from = 0; from < rows; from += TOGETHER) {
    signal.throwIfAborted();
    const count = Math.min(TOGETHER, rows - from);
    const lines = await stored.lines(Array.from({ length: count }, (_, i) => from + i));
    signal.throwIfAborted();
    for (const [i, line] of lines.entries()) {
      const text = fieldText(itemOf(line), field);
      const place = places.get(text) ?? places.size;
      places.set(text, place);
      codes[from + i] = place;
    }
    if (places.size > most) return { values: [...places.keys()].slice(0, most + 1), codes: null };
    progress(from + count);
  }
  return { values: [...places.keys()], codes };
}
