// What a page may ask of rows: well-formed questions pass unchanged, anything else is refused.
import { describe, expect, it } from "vitest";
import type { RowFilter } from "../../../src/core/rows/rowFilter.ts";
import { checkedColumns, checkedFilter, checkedOrder } from "../../../src/host/checkedRows.ts";

const EVERY: RowFilter = [
  { kind: "range", score: 0, min: null, max: 0.7, excludesMax: true },
  { kind: "anyOf", of: [{ kind: "state", score: 1, states: ["missing", "error"] }] },
  { kind: "label", score: 2, labels: ["wrong"] },
  { kind: "errored", isErrored: true },
  { kind: "repeated" },
  { kind: "measure", measure: "outputTokens", min: 10, max: null, excludesMin: true },
  { kind: "unmeasured", measure: "costUsd" },
  { kind: "row", index: 12 },
  { kind: "excluded", isExcluded: false },
  { kind: "noted" },
  { kind: "contains", place: { kind: "any" }, text: "a", matchCase: true },
  { kind: "regex", place: { kind: "item", field: "question" }, text: "a+" },
  { kind: "equals", place: { kind: "output" }, text: null },
];

describe("what a page asks of rows", () => {
  it("passes as it is when it is well-formed", () => {
    expect(checkedFilter(EVERY)).toEqual(EVERY);
    expect(checkedFilter(undefined)).toEqual([]);
    const order = [{ column: { kind: "score", score: 1 }, descending: true }];
    expect(checkedOrder(order)).toEqual(order);
    expect(checkedOrder(null)).toBeNull();
    expect(checkedColumns([{ kind: "item", field: "x" }, { kind: "digest" }])).toHaveLength(2);
  });

  it("loses what a condition has no place for", () => {
    expect(checkedFilter([{ kind: "repeated", path: "/etc/passwd", toJSON: "x" }])).toEqual([
      { kind: "repeated" },
    ]);
  });

  it.each([
    [[{ kind: "drop" }]],
    [[{ kind: "measure", measure: "length", min: 0, max: 1 }]],
    [[{ kind: "measure", measure: "costUsd", min: "0", max: 1 }]],
    [[{ kind: "range", score: -1, min: 0, max: 1 }]],
    [[{ kind: "range", score: 0, min: "0", max: 1 }]],
    [[{ kind: "row", index: -1 }]],
    [[{ kind: "range", score: 0, min: Number.NaN, max: 1 }]],
    [[{ kind: "state", score: 0, states: ["__proto__"] }]],
    [[{ kind: "contains", place: { kind: "source" }, text: "a" }]],
    [[{ kind: "contains", place: { kind: "any" }, text: "a".repeat(10_001) }]],
    [[{ kind: "equals", place: { kind: "any" }, text: "a" }]],
    [[null]],
    [{ length: 1 }],
    [Array.from({ length: 201 }, () => ({ kind: "repeated" }))],
    [[{ kind: "anyOf", of: [{ kind: "anyOf", of: [] }] }]],
  ])("is refused when it is not: %#", (filter) => {
    expect(() => checkedFilter(filter)).toThrow(/panel asked|characters/);
  });

  it("is refused for unknown columns and endless orders", () => {
    expect(() => checkedColumns([{ kind: "source" }])).toThrow();
    expect(() => checkedOrder(Array.from({ length: 9 }, () => ({ column: { kind: "index" } })))).toThrow();
    expect(() => checkedOrder({ column: { kind: "index" }, descending: true })).toThrow();
  });
});
