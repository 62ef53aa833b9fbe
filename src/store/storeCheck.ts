// Checks a store outside its runs and mends what is only a cache or a rest: the catalogue, the lock, tmp, STORE.json.
// Runs and the trash are looked at, never changed.
import type { Hashes } from "../core/ports.ts";
import { NEWEST_FIRST } from "../core/results/resultOrder.ts";
import type { StoreFinding } from "../core/runStore.ts";
import { runsById } from "./catalogue.ts";
import { loadCatalogue } from "./catalogueFile.ts";
import { countRuns, orderedIds } from "./catalogueQueries.ts";
import { Database, type LoadSql } from "./database.ts";
import { DigestTables } from "./digestTables.ts";
import type { StoreLayout } from "./layout.ts";
import { cleanLeftovers, findLeftovers } from "./leftovers.ts";
import { breakLock, isLockStale } from "./lock.ts";
import { ROW_NOTES, RUN_NOTES } from "./names.ts";
import { isGone, NotesFolder } from "./notesFolder.ts";
import { RunIndex } from "./runIndex.ts";
import { prepareWrite, readStoreState, writeStoreFile } from "./storeFile.ts";
import { Trash } from "./trash.ts";

interface CheckParts {
  readonly layout: StoreLayout;
  readonly hashes: Hashes;
  readonly loadSql: LoadSql;
}

export async function inspectStore(parts: CheckParts): Promise<readonly StoreFinding[]> {
  if ((await parts.layout.fs.stat(parts.layout.folder)) === null) return [];
  return [
    ...(await inspectStoreFile(parts)),
    ...(await inspectCatalogue(parts)),
    ...(await inspectLeftovers(parts)),
    ...(await inspectTrash(parts)),
    ...(await strayNotes(parts)).map((name) =>
      finding(`notes/${name}`, "its result is gone for good", "note", true),
    ),
    ...(await new DigestTables(parts.layout, parts.hashes).damaged()).map((name) =>
      finding(`digests/${name}`, "its bytes changed since they were written", "note", true),
    ),
  ];
}

function finding(
  place: string,
  message: string,
  severity: StoreFinding["severity"],
  canRepair: boolean,
): StoreFinding {
  return { place, message, severity, canRepair };
}

async function inspectStoreFile({ layout }: CheckParts): Promise<readonly StoreFinding[]> {
  const state = await readStoreState(layout);
  if (state === "damaged") return [finding("STORE.json", "it is not readable", "problem", true)];
  if (state === "missing")
    return [finding("STORE.json", "it is missing: this store was made before it was kept", "note", true)];
  if (state !== "ours")
    return [finding("STORE.json", "this store was written by a newer version", "note", false)];
  return [];
}

/** Compares the catalogue on disk with one made from the run folders alone; damaged runs are found on the way. */
async function inspectCatalogue(parts: CheckParts): Promise<readonly StoreFinding[]> {
  const { layout, hashes, loadSql } = parts;
  const saved = await loadCatalogue(layout, hashes, loadSql);
  const truth = new RunIndex(
    layout,
    { ...parts, notes: new NotesFolder(layout) },
    Database.empty(await loadSql()),
  );
  const database = await truth.refresh();
  const found = truth.damaged.map(({ id, reason, isNotes }) => {
    const why = reason.replace(/\.$/, "");
    return isNotes
      ? finding(`notes/${id}.json`, `${why}; the result is shown as imported`, "problem", false)
      : finding(`runs/${id}`, `${why}; it is set aside`, "problem", false);
  });
  const file = "catalogue.sqlite";
  if (saved.state.kind === "damaged") found.push(finding(file, saved.state.reason, "problem", true));
  else if (saved.state.kind === "missing") {
    if (countRuns(database) > 0) found.push(finding(file, "it is missing", "note", true));
  } else if (saved.state.kind === "ready" && snapshot(saved.database) !== snapshot(database))
    found.push(finding(file, "it differs from the run folders", "note", true));
  saved.database.close();
  database.close();
  return found;
}

function snapshot(database: Database): string {
  const ids = orderedIds(database, { condition: null, sort: NEWEST_FIRST });
  return JSON.stringify(runsById(database, ids));
}

async function inspectLeftovers({ layout }: CheckParts): Promise<readonly StoreFinding[]> {
  const found: StoreFinding[] = [];
  for (const { name, isDead } of await findLeftovers(layout))
    if (isDead) found.push(finding(name, "rest of a write that never ended", "note", true));
  if (await isLockStale(layout)) found.push(finding("catalogue.lock", "its process is gone", "note", true));
  return found;
}

async function inspectTrash({ layout }: CheckParts): Promise<readonly StoreFinding[]> {
  const entries = await new Trash(layout).entries();
  return entries
    .filter((entry) => !entry.isWhole)
    .map((entry) => finding(`trash/${entry.folder}`, "this deleted result is damaged", "problem", false));
}

/** Notes left by an emptying of the trash that was cut: of results that are neither stored nor in the trash. */
async function strayNotes({ layout }: CheckParts): Promise<readonly string[]> {
  const stray: string[] = [];
  for (const { name } of await layout.fs.list(layout.notes)) {
    const id = RUN_NOTES.parse(name) ?? ROW_NOTES.parse(name);
    if (id !== null && (await isGone(layout, id))) stray.push(name);
  }
  return stray;
}

/** Mends what `inspectStore` says can be. Throws a `readOnly` Problem for a store of a newer version. */
export async function repairStore(parts: CheckParts): Promise<void> {
  const { layout } = parts;
  if ((await layout.fs.stat(layout.folder)) === null) return;
  if ((await readStoreState(layout)) === "damaged") await writeStoreFile(layout);
  await prepareWrite(layout);
  if (await isLockStale(layout)) await breakLock(layout);
  await cleanLeftovers(layout);
  for (const name of await strayNotes(parts)) await layout.fs.remove(layout.fs.join(layout.notes, name));
  await new DigestTables(layout, parts.hashes).removeDamaged();
  await layout.fs.remove(layout.catalogue);
}
