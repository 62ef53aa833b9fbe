// Which scores of a row are low: on the worse side of a threshold, each score by its own direction.
import type { AnyScoreCondition, ScoreCondition } from "../rows/rowFilter.ts";
import { type ScoreSummary, scoreLabel } from "../run.ts";

/** The threshold of scores from 0 to 1 whose metric states none. */
export const LOW_BELOW = 0.7;

/** Where one score begins to be low. */
export interface LowLimit {
  /** Place among the run's scores. */
  readonly score: number;
  readonly threshold: number;
  readonly isBelow: boolean;
}

/**
 * The limits of a run's scores, in their order: the metric contract's `passThreshold` first; a score that fails or passes
 * is low where it fails; others where they are fractions (every value from 0 to 1) and higher is better. The rest has
 * no limit: a threshold of 0.7 says nothing about seconds or a rubric to 5. Without scores: none.
 */
export function lowLimits(scores: readonly ScoreSummary[], below: number): readonly LowLimit[] {
  return scores.flatMap((score, at) => {
    const threshold = score.contract?.passThreshold ?? ownThreshold(score, below);
    return threshold === null ? [] : [{ score: at, threshold, isBelow: score.higherIsBetter }];
  });
}

function ownThreshold({ kind, min, max, higherIsBetter }: ScoreSummary, below: number): number | null {
  if (kind === "boolean") return 0.5;
  const isFraction = kind === "number" && min !== null && max !== null && min >= 0 && max <= 1;
  return isFraction && higherIsBetter ? below : null;
}

/** Rows with any low score. */
export function lowCondition(scores: readonly ScoreSummary[], below: number): AnyScoreCondition {
  const of = lowLimits(scores, below).map(
    ({ score, threshold, isBelow }): ScoreCondition =>
      isBelow
        ? { kind: "range", score, min: null, max: threshold, excludesMax: true }
        : { kind: "range", score, min: threshold, max: null, excludesMin: true },
  );
  return { kind: "anyOf", of };
}

/** `correctness below 0.7, latency above 2, format_ok fails`; which scores have no limit. */
export function lowInWords(scores: readonly ScoreSummary[], below: number): string {
  const limits = lowLimits(scores, below);
  const words = limits.map(({ score, threshold, isBelow }) => {
    const of = scores[score] as ScoreSummary;
    const name = scoreLabel(of, scores);
    const isOwn = of.kind === "boolean" && of.contract?.passThreshold === undefined;
    return isOwn ? `${name} fails` : `${name} ${isBelow ? "below" : "above"} ${threshold}`;
  });
  const others = scores.filter((_, at) => limits.every(({ score }) => score !== at));
  const rest = others.map((score) => scoreLabel(score, scores)).join(", ");
  const without = rest === "" ? "" : `. No threshold: ${rest} (passThreshold in metrics.json gives one)`;
  return `${words.length === 0 ? "No score has a threshold" : words.join(", or ")}${without}`;
}
