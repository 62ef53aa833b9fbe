// What the CLI prints for people: plain tables, numbers from the product's own formatting.
import { baselineTight } from "../core/results/baselineText.ts";
import { type Run, type ScoreAggregate, type ScoreSummary, scoreLabel } from "../core/run.ts";
import type { ListedRun } from "../core/runStore.ts";
import { errorsAsZero, shownMean } from "../core/scores/errorsAsZero.ts";
import { excludedSentence, meanWithoutText } from "../core/scores/excludedText.ts";
import {
  formatCount,
  formatMeanTight,
  formatScoreValue,
  meanDecimals,
  NO_VALUE,
} from "../core/text/formatNumber.ts";

export const LOCALE = "en-US";

/** Columns padded to their widest cell; numbers to the right where `right` says so. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => [...(row[i] ?? "")].length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const pad = " ".repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length));
        return right.includes(i) ? pad + cell : cell + pad;
      })
      .join("  ")
      .trimEnd();
  return `${[line(head), ...rows.map(line)].join("\n")}\n`;
}

/** Text for one terminal cell: control characters, which could steer the terminal, become spaces. */
export function inert(text: string, limit = 60): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

/** `isNarrowed`: a filter or search was given. `withErrors`: errored rows count in the means. */
export function renderList(
  runs: readonly ListedRun[],
  { isNarrowed, withErrors }: { readonly isNarrowed: boolean; readonly withErrors: boolean },
): string {
  if (runs.length === 0) return isNarrowed ? "No result fits.\n" : "No results in this store.\n";
  const hasBaseline = runs.some((run) => run.baseline !== undefined);
  const hasExcluded = runs.some((run) => (run.rowMarks?.excluded ?? 0) > 0);
  const hasTags = runs.some((run) => run.tags.length > 0);
  const optional = <T>(value: T): readonly T[] => (hasBaseline ? [value] : []);
  const lines = runs.map((run) => {
    const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
    return [
      `${run.starred ? "★ " : ""}${inert(run.name)}`,
      inert(run.model ?? NO_VALUE, 40),
      inert(run.dataset ?? NO_VALUE, 40),
      score === undefined ? NO_VALUE : inert(scoreLabel(score, run.scores), 30),
      score === undefined ? NO_VALUE : meanText(score, withErrors),
      ...(hasExcluded ? [meanWithoutText(run, run.primaryScore ?? -1, LOCALE, withErrors) ?? NO_VALUE] : []),
      ...optional(
        run.baseline?.kind === "self" ? "baseline" : (baselineTight(run, LOCALE, withErrors) ?? NO_VALUE),
      ),
      score === undefined ? NO_VALUE : scoredText(score, run, withErrors),
      formatCount(run.rows, LOCALE),
      ...(hasTags ? [inert(run.tags.join(", "), 40)] : []),
    ];
  });
  const head = [
    "NAME",
    "MODEL",
    "DATASET",
    "SCORE",
    "MEAN ± SE",
    ...(hasExcluded ? ["WITHOUT EXCLUDED"] : []),
    ...optional("Δ BASELINE"),
    "SCORED",
    "ROWS",
    ...(hasTags ? ["TAGS"] : []),
  ];
  const notes = runs.flatMap((run) =>
    run.scores
      .filter((_, i) => i === run.primaryScore)
      .flatMap((score) => offNote(score, run.name, withErrors)),
  );
  return table(head, lines, [4, 5, 6, 7]) + foot(withErrors, notes);
}

function meanText(score: ScoreSummary, withErrors: boolean): string {
  const { mean, standardError } = shownMean(score, withErrors);
  return formatMeanTight(mean, standardError, score, LOCALE);
}

/** `35/37`: a mean never stands without its coverage. */
function scoredText(score: ScoreSummary, run: Pick<Run, "items">, withErrors: boolean): string {
  return `${formatCount(shownMean(score, withErrors).items, LOCALE)}/${formatCount(run.items, LOCALE)}`;
}

/** Why a score's errored rows are left out although they were asked for. */
function offNote(score: ScoreSummary, name: string, withErrors: boolean): readonly string[] {
  const counted = withErrors ? errorsAsZero(score) : null;
  return counted?.kind === "off" ? [`${inert(name)}: errors left out, ${counted.reason}.`] : [];
}

export function foot(withErrors: boolean, notes: readonly string[]): string {
  const head = withErrors ? ["Errored rows count as 0, or as errorValue in metrics.json."] : [];
  const lines = [...head, ...notes];
  return lines.length === 0 ? "" : `\n${lines.join("\n")}\n`;
}

export function renderRun(run: Run, withErrors: boolean): string {
  const imported = (fact: keyof Run["asImported"]): string => {
    const before = run.asImported[fact];
    return before === undefined ? "" : ` (imported as ${inert(before ?? NO_VALUE)})`;
  };
  const facts = [
    `name     ${run.starred ? "★ " : ""}${inert(run.name)}${imported("name")}`,
    `id       ${run.id}`,
    `model    ${inert(run.model ?? NO_VALUE)}${imported("model")}`,
    `dataset  ${inert(run.dataset ?? NO_VALUE)}${imported("dataset")}`,
    `metric   ${inert(run.metric ?? NO_VALUE)}${imported("metric")}`,
    `created  ${run.createdAt}`,
    `rows     ${formatCount(run.rows, LOCALE)}, ${formatCount(run.items, LOCALE)} items, ${formatCount(run.duplicates, LOCALE)} repeated, ${formatCount(run.erroredRows, LOCALE)} with errors, ${formatCount(run.skippedLines, LOCALE)} lines skipped`,
    ...excludedFact(run, withErrors),
    ...(run.tags.length === 0 ? [] : [`tags     ${run.tags.map((tag) => inert(tag)).join(", ")}`]),
    ...(run.note === "" ? [] : [`note     ${inert(run.note, 500)}`]),
  ];
  return `${facts.join("\n")}\n\n${renderScores(run, withErrors)}`;
}

/** How many rows are excluded, and what that makes of each mean. */
function excludedFact(run: Run, withErrors: boolean): readonly string[] {
  const sentence = excludedSentence(run, null, LOCALE, withErrors);
  return sentence === null ? [] : [`excluded ${inert(sentence, 500)}`];
}

function renderScores(run: Run, withErrors: boolean): string {
  const number = (value: number | null, score: ScoreAggregate): string =>
    value === null ? NO_VALUE : formatScoreValue(value, meanDecimals([score.mean]), score, LOCALE);
  const lines = run.scores.map((score) => [
    inert(scoreLabel(score, run.scores), 40),
    meanText(score, withErrors),
    scoredText(score, run, withErrors),
    formatCount(score.count, LOCALE),
    formatCount(score.nanCount, LOCALE),
    number(score.stdDev, score),
    number(score.min, score),
    number(score.percentiles?.p50 ?? null, score),
    number(score.max, score),
  ]);
  const head = ["SCORE", "MEAN ± SE", "SCORED", "COUNT", "NAN", "STD DEV", "MIN", "P50", "MAX"];
  const notes = run.scores.flatMap((score) => [
    ...offNote(score, scoreLabel(score, run.scores), withErrors),
    ...described(score, run),
  ]);
  return table(head, lines, [1, 2, 3, 4, 5, 6, 7, 8]) + foot(withErrors, notes);
}

/** What the metric contract says a score measures. */
function described(score: ScoreSummary, run: Run): readonly string[] {
  const { description } = score.contract ?? {};
  return description === undefined
    ? []
    : [`${inert(scoreLabel(score, run.scores), 40)}: ${inert(description, 500)}`];
}
