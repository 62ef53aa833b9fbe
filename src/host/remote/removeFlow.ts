// Deletes results on their service, for good: says what that removes and what not, and offers a copy first.
import * as vscode from "vscode";
import type { Connection } from "../../core/services/connection.ts";
import type { ListedRemote } from "../../core/services/evalSource.ts";
import { formatCount } from "../../core/text/formatNumber.ts";
import { storedCopies } from "./pullFlow.ts";
import type { Services } from "./services.ts";

const COPY_FIRST = "Pull a Copy First";
const DELETE = "Delete on the Service";

/** What a deletion means there, for the question. */
const MEANINGS: Readonly<Record<Connection["kind"], string>> = {
  nemo: "The result's entry is removed for everyone who uses the service. The job that made it, its files and the dataset stay; the result can't be brought back.",
  weave:
    "The evaluation run and its predictions are removed for everyone who uses the project. The evaluation, its dataset and its scorers stay; the run can't be brought back.",
};

export async function confirmAndRemoveThere(
  services: Services,
  remotes: readonly ListedRemote[],
): Promise<void> {
  const [first] = remotes;
  const connection = first && services.parts.book.usable(first.remote.connection);
  if (first === undefined || !connection) return;
  const count =
    remotes.length === 1 ? first.name : `${formatCount(remotes.length, vscode.env.language)} results`;
  const missing = remotes.filter(({ copy }) => copy?.isCurrent !== true);
  const names = remotes.slice(0, 10).map(({ name }) => name);
  const rest = remotes.length > names.length ? [`and ${remotes.length - names.length} more`] : [];
  const copies =
    missing.length === 0
      ? "Copies in this workspace stay."
      : missing.length === remotes.length
        ? "There is no current copy in this workspace."
        : `${missing.length} of them have no current copy in this workspace.`;
  const actions = missing.length === 0 ? [DELETE] : [COPY_FIRST, DELETE];
  const choice = await vscode.window.showWarningMessage(
    `Delete ${count} on ${connection.name}?`,
    { modal: true, detail: `${[...names, ...rest].join("\n")}\n\n${MEANINGS[connection.kind]} ${copies}` },
    ...actions,
  );
  if (choice === COPY_FIRST) {
    await storedCopies(services, missing);
    // Asked again: the copies are there now, and the answer is another one.
    await confirmAndRemoveThere(services, withCopies(services, remotes));
  } else if (choice === DELETE) await removeThere(services, remotes, connection);
}

/** The results as they are listed now. */
function withCopies(services: Services, remotes: readonly ListedRemote[]): readonly ListedRemote[] {
  return remotes.map((remote) => {
    const runs = services.lists.of(remote.remote.connection).answer?.runs ?? [];
    return runs.find(({ id }) => id === remote.id) ?? remote;
  });
}

async function removeThere(
  services: Services,
  remotes: readonly ListedRemote[],
  connection: Connection,
): Promise<void> {
  const call = await services.engine();
  const { removed, failed } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Deleting on the service", cancellable: true },
    (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return call(
        "remoteRemove",
        { refs: remotes.map(({ remote }) => remote) },
        { signal: controller.signal },
      );
    },
  );
  await services.lists.renew(connection);
  const what = removed.length === 1 ? removed[0]?.name : `${removed.length} results`;
  if (removed.length > 0)
    void vscode.window.showInformationMessage(
      `Deleted ${what} on ${connection.name}. ${removed.length === 1 ? "A pulled copy stays" : "Pulled copies stay"} in this workspace.`,
    );
  const [first] = failed;
  if (first === undefined) return;
  const more = failed.length === 1 ? "" : ` ${failed.length - 1} more were not deleted either.`;
  void vscode.window.showErrorMessage(`${first.ref.name} was not deleted. ${first.message}${more}`);
}
