// Score columns and item groupings from plain values, for statistics tests.
import { DigestIndex, type IndexedItems } from "../../src/core/join/digestIndex.ts";
import { type ScoreColumn, STATE_CODE } from "../../src/core/scores/scoreColumn.ts";

/** A column of numbers; `"NaN"`, `"Infinity"`, `"error"`, `null` and `undefined` become their states. */
export function aColumn(values: readonly (number | string | null | undefined)[]): ScoreColumn {
  const states = values.map((value) => {
    if (value === null) return STATE_CODE.null;
    if (value === undefined) return STATE_CODE.missing;
    if (typeof value === "number") return STATE_CODE.value;
    if (value === "error") return STATE_CODE.error;
    return value === "NaN" ? STATE_CODE.nan : STATE_CODE.infinite;
  });
  return {
    metric: null,
    name: "score",
    values: Float64Array.from(values, (value) => (typeof value === "number" ? value : 0)),
    states: Uint8Array.from(states),
    dictionary: [],
  };
}

/** Items with so many consecutive rows each. Digests: 32 times the item's number plus one. */
export function someItems(rowsOfItem: readonly number[]): IndexedItems {
  const index = new DigestIndex(rowsOfItem.length);
  const itemOf: number[] = [];
  const firstRow: number[] = [];
  for (const [item, rows] of rowsOfItem.entries()) {
    index.add(new Uint8Array(32).fill(item + 1), 0);
    firstRow.push(itemOf.length);
    for (let i = 0; i < rows; i++) itemOf.push(item);
  }
  const digests = new Uint8Array(itemOf.length * 32);
  for (const [row, item] of itemOf.entries()) digests.fill(item + 1, row * 32, row * 32 + 32);
  return {
    digests,
    index,
    count: rowsOfItem.length,
    itemOf: Int32Array.from(itemOf),
    firstRow: Int32Array.from(firstRow),
    rowCount: Int32Array.from(rowsOfItem),
  };
}
