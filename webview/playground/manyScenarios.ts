// The states the panel of several runs can be in, by name.
import { ExcludedMany } from "./fakeExcluded.ts";
import { FakeMany } from "./fakeMany.ts";
import { HostTroubles } from "./hostTroubles.ts";
import type { SampleOptions } from "./sampleRun.ts";
import { CORRECTNESS, FORMAT_OK, USUAL } from "./sampleScores.ts";
import { HOSTILE } from "./sampleTexts.ts";
import { aSample, BETTER, LONG } from "./scenarios.ts";

const NAMES = [
  "llama-3.3-70b-instruct",
  "nemotron-super-49b",
  "gpt-4.1-mini",
  "qwen3-32b",
  "mistral-large",
  "gemma-3-27b",
  "phi-4",
  "deepseek-v3",
];

/** `runs` made-up runs of one dataset: each lacks a few items of the others and has some of its own. */
function someSamples(runs: number, part: Partial<SampleOptions> = {}) {
  return Array.from({ length: runs }, (_, i) =>
    aSample({
      rows: 640,
      seed: 2 + 7 * i,
      run: { name: NAMES[i] ?? `run ${i}` },
      scores: i % 2 === 1 ? BETTER : USUAL,
      itemOf: (row) => row + 6 * i,
      ...part,
    }),
  );
}

function someRuns(runs: number, part: Partial<SampleOptions> = {}, troubles = {}) {
  return { comparison: new FakeMany(someSamples(runs, part)), troubles: new HostTroubles(troubles) };
}

const SLOW = {
  ...{ ready: "slow", rows: "slow", row: "slow", flips: "slow", summary: "slow" },
  ...{ plot: "slow", slices: "slow", evidence: "slow" },
} as const;
const FAILING = {
  ...{ rows: "failsOnce", row: "fails", flips: "fails", inputs: "fails" },
  ...{ plot: "fails", slices: "fails", evidence: "fails" },
} as const;

/** Panels of several runs by scenario. */
export const MANY: Readonly<
  Record<string, () => { readonly comparison: FakeMany; readonly troubles: HostTroubles }>
> = {
  "four runs": () => someRuns(4),
  "three runs": () => someRuns(3),
  "excluded rows": () => ({
    comparison: new ExcludedMany(someSamples(3)),
    troubles: new HostTroubles({}),
  }),
  "eight runs": () => someRuns(8),
  "six runs": () => someRuns(6),
  "nothing in common": () => {
    const made = [0, 1, 2].map((i) =>
      aSample({ rows: 40, seed: i, run: { name: NAMES[i] ?? "" }, itemOf: (row) => row + 1000 * i }),
    );
    return { comparison: new FakeMany(made), troubles: new HostTroubles({}) };
  },
  "one lacks a score": () => {
    const made = [USUAL, USUAL, [CORRECTNESS, FORMAT_OK]].map((scores, i) =>
      aSample({ rows: 200, seed: 3 * i, run: { name: NAMES[i] ?? "" }, scores }),
    );
    return { comparison: new FakeMany(made), troubles: new HostTroubles({}) };
  },
  hostile: () => {
    const made = [0, 1, 2].map((i) =>
      aSample({
        rows: 40,
        seed: i,
        run: { name: HOSTILE[i] ?? "", dataset: HOSTILE[5] ?? "" },
        scores: [{ ...CORRECTNESS, part: { name: HOSTILE[0] ?? "" } }, FORMAT_OK],
        text: (item) => ({
          question: HOSTILE[item % HOSTILE.length] ?? "",
          answer: HOSTILE[(item + i) % HOSTILE.length] ?? "",
        }),
      }),
    );
    return { comparison: new FakeMany(made), troubles: new HostTroubles({}) };
  },
  "long names": () => someRuns(4, { run: { name: LONG } }),
  "slow host": () => someRuns(3, {}, SLOW),
  "cannot read": () => someRuns(3, {}, FAILING),
  "run deleted": () => someRuns(3),
};
