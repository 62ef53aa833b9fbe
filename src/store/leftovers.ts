// What writes that never ended left behind: entries of `tmp`, and runs written in place without their manifest. They are
// removed only when their process is known to be gone, or when another machine's was not touched for a day.
import { fileSystemNow, type StoreLayout } from "./layout.ts";
import { MANIFEST_FILE, readManifest } from "./manifest.ts";
import { parseTrashName, stagingOwner, stagingSubject } from "./names.ts";

/** Another machine's write that has not touched its files for so long has ended. */
const UNTOUCHED_MS = 24 * 60 * 60 * 1000;

/** Something unfinished. `isDead`: nobody will finish it. */
export interface Leftover {
  readonly path: string;
  /** Its place in the store, for people: `tmp/…` or `runs/…`. */
  readonly name: string;
  readonly isDead: boolean;
}

/** Everything unfinished in the store, dead or being written this moment. */
export async function findLeftovers(layout: StoreLayout): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const { name, isFolder } of await layout.fs.list(layout.tmp)) {
    const path = layout.fs.join(layout.tmp, name);
    // A file there that bears a run's id marks that run as written in place; it goes after what it marks.
    const marked = isFolder ? null : await markedRun(layout, stagingSubject(name));
    const isDead = await areDead(layout, marked === null ? [path] : [path, marked.path], stagingOwner(name));
    if (marked !== null) found.push({ ...marked, isDead });
    found.push({ path, name: `tmp/${name}`, isDead });
  }
  // Where folders are renamed in one step, nothing is moved by halves.
  return layout.fs.hasAtomicRename ? found : [...found, ...(await findRests(layout))];
}

/** The run folder of that id while it is not whole. */
async function markedRun(layout: StoreLayout, id: string): Promise<Omit<Leftover, "isDead"> | null> {
  const path = layout.run(id);
  const isHalf = (await layout.fs.stat(path)) !== null && !(await isWhole(layout, path, id));
  return isHalf ? { path, name: `runs/${id}` } : null;
}

/** Rests of moves between runs and trash, where the other place holds the run whole, and of removals for good. */
async function findRests(layout: StoreLayout): Promise<readonly Leftover[]> {
  const { fs } = layout;
  const found: Leftover[] = [];
  const add = async (path: string, name: string): Promise<void> => {
    found.push({ path, name, isDead: await isUntouched(layout, path) });
  };
  for (const { name } of await fs.list(layout.trash)) {
    const id = parseTrashName(name)?.id;
    if (id === undefined) continue;
    const [run, trashed] = [layout.run(id), layout.trashed(name)];
    const isRunWhole = await isWhole(layout, run, id);
    const isTrashWhole = await isWhole(layout, trashed, id);
    const hasManifest = (await fs.stat(fs.join(trashed, MANIFEST_FILE))) !== null;
    if (isRunWhole || !hasManifest) await add(trashed, `trash/${name}`);
    else if (isTrashWhole && (await fs.stat(run)) !== null) await add(run, `runs/${id}`);
  }
  return found;
}

async function isWhole(layout: StoreLayout, path: string, id: string): Promise<boolean> {
  return readManifest(layout.fs, path, id).then(
    () => true,
    () => false,
  );
}

async function areDead(layout: StoreLayout, paths: readonly string[], owner: string): Promise<boolean> {
  const state = layout.environment.processState?.(owner) ?? "elsewhere";
  if (state !== "elsewhere") return state === "gone";
  for (const path of paths) if (!(await isUntouched(layout, path))) return false;
  return true;
}

/** Whether nothing in it changed for a day, by the file system's clock. Times to come, and unknown ones, mean no. */
async function isUntouched(layout: StoreLayout, path: string): Promise<boolean> {
  const { fs } = layout;
  const facts = await fs.stat(path);
  if (facts?.modifiedMs === undefined) return false;
  const inside = facts.isFolder ? (await fs.list(path)).map((entry) => fs.join(path, entry.name)) : [];
  const times = [facts.modifiedMs];
  for (const file of inside) times.push((await fs.stat(file))?.modifiedMs ?? Number.POSITIVE_INFINITY);
  const now = await fileSystemNow(layout);
  return now !== null && now - Math.max(...times) > UNTOUCHED_MS;
}

/** Removes what is dead; gives how much that was. */
export async function cleanLeftovers(layout: StoreLayout): Promise<number> {
  let removed = 0;
  for (const { path, isDead: mayGo } of await findLeftovers(layout)) {
    if (!mayGo) continue;
    await layout.fs.remove(path);
    removed++;
  }
  return removed;
}
