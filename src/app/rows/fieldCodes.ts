// The values of a field of every row as a number a row: read once, and kept for everything that splits rows by it.

import { binOf, MOST_NUMBERS, type NumberRange, numberBins } from "../../core/rows/numberBins.ts";
import { type FieldsOfRow, fieldText, numberOfText } from "../../core/rows/rowField.ts";
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
  /** One a value: the numbers that it stands for, `null` for a text; absent where every value stands for itself. */
  readonly ranges?: readonly (NumberRange | null)[];
}

/** All rows together: one value, and no codes. */
export const NO_FIELD: FieldCodes = { values: [null], codes: null };

/** The numbers of a value, as a member of what is told of it. */
export function rangeAt(ranges: FieldCodes["ranges"], place: number): { readonly range?: NumberRange } {
  const range = ranges?.[place] ?? null;
  return range === null ? {} : { range };
}

/** `field` null: {@link NO_FIELD}. `progress` is told how many rows were read. */
export type FieldCodesOf = (
  field: string | null,
  signal: AbortSignal,
  progress: (rows: number) => void,
) => Promise<FieldCodes>;

/** A row's fields, as far as the one named needs them. */
export type ReadFields = (source: string, field: string) => FieldsOfRow;

/** Reads fields of one run as slices, many numbers as groups; the latest are kept. */
export function fieldReader(stored: StoredRun, fieldsOf: ReadFields): FieldCodesOf {
  const fields = new LatestPromises<FieldCodes>(KEPT);
  return async (field, signal, progress) =>
    field === null
      ? NO_FIELD
      : fields.getAnew(field, signal, () => readSlices(stored, fieldsOf, field, signal, progress));
}

/** Reads a field, which nobody keeps; `most`: different values beyond which reading stops. */
export async function readField(
  stored: StoredRun,
  fieldsOf: ReadFields,
  field: string,
  most: number,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<FieldCodes> {
  const codes = new Int32Array(stored.record.run.rows);
  const places = new Map<string | null, number>();
  for await (const { from, texts } of textsOf(stored, fieldsOf, field, signal)) {
    for (const [i, text] of texts.entries()) codes[from + i] = placeOf(places, text);
    if (places.size > most) return tooMany(places, most);
    progress(from + texts.length);
  }
  return { values: [...places.keys()], codes };
}

/** A row of numbers that is put into a group once all are read. */
const IN_A_GROUP = -1;

async function readSlices(
  stored: StoredRun,
  fieldsOf: ReadFields,
  field: string,
  signal: AbortSignal,
  progress: (rows: number) => void,
): Promise<FieldCodes> {
  const { rows } = stored.record.run;
  const codes = new Int32Array(rows);
  const places = new Map<string | null, number>();
  let numbers: Float64Array | null = null;
  const different = new Set<number>();
  for await (const { from, texts } of textsOf(stored, fieldsOf, field, signal)) {
    for (const [i, text] of texts.entries()) {
      const number = numberOfText(text);
      if (number !== null) {
        numbers ??= new Float64Array(rows).fill(Number.NaN);
        numbers[from + i] = number;
        if (different.size <= MOST_NUMBERS) different.add(number);
      }
      const isMany = number !== null && different.size > MOST_NUMBERS;
      codes[from + i] = isMany ? IN_A_GROUP : placeOf(places, text);
    }
    if (places.size > MAX_SLICES + MOST_NUMBERS) return tooMany(places, MAX_SLICES);
    progress(from + texts.length);
  }
  if (numbers !== null && different.size > MOST_NUMBERS) return grouped([...places.keys()], codes, numbers);
  return places.size > MAX_SLICES ? tooMany(places, MAX_SLICES) : { values: [...places.keys()], codes };
}

/** Texts stay what they are, in front of the groups of numbers. */
function grouped(values: readonly (string | null)[], codes: Int32Array, numbers: Float64Array): FieldCodes {
  const texts = values.filter((value) => numberOfText(value) === null);
  const placeOfText = values.map((value) => texts.indexOf(value));
  const bins = numberBins(numbers);
  const grouping = codes.map((code, row) => {
    const number = numbers[row] as number;
    return Number.isNaN(number) ? (placeOfText[code] as number) : texts.length + binOf(bins, number);
  });
  if (texts.length + bins.length > MAX_SLICES)
    return tooMany(new Map(texts.map((one, i) => [one, i])), MAX_SLICES);
  return {
    values: [...texts, ...bins.map(({ min, max }) => (min === max ? String(min) : `${min}..${max}`))],
    codes: grouping,
    ranges: [...texts.map(() => null), ...bins],
  };
}

function tooMany(places: ReadonlyMap<string | null, number>, most: number): FieldCodes {
  return { values: [...places.keys()].slice(0, most + 1), codes: null };
}

function placeOf(places: Map<string | null, number>, text: string | null): number {
  const known = places.get(text);
  if (known !== undefined) return known;
  places.set(text, places.size);
  return places.size - 1;
}

/** A field's text of every row, in file order. */
async function* textsOf(stored: StoredRun, fieldsOf: ReadFields, field: string, signal: AbortSignal) {
  const { rows } = stored.record.run;
  for (let from = 0; from < rows; from += TOGETHER) {
    signal.throwIfAborted();
    const count = Math.min(TOGETHER, rows - from);
    const lines = await stored.lines(Array.from({ length: count }, (_, i) => from + i));
    signal.throwIfAborted();
    yield { from, texts: lines.map((line) => fieldText(fieldsOf(line, field), field)) };
  }
}
