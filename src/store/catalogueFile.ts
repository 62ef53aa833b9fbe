// The catalogue's snapshot on disk: loaded when it is whole, saved beside and renamed over, under an advisory lock. Any
// failure costs only speed at the next start, for the run folders are the truth.
import type { Hashes } from "../core/ports.ts";
import { Database, type LoadSql } from "./database.ts";
import { type StoreLayout, writeNew } from "./layout.ts";
import { takeLock } from "./lock.ts";
import { replaceFile } from "./storeFile.ts";

/** What was found where the catalogue lies. */
export type CatalogueState =
  | { readonly kind: "ready" }
  | { readonly kind: "missing" }
  | { readonly kind: "newer" }
  | { readonly kind: "damaged"; readonly reason: string };

export interface LoadedCatalogue {
  readonly database: Database;
  readonly state: CatalogueState;
  /** Differs from the file: to be saved at the next chance. */
  readonly isChanged: boolean;
}

/** The catalogue as saved, or an empty one to fill from the run folders. */
export async function loadCatalogue(
  layout: StoreLayout,
  hashes: Hashes,
  loadSql: LoadSql,
): Promise<LoadedCatalogue> {
  const engine = await loadSql();
  const anew = (state: CatalogueState): LoadedCatalogue => ({
    database: Database.empty(engine),
    state,
    isChanged: state.kind === "damaged",
  });
  const bytes = await readOrNull(layout);
  if (bytes === null) return anew({ kind: "missing" });
  const opened = Database.open(engine, bytes, hashes.crc32);
  if (opened.kind !== "ready") return anew(opened);
  return { database: opened.database, state: { kind: "ready" }, isChanged: opened.isMigrated };
}

async function readOrNull(layout: StoreLayout): Promise<Uint8Array | null> {
  try {
    if ((await layout.fs.stat(layout.catalogue)) === null) return null;
    return await layout.fs.read(layout.catalogue);
  } catch {
    return null; // replaced this moment, or not for us to read: the run folders tell the same
  }
}

/** Saves a snapshot; gives whether it is on disk now. Busy elsewhere or not writable: no, and no harm. */
export async function saveCatalogue(
  layout: StoreLayout,
  hashes: Hashes,
  database: Database,
): Promise<boolean> {
  const lock = await takeLock(layout);
  if (lock === null) return false;
  const draft = layout.staging("catalogue");
  try {
    await layout.ensure(layout.tmp);
    await writeNew(layout.fs, draft, database.bytes(hashes.crc32));
    await replaceFile(layout, draft, layout.catalogue);
    return true;
  } catch {
    // A cache: reading goes on from memory.
    await layout.fs.remove(draft).catch(() => undefined);
    return false;
  } finally {
    await lock.release().catch(() => undefined);
  }
}
