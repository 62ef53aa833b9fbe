// Runs for the test server: two models over one dataset with everything that scorers and trials may leave, and large ones.
import { seeded } from "../nemo/sampleResults.ts";
import {
  datasetDigest,
  inlineDigest,
  type StoredEvaluation,
  type StoredRun,
  type StoredTrial,
} from "./stored.ts";

export const PROJECT = "acme/support";
const EVALUATION = `weave:///${PROJECT}/object/billing-eval:EvalDigest01`;

export const EVALUATIONS: readonly StoredEvaluation[] = [
  {
    project: PROJECT,
    name: "billing-eval",
    digest: "EvalDigest01",
    dataset: `weave:///${PROJECT}/object/billing-faq:DataDigest01`,
    scorers: ["exact", "judge"],
  },
];

/** A row of the dataset that all sources of the samples share. */
export function sampleRow(i: number): { readonly question: string; readonly expected: string } {
  return { question: `How do I pay invoice ${i}? Größe ✓`, expected: `Answer ${i}` };
}

export function aTrial(id: string, changes: Partial<StoredTrial> = {}): StoredTrial {
  const row = sampleRow(0);
  return {
    id,
    predictId: `${id}-predict`,
    digest: datasetDigest(row),
    row: JSON.stringify(row),
    ref: null,
    output: "Answer 0",
    scores: { exact: true },
    latency: 0.5,
    tokens: 100,
    cost: 0.001,
    ...changes,
  };
}

/** Trials over rows of the dataset; the same seed gives the same. */
export function sampleTrials(seed: number, rows: number, trials = 1): readonly StoredTrial[] {
  const chance = seeded(seed);
  const skill = 0.5 + (seed % 3) * 0.15;
  return Array.from({ length: rows * trials }, (_, n) => {
    const i = n % rows;
    const row = sampleRow(i);
    const digest = datasetDigest(row);
    const isRight = chance() < skill;
    const hasFailed = n % 29 === 28;
    const id = `trial-${seed}-${String(n).padStart(7, "0")}`;
    return aTrial(id, {
      digest,
      row: JSON.stringify(row),
      ref: `weave:///${PROJECT}/object/billing-faq:DataDigest01/attr/rows/id/${digest}`,
      output: hasFailed ? null : isRight ? row.expected : `Sorry, ${seed} can't say.`,
      scores: hasFailed
        ? {}
        : {
            exact: isRight,
            judge: {
              passed: isRight,
              score: Math.round(chance() * 100) / 100,
              reason: isRight ? "As expected" : "Says nothing about the invoice",
            },
          },
      latency: hasFailed ? null : Math.round(chance() * 1000) / 1000,
      tokens: hasFailed ? null : 50 + Math.floor(chance() * 100),
    });
  });
}

/** A finished run; `n` decides its id, its time and its model. */
export function aRun(n: number, trials: readonly StoredTrial[], changes: Partial<StoredRun> = {}): StoredRun {
  const started = new Date(Date.UTC(2026, 0, 2, 3, 4, 5) + n * 3_600_000).toISOString();
  const model = `weave:///${PROJECT}/object/model-${n % 2 === 0 ? "small" : "large"}:ModelDigest${n % 2}`;
  return {
    id: `0194-run-${String(n).padStart(4, "0")}`,
    project: PROJECT,
    evaluation: EVALUATION,
    model,
    evaluationRef: EVALUATION,
    modelRef: model,
    status: "completed",
    startedAt: started.replace("Z", "000Z"),
    finishedAt: new Date(Date.parse(started) + 600_000).toISOString().replace("Z", "000Z"),
    displayName: null,
    summary: { weave: { status: "success", trace_name: "Evaluation.evaluate", latency_ms: 5210 } },
    trials,
    ...changes,
  };
}

/** A run of the ordinary SDK: the list leaves it out, and it has no refs of its own. */
export function anSdkRun(
  n: number,
  trials: readonly StoredTrial[],
  changes: Partial<StoredRun> = {},
): StoredRun {
  return aRun(n, trials, { evaluation: "", model: "", ...changes });
}

/** Inline examples, whose digests have the other form. */
export function inlineTrials(rows: number): readonly StoredTrial[] {
  return Array.from({ length: rows }, (_, i) => {
    const row = JSON.stringify(sampleRow(i));
    return aTrial(`inline-${i}`, { row, digest: inlineDigest(row), output: { output: `Answer ${i}` } });
  });
}

/** The id of the large run. */
export const LARGE_RUN = "0194-run-large";

/** A run over rows of about 900 bytes each, as long as people's questions and answers are. */
export function largeRun(rows: number): StoredRun {
  const chance = seeded(77);
  const words = "the answer about storage limits depends on accounts and regions, café naïve Größe".split(
    " ",
  );
  const text = (count: number): string =>
    Array.from({ length: count }, () => words[Math.floor(chance() * words.length)]).join(" ");
  const trials = sampleTrials(7, rows).map((trial, i): StoredTrial => {
    const row = { id: i, question: text(40), expected: text(10), topic: text(1) };
    const digest = datasetDigest(row);
    const ref = `weave:///${PROJECT}/object/long-faq:DataDigest02/attr/rows/id/${digest}`;
    return {
      ...trial,
      row: JSON.stringify(row),
      digest,
      ref,
      output: trial.output === null ? null : text(50),
    };
  });
  return aRun(77, trials, { id: LARGE_RUN, displayName: "Large" });
}

/** What the demo shows. */
export function sampleRuns(): StoredRun[] {
  return [
    aRun(0, sampleTrials(0, 200, 2)),
    aRun(1, sampleTrials(1, 200)),
    aRun(2, sampleTrials(2, 180), { displayName: "Nightly, new prompt" }),
    aRun(3, sampleTrials(3, 40), { status: "running", finishedAt: null }),
    aRun(4, inlineTrials(25), { displayName: "Inline examples" }),
    anSdkRun(5, sampleTrials(5, 200), { displayName: "Made by the SDK" }),
  ];
}
