// What the outside must implement: files, clock, ids, hash. Core and the use cases see only these.

/** One entry of a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
}

/** What is known of a file or folder without opening it. */
export interface FileFacts {
  readonly sizeBytes: number;
  readonly isFolder: boolean;
  /** Last change in epoch ms, by the file system's own clock; absent where the host can't tell. */
  readonly modifiedMs?: number;
}

/** Whether a process named in a staging folder still runs; `elsewhere`: on another machine, so nobody here knows. */
export type ProcessState = "alive" | "gone" | "elsewhere";

/** A file being written. Every method may throw the file system's error. */
export interface FileSink {
  write(bytes: Uint8Array): Promise<void>;
  /** Flushes to disk and closes. After it nothing may be written. */
  close(): Promise<void>;
  /** Closes without flushing, for giving up; never throws. */
  abandon(): Promise<void>;
}

/** Bytes wanted of a file: `target.length` of them from `offset` on. */
export interface FilePiece {
  readonly offset: number;
  readonly target: Uint8Array;
}

/** What a file system throws for a piece beyond a file's end. */
export function cutOff(path: string): RangeError {
  return new RangeError(`${path} ends before what it should hold`);
}

/** A file system, as the store and the use cases need it. Paths are absolute, with `/` or the host's separator. */
export interface FileSystem {
  /**
   * True where renaming a folder is one step that a crash can't cut in half (local disks). Elsewhere (an editor's
   * virtual file systems) a run is written in place, its manifest last.
   */
  readonly hasAtomicRename: boolean;
  /** Entries of a folder; empty when it does not exist. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** Size and kind, or `null` when nothing is there. */
  stat(path: string): Promise<FileFacts | null>;
  read(path: string): Promise<Uint8Array>;
  /** Bytes from `offset`; shorter than `length` only at the end of the file. */
  readRange(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** Fills each target with the bytes from its place, the file opened once. A file that ends before is a RangeError. */
  readInto(path: string, pieces: readonly FilePiece[]): Promise<void>;
  /** The file's bytes in order, in chunks of about 1 MB; each holds only until the next is asked for. */
  chunks(path: string, signal: AbortSignal): AsyncIterable<Uint8Array>;
  /** Starts a new file; fails when it exists. */
  create(path: string): Promise<FileSink>;
  /** Starts a file that, once closed, takes the place of any at `path`: whole or not at all. */
  replace(path: string): Promise<FileSink>;
  makeFolder(path: string): Promise<void>;
  /** Moves a file or folder; onto an existing folder it fails, onto an existing file it replaces. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with all in it; nothing there is fine. */
  remove(path: string): Promise<void>;
  /** Makes renames in a folder durable; does nothing where the host can't. */
  syncFolder(path: string): Promise<void>;
  join(...parts: readonly string[]): string;
}

/** Time and identity come in, so that tests decide them. */
export interface Environment {
  /** Epoch milliseconds, UTC. */
  nowMs(): number;
  /** `count` bytes of chance. */
  randomBytes(count: number): Uint8Array;
  /** Names this process and host in staging folders, such as `1234~laptop`. */
  readonly processName: string;
  /** What became of a process of that name; absent where processes can't be seen: all are `elsewhere`. */
  processState?(processName: string): ProcessState;
}

/** Hashes of the host: fast where the host has them. */
export interface Hashes {
  /** Writes the SHA-256 of a text's UTF-8 bytes, 32 bytes, into `target` from `offset` on. */
  sha256Into(text: string, target: Uint8Array, offset: number): void;
  /** SHA-256 of bytes that come in pieces; `hex` ends it. */
  sha256Stream(): { update(bytes: Uint8Array): void; hex(): string };
  /** CRC-32 (as in ZIP) of `bytes`, continuing `previous`; 0 starts. */
  crc32(bytes: Uint8Array, previous: number): number;
}

/** Text from bytes. Decoding line by line keeps most lines in one-byte strings, which parse faster. */
export interface Utf8 {
  isValid(bytes: Uint8Array): boolean;
  /** Where each of a byte's places is, ascending. */
  placesOf(byte: number, bytes: Uint8Array): number[];
  /** The text of valid UTF-8 bytes `start..end`. */
  slice(bytes: Uint8Array, start: number, end: number): string;
  /** Bytes `start..end` as characters 0 to 255, for looking through them with a regular expression. */
  latin1(bytes: Uint8Array, start: number, end: number): string;
}
