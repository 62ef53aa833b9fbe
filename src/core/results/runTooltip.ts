// The hover of a result in lists: aggregates, coverage, references, notes, origin. Plain text pairs: nothing in them may
// be read as markup.

import { type RunSummary, scoreLabel } from "../run.ts";
import type { ListedRun } from "../runStore.ts";
import { errorsAsZero, shownMean } from "../scores/errorsAsZero.ts";
import { meanWithoutText } from "../scores/excludedText.ts";
import { formatCount, formatMeanWithError, NO_VALUE } from "../text/formatNumber.ts";
import { formatDateTime } from "../text/formatTime.ts";
import { baselineSentence } from "./baselineText.ts";
import { LOCAL_SOURCE } from "./runNotes.ts";

type Fact = readonly [string, string];

export interface RunTooltip {
  readonly title: string;
  readonly facts: readonly Fact[];
  /** Label, mean with error, coverage. */
  readonly scores: readonly (readonly [string, string, string])[];
}

/** `fileName` is where it was imported from, where that is known. */
export function runTooltip(
  run: ListedRun,
  locale: string,
  withErrors = false,
  fileName: string | null = null,
): RunTooltip {
  const n = (count: number): string => formatCount(count, locale);
  const against = baselineSentence(run, locale, withErrors);
  return {
    title: run.name,
    facts: [
      ...("name" in run.asImported ? [["imported as", run.asImported.name ?? NO_VALUE] as const] : []),
      ["model", corrected(run, "model")],
      ["dataset", corrected(run, "dataset")],
      ["metric", corrected(run, "metric")],
      ...(run.tags.length === 0 ? [] : [["tags", run.tags.join(", ")] as const]),
      ...(run.note === "" ? [] : [["note", run.note] as const]),
      ...markFacts(run, n),
      ...(run.starred ? [["starred", "yes"] as const] : []),
      ["created", formatDateTime(run.createdAt, locale)],
      ["rows", rowsText(run, n)],
      ...(against === null ? [] : [["baseline", against] as const]),
      ...errorFacts(run, locale),
      ["from", originText(run, locale, fileName)],
    ],
    scores: run.scores.map((score, at) => {
      const { mean, standardError, items } = shownMean(score, withErrors);
      const text =
        score.kind === "label" ? "labels" : formatMeanWithError(mean, standardError, score, locale);
      const without = meanWithoutText(run, at, locale, withErrors);
      const beside = without === null ? "" : `, ${without}`;
      return [scoreLabel(score, run.scores), text, `${n(items)} of ${n(run.items)}${beside}`];
    }),
  };
}

/** Rows that something is said of; the means without those excluded stand beside the others. */
function markFacts({ rowMarks }: RunSummary, n: (count: number) => string): readonly Fact[] {
  if (rowMarks === undefined) return [];
  return [["marked rows", `${n(rowMarks.excluded)} excluded, ${n(rowMarks.noted)} noted`]];
}

/** A fact, and what was imported where a person corrected it. */
function corrected(run: RunSummary, fact: "model" | "dataset" | "metric"): string {
  const value = run[fact] ?? NO_VALUE;
  return fact in run.asImported ? `${value} (imported as ${run.asImported[fact] ?? NO_VALUE})` : value;
}

function rowsText(run: RunSummary, n: (count: number) => string): string {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  const unscored = score === undefined ? 0 : run.items - score.scoredItems;
  const missing = score === undefined || unscored === 0 ? [] : [`${n(unscored)} unscored on ${score.name}`];
  const skipped = run.skippedLines === 0 ? [] : [`${n(run.skippedLines)} lines skipped`];
  return [
    n(run.rows),
    `${n(run.items)} distinct items`,
    ...missing,
    `${n(run.erroredRows)} with errors`,
    ...skipped,
  ].join(", ");
}

function originText(run: RunSummary, locale: string, fileName: string | null): string {
  const where = run.source === LOCAL_SOURCE ? "this workspace" : run.source;
  const file = fileName === null ? [] : [fileName];
  return [where, ...file, run.format, `imported ${formatDateTime(run.importedAt, locale)}`].join(", ");
}

/** The primary score's mean the other way: with errored rows counted, or why it has none. */
function errorFacts(run: RunSummary, locale: string): readonly Fact[] {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  const counted = score === undefined ? null : errorsAsZero(score);
  if (score === undefined || counted === null) return [];
  if (counted.kind === "off") return [["errors counted", `not for ${score.name}: ${counted.reason}`]];
  const mean = formatMeanWithError(counted.mean, counted.standardError, score, locale);
  const rows = `${formatCount(counted.rows, locale)} errored ${counted.rows === 1 ? "row" : "rows"} as ${counted.value}`;
  return [["errors counted", `${mean} with ${rows}`]];
}
