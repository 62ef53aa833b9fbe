// What a table shows, written out: its columns of the rows it shows, in its order, nothing cut. For exports and copies.

import type { CopyQuery, ExportOptions } from "../../core/rows/exportTypes.ts";
import { isMetaField } from "../../core/rows/rowField.ts";
import { MEASURE_LABELS } from "../../core/rows/rowMeasures.ts";
import type { RowColumn, RowView } from "../../core/rows/rowQuery.ts";
import { type Run, scoreLabel } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { scoreCell, scoreJson } from "../../core/text/csvText.ts";
import { type FullRow, fieldCell } from "../rows/itemSource.ts";
import type { RowPages } from "../rows/rowPages.ts";
import { scoreOf } from "../rows/rowPreview.ts";
import { type Cell, csvLine, exportRun, MARK_HEADS, markCells, markMembers } from "./exportRows.ts";

/** Rows read and written together. */
const TOGETHER = 2_000;

type Scores = Pick<Run, "scores">;

/** The pieces of a run's export: of what is seen where the options hold a view, else of everything. */
export function exportRows(
  stored: StoredRun,
  pages: RowPages,
  options: ExportOptions,
  signal: AbortSignal,
): AsyncIterable<string> {
  const { view } = options;
  if (view === undefined) return exportRun(stored, pages, options, signal);
  return exportView(stored.record.run, pages, { ...options, view }, signal);
}

/** The pieces of a view's export, in the order seen; each ends at a line end. */
async function* exportView(
  run: Scores,
  pages: RowPages,
  { view, format, guardFormulas }: ExportOptions & { readonly view: RowView },
  signal: AbortSignal,
): AsyncIterable<string> {
  const heads = view.columns.map((column) => headOf(column, run));
  const isMarked = await pages.isMarked();
  const markHeads = isMarked ? MARK_HEADS : [];
  if (format === "csv") yield csvLine([...heads, ...markHeads], guardFormulas);
  for (let offset = 0; ; offset += TOGETHER) {
    signal.throwIfAborted();
    const { rows, total } = await pages.fullPage({ ...view, offset, limit: TOGETHER }, signal);
    const lines = rows.map((row) =>
      format === "csv"
        ? csvLine(
            [...view.columns.map((column) => cellOf(row, column, run)), ...(isMarked ? markCells(row) : [])],
            guardFormulas,
          )
        : `${jsonLine(row, view.columns, heads, run, isMarked)}\n`,
    );
    yield lines.join("");
    if (offset + TOGETHER >= total) return;
  }
}

/** Tab-separated lines without a line end at the last. Tabs and line ends inside of cells become spaces. */
export async function copyRows(
  pages: RowPages,
  { columns, withHeads, ...query }: CopyQuery,
  signal: AbortSignal,
): Promise<string> {
  const { run } = pages;
  const { rows } = await pages.fullPage(query, signal);
  const lines = rows.map((row) => columns.map((column) => plainCell(cellOf(row, column, run))).join("\t"));
  const heads = columns.map((column) => plainCell(headOf(column, run))).join("\t");
  return [...(withHeads ? [heads] : []), ...lines].join("\n");
}

function plainCell(cell: Cell): string {
  const text = cell === null ? "" : typeof cell === "object" ? cell.source : String(cell);
  return text.replace(/[\t\r\n]+/gu, " ");
}

/** The name of a column in a file: as a full export calls it. */
function headOf(column: RowColumn, { scores }: Scores): string {
  if (column.kind === "item") return isMetaField(column.field) ? column.field : `item.${column.field}`;
  if (column.kind === "index") return "row_index";
  if (column.kind === "measure") return MEASURE_LABELS[column.measure];
  if (column.kind !== "score") return column.kind;
  const score = scores[column.score];
  return score === undefined ? `score ${column.score}` : scoreLabel(score, scores);
}

function cellOf(row: FullRow, column: RowColumn, { scores }: Scores): Cell {
  if (column.kind === "item") return fieldCell(row, column.field);
  if (column.kind === "measure") return row.measures?.[column.measure] ?? null;
  if (column.kind !== "score") return row[column.kind];
  const score = scores[column.score];
  return score === undefined ? null : scoreCell(scoreOf(row.scores, score));
}

/** One object a row, its keys the columns; numbers of the item keep their source text, absent scores are left out. */
function jsonLine(
  row: FullRow,
  columns: readonly RowColumn[],
  heads: readonly string[],
  { scores }: Scores,
  isMarked: boolean,
): string {
  const parts = columns.flatMap((column, i) => {
    const key = JSON.stringify(heads[i]);
    if (column.kind === "score") {
      const score = scores[column.score];
      const value = score === undefined ? undefined : scoreJson(scoreOf(row.scores, score));
      return value === undefined ? [] : [`${key}:${JSON.stringify(value)}`];
    }
    const cell = cellOf(row, column, { scores });
    return [`${key}:${cell !== null && typeof cell === "object" ? cell.source : JSON.stringify(cell)}`];
  });
  const marks = isMarked
    ? Object.entries(markMembers(row)).map(
        ([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`,
      )
    : [];
  return `{${[...parts, ...marks].join(",")}}`;
}
