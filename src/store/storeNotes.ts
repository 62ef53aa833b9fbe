// What people say about the runs of a store and about their rows: both kinds of notes, and the checks before a change.
import type { Hashes } from "../core/ports.ts";
import { type AnnotateRequest, type FormerNotes, NO_NOTES, withNotes } from "../core/results/runNotes.ts";
import { type RowNote, type RowNotesRequest, toRowMarks } from "../core/rows/rowNotes.ts";
import type { ImportedRun, Run, RunId } from "../core/run.ts";
import type { RunList, StoredRun } from "../core/runStore.ts";
import type { StoreLayout } from "./layout.ts";
import { RUN_NOTES } from "./names.ts";
import { NotesFolder, readNotes } from "./notesFolder.ts";
import { RowNotesFolder } from "./rowNotesFolder.ts";
import { notThere } from "./trash.ts";

/** Does a change of the store: STORE.json first, the catalogue after, failures told in one sentence. */
type Writing = <T>(doing: string, work: () => Promise<T>) => Promise<T>;

export interface StoreNotesParts {
  readonly hashes: Hashes;
  readonly open: (id: RunId) => Promise<StoredRun>;
  readonly writing: Writing;
}

export class StoreNotes {
  readonly ofRuns: NotesFolder;
  readonly ofRows: RowNotesFolder;

  constructor(
    private readonly layout: StoreLayout,
    private readonly parts: StoreNotesParts,
  ) {
    this.ofRuns = new NotesFolder(layout);
    this.ofRows = new RowNotesFolder(layout, parts.hashes, parts.open);
  }

  annotate({ ids, change }: AnnotateRequest): Promise<readonly FormerNotes[]> {
    const work = async (): Promise<readonly FormerNotes[]> => {
      for (const id of ids) await this.checkThere(id);
      return this.ofRuns.change(ids, change);
    };
    return this.ofRuns.inTurn(() => this.parts.writing("change notes", work));
  }

  annotateRows({ id, changes }: RowNotesRequest): Promise<readonly (RowNote | null)[]> {
    const work = async (): Promise<readonly (RowNote | null)[]> => {
      await this.checkThere(id);
      return this.ofRows.change(id, changes);
    };
    return this.ofRows.inTurn(() => this.parts.writing("change notes of rows", work));
  }

  private async checkThere(id: RunId): Promise<void> {
    // An id names a file: only one that is a run's may.
    const isId = RUN_NOTES.parse(RUN_NOTES.of(id)) === id;
    if (!isId || (await this.layout.fs.stat(this.layout.run(id))) === null) throw notThere(id);
  }

  /** A run as people see it: with its notes, and how many of its rows are marked. */
  async over(imported: ImportedRun): Promise<Run> {
    const found = await readNotes(this.layout, imported.id);
    const run = withNotes(imported, found.kind === "notes" ? found.notes : NO_NOTES);
    const rowNotes = await this.ofRows.notesOf(imported.id);
    return rowNotes.notes.length === 0 ? run : { ...run, ...toRowMarks(rowNotes) };
  }

  /** A page of runs with how many of their rows are marked; row notes that can't be used are told of. */
  async marked(list: RunList): Promise<RunList> {
    const notes = await this.ofRows.notesOfAll(list.runs.map(({ id }) => id));
    if (notes.size === 0) return list;
    const runs = list.runs.map((run) => {
      const own = notes.get(run.id);
      return own === undefined || own.notes.length === 0 ? run : { ...run, ...toRowMarks(own) };
    });
    const unusable = [...notes].flatMap(([id, { problem }]) =>
      problem === null ? [] : [{ id, reason: problem, isNotes: true as const }],
    );
    return { ...list, runs, damaged: [...list.damaged, ...unusable] };
  }
}
