// Links to a result or one of its rows, as people pass them on: `vscode://eval-results.eval-results/result/ID?row=12`.
// What stands in a link is checked here; nothing of it is ever a path or a name to show.
import { Problem } from "../problem.ts";
import type { RunId } from "../run.ts";

/** What a link names. */
export interface RowLink {
  readonly id: RunId;
  /** Position in the run, from 0; `null`: the result itself. */
  readonly row: number | null;
}

/** First part of a link's path. */
export const RESULT_ROUTE = "result";
const ID = /^[a-z0-9][a-z0-9-]{0,99}$/;
/** Rows are numbered as tables number them, from 1. */
const ROW = /^row=([1-9]\d{0,9})$/;

/** The link as text. `scheme` is the editor's own (`vscode`), `extension` its full id. */
export function rowLinkText(scheme: string, extension: string, { id, row }: RowLink): string {
  return `${scheme}://${extension}/${RESULT_ROUTE}/${id}${row === null ? "" : `?row=${row + 1}`}`;
}

/** Reads a link's path and query; throws a `badInput` Problem for anything else than `rowLinkText` writes. */
export function readRowLink(path: string, query: string): RowLink {
  const [, route, id = "", ...rest] = path.split("/");
  const row = query === "" ? null : ROW.exec(query)?.[1];
  if (route !== RESULT_ROUTE || rest.length > 0 || !ID.test(id) || row === undefined)
    throw new Problem("badInput", "This link names no result: it was changed or cut. Copy it anew.");
  return { id: id as RunId, row: row === null ? null : Number(row) - 1 };
}
