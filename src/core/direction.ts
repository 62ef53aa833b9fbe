// Whether a larger score is better, where nothing says so: by the score's name.

const LOWER_IS_BETTER =
  /(?:^|[._\s:-])(?:latency|duration|seconds|cost|price|tokens?|loss|perplexity|ppl|bits_per_byte|error(?:_rate)?|wer|cer|mae|mse|rmse|toxicity)(?:$|[._\s,:-])/i;

/** `false` for latency, cost, tokens, loss, perplexity, error rates and their like; `true` for every other name. */
export function isHigherBetterByName(name: string): boolean {
  return !LOWER_IS_BETTER.test(name);
}
