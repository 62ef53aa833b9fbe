// A comparison of several candidates as the CLI prints it for people: the join, a table with a line for each candidate and
// score, then what each says in words.
import { comparedTexts } from "../core/compare/comparedTexts.ts";
import type { InputReport, ScoreComparison } from "../core/compare/compareTypes.ts";
import { deltaUnitOf } from "../core/compare/deltaUnit.ts";
import { excludedRowsSentence } from "../core/compare/excludedRowsText.ts";
import {
  bestOfSentence,
  letterOf,
  manyInputsSentence,
  manyJoinSentence,
  unevenRowsSentence,
} from "../core/compare/manyText.ts";
import type { ManyHead } from "../core/compare/manyTypes.ts";
import { verdictSentence } from "../core/statistics/verdict.ts";
import { formatLevel } from "../core/text/formatInterval.ts";
import { formatCount } from "../core/text/formatNumber.ts";
import { foot, inert, LOCALE, table } from "./render.ts";

const n = (count: number): string => formatCount(count, LOCALE);

/** `withErrors`: means and delta with errored rows counted; interval, test and counts stay those of scored rows. */
export function renderMany(head: ManyHead, inputs: readonly InputReport[], withErrors: boolean): string {
  const { runs, summary } = head;
  const names = runs
    .map((run, i) => `${letterOf(i)}  ${inert(run.name)}${i === 0 ? " (base)" : ""}\n`)
    .join("");
  const same = manyInputsSentence(inputs, LOCALE);
  const letters = runs.map((_, i) => letterOf(i));
  const out = excludedRowsSentence(summary.join.excluded, letters, LOCALE);
  const counts = summary.join.inRuns.map((count, i) => `in ${i + 1}: ${n(count)}`).reverse();
  const first = `${names}\n${manyJoinSentence(summary.join, LOCALE)} Items by number of runs: ${counts.join(", ")}.\n${out === null ? "" : `${out}\n`}${same === null ? "" : `${inert(same, 800)}\n`}`;
  const lines = summary.scores.flatMap((score) =>
    score.candidates.map((one, i) => toCells(score.name, one, letterOf(i + 1), withErrors)),
  );
  if (lines.length === 0) return `${first}No candidate shares a score with the base.\n`;
  const level = formatLevel(levelOf(head), LOCALE).replace(" ", "");
  const columns = [
    "SCORE",
    "RUN",
    "A",
    "RUN'S",
    `DELTA [${level}]`,
    "P ADJ.",
    "IMPROVED",
    "REGRESSED",
    "SAME",
    "N",
  ];
  const words = summary.scores.flatMap(({ name, candidates }) =>
    candidates.flatMap((one, i) =>
      one === null || one.n === 0 ? [] : [inWords(name, one, letterOf(i + 1))],
    ),
  );
  const uneven = summary.scores.flatMap((score) => {
    const sentence = unevenRowsSentence(score, LOCALE);
    return sentence === null ? [] : [`${inert(score.name, 40)}: ${sentence}\n`];
  });
  const notes = [bestOfSentence(runs.length - 1), familyNote(summary.familySize)].flatMap((text) =>
    text === null ? [] : [`${text}\n`],
  );
  return `${first}\n${table(columns, lines, [2, 3, 4, 5, 6, 7, 8, 9])}\n${words.join("")}\n${uneven.join("")}${notes.join("")}${foot(withErrors, [])}`;
}

function levelOf({ summary }: ManyHead): number {
  const some = summary.scores.flatMap(({ candidates }) => candidates).find((one) => one !== null);
  return some?.statistics.level ?? 0.95;
}

function toCells(
  name: string,
  score: ScoreComparison | null,
  letter: string,
  withErrors: boolean,
): readonly string[] {
  if (score === null) return [inert(name, 40), letter, "", "not recorded", "", "", "", "", "", ""];
  const { base, candidate, delta, limits, pAdjusted, n: counted } = comparedTexts(score, withErrors, LOCALE);
  return [
    inert(name, 40),
    letter,
    base,
    candidate,
    limits === "" ? delta : `${delta} ${limits}`,
    pAdjusted,
    n(score.improved),
    n(score.regressed),
    n(score.same),
    n(counted),
  ];
}

function inWords(name: string, score: ScoreComparison, letter: string): string {
  const style = { unit: deltaUnitOf(score, LOCALE), base: "A", candidate: letter, locale: LOCALE };
  return `${inert(name, 40)}: ${verdictSentence(score, style)}\n`;
}

function familyNote(family: number): string | null {
  if (family < 2) return null;
  return `P ADJ. is adjusted over ${n(family)} comparisons, candidates and scores together (Holm); intervals are not adjusted.`;
}
