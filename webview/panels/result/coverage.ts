// How much of a run is scored, and what a reader has to know about its rows, in words.

import { type Run, scoreLabel } from "../../../src/core/run.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import { rowsInWords, rowsWithoutValue, scoredRows } from "../../charts/scoreFacts.ts";

/** How far the run is scored: by its primary score, with everything that is not a value named. */
export interface Coverage {
  readonly share: number;
  readonly text: string;
  readonly rest: string;
}

/** `null` when the run has no score at all. */
export function toCoverage(run: Run, locale: string): Coverage | null {
  const score = run.scores[run.primaryScore ?? 0];
  if (score === undefined || run.rows === 0) return null;
  const scored = scoredRows(score);
  const rest = rowsWithoutValue(score, locale).map((kind) => kind.words);
  const by = run.scores.length > 1 ? ` on ${scoreLabel(score, run.scores)}` : "";
  return {
    share: scored / run.rows,
    text: `${formatCount(scored, locale)} of ${rowsInWords(run.rows, locale)} scored${by}`,
    rest: rest.length === 0 ? "" : `, ${rest.join(", ")}`,
  };
}

/** What about the rows a reader has to know: repeats, errors, lines that were not read. */
export function rowNotes(run: Run, locale: string): readonly string[] {
  const count = (value: number) => formatCount(value, locale);
  return [
    ...(run.duplicates > 0 ? [`${count(run.items)} distinct items, ${count(run.duplicates)} repeated`] : []),
    ...(run.erroredRows > 0 ? [`${rowsInWords(run.erroredRows, locale)} with an error`] : []),
    ...((run.rowMarks?.excluded ?? 0) > 0
      ? [`${rowsInWords(run.rowMarks?.excluded ?? 0, locale)} excluded`]
      : []),
    ...(run.skippedLines > 0
      ? [`${count(run.skippedLines)} ${run.skippedLines === 1 ? "line" : "lines"} skipped at import`]
      : []),
  ];
}
