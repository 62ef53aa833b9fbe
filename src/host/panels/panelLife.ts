// What every panel does alike: it is kept up to date, as what is said about scores may change while it is open and its runs
// may go; it copies texts, switches errors for all views, and reports what broke in its page.
import * as vscode from "vscode";
import type { Lifetime } from "../../util/lifetime.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { Reporter } from "../report.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";

export interface PanelLifeParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
}

/** The events that keep a page up to date. */
export interface ViewEvents<V> {
  emit(name: "view", view: V): void;
  emit(name: "gone", nothing: null): void;
}

/** Requests that every panel's contract has. `name`: what the log calls the panel. */
export function panelHandlers({ report, errors }: PanelLifeParts, name: string) {
  return {
    copy: async ({ text }: { readonly text: string }): Promise<null> => {
      await vscode.env.clipboard.writeText(String(text));
      return null;
    },
    countErrors: async ({ withErrors }: { readonly withErrors: boolean }): Promise<null> => {
      await errors.set(withErrors === true);
      return null;
    },
    crashed: ({ message }: { readonly message: string }): null => {
      report.info(`The ${name} panel reported: ${String(message).slice(0, 2000)}`);
      return null;
    },
  };
}

/**
 * Looks after every change of the store and of the switch for errors; an unchanged view is not sent again.
 * `view` makes it anew, and fails where a run of it is gone.
 */
export function emitChanges<V extends { readonly rev: number }>(
  { store, report, errors }: PanelLifeParts,
  life: Lifetime,
  server: ViewEvents<V>,
  view: () => Promise<V>,
): void {
  let last: string | null = null;
  const look = (): void => {
    view().then(
      (next) => {
        const text = JSON.stringify({ ...next, rev: 0 });
        if (text !== last) server.emit("view", next);
        last = text;
      },
      (error: unknown) => {
        if (!life.signal.aborted && !report.isCancellation(error)) server.emit("gone", null);
      },
    );
  };
  life.own(store.onDidChange(look));
  life.own(errors.onDidChange(look));
}
