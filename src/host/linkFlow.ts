// Links to rows: one copied from a panel, one followed from elsewhere, one typed where the editor can't be called by links.
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import { readRowLink, rowLinkText } from "../core/rows/rowLink.ts";
import type { RunId } from "../core/run.ts";
import type { ResultSubject } from "./panels/subjects.ts";
import type { UriRoute } from "./uriRoutes.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

/** The extension's full id, which the editor finds it by. */
export const EXTENSION = "eval-results.eval-results";
const CLIPBOARD_MS = 500;

/** Puts a link to a row, or to the whole result, on the clipboard. */
export async function copyRowLink(id: RunId, row: number | null): Promise<void> {
  await vscode.env.clipboard.writeText(rowLinkText(vscode.env.uriScheme, EXTENSION, { id, row }));
  vscode.window.setStatusBarMessage(
    row === null ? "Link to the result copied" : `Link to row ${row + 1} copied`,
    4000,
  );
}

/** Opens the result that a link names, at its row. */
export function rowRoute(
  store: WorkspaceStore,
  show: (subject: ResultSubject, row: number | null) => void,
): UriRoute {
  return async ({ path, query }) => {
    const { id, row } = readRowLink(path, query);
    const run = await store.call("run", { id }).catch((error: unknown) => {
      if ((error as { readonly code?: unknown }).code !== "notFound") throw error;
      const advice =
        "Open the folder that holds it and follow the link again, or restore it if it was deleted.";
      throw new Problem("notFound", `The result of this link is not in this workspace. ${advice}`, {
        cause: error,
      });
    });
    if (row !== null && row >= run.rows)
      throw new Problem("notFound", `This link names row ${row + 1}; ${run.name} has ${run.rows} rows.`);
    show({ id, name: run.name }, row);
  };
}

/** Asks for a link and follows it; one on the clipboard is offered. */
export async function openTypedLink(follow: UriRoute): Promise<void> {
  const prefix = `${vscode.env.uriScheme}://${EXTENSION}/`;
  const copied = await copiedText();
  const typed = await vscode.window.showInputBox({
    title: "Open Link",
    prompt: "A link copied by Copy Link to Row or Copy Link to Saved Comparison",
    placeHolder: `${prefix}result/…?row=1`,
    value: copied.startsWith(prefix) && copied.length < 500 ? copied : "",
    validateInput: (text) =>
      text.trim().startsWith(prefix) ? null : `A link of Eval Results begins with ${prefix}`,
  });
  if (typed !== undefined) await follow(vscode.Uri.parse(typed.trim(), true));
}

/** What is on the clipboard; empty where a browser does not tell, or takes its time to ask for leave. */
function copiedText(): Promise<string> {
  return new Promise((resolve) => {
    const giveUp = setTimeout(() => resolve(""), CLIPBOARD_MS);
    vscode.env.clipboard.readText().then(
      (text) => {
        clearTimeout(giveUp);
        resolve(text.trim());
      },
      () => resolve(""),
    );
  });
}
