// STORE.json: which version of the layout a store folder has, and which readers understand it. Written with the first
// run; a store of a newer version is read, never written.
import { isJsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import { type StoreLayout, writeNew } from "./layout.ts";
import { STORE_FORMAT, STORE_VERSION } from "./manifest.ts";

/** What STORE.json says. `missing`: no store yet, or one written before the file existed, which is version 1. */
export type StoreState = "missing" | "ours" | "newer" | "unreadable" | "damaged";

/** A newer store can be read as far as it says so itself. */
export const NEWER_NOTICE =
  "This store was written by a newer version of Eval Results: results can be read, but not changed. Update the extension to change them.";

const UNREADABLE_NOTICE =
  "This store was written by a newer version of Eval Results that this one can't read. Update the extension; nothing was changed.";

export async function readStoreState(layout: StoreLayout): Promise<StoreState> {
  if ((await layout.fs.stat(layout.storeFile)) === null) return "missing";
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(await layout.fs.read(layout.storeFile)));
  } catch (error) {
    if (error instanceof SyntaxError) return "damaged";
    throw error;
  }
  if (!isJsonObject(content) || content.format !== STORE_FORMAT || typeof content.version !== "number")
    return "damaged";
  if (content.version <= STORE_VERSION) return "ours";
  return typeof content.minReader === "number" && content.minReader <= STORE_VERSION ? "newer" : "unreadable";
}

/** Throws an `unsupported` Problem for a store that this version must not read. */
export async function checkReadable(layout: StoreLayout): Promise<StoreState> {
  const state = await readStoreState(layout);
  if (state === "unreadable") throw new Problem("unsupported", UNREADABLE_NOTICE);
  return state;
}

/** Before a write: throws a `readOnly` Problem for a newer store, and marks a new one as ours. */
export async function prepareWrite(layout: StoreLayout): Promise<void> {
  const state = await checkReadable(layout);
  if (state === "newer") throw new Problem("readOnly", NEWER_NOTICE);
  if (state === "missing") await writeStoreFile(layout);
}

/** Writes STORE.json beside and renames it into place; a damaged one is replaced. */
export async function writeStoreFile(layout: StoreLayout): Promise<void> {
  const { fs } = layout;
  const content = { format: STORE_FORMAT, version: STORE_VERSION, minReader: STORE_VERSION };
  await layout.ensure(layout.tmp);
  const draft = layout.staging("store");
  await writeNew(fs, draft, new TextEncoder().encode(`${JSON.stringify(content)}\n`));
  await replaceFile(layout, draft, layout.storeFile);
  await fs.syncFolder(layout.folder);
}

/** Renames a file over another. Where that is refused, the old one goes first: a reader may find none for a moment. */
export async function replaceFile(layout: StoreLayout, from: string, to: string): Promise<void> {
  const { fs } = layout;
  try {
    await fs.rename(from, to);
  } catch (error) {
    if ((await fs.stat(to)) === null) throw error;
    await fs.remove(to);
    await fs.rename(from, to);
  }
}
