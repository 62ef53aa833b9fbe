// Commands on connections: add, edit, sign in and out, remove with undo, approve an address, take approvals back.
import * as vscode from "vscode";
import { failureTitle, hasFailed } from "../../core/results/connectionNodes.ts";
import { type Connection, SERVICE_NAMES } from "../../core/services/connection.ts";
import type { Given } from "../commandTargets.ts";
import { inert } from "../plainText.ts";
import type { Services } from "../remote/services.ts";
import { askChange, askNewConnection, askWorkspaces } from "./askConnection.ts";
import { askKey } from "./askKey.ts";
import type { BookEntry } from "./connectionBook.ts";

export interface ConnectionFlowParts {
  readonly services: Services;
  /** Shows a connection opened in the tree. */
  readonly reveal: (connection: Connection) => Promise<void>;
}

export function connectionHandlers({ services, reveal }: ConnectionFlowParts) {
  const { book, keys, localKeys, report } = services.parts;
  /** A command on one connection: the one clicked, else one that is asked for. */
  const on =
    (title: string, run: (entry: BookEntry) => Promise<unknown>) =>
    async (given?: Given): Promise<void> => {
      const entry = entryOf(services, given) ?? (await pickConnection(services, title));
      if (entry !== null) await run(entry);
    };
  const again = ({ connection }: BookEntry) => services.lists.renew(connection);
  return {
    "evalResults.connections.add": async () => {
      const asked = await askNewConnection(
        book.entries.map(({ connection }) => connection),
        localKeys,
      );
      if (asked === null) return;
      if (asked.key !== null) await keys.enter(asked.connection, asked.key);
      await book.add(asked.connection);
      await reveal(asked.connection);
    },
    "evalResults.connections.approvals": () => takeApprovalsBack(services),
    "evalResults.connection.edit": on("Edit which connection?", async (entry) => {
      const others = book.entries.filter((one) => one !== entry).map(({ connection }) => connection);
      const kept = await keys.of(entry.connection);
      const asked = await askChange(entry.connection, { others, localKeys }, kept?.origin ?? null);
      if (asked === null) return;
      if (asked.key !== null) await keys.enter(asked.connection, asked.key);
      await book.replace(entry, asked.connection);
    }),
    "evalResults.connection.workspaces": on("Change the workspaces of which connection?", async (entry) => {
      const workspaces = await askWorkspaces(entry.connection);
      if (workspaces !== null) await book.replace(entry, { ...entry.connection, workspaces });
    }),
    "evalResults.connection.signIn": on("Sign in to which connection?", async (entry) => {
      if (!(await isApproved(services, entry))) return;
      const key = await askKey(entry.connection, localKeys);
      if (key === null) return;
      await keys.enter(entry.connection, key);
      if (entry.connection.auth === "none") await book.replace(entry, { ...entry.connection, auth: "key" });
      await reveal(entry.connection);
    }),
    "evalResults.connection.signOut": on("Sign out of which connection?", async ({ connection }) => {
      await keys.forget(connection);
      vscode.window.setStatusBarMessage(`$(key) Signed out of ${inert(connection.name)}`, 5000);
    }),
    "evalResults.connection.approve": on("Approve the address of which connection?", async (entry) => {
      if (await isApproved(services, entry)) await reveal(entry.connection);
    }),
    "evalResults.connection.remove": on("Remove which connection?", async (entry) => {
      const key = await keys.of(entry.connection);
      const putBack = await book.remove(entry);
      await keys.forget(entry.connection);
      report.run(async () => {
        const choice = await vscode.window.showInformationMessage(
          `Removed ${entry.connection.name}${key === null ? "" : " and its key"}. Nothing changed on the service, and pulled results stay.`,
          "Undo",
        );
        if (choice !== "Undo") return;
        if (key !== null) await keys.put(entry.connection, key);
        await putBack();
      });
    }),
    "evalResults.connection.refresh": on("Refresh which connection?", again),
    "evalResults.connection.tryAgain": on("Ask which connection again?", again),
  } as const;
}

function entryOf({ parts }: Services, given: Given | undefined): BookEntry | null {
  return given !== undefined && "connection" in given ? parts.book.entry(given.connection.id) : null;
}

async function pickConnection({ entries, lists }: Services, title: string): Promise<BookEntry | null> {
  if (entries.length === 0) {
    const choice = await vscode.window.showInformationMessage(
      "There is no connection yet.",
      "Add Connection…",
    );
    if (choice !== undefined) await vscode.commands.executeCommand("evalResults.connections.add");
    return null;
  }
  const items = entries.map((entry) => {
    const { name, kind, baseUrl } = entry.connection;
    const { standing } = lists.of(entry.connection.id);
    return {
      label: inert(name),
      description: `${SERVICE_NAMES[kind]}, ${baseUrl}`,
      ...(hasFailed(standing) ? { detail: failureTitle(standing) } : {}),
      entry,
    };
  });
  return (await vscode.window.showQuickPick(items, { title }))?.entry ?? null;
}

/** Whether its address may be used: asks once, naming the file that it comes from. */
async function isApproved({ parts }: Services, entry: BookEntry): Promise<boolean> {
  const approval = parts.book.approvalOf(entry);
  if (approval === null || entry.isApproved) return true;
  const { name } = entry.connection;
  const choice = await vscode.window.showWarningMessage(
    `Connect to ${approval.origin}?`,
    {
      modal: true,
      detail: `The address of ${name} was not written by you: it comes from ${entry.place.label} of this workspace (${vscode.Uri.parse(approval.file).path}). What you ask of the service, and a key that you enter for it, will be sent there.\n\nThis is remembered for this address in this file, and can be taken back with “Take Back Approved Addresses…”.`,
    },
    "Approve",
  );
  if (choice !== "Approve") return false;
  await parts.book.approvals.add(approval);
  return true;
}

async function takeApprovalsBack({ parts }: Services): Promise<void> {
  const { approvals } = parts.book;
  const items = approvals.all.map((approval) => ({
    label: inert(approval.origin),
    description: vscode.Uri.parse(approval.file).path,
    approval,
  }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage("No address of a workspace is approved.");
    return;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: "Take back which approved addresses?",
    canPickMany: true,
  });
  if (picked !== undefined && picked.length > 0)
    await approvals.takeBack(picked.map(({ approval }) => approval));
}
