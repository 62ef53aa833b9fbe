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

/** How the files of one kind of notes are named. */
export interface NoteFileName {
  readonly of: (id: string) => string;
  /** The run that a file is about; `null` for any other file, such as notes set aside. */
  readonly parse: (file: string) => string | null;
}

/** Notes of runs. */
export const RUN_NOTES: NoteFileName = {
  of: (id) => `${id}.json`,
  parse: (file) => /^([0-9a-z-]+)\.json$/.exec(file)?.[1] ?? null,
};

/** Notes of a run's rows. */
export const ROW_NOTES: NoteFileName = {
  of: (id) => `${id}.rows.json`,
  parse: (file) => /^([0-9a-z-]+)\.rows\.json$/.exec(file)?.[1] ?? null,
};

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
