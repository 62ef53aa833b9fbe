// Stands in for the editor inside the panel's frame: its API, its theme, and a host made of a scenario.
// Runs before the panel's own script, which is the very bundle that ships.
import type { Transport } from "../../src/protocol/channel.ts";
import type { CompareCommand, PanelCommand, ResultCommand } from "../../src/protocol/panelCommands.ts";
import { serveResult } from "./fakeResultHost.ts";
import { MANY } from "./manyScenarios.ts";
import { COMPARISONS, RESULTS } from "./scenarios.ts";
import { serveComparison } from "./serveComparison.ts";
import { serveManyRuns } from "./serveMany.ts";

// from "./serveComparison.ts";

const query = new URLSearchParams(location.search);
const panel = query.get("panel") ?? "result";
const scenario = query.get("scenario") ?? "usual";
const stateKey = `${panel} ${scenario}`;

function applyTheme(name: string): void {
  document.documentElement.dataset.theme = name;
  const kind = name.startsWith("hc")
    ? `vscode-high-contrast${name.includes("light") ? " vscode-high-contrast-light" : ""}`
    : name.includes("light")
      ? "vscode-light"
      : "vscode-dark";
  document.body.className = kind;
}

/** Messages are cloned, as the editor does, so that nothing but plain data can cross. */
function hostSide(): { readonly transport: Transport; readonly fromPage: (message: unknown) => void } {
  const receivers = new Set<(message: unknown) => void>();
  return {
    transport: {
      post: (message) =>
        window.dispatchEvent(new MessageEvent("message", { data: structuredClone(message) })),
      listen(receive) {
        receivers.add(receive);
        return () => receivers.delete(receive);
      },
    },
    fromPage: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => receivers.forEach((receive) => void receive(copy)));
    },
  };
}

function tellShell(what: string): void {
  parent.postMessage({ playground: what }, location.origin);
}

/** The commands that the manifest binds to keys of the result panel. */
function commandOfKey(event: KeyboardEvent): ResultCommand | null {
  const isControl = event.ctrlKey || event.metaKey;
  if (event.key === "F8") return event.shiftKey ? "previousLow" : "nextLow";
  if (isControl && event.altKey && event.key === "l") return "copyLink";
  if (isControl && event.key === "f") return "find";
  return isControl && event.key === "Enter" ? "openInEditor" : null;
}

const { transport, fromPage } = hostSide();
const api = {
  postMessage: fromPage,
  getState: (): unknown => JSON.parse(sessionStorage.getItem(stateKey) ?? "null") ?? undefined,
  setState: (state: unknown) => sessionStorage.setItem(stateKey, JSON.stringify(state)),
};
if (query.has("fresh")) sessionStorage.removeItem(stateKey);
Object.assign(globalThis, { acquireVsCodeApi: () => api });

applyTheme(query.get("theme") ?? "dark-modern");
window.addEventListener("message", (event: MessageEvent<{ theme?: string }>) => {
  if (typeof event.data?.theme === "string") applyTheme(event.data.theme);
});

if (panel === "compareMany") {
  const made = (MANY[scenario] ?? MANY["four runs"])?.();
  if (made !== undefined) {
    const server = serveManyRuns(transport, made.comparison, made.troubles, tellShell);
    bindCompareKeys(server);
    if (scenario === "run deleted") setTimeout(() => server.emit("gone", null), 1500);
  }
} else if (panel === "compare") {
  const made = (COMPARISONS[scenario] ?? COMPARISONS.usual)?.();
  if (made !== undefined) {
    const server = serveComparison(transport, made.comparison, made.troubles, tellShell);
    bindCompareKeys(server);
    if (scenario === "deleted") setTimeout(() => server.emit("gone", null), 600);
  }
} else {
  const made = (RESULTS[scenario] ?? RESULTS.usual)?.();
  if (made !== undefined) {
    const server = serveResult(transport, made.sample, made.troubles, tellShell, made.trend);
    document.addEventListener("keydown", (event) => {
      const name = commandOfKey(event);
      if (name === null) return;
      event.preventDefault();
      server.emit("command", { name, row: null });
    });
    if (scenario === "deleted") setTimeout(() => server.emit("gone", null), 600);
  }
}

/** Keys that the editor binds to the commands of a comparison. */
function bindCompareKeys(server: {
  emit(name: "command", command: PanelCommand<CompareCommand>): void;
}): void {
  document.addEventListener("keydown", (event) => {
    const isDiff = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (event.key !== "F8" && !isDiff) return;
    event.preventDefault();
    const step = event.shiftKey ? "previousRegression" : "nextRegression";
    const diff = event.shiftKey ? "openDiffs" : "openDiff";
    server.emit("command", { name: isDiff ? diff : step, row: null });
  });
}
