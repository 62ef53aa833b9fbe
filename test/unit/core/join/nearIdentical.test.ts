import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearIdentical } from "../../../../src/core/join/nearIdentical.ts";

const NEVER_PAUSED = (): Promise<void> => Promise.resolve();
const pairs = (left: readonly string[], right: readonly string[]) => nearIdentical(left, right, NEVER_PAUSED);

/** The same said plainly: every pair's similarity, each side's best and next best. */
function byEveryPair(
  left: readonly string[],
  right: readonly string[],
): readonly (readonly [number, number])[] {
  const wordsOf = (text: string): Set<string> => {
    const all = new Set(text.toLowerCase().split(" "));
    return all.size < 4 ? new Set() : all;
  };
  const similarity = (a: Set<string>, b: Set<string>): number => {
    const shared = [...a].filter((word) => b.has(word)).length;
    return a.size + b.size === 0 ? 0 : shared / (a.size + b.size - shared);
  };
  const [lefts, rights] = [left.map(wordsOf), right.map(wordsOf)];
  const table = lefts.map((a) => rights.map((b) => similarity(a, b)));
  const isClear = (values: readonly number[], at: number): boolean =>
    (values[at] ?? 0) >= 0.6 && values.every((value, i) => i === at || (values[at] ?? 0) - value >= 0.1);
  return table.flatMap((row, l) =>
    row.flatMap((_, r): readonly (readonly [number, number])[] =>
      isClear(row, r) &&
      isClear(
        table.map((other) => other[r] ?? 0),
        l,
      )
        ? [[l, r]]
        : [],
    ),
  );
}

describe("near-identical texts", () => {
  it("are found where a word, the case or white space changed", async () => {
    expect(
      await pairs(
        [
          "Name the largest planet of the solar system.",
          "Who wrote the novel Moby-Dick?",
          "What is the boiling point of water?",
        ],
        [
          "who wrote  the novel\nMoby-Dick?",
          "What's the boiling point of pure water?",
          "Name a river in Peru.",
        ],
      ),
    ).toEqual([
      [1, 0],
      [2, 1],
    ]);
  });

  it("count by character where a script has no spaces", async () => {
    expect(await pairs(["太阳系中最大的行星是什么？"], ["哪条河最长？", "太阳系里最大的行星是什么"])).toEqual(
      [[0, 1]],
    );
  });

  it("are not guessed where two could be meant", async () => {
    const sums = (...last: readonly number[]) => last.map((n) => `Please work out what twelve plus ${n} is.`);
    expect(await pairs(sums(1, 2), sums(3, 4))).toEqual([]);
    expect(await pairs(sums(1), sums(3))).toEqual([[0, 0]]);
  });

  it("are none of texts that say too little, or of none", async () => {
    expect(await pairs(["a + b = c"], ["a + b = c!"])).toEqual([]);
    expect(await pairs([], ["anything that is long enough to be something"])).toEqual([]);
    expect(await pairs([], [])).toEqual([]);
  });

  it("are those that comparing every pair finds", async () => {
    const word = fc.constantFrom(
      "river",
      "planet",
      "number",
      "of",
      "the",
      "seven",
      "eleven",
      "whose",
      "answer",
    );
    const text = fc.array(word, { minLength: 3, maxLength: 9 }).map((words) => words.join(" "));
    const texts = fc.array(text, { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(texts, texts, async (left, right) => {
        expect(await pairs(left, right)).toEqual(byEveryPair(left, right));
      }),
      { numRuns: 300 },
    );
  });

  it("can be given up", async () => {
    const many = Array.from({ length: 200 }, (_, i) => `a text of some length, number ${i} of many`);
    const stop = (): Promise<void> => Promise.reject(new Error("given up"));
    await expect(nearIdentical(many, many, stop)).rejects.toThrow("given up");
  });
});
