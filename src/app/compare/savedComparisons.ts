// Saved comparisons: one small file each in the folder views of the store. A broken file is listed with its problem and
// left as it is; every write takes the place of a whole file or does not happen.

import type {
  ComparisonToSave,
  FoundComparison,
  FoundRun,
  ListedComparison,
  SavedComparison,
  SavedRun,
} from "../../core/compare/savedComparison.ts";
import {
  checkedComparisonName,
  comparisonText,
  readComparison,
} from "../../core/compare/savedComparisonFile.ts";
import { explained } from "../../core/fileProblem.ts";
import type { FileSystem } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import type { RunId } from "../../core/run.ts";
import type { RunStore } from "../../core/runStore.ts";

const FOLDER = "views";
const ENDING = ".json";
/** Nothing that belongs in such a file is longer. */
const MAX_BYTES = 1_000_000;

export class SavedComparisons {
  private readonly folder: string;

  constructor(private readonly parts: { readonly fs: FileSystem; readonly store: RunStore }) {
    this.folder = parts.fs.join(parts.store.folder, FOLDER);
  }

  /** Changes when a file comes, goes or is another. */
  async stamp(): Promise<string> {
    const { fs } = this.parts;
    const names = await this.names();
    const facts = await Promise.all(names.map((name) => fs.stat(this.pathOf(name))));
    return names.map((name, i) => `${name}:${facts[i]?.sizeBytes}.${facts[i]?.modifiedMs}`).join("/");
  }

  /** By name. A file that can't be used is among them, with why. */
  async list(): Promise<readonly ListedComparison[]> {
    const names = await this.names();
    return Promise.all(
      names.map(async (name): Promise<ListedComparison> => {
        try {
          const { saved, problem, at } = readComparison(await this.text(name));
          return { name, runs: saved?.runs.map((run) => run.name) ?? [], problem, at };
        } catch (error) {
          const problem = error instanceof Error ? error.message : String(error);
          return { name, runs: [], problem, at: null };
        }
      }),
    );
  }

  /** A saved comparison with its runs looked up: by identity, else by a name that only one result has. */
  async find(given: string): Promise<FoundComparison> {
    const name = checkedComparisonName(given);
    if (!(await this.names()).includes(name))
      throw new Problem("notFound", `There is no saved comparison ${name}.`);
    const { saved, problem } = readComparison(await this.text(name));
    if (saved === null)
      throw new Problem(
        "badInput",
        `The saved comparison ${name} can't be used: ${problem}. Mend ${this.pathOf(name)}.`,
      );
    return { name, saved, found: await Promise.all(saved.runs.map((run) => this.runOf(run))) };
  }

  private async runOf({ identity, name }: SavedRun): Promise<FoundRun | null> {
    const { store } = this.parts;
    const same = await store.findByIdentity(identity);
    if (same !== null) return { id: same.id, name: same.name };
    const [named, another] = await store.findByName(name);
    return named === undefined || another !== undefined ? null : { id: named.id, name: named.name };
  }

  /** Saves a comparison, over one of that name; gives the name as it is kept, and the text that was there before. */
  async save(
    given: string,
    choice: ComparisonToSave,
  ): Promise<{ readonly name: string; readonly former: string | null }> {
    const name = checkedComparisonName(given);
    const runs = await Promise.all(choice.runs.map((id) => this.savedRun(id)));
    return { name, former: await this.write(name, comparisonText({ ...choice, runs })) };
  }

  private async savedRun(id: RunId): Promise<SavedComparison["runs"][number]> {
    const { store } = this.parts;
    const [{ record }, { name }] = await Promise.all([store.open(id), store.run(id)]);
    return { name, identity: record.origin.identity };
  }

  /** Refuses a name that another saved comparison has. */
  async rename(from: string, to: string): Promise<string> {
    const name = checkedComparisonName(to);
    const names = await this.names();
    if (!names.includes(from)) throw new Problem("notFound", `There is no saved comparison ${from}.`);
    const isOther = name.toLowerCase() !== from.toLowerCase();
    if (isOther && names.some((one) => one.toLowerCase() === name.toLowerCase()))
      throw new Problem("badInput", `Another saved comparison is called ${name}. Choose another name.`);
    await explained({ doing: `rename ${from}`, place: this.folder }, () =>
      this.parts.fs.rename(this.pathOf(from), this.pathOf(name)),
    );
    return name;
  }

  /** Removes a file; gives its text, for Undo. */
  async remove(given: string): Promise<string> {
    const name = (await this.names()).find((one) => one === given);
    if (name === undefined) throw new Problem("notFound", `There is no saved comparison ${given}.`);
    const text = await this.text(name);
    await explained({ doing: `delete ${name}`, place: this.folder }, () =>
      this.parts.fs.remove(this.pathOf(name)),
    );
    return text;
  }

  /** Puts a file back as it was before; `null`: there was none. Never over another that came meanwhile. */
  async putBack(given: string, text: string | null, isOver: boolean): Promise<void> {
    const name = checkedComparisonName(given);
    if (text === null) {
      await this.remove(name);
      return;
    }
    if (!isOver && (await this.names()).includes(name))
      throw new Problem("badInput", `Another saved comparison is called ${name} meanwhile. Rename it first.`);
    await this.write(name, text);
  }

  private async write(name: string, text: string): Promise<string | null> {
    const { fs } = this.parts;
    const former = (await this.names()).includes(name) ? await this.text(name) : null;
    await explained({ doing: `save ${name}`, place: this.folder }, async () => {
      await fs.makeFolder(this.folder);
      const sink = await fs.replace(this.pathOf(name));
      try {
        await sink.write(new TextEncoder().encode(text));
        await sink.close();
      } catch (error) {
        await sink.abandon();
        throw error;
      }
    });
    return former;
  }

  private async text(name: string): Promise<string> {
    const { fs } = this.parts;
    const path = this.pathOf(name);
    const facts = await fs.stat(path);
    if ((facts?.sizeBytes ?? 0) > MAX_BYTES) throw new Problem("badInput", `${path} is too large.`);
    return explained({ doing: `read ${path}`, place: path, isReading: true }, async () =>
      new TextDecoder().decode(await fs.read(path)),
    );
  }

  private async names(): Promise<readonly string[]> {
    const entries = await this.parts.fs.list(this.folder);
    return entries
      .filter(({ name, isFolder }) => !isFolder && name.endsWith(ENDING) && !name.startsWith("."))
      .map(({ name }) => name.slice(0, -ENDING.length))
      .sort((a, b) => a.localeCompare(b));
  }

  private pathOf(name: string): string {
    return this.parts.fs.join(this.folder, `${name}${ENDING}`);
  }
}
