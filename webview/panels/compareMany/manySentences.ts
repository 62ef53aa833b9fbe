// What the panel of several runs says in words: the verdict over all candidates, what rows show, how a number was made.
import type { ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { deltaUnitOf } from "../../../src/core/compare/deltaUnit.ts";
import { passedBy } from "../../../src/core/compare/flipMatrix.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { inputInWords } from "../../../src/core/compare/inputCondition.ts";
import { letterOf, lettersInWords } from "../../../src/core/compare/manyText.ts";
import type { FlipMatrix, ManyChange, ManyQuery, ManyScore } from "../../../src/core/compare/manyTypes.ts";
import { alphaOf } from "../../../src/core/statistics/estimate.ts";
import { intervalInWords, testName } from "../../../src/core/statistics/scoreStatistics.ts";
import {
  type Verdict,
  type VerdictStyle,
  verdictOf,
  warningText,
} from "../../../src/core/statistics/verdict.ts";
import { formatLevel, formatPEquals, formatRows } from "../../../src/core/text/formatInterval.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";

export function manyVerdictStyle(score: ScoreComparison, candidate: number, locale: string): VerdictStyle {
  return { unit: deltaUnitOf(score, locale), base: "A", candidate: letterOf(candidate + 1), locale };
}

/** What may be said of candidates, in this order; those of one kind are named together. */
const WORDS: Readonly<Record<Verdict | "lacking" | "apart", readonly [string, string]>> = {
  better: ["is better than A", "are better than A"],
  worse: ["is worse than A", "are worse than A"],
  borderline: ["is borderline", "are borderline"],
  unclear: ["is not clearly different", "are not clearly different"],
  notEstimable: ["is not estimable", "are not estimable"],
  apart: ["shares no scored row with A", "share no scored row with A"],
  lacking: ["has no such score", "have no such score"],
};

/** `On correctness, B and F are better than A, C is not clearly different.` */
export function manyVerdict({ name, candidates }: ManyScore): string {
  const kinds = candidates.map((score) =>
    score === null ? "lacking" : score.n === 0 ? "apart" : verdictOf(score),
  );
  const parts = Object.entries(WORDS).flatMap(([kind, [one, several]]) => {
    const letters = kinds.flatMap((own, i) => (own === kind ? [letterOf(i + 1)] : []));
    return letters.length === 0 ? [] : [`${lettersInWords(letters)} ${letters.length === 1 ? one : several}`];
  });
  return `On ${name}, ${parts.join("; ")}.`;
}

/** Behind a candidate's numbers: how they were made, and what to know before leaning on them. */
export function manyHint(score: ScoreComparison, candidate: number, { locale }: ManyView): string {
  const { interval, test, warnings, familySize, level } = score.statistics;
  const made = interval.estimable
    ? `${formatLevel(level, locale)} interval of the mean difference by ${intervalInWords(interval.method)}, ${formatRows(score.n, locale)}; not adjusted.`
    : `Interval not estimable: ${interval.reason}.`;
  const tested = test.estimable
    ? `${testName(test.name)}: ${formatPEquals(test.pValue, alphaOf(level), locale)}; adjusted over ${formatCount(familySize, locale)} comparisons, candidates and scores together (Holm).`
    : `No test: ${test.reason}.`;
  const style = manyVerdictStyle(score, candidate, locale);
  return [made, tested, ...warnings.map((warning) => warningText(warning, style))].join("\n");
}

/** What a combination of the flip matrix reads as: `passed by all but B, 21 rows`. */
export function combinationText(passed: number, rows: number, runs: number, locale: string): string {
  return `passed by ${passedBy(passed, runs)}, ${formatRows(rows, locale)}`;
}

/** How many items some runs pass and others fail. */
export function flippingRows({ combinations, passes }: FlipMatrix): number {
  const all = 2 ** passes.length - 1;
  return combinations.reduce((sum, { passed, rows }) => sum + (passed === 0 || passed === all ? 0 : rows), 0);
}

/** For the status line; empty without a matrix. */
export function flipsSaid(matrix: FlipMatrix | null): string {
  return matrix === null ? "" : `${flippingRows(matrix)} rows flip between runs`;
}

/** `who`: `some candidate`, or one by its letter. */
function changeInWords(change: Exclude<ManyChange, "all">, of: number | null): string {
  const who = of === null ? "some candidate" : letterOf(of);
  const runs = of === null ? "some run" : `A or ${letterOf(of)}`;
  const words: Readonly<Record<Exclude<ManyChange, "all">, string>> = {
    regressed: `regressed in ${who}`,
    improved: `improved in ${who}`,
    differs: of === null ? "that differ" : `that differ in ${who}`,
    same: of === null ? "the same in all" : `the same in ${who}`,
    errored: `that failed in ${runs}`,
    unscored: `unscored in ${runs}`,
    outputChanged: `with another output in ${who}`,
    graderDrift: `with A's output and another score in ${who}`,
  };
  return words[change];
}

/** The rows shown, for the status line and for screen readers. */
export function manyShown(
  total: number,
  query: Pick<ManyQuery, "members" | "change" | "of">,
  locale: string,
): string {
  const { members, change, of = null } = query;
  const items = `${formatCount(total, locale)} ${total === 1 ? "item" : "items"}`;
  const where =
    members.kind === "in"
      ? `in ${members.runs === 1 ? "one run only" : `${members.runs} runs`}`
      : members.kind === "only"
        ? `only in ${letterOf(members.run)}`
        : members.kind === "duplicates"
          ? "repeated"
          : "";
  const what = change === "all" ? "" : changeInWords(change, of);
  return [items, where, what].filter((part) => part !== "").join(" ");
}

/** The order of the rows in words. */
export function manyOrder(
  { column, run, descending }: ManyQuery["sort"],
  score: ManyScore | undefined,
): string {
  if (column === "index" || score === undefined) return "in order of A";
  if (column === "disagreement")
    return `sorted by disagreement on ${score.name}, ${descending ? "largest" : "smallest"} first`;
  if (column === "value")
    return `sorted by ${score.name} of ${letterOf(run)}, ${descending ? "highest" : "lowest"} first`;
  const isWorstFirst = descending !== score.higherIsBetter;
  return `sorted by Δ ${score.name} of ${letterOf(run)}, ${isWorstFirst ? "worst" : "best"} first`;
}

/** That a filter on inputs was chosen after looking. */
export function manyExploratory(inputs: readonly InputCondition[], items: number, locale: string): string {
  const which = inputs.map(inputInWords).join(" and ");
  return `Exploratory: ${formatCount(items, locale)} items where ${which}, chosen after looking. 95 % no longer holds.`;
}
