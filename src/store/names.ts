// Names of folders in a store: run ids sort by time, trash folders tell what they were.
import type { Environment } from "../core/ports.ts";
import type { RunId } from "../core/run.ts";

const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A new id: UTC time to the millisecond and 64 random bits, lower case, fine as a folder name everywhere. */
export function newRunId(environment: Environment): RunId {
  const time = new Date(environment.nowMs())
    .toISOString()
    .replace(/[^0-9T]/g, "")
    .toLowerCase();
  return `${time}-${hex(environment.randomBytes(8))}` as RunId;
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
