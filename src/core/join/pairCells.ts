// Two runs' values of one score counted by pairs: how many joined items have this value in the base and that one in the
// candidate. Means, counts and ranks of a million items follow from some thousand cells.

import { codesOf, type ScoreCodes } from "../scores/scoreCodes.ts";
import type { PairCells } from "../statistics/pairCells.ts";
import type { ScoreSide } from "./itemSpread.ts";
import type { Join } from "./joinItems.ts";

/** Every matched item is in a cell, or counted here. */
export interface CountedPairs {
  readonly cells: PairCells;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
  readonly unscored: number;
}

/** Counts the matched items. `null` where an item has several rows, a label is no number, or a score takes too many values or an infinite one. */
export function countPairs(join: Join, base: ScoreSide, candidate: ScoreSide): CountedPairs | null {
  const a = codesOfSide(base);
  const b = a === null ? null : codesOfSide(candidate);
  if (a === null || b === null) return null;
  return toCells(countCells(a, b, join), a.values, b.values);
}

/** Without repeated rows an item's number is its row's. */
function codesOfSide({ column, items, aggregate }: ScoreSide): ScoreCodes | null {
  return items.count === items.itemOf.length && aggregate.kind !== "label" ? codesOf(column) : null;
}

/** Items by pair of codes. Shape: one row a value of the base, one column a value of the candidate, a last one for none. */
function countCells(
  { codes: ours, values: rows }: ScoreCodes,
  { codes: theirs, values: columns }: ScoreCodes,
  { baseItem, candidateItem, report: { matched } }: Join,
): Int32Array {
  const width = columns.length + 1;
  const table = new Int32Array((rows.length + 1) * width);
  for (let at = 0; at < matched; at++) {
    const cell =
      (ours[baseItem[at] as number] as number) * width + (theirs[candidateItem[at] as number] as number);
    table[cell] = (table[cell] as number) + 1;
  }
  return table;
}

function toCells(table: Int32Array, ours: Float64Array, theirs: Float64Array): CountedPairs {
  const width = theirs.length + 1;
  const filled: number[] = [];
  let onlyBase = 0;
  let onlyCandidate = 0;
  for (let a = 0; a < ours.length; a++) {
    for (let b = 0; b < theirs.length; b++) if (table[a * width + b] !== 0) filled.push(a * width + b);
    onlyBase += table[a * width + theirs.length] as number;
  }
  const last = ours.length * width;
  for (let b = 0; b < theirs.length; b++) onlyCandidate += table[last + b] as number;
  return {
    cells: {
      base: Float64Array.from(filled, (cell) => ours[Math.floor(cell / width)] as number),
      candidate: Float64Array.from(filled, (cell) => theirs[cell % width] as number),
      rows: Int32Array.from(filled, (cell) => table[cell] as number),
    },
    onlyBase,
    onlyCandidate,
    unscored: table[last + theirs.length] as number,
  };
}
