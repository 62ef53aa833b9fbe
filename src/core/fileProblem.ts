// Failures of a file system as Problems: one sentence that says what could not be done, where, and what to do. Knows the
// codes of Node and of editors' file systems, nothing of either.
import { Problem, type ProblemCode } from "./problem.ts";

/** Editors' file systems name the same failures in words. */
const WORDS: Readonly<Record<string, string>> = {
  FileNotFound: "ENOENT",
  FileExists: "EEXIST",
  FileNotADirectory: "ENOTDIR",
  NoPermissions: "EACCES",
  Unavailable: "ENODEV",
};

type Sentence = readonly [ProblemCode, (place: string) => string];

const FULL: Sentence = [
  "diskFull",
  (place) => `the disk that holds ${place} is full. Free some space and try again; nothing stored was lost`,
];
const DENIED: Sentence = [
  "readOnly",
  (place) => `you may not write in ${place}. Give yourself write access, or keep results in another folder`,
];
const GONE: Sentence = [
  "notFound",
  (place) =>
    `${place} is gone: it was removed, moved, or its drive was disconnected. Bring it back and try again`,
];
const IN_THE_WAY: Sentence = [
  "unsupported",
  (place) => `something else stands where ${place} needs its own file or folder. Move it away and try again`,
];
const NO_MOVE: Sentence = [
  "unsupported",
  (place) => `${place} can't move folders in one step on its drive. Keep results on one ordinary drive`,
];
const TOO_MANY: Sentence = [
  "busy",
  (place) => `too many files are open to use ${place}. Close other programs and try again`,
];

const SENTENCES: Readonly<Record<string, Sentence>> = {
  ENOSPC: FULL,
  EDQUOT: FULL,
  EROFS: [
    "readOnly",
    (place) => `${place} is on a read-only drive. Results there can be read, but not changed`,
  ],
  EACCES: DENIED,
  EPERM: DENIED,
  ENOENT: GONE,
  ENODEV: GONE,
  ESTALE: GONE,
  EXDEV: NO_MOVE,
  ENOTSUP: NO_MOVE,
  EOPNOTSUPP: NO_MOVE,
  ENOSYS: NO_MOVE,
  EEXIST: IN_THE_WAY,
  ENOTEMPTY: IN_THE_WAY,
  ENOTDIR: IN_THE_WAY,
  EISDIR: IN_THE_WAY,
  EBUSY: ["busy", (place) => `another program holds a file in ${place}. Close it and try again`],
  EMFILE: TOO_MANY,
  ENFILE: TOO_MANY,
  EIO: ["unreadable", (place) => `the drive that holds ${place} reports a failure. Check the drive`],
  ELOOP: ["unsupported", (place) => `a link on the way to ${place} leads back to itself. Remove that link`],
  ENAMETOOLONG: [
    "unsupported",
    (place) => `the path ${place} is too long for its drive. Choose a shorter one`,
  ],
};

const UNREADABLE: Sentence = [
  "unreadable",
  (place) => `you may not read ${place}. Give yourself read access and try again`,
];

/** What is being done when something fails: `doing` such as "delete results", `place` the folder or file. */
export interface FileTask {
  readonly doing: string;
  readonly place: string;
  /** Nothing is written: a refusal is about reading. */
  readonly isReading?: boolean;
}

/** The Problem for a file system's failure; anything else that was thrown is given back as it is. */
export function toFileProblem(error: unknown, task: FileTask): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const given = String((error as { readonly code?: unknown }).code);
  const code = WORDS[given] ?? given;
  const isRefusal = SENTENCES[code] === DENIED && task.isReading === true;
  const sentence = isRefusal ? UNREADABLE : SENTENCES[code];
  if (sentence === undefined) return error;
  return new Problem(sentence[0], `Can't ${task.doing}: ${sentence[1](task.place)}.`, { cause: error });
}

/** Does the work; a failure of the file system becomes a Problem. */
export async function explained<T>(task: FileTask, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toFileProblem(error, task);
  }
}
