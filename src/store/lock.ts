// The advisory lock of the catalogue file: it spares double work and guards a cache only, never a run. A lock whose
// process is gone, or that is older than any save takes, is broken; breaking one too many costs a second save.
import { isJsonObject } from "../core/json/json.ts";
import { fileSystemNow, type StoreLayout, writeNew } from "./layout.ts";

/** A save takes far less; measured by the file system's clock, whoever wrote the lock. */
const STALE_MS = 30_000;
/** A lock is written in one go: one that can't be read is cut short, or is just being written. */
const UNREADABLE_STALE_MS = 2_000;

/** A lock held. */
export interface HeldLock {
  /** Gives it back, unless it was broken meanwhile. */
  release(): Promise<void>;
}

interface LockContent {
  readonly owner: string;
  readonly nonce: string;
}

/** Takes the lock, or gives `null` when another process has it or none can be made here. */
export async function takeLock(layout: StoreLayout): Promise<HeldLock | null> {
  const nonce = [...layout.environment.randomBytes(8)].join(".");
  if (await tryLock(layout, nonce)) return held(layout, nonce);
  if (!(await isLockStale(layout))) return null;
  await breakLock(layout);
  return (await tryLock(layout, nonce)) ? held(layout, nonce) : null;
}

function held(layout: StoreLayout, nonce: string): HeldLock {
  return {
    async release() {
      if ((await readLock(layout))?.nonce === nonce) await layout.fs.remove(layout.lock);
    },
  };
}

async function tryLock(layout: StoreLayout, nonce: string): Promise<boolean> {
  const content: LockContent = { owner: layout.environment.processName, nonce };
  try {
    await writeNew(layout.fs, layout.lock, new TextEncoder().encode(JSON.stringify(content)));
    return true;
  } catch {
    return false; // another process has it, or no file can be made here: in both cases nothing is saved
  }
}

async function readLock(layout: StoreLayout): Promise<LockContent | null> {
  try {
    const content: unknown = JSON.parse(new TextDecoder().decode(await layout.fs.read(layout.lock)));
    if (isJsonObject(content) && typeof content.owner === "string" && typeof content.nonce === "string")
      return { owner: content.owner, nonce: content.nonce };
    return null;
  } catch {
    return null; // gone, or cut short
  }
}

/** Whether there is a lock that nobody will give back. */
export async function isLockStale(layout: StoreLayout): Promise<boolean> {
  const facts = await layout.fs.stat(layout.lock);
  if (facts === null) return false;
  const content = await readLock(layout);
  if (content !== null && layout.environment.processState?.(content.owner) === "gone") return true;
  const now = await fileSystemNow(layout);
  if (now === null || facts.modifiedMs === undefined) return false;
  // A lock from the future: the clock was set back since.
  return Math.abs(now - facts.modifiedMs) > (content === null ? UNREADABLE_STALE_MS : STALE_MS);
}

/** Takes a lock away: by rename, so that of two processes that break it only one does. */
export async function breakLock(layout: StoreLayout): Promise<void> {
  const away = layout.staging("lock");
  try {
    await layout.ensure(layout.tmp);
    await layout.fs.rename(layout.lock, away);
    await layout.fs.remove(away);
  } catch {
    // Another process was quicker; the next try to lock tells.
  }
}
