// The join and its order against a plain Map over digest texts.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairScores } from "../../../../src/core/compare/compareRuns.ts";
import {
  DigestIndex,
  distinctRows,
  groupRows,
  type RowItems,
} from "../../../../src/core/join/digestIndex.ts";
import { joinRuns, meetByDigest, meetByKey } from "../../../../src/core/join/joinItems.ts";

/** 32 bytes that differ late, and share their first bits with others: collisions must be told apart. */
function digestsOf(names: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(names.length * 32);
  for (const [row, name] of names.entries()) {
    bytes[row * 32] = name % 3;
    bytes[row * 32 + 31] = name;
  }
  return bytes;
}

const sideOf = (names: readonly number[]) => {
  const digests = digestsOf(names);
  const items = groupRows(digests);
  return { digests, items, duplicates: names.length - items.count };
};

describe("the join of two runs", () => {
  it("counts what a Map over digests counts, and lists every item once", () => {
    const names = fc.array(fc.nat({ max: 60 }), { maxLength: 80 });
    fc.assert(
      fc.property(names, names, (a, b) => {
        const join = joinRuns(sideOf(a), sideOf(b));
        const inA = new Set(a);
        const inB = new Set(b);
        const both = [...inA].filter((name) => inB.has(name)).length;
        expect(join.report).toEqual({
          matched: both,
          onlyBase: inA.size - both,
          onlyCandidate: inB.size - both,
          duplicateBase: a.length - inA.size,
          duplicateCandidate: b.length - inB.size,
          keys: [],
        });
        const firstOf = (all: readonly number[], item: number) => [...new Set(all)][item];
        for (let at = 0; at < join.baseItem.length; at++) {
          const x = join.baseItem[at] ?? -1;
          const y = join.candidateItem[at] ?? -1;
          if (at < both) expect(firstOf(a, x)).toBe(firstOf(b, y));
          else expect(x === -1 || y === -1).toBe(true);
        }
        expect(join.baseItem.filter((item) => item !== -1).length).toBe(inA.size);
        expect(join.candidateItem.filter((item) => item !== -1).length).toBe(inB.size);
      }),
    );
  });

  it("of two runs in one order, repeated rows and all, is that of any two", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 30 }), (a) => {
        const inOrder = joinRuns(sideOf(a), sideOf(a));
        // Another run behind it keeps the candidate from being the base itself.
        const longer = joinRuns(sideOf(a), sideOf([...a, 99]));
        const both = new Set(a).size;
        expect(inOrder.report).toMatchObject({ matched: both, onlyBase: 0, onlyCandidate: 0 });
        expect(inOrder.baseItem).toEqual(longer.baseItem.slice(0, both));
        expect(inOrder.candidateItem).toEqual(longer.candidateItem.slice(0, both));
      }),
    );
  });

  it("of an empty run is all on one side", () => {
    expect(joinRuns(sideOf([]), sideOf([1, 1, 2])).report).toEqual({
      matched: 0,
      onlyBase: 0,
      onlyCandidate: 2,
      duplicateBase: 0,
      duplicateCandidate: 1,
      keys: [],
    });
  });
});

describe("a run without repeated rows", () => {
  it("is numbered without hashing as it is with, and joins the same in any order", () => {
    const names = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 60 });
    fc.assert(
      fc.property(names, fc.array(fc.nat({ max: 60 }), { maxLength: 80 }), (a, b) => {
        const quick = distinctRows(digestsOf(a));
        const { index: _one, ...numbers } = groupRows(digestsOf(a));
        const { index: _other, ...found } = quick;
        expect(found).toEqual(numbers);
        expect(quick.index.size).toBe(a.length);
        const candidate = sideOf([...a, ...b]);
        expect(joinRuns({ items: quick, duplicates: 0 }, candidate)).toEqual(
          joinRuns({ items: groupRows(digestsOf(a)), duplicates: 0 }, candidate),
        );
      }),
    );
  });
});

describe("a join by key", () => {
  it("is the join of the same names by digest", () => {
    const names = fc.array(fc.nat({ max: 40 }), { maxLength: 60 });
    fc.assert(
      fc.property(names, names, (a, b) => {
        const byDigest = meetByDigest(groupRows(digestsOf(a)), digestsOf(b));
        const byKey = meetByKey(a.map(String), b.map(String));
        const grouped = ({ itemOf, count, firstRow, rowCount }: RowItems): RowItems => ({
          itemOf,
          count,
          firstRow,
          rowCount,
        });
        const { base, candidate, partner } = byDigest;
        expect(byKey).toEqual({ base: grouped(base), candidate: grouped(candidate), partner });
      }),
    );
  });
});

describe("DigestIndex", () => {
  it("keeps its numbers while it grows", () => {
    const index = new DigestIndex(1);
    const names = Array.from({ length: 5000 }, (_, i) => i);
    const bytes = new Uint8Array(32 * names.length);
    const view = new DataView(bytes.buffer);
    for (const name of names) view.setUint32(name * 32 + 8, name);
    for (const name of names) expect(index.add(bytes, name * 32)).toBe(name);
    for (const name of names) expect(index.find(bytes, name * 32)).toBe(name);
    expect(index.find(new Uint8Array(32).fill(9), 0)).toBe(-1);
  });
});

describe("scores of two runs", () => {
  const key = (metric: string | null, name: string) => ({ metric, name });

  it("match by metric and name", () => {
    expect(pairScores([key("m", "a"), key("n", "a")], [key("n", "a")])).toEqual([
      { name: "n:a", base: 1, candidate: 0 },
    ]);
  });

  it("match by name alone where it is unique on both sides", () => {
    expect(pairScores([key("m", "a")], [key(null, "a")])).toEqual([{ name: "a", base: 0, candidate: 0 }]);
    expect(pairScores([key("m", "a"), key("n", "a")], [key(null, "a")])).toEqual([]);
  });
});
