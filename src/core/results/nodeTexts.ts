// What the line of a result or score says behind its name in the results view.
import type { RunSummary, ScoreSummary } from "../run.ts";
import type { ListedRun } from "../runStore.ts";
import { shownMean } from "../scores/errorsAsZero.ts";
import { meanWithoutText } from "../scores/excludedText.ts";
import { formatCount, formatMeanTight } from "../text/formatNumber.ts";
import { shownDelta } from "./baseline.ts";
import { baselineTight } from "./baselineText.ts";
import type { Grouping } from "./resultQuery.ts";

/** `631/640`, or one number when all are scored. Items, not rows: trials count once. */
export function coverageText(
  score: ScoreSummary,
  run: RunSummary,
  locale: string,
  withErrors = false,
): string {
  const { items } = shownMean(score, withErrors);
  return items === run.items
    ? formatCount(items, locale)
    : `${formatCount(items, locale)}/${formatCount(run.items, locale)}`;
}

/**
 * `0.742 ±0.012  +0.031  631/640  llama-3 · docs-qa`: what a run's line says behind its name, most wanted first: mean,
 * difference from the baseline, coverage. `withErrors`: means with errored rows counted, where that can be. `by`: what its
 * group says already is left out.
 */
export function runDescription(
  run: ListedRun,
  locale: string,
  withErrors = false,
  by: Grouping | null = null,
): string {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  const against = baselineTight(run, locale, withErrors);
  const marks = against === null ? [] : [against];
  const parts =
    score === undefined
      ? [...marks, `${formatCount(run.rows, locale)} rows`]
      : [
          meanTight(score, locale, withErrors),
          ...marks,
          coverageText(score, run, locale, withErrors),
          ...withoutTight(run, run.primaryScore ?? -1, locale, withErrors),
        ];
  const facts = [by === "model" ? null : run.model, by === "dataset" ? null : run.dataset];
  const what = facts.map(shortName).filter((name) => name !== null && name !== run.name);
  if (run.baseline?.kind === "self") parts.push("baseline");
  return [...parts, ...(what.length === 0 ? [] : [what.join(" · ")])].join("  ");
}

/** Where a result stands against its baseline beyond noise; `null` within noise, and where nothing can be said. */
export function changeBeyondNoise(run: ListedRun, withErrors: boolean): "improved" | "regressed" | null {
  if (run.baseline?.kind !== "delta") return null;
  const { change, isWithinNoise } = shownDelta(run.baseline, withErrors);
  return isWithinNoise === false && change !== "same" ? change : null;
}

function meanTight(score: ScoreSummary, locale: string, withErrors: boolean): string {
  const { mean, standardError } = shownMean(score, withErrors);
  return formatMeanTight(mean, standardError, score, locale);
}

/** `(0.748 without 2 rows)`, behind the mean over all rows and its coverage; nothing where no row is excluded. */
function withoutTight(run: RunSummary, at: number, locale: string, withErrors: boolean): readonly string[] {
  const text = meanWithoutText(run, at, locale, withErrors);
  return text === null ? [] : [`(${text})`];
}

/** A reference without its provider or workspace: `nvidia/llama` is `llama`. */
export function shortName(reference: string | null): string | null {
  return reference === null ? null : (reference.split("/").pop() ?? reference);
}

/** `0.742 ±0.012  631/640`, for a score's line. */
export function scoreDescription(
  run: RunSummary,
  score: ScoreSummary,
  locale: string,
  withErrors = false,
): string {
  const coverage = coverageText(score, run, locale, withErrors);
  return score.kind === "label"
    ? `labels  ${coverage}`
    : [
        meanTight(score, locale, withErrors),
        coverage,
        ...withoutTight(run, run.scores.indexOf(score), locale, withErrors),
      ].join("  ");
}
