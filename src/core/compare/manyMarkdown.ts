// A comparison of several runs as Markdown for a pull request or a chat: the runs by letter, how their items meet, a table
// with a group of columns per candidate, what each says in words.

import { verdictSentence } from "../statistics/verdict.ts";
import { formatCount } from "../text/formatNumber.ts";
import { comparedTexts } from "./comparedTexts.ts";
import type { InputReport, ScoreComparison } from "./compareTypes.ts";
import { code } from "./comparisonMarkdown.ts";
import { deltaUnitOf } from "./deltaUnit.ts";
import { excludedRowsSentence } from "./excludedRowsText.ts";
import { joinedBy } from "./inputText.ts";
import {
  bestOfSentence,
  letterOf,
  manyInputsSentence,
  manyJoinSentence,
  unevenRowsSentence,
} from "./manyText.ts";
import type { ManyHead, ManyScore } from "./manyTypes.ts";

export interface ManyMarkdownParts {
  readonly head: Pick<ManyHead, "runs" | "summary">;
  /** `null` while it is not known. */
  readonly inputs: readonly InputReport[] | null;
  readonly withErrors: boolean;
  readonly locale: string;
}

export function manyMarkdown({ head, inputs, withErrors, locale }: ManyMarkdownParts): string {
  const { runs, summary } = head;
  const names = runs
    .map((run, i) => `**${letterOf(i)}** ${code(run.name)}${i === 0 ? " (base)" : ""}`)
    .join(", ");
  const by = joinedBy(summary.join, code);
  const paired = inputs?.map((report) => ({ ...report, pairedBy: report.pairedBy.map(code) })) ?? [];
  const same = manyInputsSentence(paired, locale);
  const meets = `${manyJoinSentence(summary.join, locale)} Joined by ${by}.${same === null ? "" : ` ${same}`}`;
  const letters = runs.map((_, i) => letterOf(i));
  const out = excludedRowsSentence(summary.join.excluded, letters, locale);
  const lines = [names, "", out === null ? meets : `${meets} ${out}`];
  if (summary.scores.length === 0) return `${lines.join("\n")}\n`;
  const candidates = runs.slice(1).map((_, i) => letterOf(i + 1));
  const columns = [
    "Score",
    "A",
    ...candidates.flatMap((letter) => [letter, `Δ ${letter} − A`, "p adj.", "n"]),
  ];
  const words = summary.scores.flatMap(({ name, candidates: all }) =>
    all.flatMap((one, i) =>
      one === null || one.n === 0 ? [] : [`* ${code(name)}: ${verdict(one, i, locale)}`],
    ),
  );
  const uneven = summary.scores.flatMap((score) => {
    const sentence = unevenRowsSentence(score, locale);
    return sentence === null ? [] : [`* ${code(score.name)}: ${sentence}`];
  });
  const luck = bestOfSentence(candidates.length);
  const family = `Δ with intervals, unadjusted; p adjusted over ${formatCount(summary.familySize, locale)} comparisons (Holm).`;
  return `${[
    ...lines,
    "",
    `| ${columns.join(" | ")} |`,
    `| --- |${" --: |".repeat(columns.length - 1)}`,
    ...summary.scores.map((score) => tableRow(score, withErrors, locale)),
    "",
    family,
    "",
    ...words,
    ...uneven,
    ...(luck === null ? [] : ["", luck]),
  ].join("\n")}\n`;
}

function tableRow({ name, candidates }: ManyScore, withErrors: boolean, locale: string): string {
  const texts = candidates.map((one) => (one === null ? null : comparedTexts(one, withErrors, locale)));
  const bases = texts.flatMap((text) => (text === null ? [] : [text.base]));
  const isShared = bases.every((base) => base === bases[0]);
  const cells = texts.flatMap((text) =>
    text === null
      ? ["not recorded", "", "", ""]
      : [text.candidate, `${text.delta} ${text.limits}`.trim(), text.pAdjusted, formatCount(text.n, locale)],
  );
  const base = isShared ? (bases[0] ?? "") : bases.join(" / ");
  // In a table even a code span's bar ends the cell.
  return `| ${[code(name).replaceAll("|", "\\|"), base, ...cells].join(" | ")} |`;
}

function verdict(score: ScoreComparison, at: number, locale: string): string {
  const style = { unit: deltaUnitOf(score, locale), base: "A", candidate: letterOf(at + 1), locale };
  return verdictSentence(score, style);
}
