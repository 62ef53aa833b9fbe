// What is assumed of scores where nothing says it: whether larger is better, by name, and which one is shown first.
import type { ScoreSummary } from "../run.ts";

const LOWER_IS_BETTER =
  /(?:^|[._\s:-])(?:latency|duration|seconds|cost|price|tokens?|loss|perplexity|ppl|bits_per_byte|error(?:_rate)?|wer|cer|mae|mse|rmse|toxicity)(?:$|[._\s,:-])/i;

/** `false` for latency, cost, tokens, loss, perplexity, error rates and their like; `true` for every other name. */
export function isHigherBetterByName(name: string): boolean {
  return !LOWER_IS_BETTER.test(name);
}

/**
 * The score shown first where nothing says which: the first with numbers that is better when higher, else the first
 * with numbers; `null` where none has any.
 */
export function primaryOf(scores: readonly ScoreSummary[]): number | null {
  const hasNumbers = (score: ScoreSummary): boolean => score.kind !== "label" && score.count > 0;
  const best = scores.findIndex((score) => hasNumbers(score) && score.higherIsBetter);
  const any = best === -1 ? scores.findIndex(hasNumbers) : best;
  return any === -1 ? null : any;
}
