// Results for the test server: runs of a few models on a few datasets, with rows that their aggregates are computed from.
import { aggregateRange, aggregateRubric } from "./aggregate.ts";
import { rowLine } from "./nemoServer.ts";
import type { StoredResult } from "./wire.ts";

/** Chance that repeats: mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const MODELS = ["llama-8b", "llama-70b", "mistral-7b", "qwen-14b"];
const DATASETS = ["qa-v2", "billing-faq", "translation-fr"];
const LEVELS = [
  { label: "wrong", value: 0 },
  { label: "partly", value: 1 },
  { label: "right", value: 2 },
];
const TOPICS = ["billing", "shipping", "returns", "account"];

/** One result of so many rows; the same seed gives the same. */
export function aResult(seed: number, rows = 40, changes: Partial<StoredResult> = {}): StoredResult {
  const chance = seeded(seed);
  const model = MODELS[seed % MODELS.length] ?? "";
  const dataset = DATASETS[Math.floor(seed / MODELS.length) % DATASETS.length] ?? "";
  const isJudge = seed % 5 === 4;
  const metric = isJudge ? "default/judge" : "default/exact";
  const skill = 0.4 + (seed % MODELS.length) * 0.12;
  const values = Array.from({ length: rows }, () => {
    const draw = chance();
    if (draw > 0.97) return null;
    if (!isJudge) return draw < skill ? 1 : 0;
    return draw < skill - 0.2 ? 2 : draw < skill + 0.1 ? 1 : 0;
  });
  const score = isJudge ? "helpfulness" : "exact";
  const created = new Date(Date.UTC(2026, 3, 1) + seed * 3_600_000).toISOString().replace("Z", "000");
  const lines = function* (): Iterable<string> {
    for (let i = 0; i < rows; i++)
      yield rowLine({
        row_index: i,
        item: {
          question: `Question ${i} of ${dataset}?`,
          reference: `Réponse ${i}`,
          topic: TOPICS[i % TOPICS.length],
        },
        sample: { output_text: `${model} says ${i % (seed + 2)}` },
        metrics: { [metric]: [{ name: score, value: values[i] ?? "NaN" }] },
        requests: [],
        metric_errors: values[i] === null ? { [metric]: "no answer could be parsed" } : null,
      });
  };
  return {
    id: `metric-job-result-${seed.toString(36).padStart(5, "0")}`,
    name: `${dataset}-${model}-${String(seed).padStart(4, "0")}`,
    workspace: "default",
    metric,
    dataset: `default/${dataset}`,
    model: seed % 7 === 6 ? null : `default/${model}`,
    labels: { suite: seed % 2 === 0 ? "nightly" : "release", team: "qa" },
    scores: [isJudge ? aggregateRubric(score, values, LEVELS) : aggregateRange(score, values)],
    created_at: created,
    updated_at: created,
    rows: lines,
    ...changes,
  };
}

/** So many small results in one workspace; the last one is the newest. */
export function someResults(count: number, changes: Partial<StoredResult> = {}): readonly StoredResult[] {
  return Array.from({ length: count }, (_, i) => aResult(i, 12, changes));
}
