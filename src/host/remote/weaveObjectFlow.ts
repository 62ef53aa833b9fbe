// Opens what a Weave run is made of in the browser: its evaluation, dataset, model or a scorer.
import * as vscode from "vscode";
import type { RunObject } from "../../core/services/evaluationSource.ts";
import { weaveObjectPage, weaveRef } from "../../core/services/weaveAddress.ts";
import type { Given } from "../commandTargets.ts";
import { inert } from "../plainText.ts";
import type { Services } from "./services.ts";
import { openWeavePage, weavePlaceOf } from "./weavePlace.ts";

const ICONS: Readonly<Record<RunObject["kind"], string>> = {
  evaluation: "beaker",
  dataset: "database",
  model: "server-process",
  scorer: "law",
};

export async function openObject(services: Services, nodes: readonly Given[]): Promise<void> {
  const place = await weavePlaceOf(services, nodes);
  if (place === null) return;
  const { connection, workspace, name } = place;
  const call = await services.engine();
  const objects = await call("remoteObjects", { ref: { connection: connection.id, workspace, name } });
  const items = objects.flatMap(({ kind, ref }) => {
    const read = weaveRef(ref);
    const page = read === null ? null : weaveObjectPage(connection.baseUrl, read);
    if (read === null || page === null) return [];
    return [
      { label: `$(${ICONS[kind]}) ${inert(read.name)}`, description: `${kind}, ${read.digest ?? ""}`, page },
    ];
  });
  if (items.length === 0) {
    void vscode.window.showInformationMessage("Weave names neither evaluation nor model of this run.");
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: "Open in Weave",
    placeHolder: "What this run is made of, in the version that it used",
    matchOnDescription: true,
  });
  if (picked !== undefined) await openWeavePage(picked.page);
}
