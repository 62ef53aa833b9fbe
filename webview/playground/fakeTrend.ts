// A made-up history of one result's scores: results of the same dataset before it, some without the score.

import type { Run, RunId } from "../../src/core/run.ts";
import type { ListedRun } from "../../src/core/runStore.ts";
import { toScoreTrend } from "../../src/core/scores/scoreTrend.ts";
import type { ScoreTrend } from "../../src/core/scores/trendTypes.ts";
import { summaryInterval } from "../../src/core/statistics/summaryInterval.ts";
import { chance } from "./sampleRun.ts";

/** How many results there are, the shown one among them, and every how many one lacks the score; 0: none. */
export interface TrendSample {
  readonly results: number;
  readonly withoutEvery: number;
}

const MODELS = ["meta/llama-3.3-70b-instruct", "nvidia/nemotron-super-49b", "mistral/small-3.1"];
const DAY_MS = 24 * 3_600_000;

export function fakeTrend(
  run: Run,
  at: number,
  { results, withoutEvery }: TrendSample,
  withErrors: boolean,
): ScoreTrend {
  const score = run.scores[at];
  if (score === undefined) throw new Error(`No score ${at}.`);
  const runs = Array.from({ length: results }, (_, i): ListedRun => {
    if (i === results - 1) return run;
    const age = results - 1 - i;
    const isWithout = withoutEvery > 0 && i % withoutEvery === withoutEvery - 1;
    const shift = (chance(17, i) - 0.5 - 0.3 * (age / results)) * 8 * (score.standardError ?? 0);
    const size = 0.6 + chance(29, i);
    const own = {
      ...score,
      itemMean: score.itemMean === null ? null : score.itemMean + shift,
      standardError: score.standardError === null ? null : score.standardError * size,
    };
    return {
      ...run,
      id: `01-before-${String(i).padStart(4, "0")}` as RunId,
      name: `docs-qa-${String(i + 1).padStart(3, "0")}`,
      model: MODELS[i % MODELS.length] ?? null,
      createdAt: new Date(Date.parse(run.createdAt) - age * DAY_MS).toISOString(),
      scores: isWithout ? [] : [own],
      ...(i === Math.floor((results - 1) / 2) ? { baseline: { kind: "self" } as const } : {}),
    };
  });
  return toScoreTrend({
    current: run,
    score,
    runs,
    older: 0,
    withErrors,
    intervalOf: (mean) => summaryInterval(mean, 0.95),
  });
}
