// What every chart of one score says in words: its rows, those without a value, and all of its statistics.

import { PERCENTILE_NAMES, type ScoreAggregate } from "../../src/core/run.ts";
import { errorsAsZero } from "../../src/core/scores/errorsAsZero.ts";
import { definitionOf, type StatisticName } from "../../src/core/scores/statisticText.ts";
import {
  formatCount,
  formatFixed,
  formatMeanWithError,
  formatScoreValue,
  formatShare,
  NO_VALUE,
  valueDecimals,
} from "../../src/core/text/formatNumber.ts";
import type { TableTwin } from "./tableTwin.ts";

/** A fact under a chart; pointed at, it says how what it names is defined. */
export interface Fact {
  readonly text: string;
  readonly meaning?: StatisticName;
}

export function fact(text: string, meaning?: StatisticName): Fact {
  return meaning === undefined ? { text } : { text, meaning };
}

/** Rows of one score that have no value, by why. `short` fits under a bar. */
export interface WithoutValue {
  readonly short: string;
  readonly words: string;
  readonly count: number;
  readonly meaning: StatisticName;
}

function plural(count: number, one: string, many: string, locale: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? one : many}`;
}

/** The kinds of rows without a value that occur, in a fixed order. */
export function rowsWithoutValue(score: ScoreAggregate, locale: string): readonly WithoutValue[] {
  const all: readonly WithoutValue[] = [
    kind("NaN", score.nanCount, "NaN", "nan"),
    kind("inf", score.infiniteCount, "infinite", "infinite"),
    kind("miss", score.missingCount, "missing", "missing"),
    kind("err", score.errorCount, score.errorCount === 1 ? "error" : "errors", "errors"),
  ];
  return all.filter(({ count }) => count > 0);

  function kind(short: string, count: number, word: string, meaning: StatisticName): WithoutValue {
    return { short, words: `${formatCount(count, locale)} ${word}`, count, meaning };
  }
}

/** The rows with a value, of how many, and those without one by why: what every chart says of its coverage. */
export function coverageFacts(score: ScoreAggregate, locale: string): readonly Fact[] {
  const without = rowsWithoutValue(score, locale);
  const scored = scoredRows(score);
  const all = without.reduce((sum, { count }) => sum + count, scored);
  const rows =
    all === scored
      ? rowsInWords(scored, locale)
      : `${formatCount(scored, locale)} of ${rowsInWords(all, locale)}`;
  return [fact(rows, "coverage"), ...without.map(({ words, meaning }) => fact(words, meaning))];
}

/** The mean that came with the file or from the service, where it does not read as ours. */
export function givenFact(score: ScoreAggregate, given: number | null, locale: string): readonly Fact[] {
  if (given === null || score.kind === "label") return [];
  const text = formatMeanWithError(given, null, score, locale);
  const own = [score.mean, score.itemMean].map((mean) => formatMeanWithError(mean, null, score, locale));
  return own.includes(text) ? [] : [fact(`stated ${text}`, "givenMean")];
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
  const lines: TwinLine[] = [
    line(
      "rows scored",
      `${formatCount(scoredRows(score), locale)} of ${formatCount(rows, locale)}`,
      "coverage",
    ),
    line("coverage", formatShare(scoredRows(score), rows, locale), "coverage"),
    line("NaN", formatCount(score.nanCount, locale), "nan"),
    line("infinite", formatCount(score.infiniteCount, locale), "infinite"),
    line("missing", formatCount(score.missingCount, locale), "missing"),
    line("errors", formatCount(score.errorCount, locale), "errors"),
    line(
      "mean over items ± SE",
      formatMeanWithError(score.itemMean, score.standardError, score, locale),
      "itemMean",
    ),
    line("items", formatCount(score.scoredItems, locale), "items"),
    line("mean over rows", formatMeanWithError(score.mean, null, score, locale), "trialMean"),
    line("std. dev.", formatSpread(score.stdDev, score, locale), "stdDev"),
    line("variance", score.variance === null ? NO_VALUE : formatFixed(score.variance, 4, locale), "variance"),
    line("sum", value(score.sum), "sum"),
    line("min", value(score.min), "min"),
    ...(percentiles === null
      ? []
      : PERCENTILE_NAMES.map((name) => line(name, value(percentiles[name]), "percentile"))),
    line("max", value(score.max), "max"),
  ];
  lines.push(...countedLines(score, locale));
  if (givenMean !== null) lines.push(line("mean stated by the source", value(givenMean), "givenMean"));
  return {
    caption: `All statistics of ${label}`,
    head: ["statistic", label],
    lines: lines.map(({ cells }) => cells),
    hints: lines.map(({ meaning }) => definitionOf(meaning)),
  };
}

interface TwinLine {
  readonly cells: readonly string[];
  readonly meaning: StatisticName;
}

function line(name: string, text: string, meaning: StatisticName): TwinLine {
  return { cells: [name, text], meaning };
}

/** The mean with errored rows counted, or why there is none; nothing where no row failed. */
function countedLines(score: ScoreAggregate, locale: string): readonly TwinLine[] {
  const counted = errorsAsZero(score);
  if (counted === null) return [];
  const text =
    counted.kind === "off"
      ? `not estimable: ${counted.reason}`
      : formatMeanWithError(counted.mean, counted.standardError, score, locale);
  return [line("mean with errors counted ± SE", text, "countedMean")];
}
