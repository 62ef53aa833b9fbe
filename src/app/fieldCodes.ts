// One field of every row as a number a row: what slices, clusters and filters on inputs work on. Read once and kept by
// whoever asks.
import type { JsonObject } from "../core/json.ts";
import { fieldText } from "../core/rowFilter.ts";
import type { StoredRun } from "../core/runStore.ts";

/** Rows read together. */
const TOGETHER = 2_000;

/** A field of every row. */
export interface FieldCodes {
  /** Different texts in order of first appearance; `null`: rows without the field. */
  readonly values: readonly (string | null)[];
  /** One a row: the place of its value; `null` where there are more values than asked for. */
  readonly codes: Int32Array | null;
}

/** `most`: different values beyond which reading stops. `progress` is told how many rows were read. */
export async function readFieldCodes(
  stored: StoredRun,
  itemOf: (source: string) => JsonObject,
  field: string,
  most: number,
  signal: AbortSignal,
  progress: (rows: number) => void = () => undefined,
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
      if (place === places.size) places.set(text, place);
      codes[from + i] = place;
    }
    if (places.size > most) return { values: [...places.keys()].slice(0, most + 1), codes: null };
    progress(from + count);
  }
  return { values: [...places.keys()], codes };
}
