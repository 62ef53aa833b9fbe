// Other results in which a made-up row's item is found, after a moment of looking.
import type { Elsewhere, ElsewhereFound } from "../../src/core/rows/elsewhere.ts";
import type { RunId } from "../../src/core/run.ts";
import type { SampleRun } from "./sampleRun.ts";

const OTHERS = 5;
const MODELS = ["nvidia/nemotron-super-49b", "meta/llama-3.1-8b", null] as const;

export async function fakeElsewhere(
  sample: SampleRun,
  index: number,
  progress: (value: unknown) => void,
): Promise<ElsewhereFound> {
  const { digest } = sample.detail(index);
  const total = sample.options.elsewhere ?? 0;
  const results = Array.from({ length: total }, (_, i) => aResult(sample, index, i));
  for (const [i, found] of results.entries()) {
    await new Promise((resolve) => setTimeout(resolve, 120));
    progress({ searched: i + 1, of: OTHERS, found: [found] });
  }
  return { digest, results, total, searched: OTHERS };
}

function aResult(sample: SampleRun, index: number, at: number): Elsewhere {
  const row = { ...sample.preview((index + at * 7) % sample.options.rows), index: index + at };
  return {
    id: `other-${at}` as RunId,
    name: `docs-qa-nightly-04${String(12 - at).padStart(2, "0")}`,
    model: MODELS[at % MODELS.length] ?? null,
    createdAt: `2026-11-${String(19 - at).padStart(2, "0")}T09:30:00Z`,
    scores: sample.run.scores,
    trials: at === 1 ? 8 : 1,
    rows:
      at === 1
        ? [row, { ...row, index: index + 40 }]
        : [at === 2 ? { ...row, exclusion: "wrong label" } : row],
  };
}
