// Commands that mean results of services too: refresh, pull, delete.
import * as vscode from "vscode";
import type { RunSummary } from "../../core/run.ts";
import { type Given, type RunTargets, remotesOf, runsOf } from "../commandTargets.ts";
import { confirmAndRemove } from "../deleteFlow.ts";
import { pullAndTell } from "./pullFlow.ts";
import { confirmAndRemoveThere } from "./removeFlow.ts";
import type { Services } from "./services.ts";
import { weaveHandlers } from "./weaveHandlers.ts";

export interface RemoteHandlerParts {
  readonly services: Services;
  readonly targets: RunTargets;
  readonly open: (run: RunSummary) => void;
}

export function remoteHandlers({ services, targets, open }: RemoteHandlerParts) {
  const { parts } = services;
  const remotes = (node?: Given, selection?: readonly Given[]) => remotesOf(targets.nodes(node, selection));
  return {
    ...weaveHandlers(services, targets),
    "evalResults.results.refresh": async () => {
      parts.store.notify();
      await services.renewShown();
    },
    "evalResults.remote.pull": (node?: Given, selection?: readonly Given[]) =>
      pullAndTell(services, remotes(node, selection), open),
    "evalResults.remote.delete": (node?: Given, selection?: readonly Given[]) =>
      confirmAndRemoveThere(services, remotes(node, selection)),
    /** The workspace's own go to the trash, those of a service are gone for good: never both by one answer. */
    "evalResults.result.delete": async (node?: Given, selection?: readonly Given[]) => {
      const there = remotes(node, selection);
      if (there.length === 0)
        return confirmAndRemove(parts, await targets.several(node, selection, "Delete which results?"));
      if (runsOf(targets.nodes(node, selection)).length === 0) return confirmAndRemoveThere(services, there);
      void vscode.window.showInformationMessage(
        "Select results of this workspace or of a service, not both: they are deleted in different ways.",
      );
    },
  } as const;
}
