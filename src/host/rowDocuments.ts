// Parts of rows as read-only editor documents, so that the editor's own diff, search and copy work on them. A
// document's URI names the row; its text is fetched when the editor wants it, also after a window reload.
import * as vscode from "vscode";
import type { ComparedItem, CompareRow } from "../core/compare/compareTypes.ts";
import { isJsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import { partInWords, type RowPart, readRowPart, titleText } from "../core/rows/rowParts.ts";
import type { RowDetail } from "../core/rows/rowQuery.ts";
import type { RunId } from "../core/run.ts";
import { endingOf, type TextEnding } from "../core/text/textLanguage.ts";
import { checkedCount } from "./checkedInput.ts";
import type { CompareSubject } from "./panels/subjects.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const SCHEME = "eval-results-row";
const WHOLE = { from: 0, limit: Number.MAX_SAFE_INTEGER } as const;

/** What a document shows. */
export interface RowDocument {
  readonly id: RunId;
  readonly index: number;
  readonly part: RowPart;
}

/** Serves the documents. */
export function registerRowDocuments(store: WorkspaceStore): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    async provideTextDocumentContent(uri, token) {
      if (uri.query === "") return "";
      const shown = readDocument(uri.query);
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const { signal } = controller;
      try {
        return (await store.call("rowText", { ...shown, ...WHOLE }, { signal })).text;
      } catch (error) {
        const isMissing = (error as { readonly code?: unknown }).code === "notFound";
        if (!isMissing || shown.part.kind !== "output") throw error;
        // A row that failed has no output: its diff says why.
        const row = await store.call("row", { id: shown.id, index: shown.index }, { signal });
        return row.error === null ? "" : `(no output: ${row.error})`;
      }
    },
  });
}

/** A document's address is kept by the editor, and anyone may make one. */
function readDocument(query: string): RowDocument {
  const kept: unknown = JSON.parse(query);
  const part = isJsonObject(kept) ? readRowPart(kept.part) : null;
  if (!isJsonObject(kept) || typeof kept.id !== "string" || part === null)
    throw new Problem("badInput", "This document names no part of a row. Open it anew from its result.");
  return { id: kept.id as RunId, index: checkedCount(kept.index), part };
}

function uriOf(shown: RowDocument, title: string, ending: TextEnding): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${titleText(title)}.${ending}`,
    query: JSON.stringify(shown),
  });
}

/** Opens one part of a row as a preview, in the language that its text is in. */
export async function openRowText(store: WorkspaceStore, shown: RowDocument): Promise<void> {
  const { ending } = await store.call("rowText", { ...shown, from: 0, limit: 0 });
  const title = `row ${shown.index + 1} ${partInWords(shown.part)}`;
  const document = await vscode.workspace.openTextDocument(uriOf(shown, title, ending));
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
export async function openOutputDiffs(
  subject: CompareSubject,
  rows: readonly Pick<CompareRow, "base" | "candidate">[],
): Promise<void> {
  const resources = rows.flatMap(({ base, candidate }) => {
    if (base === null || candidate === null) return [];
    const side = (id: RunId, name: string, index: number): vscode.Uri =>
      uriOf({ id, index, part: { kind: "output" } }, rowTitle(name, index, ""), "txt");
    const right = side(subject.candidate, subject.candidateName, candidate.index);
    return [[right, side(subject.base, subject.baseName, base.index), right] as const];
  });
  const title = `${subject.baseName} ↔ ${subject.candidateName}: ${resources.length} ${resources.length === 1 ? "row" : "rows"}`;
  await vscode.commands.executeCommand("vscode.changes", title, resources);
}

function rowTitle(name: string, index: number, what: string): string {
  return `${name} row ${index + 1}${what}`;
}

async function openDiff(subject: CompareSubject, item: ComparedItem, part: "output" | "item"): Promise<void> {
  const what = part === "item" ? " item" : "";
  const ending = (row: RowDetail): TextEnding =>
    part === "item" ? endingOf(JSON.stringify(row.item)) : "txt";
  const side = (id: RunId, name: string, rows: readonly RowDetail[]): vscode.Uri =>
    rows[0] === undefined
      ? vscode.Uri.from({ scheme: SCHEME, path: `/${titleText(`not in ${name}`)}.txt` })
      : uriOf(
          { id, index: rows[0].index, part: { kind: part } },
          rowTitle(name, rows[0].index, what),
          ending(rows[0]),
        );
  const row = item.base[0] ?? item.candidate[0];
  await vscode.commands.executeCommand(
    "vscode.diff",
    side(subject.base, subject.baseName, item.base),
    side(subject.candidate, subject.candidateName, item.candidate),
    `${subject.baseName} ↔ ${subject.candidateName}: row ${row === undefined ? "" : row.index + 1}${what}`,
    { preview: true },
  );
}
