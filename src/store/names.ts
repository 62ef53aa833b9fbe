// Names of folders in a store: run ids sort by time, trash folders tell what they were.
import type { Environment } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";
import { hexOf } from "../util/bytes.ts";

/** A new id: UTC time to the millisecond and 64 random bits, lower case, fine as a folder name everywhere. */
export function newRunId(environment: Environment): RunId {
  const time = new Date(environment.nowMs())
    .toISOString()
    .replace(/[^0-9T]/g, "")
    .toLowerCase();
  return `${time}-${hexOf(environment.randomBytes(8))}` as RunId;
}

/** A name in `tmp`: what it holds, chance, and the process that owns it. */
export function stagingName(what: string, environment: Environment): string {
  return `${what}.${hexOf(environment.randomBytes(4))}~${environment.processName}`;
}

/** The process named in a staging folder; empty for a name that is not of ours. */
export function stagingOwner(name: string): string {
  const cut = name.indexOf("~");
  return cut === -1 ? "" : name.slice(cut + 1);
}

/** What a name in `tmp` holds: the run's id for a run being written. */
export function stagingSubject(name: string): string {
  return name.slice(0, name.search(/[.~]|$/));
}

/** Folders that systems and tools put everywhere are no runs. */
export function isRunFolder(name: string): boolean {
  return !/^[.@~$]/.test(name);
}

/** The notes file of a run. */
export function notesName(id: string): string {
  return `${id}.json`;
}

/** The run whose notes a file holds; `null` for any other file, such as notes set aside. */
export function parseNotesName(file: string): string | null {
  return /^([0-9a-z-]+)\.json$/.exec(file)?.[1] ?? null;
}

export function trashName(id: RunId, nowMs: number): string {
  return `${id}~${nowMs}`;
}

/** The run that a trash folder holds; `null` for a name that is not of ours. */
export function parseTrashName(
  folder: string,
): { readonly id: RunId; readonly deletedAtMs: number; readonly folder: string } | null {
  const match = /^([0-9a-z-]+)~(\d+)$/.exec(folder);
  return match ? { id: match[1] as RunId, deletedAtMs: Number(match[2]), folder } : null;
}
