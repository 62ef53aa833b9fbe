// A small text file beside the store that people or other windows may change at any time: read again when its size or
// time is another.
import { explained } from "../../core/fileProblem.ts";
import type { FileSystem } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";

/** Nothing that belongs in these files is longer; a larger one is not read. */
const MAX_BYTES = 1_000_000;

export class WatchedFile<T> {
  private known: { readonly stamp: string; readonly value: T } | null = null;

  constructor(
    private readonly fs: FileSystem,
    readonly path: string,
    /** `null`: there is no file. Never throws. */
    private readonly parse: (text: string | null) => T,
  ) {}

  /** What the file says now. Throws a Problem for one that can't be read. A file that vanishes while it is read counts as not there. */
  async read(): Promise<T> {
    const stamp = await this.stamp();
    if (this.known?.stamp === stamp) return this.known.value;
    const value = this.parse(await this.text(stamp));
    this.known = { stamp, value };
    return value;
  }

  /** Changes with the file. */
  async stamp(): Promise<string> {
    const facts = await this.fs.stat(this.path);
    return facts === null || facts.isFolder ? "" : `${facts.sizeBytes}.${facts.modifiedMs ?? 0}`;
  }

  private async text(stamp: string): Promise<string | null> {
    if (stamp === "") return null;
    if (Number(stamp.split(".")[0]) > MAX_BYTES) throw new Problem("badInput", `${this.path} is too large.`);
    try {
      return new TextDecoder().decode(await this.fs.read(this.path));
    } catch (error) {
      if ((await this.fs.stat(this.path)) === null) return null;
      throw error;
    }
  }

  /** Puts a text in the file's place, whole or not at all. */
  async write(text: string): Promise<void> {
    await explained({ doing: `write ${this.path}`, place: this.path }, async () => {
      const sink = await this.fs.replace(this.path);
      try {
        await sink.write(new TextEncoder().encode(text));
        await sink.close();
      } catch (error) {
        await sink.abandon();
        throw error;
      }
    });
    this.known = null;
  }
}
