// What a comparison says in words: how items meet, the verdict of the chosen score, what the rows show.

import type {
  CompareFilter,
  CompareQuery,
  JoinReport,
  ScoreComparison,
} from "../../../src/core/compare/compareTypes.ts";
import { deltaUnitOf } from "../../../src/core/compare/deltaUnit.ts";
import { type InputCondition, inputInWords } from "../../../src/core/compare/inputCondition.ts";
import { alphaOf } from "../../../src/core/statistics/estimate.ts";
import { intervalInWords, testName } from "../../../src/core/statistics/scoreStatistics.ts";
import { type VerdictStyle, verdictSentence, warningText } from "../../../src/core/statistics/verdict.ts";
import { formatLevel, formatPEquals, formatRows } from "../../../src/core/text/formatInterval.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";

function items(count: number, locale: string): string {
  return `${formatCount(count, locale)} ${count === 1 ? "item" : "items"}`;
}

/** Distinct items of both runs together. */
export function distinctItems(join: JoinReport): number {
  return join.matched + join.onlyBase + join.onlyCandidate;
}

/** How the two runs' items meet. */
export function joinSentence(join: JoinReport, locale: string): string {
  const all = distinctItems(join);
  const isLeft = (join.excluded?.items ?? 0) > 0;
  const thatCount = isLeft ? " left" : "";
  if (all === 0 && !isLeft) return "Neither run has items.";
  if (join.matched === 0) return isLeft ? "No item is compared." : "These runs share no item.";
  if (join.matched === all)
    return all === 1
      ? `The only item${thatCount} is in both runs.`
      : `All ${items(all, locale)}${thatCount} are in both runs.`;
  const verb = join.matched === 1 ? "is" : "are";
  return `${formatCount(join.matched, locale)} of ${formatCount(all, locale)} distinct items ${verb} in both runs.`;
}

/** What the chosen score says: its verdict, or why there is none. */
export function headSentence(view: CompareView, score: ScoreComparison | undefined): string {
  const { summary, locale } = view;
  if (summary.join.matched === 0) return "Nothing can be compared row by row.";
  if (score === undefined) return `${items(summary.join.matched, locale)} matched; the runs share no score.`;
  if (score.n === 0) return `No item has a value of ${score.name} in both runs.`;
  return `${score.name}: ${verdictSentence(score, verdictStyle(score, view))}`;
}

/** How this panel speaks of a score: runs by their letters. */
export function verdictStyle(score: ScoreComparison, { locale }: CompareView): VerdictStyle {
  return { unit: deltaUnitOf(score, locale), base: "A", candidate: "B", locale };
}

/** Behind the interval's hover: how it and p were made, and what to know before leaning on them. */
export function statisticsHint(score: ScoreComparison, view: CompareView): string {
  const { interval, test, warnings, familySize, level } = score.statistics;
  const { locale } = view;
  const made = interval.estimable
    ? `${formatLevel(level, locale)} interval of the mean difference by ${intervalInWords(interval.method)}, ${formatRows(score.n, locale)}; not adjusted for the number of scores.`
    : `Interval not estimable: ${interval.reason}.`;
  const tested = test.estimable
    ? `${testName(test.name)}: ${formatPEquals(test.pValue, alphaOf(level), locale)}; adjusted over ${formatCount(familySize, locale)} ${familySize === 1 ? "score" : "scores"} (Holm).`
    : `No test: ${test.reason}.`;
  const style = verdictStyle(score, view);
  return [made, tested, ...warnings.map((warning) => warningText(warning, style))].join("\n");
}

/** How many matched items have no finite value of the score on at least one side: what the filter shows. */
export function unscoredCount(score: ScoreComparison): number {
  return score.onlyScoredInBase + score.onlyScoredInCandidate + score.unscored + score.infinite;
}

/** Why a filter shows nothing. */
export function nothingMatches(filter: CompareFilter, scoreName: string | null): string {
  const on = scoreName === null ? "" : ` on ${scoreName}`;
  const sentences: Readonly<Record<CompareFilter, string>> = {
    matched: "No item is in both runs",
    improved: `No item improved${on}`,
    regressed: `No item regressed${on}`,
    same: `No item stayed the same${on}`,
    unscored: `Every matched item is scored${on} in both runs`,
    onlyBase: "No item is only in A",
    onlyCandidate: "No item is only in B",
    duplicatesBase: "No item is repeated in A",
    duplicatesCandidate: "No item is repeated in B",
    errored: `No matched item failed${on}`,
    missing: `No matched item lacks a value${on} without an error`,
    outputChanged: "Every matched item has the same output in both runs",
    graderDrift: `No item has another score${on} for the same output`,
    contentChanged: "No item has changed content",
    excludedBase: "No row of A is excluded",
    excludedCandidate: "No row of B is excluded",
    excluded: "No item is left out of the comparison",
  };
  return sentences[filter];
}

/** The rows shown, for the status line and for screen readers. */
export function shownSentence(
  filter: CompareFilter,
  total: number,
  join: JoinReport,
  locale: string,
): string {
  const count = formatCount(total, locale);
  if (filter === "onlyBase") return `${count} only in A`;
  if (filter === "onlyCandidate") return `${count} only in B`;
  if (filter === "duplicatesBase") return `${items(total, locale)} repeated in A`;
  if (filter === "duplicatesCandidate") return `${items(total, locale)} repeated in B`;
  if (filter === "excludedBase") return `${items(total, locale)} with excluded rows in A`;
  if (filter === "excludedCandidate") return `${items(total, locale)} with excluded rows in B`;
  if (filter === "excluded") return `${items(total, locale)} not compared because of excluded rows`;
  if (filter === "contentChanged") return `${items(total, locale)} with changed content`;
  if (filter === "matched") return `${count} matched ${total === 1 ? "item" : "items"}`;
  return `${count} of ${formatCount(join.matched, locale)} matched items`;
}

/** The order of the rows in words. */
export function orderSentence(sort: CompareQuery["sort"], score: ScoreComparison | undefined): string {
  if (sort.column === "index" || score === undefined) return "in order of A";
  if (sort.column === "disagreement")
    return `sorted by size of Δ ${score.name}, ${sort.descending ? "largest" : "smallest"} first`;
  if (sort.column !== "delta") {
    const side = sort.column === "base" ? "A" : "B";
    return `sorted by ${score.name} of ${side}, ${sort.descending ? "highest" : "lowest"} first`;
  }
  const isWorstFirst = sort.descending !== score.higherIsBetter;
  return `sorted by Δ ${score.name}, ${isWorstFirst ? "worst" : "best"} first`;
}

/** That a filter on inputs was chosen after looking, with what it leaves. */
export function exploratorySentence(
  inputs: readonly InputCondition[],
  join: JoinReport,
  locale: string,
): string {
  const which = inputs.map(inputInWords).join(" and ");
  return `Exploratory: ${items(join.matched, locale)} where ${which}, chosen after looking. 95 % no longer holds.`;
}

/** That the editor got the first diffs only. */
export function diffsSentence(opened: number, total: number, locale: string): string {
  const count = (value: number): string => formatCount(value, locale);
  if (opened === 0) return "No row shown is in both runs, so there is no diff to open.";
  return `The first ${count(opened)} of ${count(total)} rows are open as diffs. Filter the rows for the others.`;
}
