// Files dropped on the results view. A drop from the editor or the desktop names places; one into a browser window
// carries contents only, which are held in memory for as long as they are used.
import * as vscode from "vscode";
import type { DroppedContents } from "./droppedContents.ts";

/** What a view must declare to be given files: places, and contents without a place. */
export const FILE_MIMES = ["text/uri-list", "files"];

/** Calls `use` with the dropped files, if there are any; contents are let go when it has ended. */
export async function withDroppedFiles(
  data: vscode.DataTransfer,
  contents: DroppedContents,
  use: (files: readonly vscode.Uri[]) => Promise<void>,
): Promise<void> {
  const places = await droppedPlaces(data);
  if (places.length > 0) return use(places);
  const files = [...data].flatMap(([, item]) => item.asFile() ?? []);
  if (files.length === 0) return;
  const held = await contents.hold(files);
  try {
    await use(held.uris);
  } finally {
    held.dispose();
  }
}

async function droppedPlaces(data: vscode.DataTransfer): Promise<readonly vscode.Uri[]> {
  const list = (await data.get("text/uri-list")?.asString()) ?? "";
  const listed = list
    .split(/\r?\n/)
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => vscode.Uri.parse(line, true));
  return listed.length > 0 ? listed : [...data].flatMap(([, item]) => item.asFile()?.uri ?? []);
}
