// Runs open for reading: the last few stay, with the columns they have read.
import { Problem } from "../core/problem.ts";
import type { RunId } from "../core/run.ts";
import type { StoredRun } from "../core/runStore.ts";
import type { StoreLayout } from "./layout.ts";
import type { Manifest } from "./manifest.ts";
import { checkFolder } from "./runIndex.ts";
import { type ReaderParts, RunReader } from "./runReader.ts";
import { notThere } from "./trash.ts";

/** Open readers kept, with the columns they have read. */
const KEPT_READERS = 8;

export class OpenRuns {
  private readonly readers = new Map<RunId, RunReader>();

  /** `distrust` hears of a run that turned out damaged. */
  constructor(
    private readonly layout: StoreLayout,
    private readonly parts: ReaderParts,
    private readonly distrust: (id: RunId) => void,
  ) {}

  async open(id: RunId): Promise<StoredRun> {
    const folder = this.layout.run(id);
    const known = this.readers.get(id);
    if (known !== undefined && (await this.parts.fs.stat(folder)) !== null) return this.keep(id, known);
    return this.keep(id, await this.reader(id));
  }

  /** For a look at a few rows of many runs: what is open stays open, and nothing of this run is kept. */
  async openApart(id: RunId): Promise<StoredRun> {
    return this.readers.get(id) ?? this.reader(id);
  }

  private async reader(id: RunId): Promise<RunReader> {
    return new RunReader(this.parts, this.layout.run(id), await this.manifestOf(id));
  }

  forget(ids: readonly RunId[]): void {
    for (const id of ids) this.readers.delete(id);
  }

  clear(): void {
    this.readers.clear();
  }

  /** The manifest of a run; one that breaks the acceptance rule is set aside by the next list. */
  private async manifestOf(id: RunId): Promise<Manifest> {
    const found = await checkFolder(this.layout.fs, this.layout.run(id), id);
    if (found.kind === "run") return found.manifest;
    if (found.kind === "hidden") throw notThere(id);
    this.distrust(id);
    throw new Problem("damaged", found.run.reason);
  }

  private keep(id: RunId, reader: RunReader): RunReader {
    this.readers.delete(id);
    this.readers.set(id, reader);
    const [oldest] = this.readers.keys();
    if (this.readers.size > KEPT_READERS && oldest !== undefined) this.readers.delete(oldest);
    return reader;
  }
}
