// The comparison as the CLI prints it for people: the join, one line per score, then what each score says in words.

import { comparedTexts } from "../core/compare/comparedTexts.ts";
import { doErrorsTurn, turnSentence } from "../core/compare/compareErrors.ts";
import type {
  ComparisonHead,
  InputReport,
  JoinReport,
  ScoreComparison,
} from "../core/compare/compareTypes.ts";
import { deltaUnitOf } from "../core/compare/deltaUnit.ts";
import { excludedRowsSentence, pairExcluded } from "../core/compare/excludedRowsText.ts";
import {
  changedFieldsText,
  inputsSentence,
  isLittle,
  joinedBy,
  noMatchSentence,
} from "../core/compare/inputText.ts";
import { type VerdictStyle, verdictSentence, warningText } from "../core/statistics/verdict.ts";
import { formatLevel } from "../core/text/formatInterval.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import { foot, inert, LOCALE, table } from "./render.ts";

const n = (count: number): string => formatCount(count, LOCALE);

/** `withErrors`: means and delta with errored rows counted; interval, test and counts stay those of scored rows. */
export function renderComparison(head: ComparisonHead, inputs: InputReport, withErrors: boolean): string {
  const { base, candidate, summary } = head;
  const { join, scores } = summary;
  const out = excludedRowsSentence(pairExcluded(join.excluded), [base.name, candidate.name], LOCALE);
  const first = `${n(join.matched)} items are in both; ${n(join.onlyBase)} only in ${inert(base.name)}, ${n(join.onlyCandidate)} only in ${inert(candidate.name)}; repeated rows: ${n(join.duplicateBase)} and ${n(join.duplicateCandidate)}.\n${out === null ? "" : `${inert(out, 500)}\n`}${inputNotes(join, inputs)}`;
  if (join.matched === 0)
    return `${first}${(join.excluded?.items ?? 0) > 0 ? "No item is left to compare" : "These runs share no item"}, so no score can be compared.\n`;
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
    "SCORED",
  ];
  const lines = table(
    columns,
    scores.map((score) => toCells(score, head, withErrors)),
    [1, 2, 3, 4, 5, 6, 7, 8],
  );
  const words = scores.map((score) => inWords(score)).join("");
  return `${first}\n${lines}\n${words}${notes(scores)}${familyNote(scores)}${foot(withErrors, errorNotes(head, withErrors))}`;
}

/** Whether the inputs were the same, in which fields they differ, why nothing met, and what would bring items together. */
function inputNotes(join: JoinReport, inputs: InputReport): string {
  const why = noMatchSentence(join, inputs, LOCALE);
  const fields =
    why === null && inputs.changed > 0 ? `They differ in ${changedFieldsText(inputs, LOCALE)}.` : null;
  const offers = (isLittle(join) ? inputs.offers : []).map(
    ({ field, matched }) => `--key ${inert(field, 40)} would match ${n(matched)} items.`,
  );
  const by = join.keys.length === 0 && join.service?.isUsed !== true ? null : `Joined by ${joinedBy(join)}.`;
  return [by, inputsSentence(inputs, LOCALE), fields, why, ...offers]
    .filter((text) => text !== null)
    .map((text) => `${inert(text, 500)}\n`)
    .join("");
}

/** Scores whose errors could not be counted although they should be, and those that errors turn. */
function errorNotes({ base, candidate, summary }: ComparisonHead, withErrors: boolean): readonly string[] {
  const all = summary.scores.flatMap((score) => [
    ...(withErrors && score.withErrors?.kind === "off"
      ? [`${score.name}: errors left out, ${score.withErrors.reason}.`]
      : []),
    ...(doErrorsTurn(score) ? [turnSentence(score, { base, candidate }, LOCALE)] : []),
  ]);
  return all.map((note) => inert(note, 500));
}

function styleOf(score: ScoreComparison): VerdictStyle {
  return {
    unit: deltaUnitOf(score, LOCALE),
    base: "The base",
    candidate: "The candidate",
    locale: LOCALE,
  };
}

function toCells(
  score: ScoreComparison,
  { summary }: ComparisonHead,
  withErrors: boolean,
): readonly string[] {
  const { base, candidate, delta, limits, pAdjusted, n: counted } = comparedTexts(score, withErrors, LOCALE);
  return [
    inert(score.name, 40),
    base,
    candidate,
    limits === "" ? delta : `${delta} ${limits}`,
    pAdjusted,
    n(score.improved),
    n(score.regressed),
    n(score.same),
    `${n(counted)}/${n(summary.join.matched)}`,
  ];
}

function inWords(score: ScoreComparison): string {
  const style = styleOf(score);
  const sentence = score.n === 0 ? "No item has a value in both runs." : verdictSentence(score, style);
  return `${inert(score.name, 40)}: ${sentence}\n`;
}

/** Every warning once, with the scores it is about where those are not all. */
function notes(scores: readonly ScoreComparison[]): string {
  const about = new Map<string, string[]>();
  for (const score of scores)
    for (const warning of score.statistics.warnings) {
      const text = warningText(warning, styleOf(score));
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
