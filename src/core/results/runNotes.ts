// What a person keeps about a result beside its rows: star, tags, a note, and corrections of how it was imported. The
// result itself never changes.
import type { ImportedSummary, RunId, RunStanding } from "../run.ts";

/** Where results of the store lie, as `source` names it. */
export const LOCAL_SOURCE = "local";
/** What `status` says of every stored result: only finished ones are stored. */
export const STORED_STATUS = "completed";

/** Facts of a result that a person may correct. */
export const CORRECTABLE = ["name", "model", "dataset", "metric"] as const;
export type Correctable = (typeof CORRECTABLE)[number];

export interface RunNotes {
  readonly star: boolean;
  /** Each once, in the order added. */
  readonly tags: readonly string[];
  readonly note: string;
  /** Corrections; `null`: as imported. */
  readonly name: string | null;
  readonly model: string | null;
  readonly dataset: string | null;
  readonly metric: string | null;
  /** When they last changed, ISO 8601 in UTC; `null` where nobody ever noted anything. */
  readonly changedAt: string | null;
}

export const NO_NOTES: RunNotes = {
  star: false,
  tags: [],
  note: "",
  name: null,
  model: null,
  dataset: null,
  metric: null,
  changedAt: null,
};

/** A change of notes. What is absent stays. A name, model, dataset or metric that is empty counts as `null`. */
export interface NotesChange {
  readonly star?: boolean;
  /** Replaces all tags; then `addTags` and `removeTags` apply. */
  readonly tags?: readonly string[];
  readonly addTags?: readonly string[];
  readonly removeTags?: readonly string[];
  readonly note?: string;
  readonly name?: string | null;
  readonly model?: string | null;
  readonly dataset?: string | null;
  readonly metric?: string | null;
}

export interface AnnotateRequest {
  readonly ids: readonly RunId[];
  readonly change: NotesChange;
}

/** The notes that a result had before a change: give it as `change` to undo that change. */
export interface FormerNotes {
  readonly id: RunId;
  readonly notes: RunNotes;
}

/** `run` as people see it: with its notes, and its facts as corrected. `source` is where it lies. */
export function withNotes<T extends ImportedSummary>(
  run: T,
  notes: RunNotes,
  source = LOCAL_SOURCE,
): T & RunStanding {
  const corrected = CORRECTABLE.filter((fact) => notes[fact] !== null && notes[fact] !== run[fact]);
  return {
    ...run,
    ...Object.fromEntries(corrected.map((fact) => [fact, notes[fact]])),
    starred: notes.star,
    tags: notes.tags,
    note: notes.note,
    source,
    status: STORED_STATUS,
    updatedAt: notes.changedAt ?? run.importedAt,
    asImported: Object.fromEntries(corrected.map((fact) => [fact, run[fact]])),
  };
}

/** The notes after a change made at `changedAt` (ISO 8601). Texts are trimmed; an empty correction is none. */
export function changedNotes(notes: RunNotes, change: NotesChange, changedAt: string): RunNotes {
  const removed = new Set((change.removeTags ?? []).map(trimmed));
  const tags = [...(change.tags ?? notes.tags), ...(change.addTags ?? [])].map(trimmed);
  const corrected = (fact: Correctable): string | null => {
    const given = change[fact];
    return given === undefined ? notes[fact] : trimmed(given ?? "") || null;
  };
  return {
    star: change.star ?? notes.star,
    tags: [...new Set(tags)].filter((tag) => tag !== "" && !removed.has(tag)),
    note: change.note === undefined ? notes.note : change.note.trim(),
    name: corrected("name"),
    model: corrected("model"),
    dataset: corrected("dataset"),
    metric: corrected("metric"),
    changedAt,
  };
}

/**
 * What takes back `change` from notes that were `former`: only what it touched, so that changes made meanwhile to
 * anything else stay.
 */
export function undoOf(change: NotesChange, former: RunNotes): NotesChange {
  const facts = CORRECTABLE.filter((fact) => change[fact] !== undefined);
  const added = (change.addTags ?? []).map(trimmed).filter((tag) => !former.tags.includes(tag));
  const removed = (change.removeTags ?? []).map(trimmed).filter((tag) => former.tags.includes(tag));
  return {
    ...(change.star === undefined ? {} : { star: former.star }),
    ...(change.note === undefined ? {} : { note: former.note }),
    ...(change.tags === undefined ? { addTags: removed, removeTags: added } : { tags: former.tags }),
    ...Object.fromEntries(facts.map((fact) => [fact, former[fact]])),
  };
}

function trimmed(text: string): string {
  return text.trim();
}

/** Whether notes say nothing, whenever that was decided. */
export function isBlank(notes: RunNotes): boolean {
  return (
    !notes.star &&
    notes.tags.length === 0 &&
    notes.note === "" &&
    CORRECTABLE.every((fact) => notes[fact] === null)
  );
}
