// Keeps an open panel up to date: what is said about scores may change while it is open, and its runs may go.
import type { Lifetime } from "../../util/lifetime.ts";
import type { ErrorsView } from "../errorsView.ts";
import type { Reporter } from "../report.ts";
import type { WorkspaceStore } from "../workspaceStore.ts";

export interface ChangeParts {
  readonly store: WorkspaceStore;
  readonly report: Reporter;
  readonly errors: ErrorsView;
}

export interface Changing<V> {
  /** Makes the view anew; fails where a run of it is gone. */
  readonly view: () => Promise<V>;
  readonly emit: (view: V) => void;
  readonly gone: () => void;
}

/** Looks after every change of the store and of the switch for errors; an unchanged view is not sent again. */
export function emitChanges<V extends { readonly rev: number }>(
  { store, report, errors }: ChangeParts,
  life: Lifetime,
  { view, emit, gone }: Changing<V>,
): void {
  let last: string | null = null;
  const look = (): void => {
    view().then(
      (next) => {
        const text = JSON.stringify({ ...next, rev: 0 });
        if (text !== last) emit(next);
        last = text;
      },
      (error: unknown) => {
        if (!life.signal.aborted && !report.isCancellation(error)) gone();
      },
    );
  };
  life.own(store.onDidChange(look));
  life.own(errors.onDidChange(look));
}
