// A row as a table shows it: texts cut to what a cell can hold, scores in the run's order, what people say of it.
import { fieldText } from "../../core/rows/rowField.ts";
import type { RowNote } from "../../core/rows/rowNotes.ts";
import { PREVIEW_CHARS, type RowDetail, type RowPreview } from "../../core/rows/rowQuery.ts";
import type { ImportedRun, RowScore, ScoreKey } from "../../core/run.ts";

export function toPreview(
  row: RowDetail,
  { itemFields, scores }: Pick<ImportedRun, "itemFields" | "scores">,
  more: readonly string[] = [],
): RowPreview {
  return {
    index: row.index,
    digest: row.digest,
    trial: row.trial,
    fields: itemFields.map((field) => preview(fieldText(row, field))),
    ...(more.length === 0
      ? {}
      : { more: Object.fromEntries(more.map((name) => [name, preview(fieldText(row, name))])) }),
    output: preview(row.output),
    error: preview(row.error),
    scores: scores.map((score) => shortScore(scoreOf(row.scores, score))),
    ...(row.measures === undefined ? {} : { measures: row.measures }),
    // What people say is short, and the detail shows it in full.
    ...marksOf({ exclusion: row.exclusion ?? null, note: row.note ?? "" }),
  };
}

/** What is said of a row as its own members: those that say nothing are absent. */
export function marksOf(note: Pick<RowNote, "exclusion" | "note"> | undefined) {
  return {
    ...(note === undefined || note.exclusion === null ? {} : { exclusion: note.exclusion }),
    ...(note === undefined || note.note === "" ? {} : { note: note.note }),
  };
}

/** Text cut for a table cell. */
export function preview(text: string | null): string | null {
  return text !== null && text.length > PREVIEW_CHARS ? `${text.slice(0, PREVIEW_CHARS)}…` : text;
}

/** A score for a table cell: numbers as they are, labels and reasons cut as other texts. */
function shortScore(score: RowScore): RowScore {
  const value = typeof score.value === "string" ? preview(score.value) : score.value;
  return score.reason === undefined
    ? { ...score, value }
    : { ...score, value, reason: preview(score.reason) ?? "" };
}

/** A row's score by its key; one that the row does not have is missing. */
export function scoreOf(scores: readonly RowScore[], key: ScoreKey): RowScore {
  const found = scores.find((score) => score.name === key.name && score.metric === key.metric);
  return found ?? { metric: key.metric, name: key.name, state: "missing", value: null };
}
