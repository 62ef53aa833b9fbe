// Whole files as the host gave them, the latest few kept: the editor reads no ranges, and a page of rows would
// otherwise read the same part many times.

interface KeptFile {
  readonly version: string;
  readonly bytes: Uint8Array;
  checkedMs: number;
}

/** A file's version is known to be the latest for so long; a page of rows is read within it. */
const TRUSTED_MS = 500;

export interface WholeFilesParts {
  readonly budgetBytes: number;
  readonly nowMs: () => number;
  /** Changes when the file does; throws when there is none. */
  readonly versionOf: (path: string) => Promise<string>;
  readonly read: (path: string) => Promise<Uint8Array>;
}

/** Gives files from memory while they are the latest. The last one read is kept whatever its size. */
export class WholeFiles {
  private readonly kept = new Map<string, KeptFile>();
  /** Rises with every change: what was being read meanwhile is not kept. */
  private changes = 0;
  private readonly reading = new Map<string, Promise<Uint8Array>>();

  constructor(private readonly parts: WholeFilesParts) {}

  /** The file's bytes. They are shared: callers copy what they give away. */
  get(path: string): Promise<Uint8Array> {
    const running = this.reading.get(path);
    if (running !== undefined) return running;
    const fresh = this.read(path).finally(() => {
      if (this.reading.get(path) === fresh) this.reading.delete(path);
    });
    this.reading.set(path, fresh);
    return fresh;
  }

  /** Forgets a file, and everything below a folder. */
  forget(path: string): void {
    this.changes++;
    const isGone = (known: string): boolean => known === path || known.startsWith(`${path}/`);
    for (const map of [this.kept, this.reading])
      for (const known of [...map.keys()]) if (isGone(known)) map.delete(known);
  }

  private async read(path: string): Promise<Uint8Array> {
    const { changes } = this;
    const known = this.kept.get(path);
    if (known !== undefined && this.parts.nowMs() - known.checkedMs < TRUSTED_MS) return known.bytes;
    const version = await this.parts.versionOf(path);
    const isLatest = known?.version === version;
    const bytes = isLatest ? known.bytes : await this.parts.read(path);
    if (changes !== this.changes) return bytes;
    this.kept.delete(path);
    this.kept.set(path, { version, bytes, checkedMs: this.parts.nowMs() });
    this.dropOldest();
    return bytes;
  }

  private dropOldest(): void {
    let total = [...this.kept.values()].reduce((sum, file) => sum + file.bytes.length, 0);
    for (const [path, file] of this.kept) {
      if (total <= this.parts.budgetBytes || this.kept.size === 1) return;
      this.kept.delete(path);
      total -= file.bytes.length;
    }
  }
}
