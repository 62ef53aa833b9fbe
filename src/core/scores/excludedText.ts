// What excluded rows make of the means, in words: the same for panel, tooltip and command line.

import { scoreWithout } from "../rows/withoutExcluded.ts";
import { type Run, type RunSummary, type ScoreAggregate, scoreLabel } from "../run.ts";
import { formatRows } from "../text/formatInterval.ts";
import { formatCount, formatMeanBeside, formatMeanTight } from "../text/formatNumber.ts";
import { shownMean } from "./errorsAsZero.ts";

/** A mean over all rows and without the excluded ones: `0.742 → 0.748`. */
export function excludedMeans(
  all: ScoreAggregate,
  without: ScoreAggregate,
  locale: string,
  withErrors: boolean,
): string {
  const means = [shownMean(all, withErrors).mean, shownMean(without, withErrors).mean];
  const [from = "", to = ""] = means.map((mean) => formatMeanBeside(mean, means, all, locale));
  return `${from} → ${to}`;
}

/**
 * `0.748 without 2 rows` of a listed run's score; `null` where none is excluded. Where the numbers were not kept it says
 * only how many: `2 rows excluded`.
 */
export function meanWithoutText(
  run: RunSummary,
  at: number,
  locale: string,
  withErrors: boolean,
): string | null {
  const excluded = run.rowMarks?.excluded ?? 0;
  const all = run.scores[at];
  if (excluded === 0 || all === undefined || all.kind === "label") return null;
  const left = scoreWithout(run, at);
  const rows = formatRows(excluded, locale);
  if (left === null) return `${rows} excluded`;
  const { mean, standardError } = shownMean(left, withErrors);
  return `${formatMeanTight(mean, standardError, all, locale)} without ${rows}`;
}

/**
 * `2 rows excluded: correctness 0.742 → 0.748 without them.` `score` is one of the run's; `null`: all that have a mean,
 * at most three. `null` where no row is excluded.
 */
export function excludedSentence(
  run: Run,
  score: number | null,
  locale: string,
  withErrors = false,
): string | null {
  const without = run.withoutExcluded;
  if (without === undefined) return null;
  const indexes = score === null ? run.scores.map((_, i) => i) : [score];
  const means = indexes.flatMap((i) => {
    const all = run.scores[i];
    const left = without.scores[i];
    if (all === undefined || left === undefined || all.kind === "label") return [];
    return [`${scoreLabel(all, run.scores)} ${excludedMeans(all, left, locale, withErrors)}`];
  });
  const shown = means.slice(0, MOST_MEANS);
  const more = means.length - shown.length;
  const list = [...shown, ...(more > 0 ? [`${formatCount(more, locale)} more scores`] : [])].join(", ");
  // Where each row is an item the two counts say the same.
  const isTrials = without.excludedItems > 0 && without.excludedItems < without.excludedRows;
  const gone = isTrials ? ` (${itemsText(without.excludedItems, locale)} gone)` : "";
  const head = `${formatRows(without.excludedRows, locale)} excluded${gone}`;
  return list === "" ? head : `${head}: ${list} without them`;
}

const MOST_MEANS = 3;

function itemsText(items: number, locale: string): string {
  return `${formatCount(items, locale)} ${items === 1 ? "item" : "items"}`;
}
