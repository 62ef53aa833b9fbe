// Parts of rows as read-only editor documents, so that the editor's own diff, search and copy work on them. A
// document's URI names the row; its text is fetched when the editor wants it, also after a window reload.
import * as vscode from "vscode";
import type { ComparedItem, CompareRow } from "../core/compareTypes.ts";
import type { RowDetail } from "../core/rowQuery.ts";
import type { RunId } from "../core/run.ts";
import type { CompareSubject } from "./panels/subjects.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const SCHEME = "eval-results-row";

type RowPart = "output" | "expected" | "source" | "item";

export interface RowText {
  readonly id: RunId;
  readonly index: number;
  readonly part: RowPart;
}

/** Serves the documents. */
export function registerRowDocuments(store: WorkspaceStore): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri, token) {
      if (uri.query === "") return "";
      const { id, index, part } = JSON.parse(uri.query) as RowText;
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return textOf(await store.call("row", { id, index }, { signal: controller.signal }), part);
    },
  });
}

function textOf(row: RowDetail, part: RowPart): string {
  if (part === "source") return pretty(row.source);
  if (part === "item") return `${JSON.stringify(row.item, null, 2)}\n`;
  return row[part] ?? (part === "output" && row.error !== null ? `(no output: ${row.error})` : "");
}

function pretty(source: string): string {
  try {
    return JSON.stringify(JSON.parse(source), null, 2);
  } catch {
    return source; // bare NaN: shown as it is
  }
}

function uriOf(text: RowText, title: string): vscode.Uri {
  const extension = text.part === "source" || text.part === "item" ? "json" : "txt";
  return vscode.Uri.from({ scheme: SCHEME, path: `/${title}.${extension}`, query: JSON.stringify(text) });
}

/** Opens one part of a row beside nothing: in the active group, as a preview. */
export async function openRowText(text: RowText): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uriOf(text, `row ${text.index + 1} ${text.part}`));
  await vscode.window.showTextDocument(document, { preview: true });
}

/** Opens the editor's own diff on the two outputs of a joined item; a side without a row is empty. */
export function openOutputDiff(subject: CompareSubject, item: ComparedItem): Promise<void> {
  return openDiff(subject, item, "output");
}

/** The same on the two items of a row whose content changed. */
export function openItemDiff(subject: CompareSubject, item: ComparedItem): Promise<void> {
  return openDiff(subject, item, "item");
}

/** Opens the editor's multi-diff on the outputs of several joined rows, each in both runs. */
export async function openOutputDiffs(subject: CompareSubject, rows: readonly CompareRow[]): Promise<void> {
  const resources = rows.flatMap(({ base, candidate }) => {
    if (base === null || candidate === null) return [];
    const side = (id: RunId, name: string, index: number): vscode.Uri =>
      uriOf({ id, index, part: "output" }, rowTitle(name, index, ""));
    const right = side(subject.candidate, subject.candidateName, candidate.index);
    return [[right, side(subject.base, subject.baseName, base.index), right] as const];
  });
  const title = `${subject.baseName} ↔ ${subject.candidateName}: ${resources.length} ${resources.length === 1 ? "row" : "rows"}`;
  await vscode.commands.executeCommand("vscode.changes", title, resources);
}

function rowTitle(name: string, index: number, what: string): string {
  return `${name.replaceAll("/", "-")} row ${index + 1}${what}`;
}

async function openDiff(subject: CompareSubject, item: ComparedItem, part: "output" | "item"): Promise<void> {
  const what = part === "item" ? " item" : "";
  const side = (id: RunId, name: string, rows: readonly RowDetail[]): vscode.Uri =>
    rows[0] === undefined
      ? vscode.Uri.from({ scheme: SCHEME, path: `/not in ${name.replaceAll("/", "-")}.txt` })
      : uriOf({ id, index: rows[0].index, part }, rowTitle(name, rows[0].index, what));
  const row = item.base[0] ?? item.candidate[0];
  await vscode.commands.executeCommand(
    "vscode.diff",
    side(subject.base, subject.baseName, item.base),
    side(subject.candidate, subject.candidateName, item.candidate),
    `${subject.baseName} ↔ ${subject.candidateName}: row ${row === undefined ? "" : row.index + 1}${what}`,
    { preview: true },
  );
}
