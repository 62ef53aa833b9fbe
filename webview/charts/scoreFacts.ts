// What every chart of one score says in words: its rows, those without a value, and all of its statistics.
import { errorsAsZero } from "../../src/core/errorsAsZero.ts";
import {
  formatCount,
  formatFixed,
  formatMeanWithError,
  formatScoreValue,
  formatShare,
  NO_VALUE,
  valueDecimals,
} from "../../src/core/formatNumber.ts";
import { PERCENTILE_NAMES, type ScoreAggregate } from "../../src/core/run.ts";
import type { TableTwin } from "./tableTwin.ts";

/** Rows of one score that have no value, by why. `short` fits under a bar. */
export interface WithoutValue {
  readonly short: string;
  readonly words: string;
  readonly count: number;
}

function plural(count: number, one: string, many: string, locale: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? one : many}`;
}

/** The kinds of rows without a value that occur, in a fixed order. */
export function rowsWithoutValue(score: ScoreAggregate, locale: string): readonly WithoutValue[] {
  const all: readonly WithoutValue[] = [
    { short: "NaN", words: `${formatCount(score.nanCount, locale)} NaN`, count: score.nanCount },
    {
      short: "inf",
      words: `${formatCount(score.infiniteCount, locale)} infinite`,
      count: score.infiniteCount,
    },
    { short: "miss", words: `${formatCount(score.missingCount, locale)} missing`, count: score.missingCount },
    { short: "err", words: plural(score.errorCount, "error", "errors", locale), count: score.errorCount },
  ];
  return all.filter((kind) => kind.count > 0);
}

/** Rows with a value: finite numbers, booleans, or labels. */
export function scoredRows(score: ScoreAggregate): number {
  return score.kind === "label" ? score.rubric.reduce((sum, level) => sum + level.count, 0) : score.count;
}

/** `631 rows`, `1 row`. */
export function rowsInWords(count: number, locale: string): string {
  return plural(count, "row", "rows", locale);
}

/** The sentence on rows without a value, or nothing. */
export function apartSentence(score: ScoreAggregate, locale: string): string {
  const kinds = rowsWithoutValue(score, locale).map((kind) => kind.words);
  return kinds.length === 0 ? "" : ` Shown apart: ${kinds.join(", ")}.`;
}

/** A statistic in the score's unit, or "—". */
export function formatStatistic(value: number | null, score: ScoreAggregate, locale: string): string {
  return value === null ? NO_VALUE : formatScoreValue(value, valueDecimals(score), score, locale);
}

/** Standard deviation and the like: three significant digits at least, the column's decimals at most plus one. */
export function formatSpread(value: number | null, score: ScoreAggregate, locale: string): string {
  return value === null
    ? NO_VALUE
    : formatScoreValue(value, Math.max(2, valueDecimals(score)), score, locale);
}

/** Every statistic of a score, in a fixed order: nothing the narrow table leaves out is lost. */
export function statisticsTwin(
  score: ScoreAggregate,
  label: string,
  rows: number,
  givenMean: number | null,
  locale: string,
): TableTwin {
  const value = (number: number | null) => formatStatistic(number, score, locale);
  const percentiles = score.percentiles;
  const lines: (readonly string[])[] = [
    ["rows scored", `${formatCount(scoredRows(score), locale)} of ${formatCount(rows, locale)}`],
    ["coverage", formatShare(scoredRows(score), rows, locale)],
    ["NaN", formatCount(score.nanCount, locale)],
    ["infinite", formatCount(score.infiniteCount, locale)],
    ["missing", formatCount(score.missingCount, locale)],
    ["errors", formatCount(score.errorCount, locale)],
    ["mean over items ± SE", formatMeanWithError(score.itemMean, score.standardError, score, locale)],
    ["items", formatCount(score.scoredItems, locale)],
    ["mean over rows", formatMeanWithError(score.mean, null, score, locale)],
    ["std. dev.", formatSpread(score.stdDev, score, locale)],
    ["variance", score.variance === null ? NO_VALUE : formatFixed(score.variance, 4, locale)],
    ["sum", value(score.sum)],
    ["min", value(score.min)],
    ...(percentiles === null ? [] : PERCENTILE_NAMES.map((name) => [name, value(percentiles[name])])),
    ["max", value(score.max)],
  ];
  lines.push(...countedLines(score, locale));
  if (givenMean !== null) lines.push(["mean stated by the file", value(givenMean)]);
  return { caption: `All statistics of ${label}`, head: ["statistic", label], lines };
}

/** The mean with errored rows counted, or why there is none; nothing where no row failed. */
function countedLines(score: ScoreAggregate, locale: string): readonly (readonly string[])[] {
  const counted = errorsAsZero(score);
  if (counted === null) return [];
  const text =
    counted.kind === "off"
      ? `not estimable: ${counted.reason}`
      : formatMeanWithError(counted.mean, counted.standardError, score, locale);
  return [["mean with errors counted ± SE", text]];
}
