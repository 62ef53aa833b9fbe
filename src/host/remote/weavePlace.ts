// Where in Weave a result is: one of a service's list, or a stored copy, which knows what it was pulled from. An address is
// opened only of a connection that may be used: what a stored file says is no reason to go anywhere.
import * as vscode from "vscode";
import { Problem } from "../../core/problem.ts";
import type { RunId } from "../../core/run.ts";
import { type Connection, serviceAddress } from "../../core/services/connection.ts";
import type { RemoteOrigin } from "../../core/services/evalSource.ts";
import { type Given, remotesOf, runsOf } from "../commandTargets.ts";
import type { Services } from "./services.ts";

export interface WeavePlace {
  readonly connection: Connection;
  /** `entity/project`. */
  readonly workspace: string;
  /** The run's id there. */
  readonly name: string;
}

/** Of the first result among nodes; `null`, and said, where none is a run of Weave. */
export async function weavePlaceOf(services: Services, nodes: readonly Given[]): Promise<WeavePlace | null> {
  const [remote] = remotesOf(nodes);
  const [run] = runsOf(nodes);
  if (remote !== undefined) {
    const { workspace, name, connection: id } = remote.remote;
    const connection = services.parts.book.usable(id);
    if (connection?.kind === "weave") return { connection, workspace, name };
  } else if (run !== undefined) return storedPlace(services, run.id);
  void vscode.window.showInformationMessage("Choose a run of Weave in the results view.");
  return null;
}

async function storedPlace(services: Services, id: RunId): Promise<WeavePlace> {
  const { remote } = await services.parts.store.call("origin", { id });
  if (remote === undefined) throw notFromWeave("This result");
  return placeOfOrigin(services, remote);
}

/** The place that a pulled copy names, where a connection leads there. Throws where none does. */
export function placeOfOrigin({ entries }: Services, origin: RemoteOrigin): WeavePlace {
  const found = entries.find(
    ({ connection, isApproved }) =>
      isApproved && connection.kind === "weave" && serviceAddress(connection) === origin.service,
  );
  if (found === undefined)
    throw new Problem(
      "notFound",
      `This was pulled from ${origin.connection} at ${origin.service}, and no connection to Weave leads there any more: add one, then try again.`,
    );
  return { connection: found.connection, workspace: origin.workspace, name: origin.name };
}

export function notFromWeave(what: string): Problem {
  return new Problem("badInput", `${what} was not pulled from Weave: it was imported from a file.`);
}

/** Opens a page whose address is made of checked parts; `null`: there is none. */
export async function openWeavePage(page: string | null): Promise<void> {
  if (page === null) throw new Problem("badInput", "Weave has no page of that name.");
  await vscode.env.openExternal(vscode.Uri.parse(page, true));
}
