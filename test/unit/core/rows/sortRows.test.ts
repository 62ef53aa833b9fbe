// Orders of rows against the simplest way to make them: a comparing sort with ties by row number.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { radixOrder } from "../../../../src/core/rows/radixOrder.ts";
import {
  firstByScore,
  orderByScore,
  orderByText,
  orderByValues,
} from "../../../../src/core/rows/sortRows.ts";
import type { ScoreColumn } from "../../../../src/core/scores/scoreColumn.ts";
import { aColumn } from "../../../support/columnBuilders.ts";

const aValue = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1, -1, 0.5, 1e308, -1e308, 5e-324),
);

/** More rows than the comparing sort takes on, with many ties. */
function manyValues(seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: 9_000 }, (_, i) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    const value = (state / 2 ** 32 - 0.5) * 10 ** ((i % 7) - 3);
    return i % 3 === 0 ? Math.round(value) : value;
  });
}

describe("orders of rows", () => {
  it("puts missing values last both ways and breaks ties by row", () => {
    const column = aColumn([2, "NaN", 1, 2, null, 0]);
    expect([...orderByScore(column, false)]).toEqual([5, 2, 0, 3, 1, 4]);
    expect([...orderByScore(column, true)]).toEqual([0, 3, 2, 5, 1, 4]);
    expect([...orderByText(["b", null, "a10", "a9"], false)]).toEqual([3, 2, 0, 1]);
    expect([...orderByText(["b", null, "a10", "a9"], true)]).toEqual([0, 2, 3, 1]);
    expect([...orderByValues(Float64Array.of(1, Number.NaN, 3), [0, 1, 2], true)]).toEqual([2, 0, 1]);
  });

  it("sorts many rows by their bits as a comparing sort does", () => {
    for (const isDescending of [false, true]) {
      const keys = manyValues(7);
      const rows = Int32Array.from(keys.keys()).filter((row) => row % 4 !== 1);
      const sign = isDescending ? -1 : 1;
      const compared = [...rows].sort((a, b) => sign * ((keys[a] ?? 0) - (keys[b] ?? 0)) || a - b);
      expect([...radixOrder(keys, rows, isDescending)]).toEqual(compared);
    }
  });

  it("finds the first rows as the whole order has them, among all or some", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(aValue, { nil: null })),
        fc.boolean(),
        fc.nat({ max: 12 }),
        fc.nat({ max: 4 }),
        (values, isDescending, count, left) => {
          const column = aColumn(values);
          const among = left === 0 ? null : Int32Array.from(values.keys()).filter((row) => row % left !== 0);
          const whole = [...orderByScore(column, isDescending)].filter((row) => among?.includes(row) ?? true);
          expect([...firstByScore(column, isDescending, count, among)]).toEqual(whole.slice(0, count));
        },
      ),
    );
  });

  it("sorts labels as texts, rows without one last", () => {
    const column: ScoreColumn = {
      ...aColumn([]),
      values: Float64Array.of(0, 1, 0, 2, 1),
      states: Uint8Array.of(1, 1, 5, 1, 1),
      dictionary: ["grade 10", "grade 9", "bad"],
    };
    expect([...orderByScore(column, false)]).toEqual([3, 1, 4, 0, 2]);
    expect([...firstByScore(column, true, 2, null)]).toEqual([0, 1]);
  });
});
