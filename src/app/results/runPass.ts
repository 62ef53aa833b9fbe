// pass@k of a stored run: its columns, read once, and what core makes of them.

import { Problem } from "../../core/problem.ts";
import { scoreLabel } from "../../core/run.ts";
import type { RunPass, RunPasses } from "../../core/scores/passOfRun.ts";
import type { ComparedRun } from "../compare/joinSide.ts";

/** Every score but labels, in order; `k` null: the most trials of any item. */
export async function runPass({ stored, run }: ComparedRun, k: number | null): Promise<readonly RunPass[]> {
  const { passOfScore } = await import("../../core/scores/passOfRun.ts");
  const items = await stored.items();
  const found: RunPass[] = [];
  for (const [at, score] of run.scores.entries()) {
    if (score.kind === "label") continue;
    const column = await stored.column(at);
    found.push({ name: scoreLabel(score, run.scores), ...passOfScore({ column, items }, score, k) });
  }
  return found;
}

/** One score for every k. Throws a `badInput` Problem for a score that the run does not have. */
export async function scorePasses({ stored, run }: ComparedRun, at: number): Promise<RunPasses> {
  const score = run.scores[at];
  if (score === undefined) throw new Problem("badInput", `There is no score number ${at}.`);
  const [column, items] = await Promise.all([stored.column(at), stored.items()]);
  const { passesOfScore } = await import("../../core/scores/passOfRun.ts");
  return passesOfScore({ column, items }, score);
}
