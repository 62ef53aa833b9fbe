// What a page kept over a reload names the panel that opened it, or nothing.
import { describe, expect, it } from "vitest";
import { readCompareSubject, readManySubject, toManySubject } from "../../../src/host/panels/subjects.ts";

const KEPT = { runs: '["a","b","c"]', names: '["A","B","C"]', keys: "[]", scoreMap: "[]", saved: "" };

describe("what a page of several runs kept", () => {
  it("is the subject that opened it, nothing empty in it", () => {
    expect(readManySubject(KEPT)).toEqual({ runs: ["a", "b", "c"], names: ["A", "B", "C"] });
    const full = {
      ...KEPT,
      keys: '["id"]',
      by: "content",
      scoreMap: '[{"base":"x","candidate":"y"},{"base":1}]',
      saved: "nightly",
    };
    expect(readManySubject(full)).toEqual({
      runs: ["a", "b", "c"],
      names: ["A", "B", "C"],
      keys: ["id"],
      by: "content",
      scoreMap: [{ base: "x", candidate: "y" }],
      saved: "nightly",
    });
  });

  it("is nothing where it is not what a page keeps", () => {
    for (const wrong of [
      null,
      "x",
      {},
      { ...KEPT, runs: "[" },
      { ...KEPT, runs: '["a"]', names: '["A"]' },
      { ...KEPT, names: "[]" },
    ])
      expect(readManySubject(wrong)).toBeNull();
  });

  it("of two is the same comparison in both forms", () => {
    const pair = readCompareSubject({
      base: "a",
      candidate: "b",
      baseName: "A",
      candidateName: "B",
      keys: '["id"]',
    });
    expect(pair).not.toBeNull();
    if (pair !== null)
      expect(toManySubject(pair)).toEqual({ runs: ["a", "b"], names: ["A", "B"], keys: ["id"] });
  });
});
