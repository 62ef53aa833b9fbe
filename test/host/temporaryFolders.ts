// Folders that last as long as the process that makes them: it removes its own, and those that a killed one left.
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./paths.ts";

const PARENT = join(CACHE, "tmp");

/** Gives a new empty folder in the cache; the caller removes it. */
export function makeTemporaryFolder(name: string): string {
  mkdirSync(PARENT, { recursive: true });
  for (const entry of readdirSync(PARENT)) {
    if (!isRunning(Number(entry.split("-")[0])))
      rmSync(join(PARENT, entry), { recursive: true, force: true });
  }
  return mkdtempSync(join(PARENT, `${process.pid}-${name}-`));
}

/** Whether a process with this id exists. */
export function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false; // The signal 0 only asks; failing means there is no such process.
  }
}
