// The scores of made-up runs: range, rubric, pass or fail, labels, and the odd ones.
import type { SampleScore } from "./sampleRun.ts";

export const CORRECTNESS: SampleScore = {
  part: { name: "correctness" },
  value: (chance) => Math.round(Math.min(1, Math.max(0, 1.45 * chance ** 0.7)) * 20) / 20,
  gaps: { nan: 0.008, error: 0.006 },
  reason: "States 100 MB. The documented limit is 512 MB per request.",
};
export const FAITHFULNESS: SampleScore = {
  part: {
    name: "faithfulness",
    rubric: [
      { label: "unsupported", description: "Nothing of it is in the passages.", value: 1, count: 0 },
      { label: "hardly", description: null, value: 2, count: 0 },
      { label: "partly", description: null, value: 3, count: 0 },
      { label: "mostly", description: null, value: 4, count: 0 },
      { label: "supported", description: "All of it is in the passages.", value: 5, count: 0 },
    ],
  },
  value: (chance) => Math.min(5, 1 + Math.floor(6.5 * chance ** 0.7)),
  gaps: { missing: 0.02, null: 0.003 },
  reason: "The figure 100 MB is in none of the retrieved passages.",
};
export const FORMAT_OK: SampleScore = {
  part: { name: "format_ok" },
  value: (chance) => chance > 0.16,
  gaps: { error: 0.006 },
};
export const LATENCY: SampleScore = {
  part: { name: "latency", higherIsBetter: false },
  value: (chance) => Math.round((0.4 + 3 * chance ** 2.2) * 1000) / 1000,
  gaps: { missing: 0.006 },
};
export const COST: SampleScore = {
  part: { name: "cost", higherIsBetter: false },
  value: (chance) => 0.0002 + 0.0014 * chance ** 2,
};
export const VERDICT: SampleScore = {
  part: { name: "verdict" },
  value: (chance) => ["refused", "correct", "partly correct", "wrong"][Math.floor(chance * 4)] ?? "wrong",
};
/** Labels as free as texts: a few are frequent. */
export const TOPIC: SampleScore = {
  part: { name: "topic" },
  value: (chance) => `topic ${Math.floor(120 * chance ** 3)}`,
};
export const USUAL = [CORRECTNESS, FAITHFULNESS, FORMAT_OK, LATENCY, COST];

export const NOTHING: SampleScore = {
  part: { name: "groundedness" },
  value: () => 0,
  gaps: { nan: 0.5, missing: 0.5 },
};
export const INFINITE: SampleScore = {
  part: { name: "perplexity", higherIsBetter: false },
  value: (chance) => 4 + 40 * chance,
  gaps: { infinite: 0.02, nan: 0.1 },
};
