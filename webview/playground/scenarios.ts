// The states a panel can be in, by name: each is one made-up run or pair of runs and what goes wrong with it.

import { FakeComparison } from "./fakeCompareHost.ts";
import { ExcludedComparison } from "./fakeExcluded.ts";
import type { TrendSample } from "./fakeTrend.ts";
import { HostTroubles, type Trouble } from "./hostTroubles.ts";
import { MARKS } from "./sampleMarks.ts";
import { sampleMeta, TOOK } from "./sampleMeta.ts";
import { agentRecord, deepRecord, hugeRecord, longTalk } from "./sampleRecords.ts";
import { type SampleOptions, SampleRun, type SampleScore } from "./sampleRun.ts";
import {
  CORRECTNESS,
  COST,
  FAITHFULNESS,
  FORMAT_OK,
  INFINITE,
  LATENCY,
  NOTHING,
  TOPIC,
  USUAL,
  VERDICT,
} from "./sampleScores.ts";
import { HOSTILE } from "./sampleTexts.ts";

export function aSample(part: Partial<SampleOptions> = {}): SampleRun {
  return new SampleRun({ rows: 640, seed: 3, run: {}, scores: USUAL, errorEvery: 160, ...part });
}

export const LONG =
  "a-very-long-name-of-a-run-that-someone-put-every-parameter-into-temperature-0.7-top-p-0.95-seed-42";

/** Result panels by scenario. */
export const RESULTS: Readonly<
  Record<
    string,
    () => {
      readonly sample: SampleRun;
      readonly troubles: HostTroubles;
      /** The results of the same dataset; absent: a dozen. */
      readonly trend?: TrendSample;
    }
  >
> = {
  usual: () => quiet(aSample()),
  "one row": () => quiet(aSample({ rows: 1, scores: [{ ...CORRECTNESS, gaps: {} }, FORMAT_OK] })),
  "no rows": () => quiet(aSample({ rows: 0 })),
  "no scores": () => quiet(aSample({ rows: 120, scores: [], errorEvery: 0 })),
  "many rows": () => quiet(aSample({ rows: 100_000 })),
  "a million rows": () => quiet(aSample({ rows: 1_000_000 })),
  "gaps and errors": () =>
    quiet(aSample({ scores: [NOTHING, INFINITE, CORRECTNESS, VERDICT], errorEvery: 3 })),
  "labels only": () => quiet(aSample({ scores: [VERDICT] })),
  "many scores": () => quiet(aSample({ scores: manyScores() })),
  "one name in two metrics": () =>
    quiet(
      aSample({
        scores: [CORRECTNESS, { ...CORRECTNESS, part: { name: "correctness", metric: "judge-b" } }],
      }),
    ),
  hostile: () =>
    quiet(
      aSample({
        rows: 60,
        run: {
          name: HOSTILE[0] ?? "",
          model: HOSTILE[2] ?? "",
          dataset: HOSTILE[5] ?? "",
          labels: { [HOSTILE[3] ?? ""]: HOSTILE[1] ?? "" },
        },
        text: (item) => ({
          question: HOSTILE[item % HOSTILE.length] ?? "",
          answer: HOSTILE[(item + 3) % HOSTILE.length] ?? "",
        }),
        scores: [{ ...CORRECTNESS, part: { name: HOSTILE[0] ?? "" } }, FORMAT_OK],
      }),
    ),
  "long names": () =>
    quiet(
      aSample({
        run: { name: LONG, model: LONG, dataset: LONG, metric: null },
        scores: [{ ...CORRECTNESS, part: { name: LONG } }, ...USUAL],
      }),
    ),
  "slow host": () => troubled(aSample(), { ready: "slow", rows: "slow", row: "slow" }),
  "slow rows": () => troubled(aSample(), { rows: "slow", row: "slow" }),
  "cannot open": () => troubled(aSample(), { ready: "failsOnce" }),
  "cannot read rows": () => troubled(aSample(), { rows: "failsOnce", row: "fails" }),
  deleted: () => quiet(aSample()),
  "slow find and slices": () => troubled(aSample(), { locate: "slow", slices: "slow" }),
  "cannot find or slice": () => troubled(aSample(), { locate: "fails", slices: "fails" }),
  "excluded and noted rows": () => quiet(aSample({ rows: 38, errorEvery: 19, marks: MARKS, elsewhere: 3 })),
  "noted rows, in one other result": () =>
    quiet(
      aSample({ rows: 38, marks: MARKS.filter(({ exclusion }) => exclusion === undefined), elsewhere: 1 }),
    ),
  "items tried several times": () =>
    quiet(aSample({ rows: 240, itemOf: (index) => Math.floor(index / 5), scores: [FORMAT_OK, CORRECTNESS] })),
  "metadata beside the items": () => quiet(aSample({ meta: sampleMeta, run: { measures: TOOK } })),
  "few rows": () => quiet(aSample({ rows: 38 })),
  "trend of one result": () => ({ ...quiet(aSample()), trend: { results: 1, withoutEvery: 0 } }),
  "trend of two results": () => ({ ...quiet(aSample()), trend: { results: 2, withoutEvery: 0 } }),
  "trend of 200 results": () => ({ ...quiet(aSample()), trend: { results: 200, withoutEvery: 9 } }),
  "trend without others": () => ({ ...quiet(aSample()), trend: { results: 9, withoutEvery: 1 } }),
  "slow trend and boxes": () => troubled(aSample(), { trend: "slow", boxes: "slow" }),
  "cannot ask for a trend": () => troubled(aSample(), { trend: "fails", boxes: "fails" }),
  "many labels": () => quiet(aSample({ rows: 2_000, scores: [TOPIC, VERDICT] })),
  "thresholds of a contract": () =>
    quiet(
      aSample({
        scores: [
          { ...CORRECTNESS, part: { name: "correctness", contract: { passThreshold: 0.8 } } },
          { ...LATENCY, part: { name: "latency", higherIsBetter: false, contract: { passThreshold: 2 } } },
          FAITHFULNESS,
        ],
      }),
    ),
  ...details(),
};

/** Rows that show what a detail can hold. */
function details(): Readonly<
  Record<string, () => { readonly sample: SampleRun; readonly troubles: HostTroubles }>
> {
  return {
    "tool calls": () =>
      quiet(aSample({ rows: 60, record: (_, { question, answer }) => agentRecord(question, answer) })),
    "long conversation": () => quiet(aSample({ rows: 60, record: longTalk })),
    "several trials": () => quiet(aSample({ rows: 240, itemOf: (i) => Math.floor(i / 4) })),
    "deep record": () => quiet(aSample({ rows: 20, record: deepRecord })),
    "ten megabytes": () =>
      quiet(
        aSample({
          rows: 4,
          record: hugeRecord,
          text: () => ({ question: "word ".repeat(200_000), answer: "answer ".repeat(300_000) }),
        }),
      ),
    "cannot read more": () =>
      troubled(aSample({ rows: 20, record: deepRecord, itemOf: () => 0 }), {
        value: "fails",
        text: "fails",
        trials: "fails",
      }),
  };
}

function manyScores(): readonly SampleScore[] {
  return Array.from({ length: 24 }, (_, i) => ({ ...CORRECTNESS, part: { name: `score_${i + 1}` } }));
}

function quiet(sample: SampleRun) {
  return { sample, troubles: new HostTroubles({}) };
}

function troubled(sample: SampleRun, troubles: Readonly<Record<string, Trouble>>) {
  return { sample, troubles: new HostTroubles(troubles) };
}

const BASE = {
  run: {
    name: "llama-3.3-70b-instruct",
    model: "meta/llama-3.3-70b-instruct",
    createdAt: "2026-11-19T09:12:00Z",
  },
  seed: 2,
};
const CANDIDATE = { run: { name: "nemotron-super-49b", model: "nvidia/nemotron-super-49b" }, seed: 9 };

function aPair(base: Partial<SampleOptions>, candidate: Partial<SampleOptions>, troubles = {}) {
  const comparison = new FakeComparison(
    aSample({ ...BASE, ...base }),
    aSample({ ...CANDIDATE, ...candidate }),
  );
  return { comparison, troubles: new HostTroubles(troubles) };
}

export const BETTER = USUAL.map((score) => ({
  ...score,
  value: (chance: number) =>
    score.value(Math.min(1, chance * (score.part.higherIsBetter === false ? 0.85 : 1.06))),
}));

/** Compare panels by scenario. */
export const COMPARISONS: Readonly<
  Record<string, () => { readonly comparison: FakeComparison; readonly troubles: HostTroubles }>
> = {
  usual: () => aPair({ itemOf: (i) => (i < 636 ? i : i - 8) }, { scores: BETTER, itemOf: (i) => i + 15 }),
  repetitions: () => aPair({ rows: 200 }, { rows: 600, scores: BETTER, itemOf: (i) => Math.floor(i / 3) }),
  "excluded rows": () => ({
    comparison: new ExcludedComparison(aSample(BASE), aSample({ ...CANDIDATE, scores: BETTER })),
    troubles: new HostTroubles({}),
  }),
  identical: () => aPair({ seed: 9 }, {}),
  "one service": () => {
    const made = aPair({}, { scores: BETTER, itemOf: (i) => i + 15 });
    made.comparison.service = { name: "Weave", isUsed: true };
    return made;
  },
  "one item": () => aPair({ rows: 1 }, { rows: 1 }),
  "no shared item": () => aPair({ rows: 40 }, { rows: 60, itemOf: (i) => i + 1000 }),
  "scores of other names": () =>
    aPair(
      { scores: [CORRECTNESS, FORMAT_OK] },
      { scores: [{ ...CORRECTNESS, part: { name: "correct" } }, FORMAT_OK, COST] },
    ),
  "no shared score": () => aPair({ scores: [CORRECTNESS] }, { scores: [FAITHFULNESS] }),
  "two empty runs": () => aPair({ rows: 0 }, { rows: 0 }),
  "many rows": () => aPair({ rows: 100_000 }, { rows: 100_000, itemOf: (i) => i + 2000 }),
  "gaps and errors": () =>
    aPair(
      { scores: [NOTHING, INFINITE, CORRECTNESS], errorEvery: 3 },
      { scores: [NOTHING, INFINITE, CORRECTNESS] },
    ),
  hostile: () => {
    const text = (shift: number) => (item: number) => ({
      question: HOSTILE[item % HOSTILE.length] ?? "",
      answer: HOSTILE[(item + shift) % HOSTILE.length] ?? "",
    });
    const scores = [{ ...CORRECTNESS, part: { name: HOSTILE[0] ?? "" } }, FORMAT_OK];
    return aPair(
      { rows: 40, scores, text: text(1), run: { name: HOSTILE[0] ?? "" } },
      { rows: 40, scores, text: text(2), run: { name: HOSTILE[2] ?? "" } },
    );
  },
  "long names": () => aPair({ run: { name: LONG } }, { run: { name: `${LONG}-b` } }),
  "slow host": () => aPair({}, {}, { ready: "slow", rows: "slow", row: "slow" }),
  "slow summary": () => aPair({}, {}, { narrow: "slow" }),
  "cannot open": () => aPair({}, {}, { ready: "failsOnce" }),
  "cannot read rows": () => aPair({}, {}, { rows: "failsOnce", row: "fails" }),
  deleted: () => aPair({}, {}),
};
