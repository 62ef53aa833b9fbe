// Orders of rows: by a score or by text, ties by row number, missing last both ways.
import { hasValue, type ScoreColumn, STATE_CODE } from "./scoreColumn.ts";

/** Row numbers in order of a score; rows without a value come last, in row order, whichever the direction. */
export function orderByScore(column: ScoreColumn, isDescending: boolean): Int32Array {
  const isLabel = column.dictionary.length > 0;
  return isLabel ? orderByText(labelsOf(column), isDescending) : orderByNumber(column, isDescending);
}

function labelsOf(column: ScoreColumn): readonly (string | null)[] {
  return Array.from(column.values, (code, row) =>
    column.states === null || column.states[row] === STATE_CODE.text
      ? (column.dictionary[code] ?? null)
      : null,
  );
}

function orderByNumber(column: ScoreColumn, isDescending: boolean): Int32Array {
  const rows = column.values.length;
  const present: number[] = [];
  const missing: number[] = [];
  for (let row = 0; row < rows; row++) (hasValue(column, row) ? present : missing).push(row);
  return ordered(present, missing, column.values, isDescending);
}

/** Numbers of `values` that are not NaN in order, then the rest. */
export function orderByValues(
  values: Float64Array,
  among: readonly number[],
  isDescending: boolean,
): Int32Array {
  const present = among.filter((at) => !Number.isNaN(values[at]));
  const missing = among.filter((at) => Number.isNaN(values[at]));
  return ordered(present, missing, values, isDescending);
}

function ordered(
  present: readonly number[],
  missing: readonly number[],
  values: Float64Array,
  isDescending: boolean,
): Int32Array {
  const sign = isDescending ? -1 : 1;
  const order = Int32Array.from(present).sort(
    (a, b) => sign * ((values[a] as number) - (values[b] as number)) || a - b,
  );
  const all = new Int32Array(present.length + missing.length);
  all.set(order);
  all.set(missing, present.length);
  return all;
}

/** Row numbers in order of texts, as people sort them (numbers inside texts by value); `null` last both ways. */
export function orderByText(texts: readonly (string | null)[], isDescending: boolean): Int32Array {
  const collator = new Intl.Collator("en", { numeric: true });
  const sign = isDescending ? -1 : 1;
  return Int32Array.from(texts.keys()).sort((a, b) => {
    const x = texts[a] ?? null;
    const y = texts[b] ?? null;
    if (x === null || y === null) return x === y ? a - b : x === null ? 1 : -1;
    return sign * collator.compare(x, y) || a - b;
  });
}
