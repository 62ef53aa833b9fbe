// The only door to the editor: a transport for the channel, the kept page state, and the report of a crash.
import type { Transport } from "../../src/protocol/channel.ts";

interface EditorApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): EditorApi;

let api: EditorApi | null = null;

/** The editor hands its API out once per page. */
function editorApi(): EditorApi {
  api ??= acquireVsCodeApi();
  return api;
}

/** Carries channel messages between this page and the extension. */
export function hostTransport(): Transport {
  return {
    post: (message) => editorApi().postMessage(message),
    listen(receive) {
      const onMessage = (event: MessageEvent<unknown>) => receive(event.data);
      window.addEventListener("message", onMessage);
      return () => window.removeEventListener("message", onMessage);
    },
  };
}

/** Page state that survives hiding and reloading. A state of another version is dropped, not guessed at. */
export interface KeptState<S extends object> {
  readonly get: () => S;
  readonly change: (part: Partial<S>) => void;
  /** What this page shows, for the host: it hands the page back to the right panel after a window reload. */
  readonly keepSubject: (subject: Readonly<Record<string, string>>) => void;
}

export function keepState<S extends object>(stateVersion: number, initial: S): KeptState<S> {
  const stored = editorApi().getState() as
    | { stateVersion?: unknown; state?: Partial<S>; subject?: Readonly<Record<string, string>> }
    | undefined;
  const isSame = stored?.stateVersion === stateVersion && typeof stored.state === "object";
  let state: S = isSame ? { ...initial, ...stored.state } : initial;
  let subject = stored?.subject;
  const save = (): void => editorApi().setState({ stateVersion, state, subject });
  return {
    get: () => state,
    change(part) {
      state = { ...state, ...part };
      save();
    },
    keepSubject(shown) {
      subject = shown;
      save();
    },
  };
}

/** Sends the first uncaught errors of the page to `report`; a loop of failures must not flood the log. */
export function reportCrashes(report: (message: string) => void): void {
  let left = 5;
  const send = (reason: unknown) => {
    if (left-- > 0)
      report(reason instanceof Error ? `${reason.message}\n${reason.stack ?? ""}` : String(reason));
  };
  window.addEventListener("error", (event) => send(event.error ?? event.message));
  window.addEventListener("unhandledrejection", (event) => send(event.reason));
}
