// A row of a run that was pulled from Weave, at Weave: its call's page, and its prediction deleted there for good.
import * as vscode from "vscode";
import { Problem } from "../../core/problem.ts";
import type { RunId } from "../../core/run.ts";
import type { RemoteRow } from "../../core/services/evalSource.ts";
import type { ServiceRowAction } from "../../core/services/rowActions.ts";
import { weaveCallPage } from "../../core/services/weaveAddress.ts";
import { formatCount } from "../../core/text/formatNumber.ts";
import type { Services } from "./services.ts";
import { notFromWeave, openWeavePage, placeOfOrigin } from "./weavePlace.ts";

const DELETE = "Delete on the Service";

export async function rowAtService(
  services: Services,
  id: RunId,
  action: ServiceRowAction,
  index: number,
): Promise<void> {
  const row = await services.parts.store.call("remoteRow", { id, index });
  if (row === null) throw notFromWeave("This row");
  const { connection, workspace } = placeOfOrigin(services, row.origin);
  if (action === "openCall") await openWeavePage(weaveCallPage(connection.baseUrl, workspace, row.call));
  else await deletePrediction(services, row, index);
}

async function deletePrediction(services: Services, row: RemoteRow, index: number): Promise<void> {
  const { connection, workspace } = placeOfOrigin(services, row.origin);
  const { prediction } = row;
  if (prediction === null)
    throw new Problem("badInput", "Weave told no prediction of this row, so there is none to delete.");
  const what = `the prediction of row ${formatCount(index + 1, vscode.env.language)}`;
  const choice = await vscode.window.showWarningMessage(
    `Delete ${what} on ${connection.name}?`,
    {
      modal: true,
      detail: `${prediction}\nin ${workspace}, run ${row.origin.name}\n\nThe prediction's call and what it called are removed for everyone who uses the project; they can't be brought back. The run, its other predictions and the pulled copy in this workspace stay; Weave may go on to show the trial that it was part of.`,
    },
    DELETE,
  );
  if (choice !== DELETE) return;
  const call = await services.engine();
  await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Deleting on the service", cancellable: true },
    (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const params = { connection: connection.id, workspace, ids: [prediction] };
      return call("remoteRemovePredictions", params, { signal: controller.signal });
    },
  );
  void vscode.window.showInformationMessage(
    `Deleted ${what} on ${connection.name}. The pulled copy stays in this workspace.`,
  );
}
