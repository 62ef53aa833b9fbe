// A file system that dies: before its k-th operation, in the middle of a write, or with the power, which also takes
// everything that was not flushed. Afterwards it refuses everything, as a process that was killed does.
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { FilePiece, FileSink, FileSystem } from "../../src/core/ports.ts";
import { nodeFileSystem } from "../../src/node/nodeFileSystem.ts";

/**
 * How it dies. `torn`: half of a write, or of a removal, is done. With the power goes what was not flushed: its bytes read
 * as zeros (`powerZeroed`), or are cut off and every change of an unflushed folder is undone (`powerCut`).
 */
export type Death = "kill" | "torn" | "powerZeroed" | "powerCut";

export const DEATHS: readonly Death[] = ["kill", "torn", "powerZeroed", "powerCut"];

const CHUNK_BYTES = 700;

/** What an operation does to the disk: nothing, something at once, or something that can be done by halves. */
export type OperationKind = "read" | "change" | "work";

/** What every operation of a dead process gets. */
export class Killed extends Error {
  override readonly name = "Killed";
  constructor() {
    super("killed");
  }
}

/** A change of a folder that is lost with the power until the folder is flushed. */
interface Move {
  folder: string;
  /** What was made, for undoing that; follows it when a folder above is renamed. */
  made: string | null;
  readonly undo: (made: string) => void;
}

export class DyingFileSystem implements FileSystem {
  /** Operations asked for so far. */
  readonly trace: OperationKind[] = [];
  private isDead = false;
  private hasEffect = false;
  private moves: Move[] = [];
  private readonly unflushed = new Set<string>();

  /** Dies instead of operation `killAt`, from 1; never for Infinity. */
  constructor(
    private readonly killAt: number,
    private readonly death: Death,
    readonly hasAtomicRename = true,
  ) {}

  get hasDied(): boolean {
    return this.isDead;
  }

  /** Whether this death left another store than a plain kill would have. */
  get isSpecial(): boolean {
    return this.hasEffect;
  }

  /** Counts an operation; `half` is what a torn one still does. */
  private async step(kind: OperationKind = "read", half: (() => unknown) | null = null): Promise<void> {
    if (this.isDead) throw new Killed();
    this.trace.push(kind);
    if (this.trace.length < this.killAt) return;
    this.isDead = true;
    if (this.death === "torn" && half !== null) {
      this.hasEffect = true;
      await half();
    }
    if (this.death === "powerZeroed" || this.death === "powerCut") this.losePower();
    throw new Killed();
  }

  /** The power goes when the work is done: what was acknowledged must stand. */
  endPower(): void {
    if (!this.isDead && (this.death === "powerZeroed" || this.death === "powerCut")) this.losePower();
  }

  /** One extreme: folders as they are, bytes never flushed gone. The other: every change of a folder undone too. */
  private losePower(): void {
    const isCut = this.death === "powerCut";
    this.hasEffect = this.unflushed.size > 0 || (isCut && this.moves.length > 0);
    for (const path of this.unflushed)
      if (existsSync(path)) {
        const { size } = statSync(path);
        if (isCut) truncateSync(path, Math.floor(size / 2));
        else writeFileSync(path, new Uint8Array(size));
      }
    if (isCut) for (const move of this.moves.reverse()) move.undo(move.made ?? "");
  }

  private remember(folder: string, made: string | null, undo: (made: string) => void): void {
    this.moves.push({ folder, made, undo });
  }

  async list(folder: string) {
    await this.step();
    return nodeFileSystem.list(folder);
  }

  async stat(path: string) {
    await this.step();
    return nodeFileSystem.stat(path);
  }

  async read(path: string) {
    await this.step();
    return nodeFileSystem.read(path);
  }

  async readRange(path: string, offset: number, length: number) {
    await this.step();
    return nodeFileSystem.readRange(path, offset, length);
  }

  async readInto(path: string, pieces: readonly FilePiece[]) {
    await this.step();
    return nodeFileSystem.readInto(path, pieces);
  }

  /** In small pieces, so that small files make several batches and parts. */
  async *chunks(path: string, signal: AbortSignal) {
    await this.step();
    for await (const chunk of nodeFileSystem.chunks(path, signal))
      for (let at = 0; at < chunk.length; at += CHUNK_BYTES) yield chunk.slice(at, at + CHUNK_BYTES);
  }

  async create(path: string): Promise<FileSink> {
    await this.step("change");
    const sink = await nodeFileSystem.create(path);
    this.unflushed.add(path);
    this.remember(dirname(path), path, (made) => rmSync(made, { force: true }));
    return {
      write: async (bytes) => {
        await this.step("work", () => sink.write(bytes.subarray(0, bytes.length >> 1)));
        await sink.write(bytes);
      },
      close: async () => {
        // Flushing for real would only cost time: no power is lost here.
        await sink.abandon();
        await this.step("change");
        this.unflushed.delete(path);
      },
      abandon: () => sink.abandon(),
    };
  }

  async replace(path: string): Promise<FileSink> {
    await this.remove(path);
    return this.create(path);
  }

  async makeFolder(path: string) {
    await this.step("change");
    const first = firstMissing(path);
    await nodeFileSystem.makeFolder(path);
    if (first !== null)
      this.remember(dirname(first), first, (made) => rmSync(made, { recursive: true, force: true }));
  }

  async rename(from: string, to: string) {
    if (!this.hasAtomicRename && statSync(from).isDirectory()) return this.moveFileByFile(from, to);
    await this.step("change");
    const replaced = existsSync(to) && statSync(to).isFile() ? readFileSync(to) : null;
    await nodeFileSystem.rename(from, to);
    for (const path of [...this.unflushed])
      if (path === from || path.startsWith(join(from, "/"))) {
        this.unflushed.delete(path);
        this.unflushed.add(to + path.slice(from.length));
      }
    for (const move of this.moves)
      if (move.made?.startsWith(join(from, "/"))) {
        move.made = to + move.made.slice(from.length);
        move.folder = dirname(move.made);
      }
    this.remember(dirname(to), null, () => {
      if (existsSync(to)) renameSync(to, from);
      if (replaced !== null) writeFileSync(to, replaced);
    });
  }

  /** As a file system without renaming of folders does it: every file copied, then every file removed. */
  private async moveFileByFile(from: string, to: string): Promise<void> {
    if (existsSync(to)) throw Object.assign(new Error(`EEXIST: ${to}`), { code: "EEXIST" });
    await this.makeFolder(to);
    for (const name of readdirSync(from)) {
      await this.step("change");
      cpSync(join(from, name), join(to, name));
    }
    for (const name of readdirSync(from)) {
      await this.step("change");
      rmSync(join(from, name));
    }
    await this.step("change");
    rmSync(from, { recursive: true });
  }

  async remove(path: string) {
    await this.step("work", () => removeHalf(path));
    await nodeFileSystem.remove(path);
  }

  async syncFolder(path: string) {
    await this.step("change");
    const folder = join(path);
    this.moves = this.moves.filter((move) => move.folder !== folder);
  }

  join(...parts: readonly string[]) {
    return join(...parts);
  }
}

function firstMissing(path: string): string | null {
  if (existsSync(path)) return null;
  return firstMissing(dirname(path)) ?? path;
}

function removeHalf(path: string): void {
  if (!existsSync(path) || !statSync(path).isDirectory()) return;
  const names = readdirSync(path);
  for (const name of names.slice(0, names.length >> 1)) rmSync(join(path, name), { recursive: true });
}
