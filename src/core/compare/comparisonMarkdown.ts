// A comparison as Markdown for a pull request or a chat: how the items meet, a table of scores, what each says in words.
// Names come from data: they stand in code spans, where nothing is a link, a mention or markup.

import { verdictSentence } from "../statistics/verdict.ts";
import { formatLevel } from "../text/formatInterval.ts";
import { formatCount } from "../text/formatNumber.ts";
import { comparedTexts } from "./comparedTexts.ts";
import type { ComparisonHead, InputReport, ScoreComparison } from "./compareTypes.ts";
import { deltaUnitOf } from "./deltaUnit.ts";
import { excludedRowsSentence, pairExcluded } from "./excludedRowsText.ts";
import { inputsSentence, joinedBy } from "./inputText.ts";

export interface MarkdownParts {
  readonly head: Pick<ComparisonHead, "base" | "candidate" | "summary">;
  /** `null` while it is not known. */
  readonly inputs: InputReport | null;
  readonly withErrors: boolean;
  readonly locale: string;
}

export function comparisonMarkdown({ head, inputs, withErrors, locale }: MarkdownParts): string {
  const { base, candidate, summary } = head;
  const { join, scores } = summary;
  const count = (value: number): string => formatCount(value, locale);
  const by = joinedBy(join, code);
  const meets = `${count(join.matched)} items in both, joined by ${by}; ${count(join.onlyBase)} only in A, ${count(join.onlyCandidate)} only in B.`;
  const same =
    inputs === null ? "" : ` ${inputsSentence({ ...inputs, pairedBy: inputs.pairedBy.map(code) }, locale)}`;
  const out = excludedRowsSentence(pairExcluded(join.excluded), ["A", "B"], locale);
  const excluded = out === null ? "" : ` ${out}`;
  const lines = [
    `**A** ${code(base.name)} and **B** ${code(candidate.name)}`,
    "",
    `${meets}${same}${excluded}`,
  ];
  if (scores.length === 0 || join.matched === 0) return `${lines.join("\n")}\n`;
  const level = formatLevel(scores[0]?.statistics.level ?? 0.95, locale);
  const rows = scores.map((score) => tableRow(score, withErrors, locale));
  const words = scores
    .filter(({ n }) => n > 0)
    .map((score) => `* ${code(score.name)}: ${verdict(score, locale)}`);
  return `${[
    ...lines,
    "",
    `| Score | A | B | Δ B − A | ${level} interval | p adj. | improved | regressed | same | n |`,
    "| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
    ...rows,
    "",
    ...words,
  ].join("\n")}\n`;
}

function tableRow(score: ScoreComparison, withErrors: boolean, locale: string): string {
  const count = (value: number): string => formatCount(value, locale);
  const { base, candidate, delta, limits, pAdjusted, n } = comparedTexts(score, withErrors, locale);
  const counts = [score.improved, score.regressed, score.same, n].map(count);
  // In a table even a code span's bar ends the cell.
  const name = code(score.name).replaceAll("|", "\\|");
  return `| ${[name, base, candidate, delta, limits, pAdjusted, ...counts].join(" | ")} |`;
}

function verdict(score: ScoreComparison, locale: string): string {
  return verdictSentence(score, { unit: deltaUnitOf(score, locale), base: "A", candidate: "B", locale });
}

/** Text from data as a code span: without line ends and control characters, backticks as quotes. */
export function code(text: string): string {
  const flat = text
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replaceAll("`", "'")
    .trim();
  return `\`${flat === "" ? " " : flat}\``;
}
