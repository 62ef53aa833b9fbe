// Exports a run or a comparison as CSV or JSONL, a batch at a time. Lossless: digest, trial and error columns are
// there, numbers of the item keep their source text in JSONL.
import Papa from "papaparse";
import { isEditorPath } from "../../core/editorPath.ts";
import { explained } from "../../core/fileProblem.ts";
import type { FileSystem } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import type { ExportOptions } from "../../core/rows/exportTypes.ts";
import { type RowScore, scoreLabel } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { guardFormula, scoreCell, scoreJson } from "../../core/text/csvText.ts";
import { splitPath } from "../import/probeFile.ts";
import { type FieldCell, type FullRow, fieldCell, itemJson } from "../rows/itemSource.ts";
import type { RowPages } from "../rows/rowPages.ts";
import { scoreOf } from "../rows/rowPreview.ts";

export type Cell = FieldCell | number | boolean | null;

/** One line of CSV with its line end. Values that are no texts are never guarded: they can't be formulas. */
export function csvLine(cells: readonly Cell[], guard: boolean): string {
  const safe = cells.map((cell) => {
    if (typeof cell === "string") return guard ? guardFormula(cell) : cell;
    return cell !== null && typeof cell === "object" ? cell.source : cell;
  });
  return `${Papa.unparse([safe])}\r\n`;
}

/** The pieces of a run's export, in row order; each ends at a line end. */
export async function* exportRun(
  stored: StoredRun,
  pages: RowPages,
  options: ExportOptions,
  signal: AbortSignal,
): AsyncIterable<string> {
  const { run } = stored.record;
  const labels = run.scores.map((score) => scoreLabel(score, run.scores));
  const fields = run.itemFields;
  const isMarked = await pages.isMarked();
  if (options.format === "csv") {
    const head = [
      "row_index",
      "digest",
      "trial",
      ...fields.map((field) => `item.${field}`),
      "output",
      "expected",
      ...labels,
      "error",
      ...(isMarked ? MARK_HEADS : []),
    ];
    yield csvLine(head, options.guardFormulas);
  }
  for await (const rows of pages.walk(signal)) {
    const lines = rows.map((row) =>
      options.format === "csv"
        ? csvLine(
            [...toCells(row, fields, run.scores), ...(isMarked ? markCells(row) : [])],
            options.guardFormulas,
          )
        : `${toJson(row, run.scores, labels, isMarked)}\n`,
    );
    yield lines.join("");
  }
}

type Scores = StoredRun["record"]["run"]["scores"];

function scoresInOrder(row: FullRow, scores: Scores): readonly RowScore[] {
  return scores.map((key) => scoreOf(row.scores, key));
}

function toCells(row: FullRow, fields: readonly string[], scores: Scores): readonly Cell[] {
  return [
    row.index,
    row.digest,
    row.trial,
    ...fields.map((field) => fieldCell(row, field)),
    row.output,
    row.expected,
    ...scoresInOrder(row, scores).map(scoreCell),
    row.error,
  ];
}

/** What people say of rows, in a file, where they say anything: an excluded row stays in it, marked. */
export const MARK_HEADS = ["excluded", "exclusion_reason", "note"] as const;

export function markCells({ exclusion, note }: Pick<FullRow, "exclusion" | "note">) {
  return [exclusion !== undefined, exclusion ?? null, note ?? null] as const;
}

/** The same as JSON members, in the same order. */
export function markMembers(row: Pick<FullRow, "exclusion" | "note">): Readonly<Record<string, unknown>> {
  return Object.fromEntries(markCells(row).map((value, i) => [MARK_HEADS[i], value]));
}

function toJson(row: FullRow, scores: Scores, labels: readonly string[], isMarked: boolean): string {
  const values = scoresInOrder(row, scores).flatMap((score, i) => {
    const value = scoreJson(score);
    return value === undefined ? [] : [[labels[i], value] as const];
  });
  const { output, expected, error, index, digest, trial } = row;
  const head = JSON.stringify({ row_index: index, digest, trial });
  const marks = isMarked ? markMembers(row) : {};
  const rest = JSON.stringify({ output, expected, scores: Object.fromEntries(values), error, ...marks });
  return `${head.slice(0, -1)},"item":${itemJson(row)},${rest.slice(1)}`;
}

/** Writes pieces to `path`, over any file there: whole or not at all. Gives the bytes written. */
export async function writeExport(
  fs: FileSystem,
  path: string,
  pieces: AsyncIterable<string>,
): Promise<number> {
  const { folder } = splitPath(path);
  // The editor makes folders, and in a browser it may know the file alone.
  if (!isEditorPath(path) && (await fs.stat(folder)) === null)
    throw new Problem("notFound", `There is no folder ${folder} to export into.`);
  const writing = <T>(work: () => Promise<T>): Promise<T> =>
    explained({ doing: `export to ${path}`, place: folder }, work);
  const sink = await writing(() => fs.replace(path));
  const encoder = new TextEncoder();
  let bytes = 0;
  try {
    for await (const piece of pieces) {
      const encoded = encoder.encode(piece);
      bytes += encoded.length;
      await writing(() => sink.write(encoded));
    }
    await writing(() => sink.close());
    return bytes;
  } catch (error) {
    await sink.abandon();
    throw error;
  }
}
