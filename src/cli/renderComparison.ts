// The comparison as the CLI prints it for people: the join, one line per score, then what each score says in words.
import type { ComparisonHead, ScoreComparison } from "../core/compareTypes.ts";
import { comparedDecimals, deltaUnitOf } from "../core/deltaUnit.ts";
import { formatChange, formatLevel, formatLimitsTight, formatPValue } from "../core/formatInterval.ts";
import { formatCount, formatFixed, formatPercent, NO_VALUE } from "../core/formatNumber.ts";
import { alphaOf } from "../core/statistics/estimate.ts";
import { type VerdictStyle, verdictSentence, warningText } from "../core/statistics/verdict.ts";
import { inert, LOCALE, table } from "./render.ts";

const n = (count: number): string => formatCount(count, LOCALE);

export function renderComparison(head: ComparisonHead): string {
  const { base, candidate, summary } = head;
  const { join, scores } = summary;
  const first = `${n(join.matched)} items are in both; ${n(join.onlyBase)} only in ${inert(base.name)}, ${n(join.onlyCandidate)} only in ${inert(candidate.name)}; repeated rows: ${n(join.duplicateBase)} and ${n(join.duplicateCandidate)}.\n`;
  if (join.matched === 0) return `${first}These runs share no item, so no score can be compared.\n`;
  if (scores.length === 0) return `${first}These runs share no score.\n`;
  const level = formatLevel(scores[0]?.statistics.level ?? 0.95, LOCALE).replace(" ", "");
  const columns = [
    "SCORE",
    "BASE",
    "CANDIDATE",
    `DELTA [${level}]`,
    "P ADJ.",
    "IMPROVED",
    "REGRESSED",
    "SAME",
    "N",
  ];
  const lines = table(
    columns,
    scores.map((score) => toCells(score, head)),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  return `${first}\n${lines}\n${scores.map((score) => inWords(score, head)).join("")}${notes(head)}${familyNote(scores)}`;
}

function styleOf(score: ScoreComparison, { base, candidate }: ComparisonHead): VerdictStyle {
  const unit = deltaUnitOf(score, base, candidate);
  return { unit, base: "The base", candidate: "The candidate", locale: LOCALE };
}

function toCells(score: ScoreComparison, head: ComparisonHead): readonly string[] {
  const { statistics, delta } = score;
  const { unit } = styleOf(score, head);
  const { interval, test } = statistics;
  const decimals = comparedDecimals(score, unit);
  const mean = (value: number | null): string => {
    if (value === null) return NO_VALUE;
    return unit === "points" ? formatPercent(value, LOCALE, decimals) : formatFixed(value, decimals, LOCALE);
  };
  const limits =
    interval.estimable && delta !== null ? ` ${formatLimitsTight({ ...interval, delta }, unit, LOCALE)}` : "";
  return [
    inert(score.name, 40),
    mean(score.baseMean),
    mean(score.candidateMean),
    delta === null
      ? NO_VALUE
      : `${formatChange(delta, decimals, unit, LOCALE)}${limits}${unit === "points" ? " pp" : ""}`,
    test.estimable ? formatPValue(test.pAdjusted, alphaOf(statistics.level), LOCALE) : NO_VALUE,
    n(score.improved),
    n(score.regressed),
    n(score.same),
    n(score.n),
  ];
}

function inWords(score: ScoreComparison, head: ComparisonHead): string {
  const style = styleOf(score, head);
  const sentence = score.n === 0 ? "No item has a value in both runs." : verdictSentence(score, style);
  return `${inert(score.name, 40)}: ${sentence}\n`;
}

/** Every warning once, with the scores it is about where those are not all. */
function notes(head: ComparisonHead): string {
  const { scores } = head.summary;
  const about = new Map<string, string[]>();
  for (const score of scores)
    for (const warning of score.statistics.warnings) {
      const text = warningText(warning, styleOf(score, head));
      about.set(text, [...(about.get(text) ?? []), inert(score.name, 40)]);
    }
  const lines = [...about].map(
    ([text, names]) => `${names.length === scores.length ? "" : `${names.join(", ")}: `}${text}\n`,
  );
  return lines.length === 0 ? "" : `\nNotes\n${lines.join("")}`;
}

/** What "p adj." means here; one score needs no adjusting. */
function familyNote(scores: readonly ScoreComparison[]): string {
  const family = scores[0]?.statistics.familySize ?? 0;
  if (family < 2) return "";
  return `\nP ADJ. is adjusted over ${n(family)} scores (Holm); intervals are not adjusted.\n`;
}
