// The join of several runs against plain Maps over names.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DigestIndex, groupRows } from "../../../../src/core/join/digestIndex.ts";
import { joinItems, meetByDigest } from "../../../../src/core/join/joinItems.ts";
import { joinMany } from "../../../../src/core/join/manyJoin.ts";

function digestsOf(names: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(names.length * 32);
  for (const [row, name] of names.entries()) {
    bytes[row * 32] = name % 3;
    bytes[row * 32 + 31] = name;
  }
  return bytes;
}

function joined(runs: readonly (readonly number[])[]) {
  const [first, ...others] = runs.map(digestsOf);
  const base = groupRows(first ?? new Uint8Array());
  const index = new DigestIndex(0);
  const pairs = others.map((digests) => {
    const met = meetByDigest(base, digests);
    const duplicates = {
      base: base.itemOf.length - base.count,
      candidate: digests.length / 32 - met.candidate.count,
    };
    return { met, join: joinItems(met, duplicates) };
  });
  return { pairs, join: joinMany(pairs, (run, row) => index.add(others[run] as Uint8Array, row * 32)) };
}

const names = fc.array(fc.nat({ max: 40 }), { maxLength: 50 });
const someRuns = fc.array(names, { minLength: 2, maxLength: 8 });

describe("the join of several runs", () => {
  it("counts what Maps over names count, and holds every item once", () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const { join } = joined(runs);
        const sets = runs.map((run) => new Set(run));
        const all = new Set(runs.flat());
        const inRuns = new Array<number>(runs.length).fill(0);
        for (const name of all) {
          const count = sets.filter((set) => set.has(name)).length;
          inRuns[count - 1] = (inRuns[count - 1] ?? 0) + 1;
        }
        expect(join.report).toEqual({
          inRuns,
          runs: runs.map((run, i) => ({
            items: sets[i]?.size,
            only: [...(sets[i] ?? [])].filter((name) => sets.filter((set) => set.has(name)).length === 1)
              .length,
            duplicates: run.length - (sets[i]?.size ?? 0),
          })),
          keys: [],
        });
        const seen = new Set<number>();
        for (let at = 0; at < join.inRuns.length; at++) {
          const here = runs.flatMap((run, i) => {
            const item = join.itemAt[i]?.[at] ?? -1;
            return item === -1 ? [] : [[...new Set(run)][item]];
          });
          expect(here.length).toBe(join.inRuns[at]);
          expect(new Set(here).size).toBe(1);
          seen.add(here[0] as number);
        }
        expect(seen).toEqual(all);
        expect(join.inRuns.length).toBe(all.size);
      }),
    );
  });

  it("knows where each position is in every candidate's join with the base", () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const { pairs, join } = joined(runs);
        for (const [i, pair] of pairs.entries())
          for (let at = 0; at < join.inRuns.length; at++) {
            const place = join.pairAt[i]?.[at] ?? -1;
            expect(place === -1 ? -1 : pair.join.baseItem[place]).toBe(join.itemAt[0]?.[at]);
            expect(place === -1 ? -1 : pair.join.candidateItem[place]).toBe(join.itemAt[i + 1]?.[at]);
          }
      }),
    );
  });

  it("of two runs agrees with the join of two", () => {
    fc.assert(
      fc.property(names, names, (a, b) => {
        const { pairs, join } = joined([a, b]);
        const report = pairs[0]?.join.report;
        expect(join.report.inRuns).toEqual([
          (report?.onlyBase ?? 0) + (report?.onlyCandidate ?? 0),
          report?.matched ?? 0,
        ]);
      }),
    );
  });
});
