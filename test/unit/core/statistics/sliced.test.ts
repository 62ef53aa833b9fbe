// Work in slices: the same numbers however it is run, turns for others at a size that is kept, and an end when asked for.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DEFAULT_COMPARISON } from "../../../../src/core/compare/compareTypes.ts";
import { bootstrapMeans } from "../../../../src/core/statistics/bootstrap.ts";
import { numberClusters } from "../../../../src/core/statistics/clusters.ts";
import { compareScores, scoresInSlices } from "../../../../src/core/statistics/compareScores.ts";
import { RandomSource } from "../../../../src/core/statistics/randomSource.ts";
import { inputOfPairs } from "../../../../src/core/statistics/scoreInput.ts";
import { INTERVAL_CHOICES, TEST_CHOICES } from "../../../../src/core/statistics/scoreStatistics.ts";
import { signFlipTest } from "../../../../src/core/statistics/signFlip.ts";
import { inOnePiece, inSlices, SLICE_STEPS, sliceBySlice } from "../../../../src/core/statistics/sliced.ts";

/** The steps of every yield. */
function stepsOf(work: Generator<number, unknown, undefined>): readonly number[] {
  const steps: number[] = [];
  for (const taken of work) steps.push(taken);
  return steps;
}

const goOn = (): Promise<void> => Promise.resolve();

const rows = Float64Array.from({ length: 3_000 }, (_, i) => Math.sin(i * 2.3) + 0.01);

describe("work in slices", () => {
  it("tells every number once, in order, a slice's worth at a time", () => {
    fc.assert(
      fc.property(fc.nat({ max: 5_000 }), fc.integer({ min: 1, max: 3 * SLICE_STEPS }), (count, steps) => {
        const told: number[] = [];
        let longest = 0;
        const taken = stepsOf(
          sliceBySlice(count, steps, (from, to) => {
            longest = Math.max(longest, to - from);
            for (let at = from; at < to; at++) told.push(at);
          }),
        );
        expect(told).toEqual(Array.from({ length: count }, (_, at) => at));
        expect(taken.reduce((sum, own) => sum + own, 0)).toBe(count * steps);
        if (longest > 1) expect(longest * steps).toBeLessThanOrEqual(SLICE_STEPS);
      }),
    );
  });

  it("pauses when a slice is full, and not before", async () => {
    const pauses = async (steps: readonly number[]): Promise<number> => {
      let count = 0;
      const work = function* () {
        yield* steps;
      };
      await inSlices(work(), async () => {
        count++;
      });
      return count;
    };
    expect(await pauses([])).toBe(0);
    expect(await pauses([SLICE_STEPS - 1])).toBe(0);
    expect(await pauses([SLICE_STEPS / 2, SLICE_STEPS / 2, 1])).toBe(1);
    expect(await pauses([SLICE_STEPS, SLICE_STEPS])).toBe(2);
  });

  it("ends where the pause throws: nothing is drawn after it", async () => {
    let drawn = 0;
    const work = sliceBySlice(10, SLICE_STEPS, () => {
      drawn++;
    });
    const stopped = inSlices(work, () => Promise.reject(new Error("superseded")));
    await expect(stopped).rejects.toThrow("superseded");
    expect(drawn).toBe(1);
  });
});

describe("resampling in slices", () => {
  it("is the bootstrap drawn straight through", async () => {
    const seed = 7;
    let pauses = 0;
    const found = await inSlices(bootstrapMeans(rows, 1_000, seed), async () => {
      pauses++;
    });
    if (!found.estimable) throw new Error(found.reason);
    expect(pauses).toBeGreaterThanOrEqual(2);
    const source = new RandomSource(seed);
    const means = Float64Array.from({ length: 1_000 }, () => {
      let sum = 0;
      for (let i = 0; i < rows.length; i++) sum += rows[source.index(rows.length)] as number;
      return sum / rows.length;
    });
    expect(found.means).toEqual(means.sort());
  });

  it("is the sign flips drawn straight through", async () => {
    const found = await inSlices(signFlipTest(rows, 7, 999), goOn);
    if (!found.estimable) throw new Error(found.reason);
    const source = new RandomSource(7);
    const least = Math.abs(rows.reduce((sum, d) => sum + d, 0)) * (1 - 1e-12);
    let asExtreme = 0;
    for (let draw = 0; draw < 999; draw++) {
      let sum = 0;
      for (const d of rows) sum += source.sign() * d;
      if (Math.abs(sum) >= least) asExtreme++;
    }
    expect(found.asExtreme).toBe(asExtreme);
  });

  it("keeps a slice to its size, with and without clusters", () => {
    const clusters = numberClusters(Array.from(rows, (_, i) => i >> 1));
    for (const work of [
      bootstrapMeans(rows, 2_000, 1),
      bootstrapMeans(rows, 2_000, 1, clusters),
      signFlipTest(rows, 1),
    ]) {
      const steps = stepsOf(work);
      expect(steps.length).toBeGreaterThan(1);
      expect(Math.max(...steps)).toBeLessThanOrEqual(SLICE_STEPS);
    }
  });

  it("gives the statistics of one piece for any rows, method, clusters and seed", async () => {
    const pair = fc.tuple(fc.constantFrom(0, 0.25, 0.5, 1), fc.constantFrom(0, 0.25, 0.5, 1));
    await fc.assert(
      fc.asyncProperty(
        fc.array(pair, { maxLength: 60 }),
        fc.constantFrom(...INTERVAL_CHOICES),
        fc.constantFrom(...TEST_CHOICES),
        fc.boolean(),
        fc.nat(),
        async (pairs, interval, test, isClustered, seed) => {
          const plain = inputOfPairs(
            Float64Array.from(pairs, ([a]) => a),
            Float64Array.from(pairs, ([, b]) => b),
          );
          const input = isClustered
            ? { ...plain, clusters: numberClusters(pairs.map((_, i) => i % 5)) }
            : plain;
          const options = { ...DEFAULT_COMPARISON, interval, test, seed };
          const sliced = await inSlices(scoresInSlices([input, input], options), goOn);
          expect(sliced).toEqual(compareScores([input, input], options));
          expect(inOnePiece(scoresInSlices([input, input], options))).toEqual(sliced);
        },
      ),
      { numRuns: 60 },
    );
  });
});
