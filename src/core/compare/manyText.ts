// What a comparison of several runs says in words: how their items meet, whether pairs may be ranked, who used the same
// inputs.

import { formatCount } from "../text/formatNumber.ts";
import type { InputReport } from "./compareTypes.ts";
import { inputChanges } from "./inputText.ts";
import { type ManyJoinReport, type ManyScore, RUN_LETTERS } from "./manyTypes.ts";

/** The letter of a run by its place; the base is A. */
export function letterOf(run: number): string {
  return RUN_LETTERS[run] ?? "?";
}

/** Distinct items of all runs together. */
export function allItems({ inRuns }: ManyJoinReport): number {
  return inRuns.reduce((sum, count) => sum + count, 0);
}

/** How the items of all runs meet. */
export function manyJoinSentence(join: ManyJoinReport, locale: string): string {
  const runs = join.inRuns.length;
  const all = allItems(join);
  const inAll = join.inRuns.at(-1) ?? 0;
  const count = (value: number): string => formatCount(value, locale);
  const isLeft = (join.excluded?.items ?? 0) > 0;
  if (all === 0) return isLeft ? "No item is compared." : "No run has items.";
  if (all === join.inRuns[0]) return "No two of these runs share an item.";
  if (inAll === 0) return `No item is in all ${runs} runs.`;
  if (inAll === all)
    return all === 1
      ? `The only item is in all ${runs} runs.`
      : `All ${count(all)} items are in all ${runs} runs.`;
  return `${count(inAll)} of ${count(all)} distinct items ${inAll === 1 ? "is" : "are"} in all ${runs} runs.`;
}

/** Who of the candidates used the base's inputs, and how others differ; `null` where none is compared. */
export function manyInputsSentence(inputs: readonly InputReport[], locale: string): string | null {
  if (inputs.length === 0) return null;
  const others = inputs.flatMap((report, i) =>
    report.isIdentical ? [] : [`${letterOf(i + 1)} ${inputChanges(report, locale)}`],
  );
  if (others.length === 0) return "All runs used identical inputs.";
  return `Inputs differ from A's: ${others.join("; ")}.`;
}

/** `B, F and H`. */
export function lettersInWords(letters: readonly string[]): string {
  const last = letters.at(-1) ?? "";
  return letters.length < 2 ? last : `${letters.slice(0, -1).join(", ")} and ${last}`;
}

/**
 * That candidates are compared with the base over other rows each, so that their means can't be ranked; `null` where the
 * rows are the same number. Statistics reference, section 2.5.
 */
export function unevenRowsSentence({ candidates, scoredInAll }: ManyScore, locale: string): string | null {
  const counts = candidates.flatMap((one, i) =>
    one === null ? [] : [`${letterOf(i + 1)} ${formatCount(one.n, locale)}`],
  );
  const sizes = new Set(candidates.flatMap((one) => (one === null ? [] : [one.n])));
  const isEven = sizes.size < 2 && [...sizes].every((n) => n === scoredInAll);
  if (isEven || counts.length < 2) return null;
  return `Each candidate is compared over its own rows with A (${counts.join(", ")}), so their means can't be ranked; ${formatCount(scoredInAll, locale)} rows are scored in all.`;
}

/** That the best of several candidates looks better than it is; `null` with fewer than three. */
export function bestOfSentence(candidates: number): string | null {
  return candidates < 3
    ? null
    : `The best of ${candidates} candidates is partly luck: expect less of it on a rerun.`;
}
