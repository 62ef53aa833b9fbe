// What a person keeps about single rows of a result: a note, and that a row is excluded from statistics, with the reason.
// The rows themselves never change.

import type { ListedWithout, RunId } from "../run.ts";
import type { RowMarks } from "./rowMarks.ts";

/** What is said of one row. An entry says at least one of the two. */
export interface RowNote {
  /** Position in the run, from 0. */
  readonly row: number;
  /** Of the row's item, as `digestName` writes it: a note whose digest is not its row's says nothing. */
  readonly digest: string;
  /** Why the row is left out of statistics; `null`: it counts. */
  readonly exclusion: string | null;
  /** Empty where there is none. */
  readonly note: string;
  /** ISO 8601 in UTC; `null` where another program did not say. */
  readonly changedAt: string | null;
}

/** A change of what is said of one row. What is absent stays; `exclusion: null` takes the exclusion away. */
export interface RowNoteChange {
  readonly row: number;
  readonly exclusion?: string | null;
  readonly note?: string;
}

export interface RowNotesRequest {
  readonly id: RunId;
  readonly changes: readonly RowNoteChange[];
}

/** The notes of a run's rows. */
export interface RowNotes {
  /** One entry per row that something is said of, ascending by row. */
  readonly notes: readonly RowNote[];
  /** Entries that fit no row of the run, or can't be read, and why; `null`: all is well. */
  readonly problem: string | null;
  /** Changes whenever anything is said otherwise. */
  readonly stamp: string;
  /** Numbers without exactly the rows excluded here; absent where none are kept. */
  readonly without?: ListedWithout;
}

export const NO_ROW_NOTES: RowNotes = { notes: [], problem: null, stamp: "" };

/** Longer ones are cut off nowhere, so they must not be endless. */
export const MAX_ROW_NOTE_CHARS = 10_000;

/** What is wrong with a text someone wants to say of a row; `null`: nothing. */
export function rowNoteProblem(what: "reason" | "note", text: string): string | null {
  const length = text.trim().length;
  if (what === "reason" && length === 0)
    return "A row is excluded with a reason: say why it should not count.";
  return length > MAX_ROW_NOTE_CHARS
    ? `A ${what} has at most ${MAX_ROW_NOTE_CHARS} characters; this one has ${length}.`
    : null;
}

/** A row's entry after a change made at `changedAt`; `null` where nothing is said of it any more. Texts are trimmed. */
export function changedRowNote(
  former: RowNote | undefined,
  { row, exclusion, note }: RowNoteChange,
  digest: string,
  changedAt: string,
): RowNote | null {
  const next = {
    exclusion: exclusion === undefined ? (former?.exclusion ?? null) : exclusion?.trim() || null,
    note: note === undefined ? (former?.note ?? "") : note.trim(),
  };
  if (next.exclusion === null && next.note === "") return null;
  const isSame = former?.exclusion === next.exclusion && former.note === next.note;
  return isSame ? former : { row, digest, ...next, changedAt };
}

/** What takes a change back from an entry that was `former`: only what it touched. */
export function undoOfRow(change: RowNoteChange, former: RowNote | undefined): RowNoteChange {
  return {
    row: change.row,
    ...(change.exclusion === undefined ? {} : { exclusion: former?.exclusion ?? null }),
    ...(change.note === undefined ? {} : { note: former?.note ?? "" }),
  };
}

/** Excluded rows, ascending. */
export function excludedRows(notes: readonly RowNote[]): readonly number[] {
  return notes.flatMap(({ row, exclusion }) => (exclusion === null ? [] : [row]));
}

interface Marked {
  readonly rowMarks: RowMarks;
  readonly listedWithout?: ListedWithout;
}

/** Rows with a note, ascending. */
export function notedRows(notes: readonly RowNote[]): readonly number[] {
  return notes.flatMap(({ row, note }) => (note === "" ? [] : [row]));
}

/** What a run has of the notes of its rows. */
export function toRowMarks({ notes, stamp, without }: RowNotes): Marked {
  const rowMarks = { excluded: excludedRows(notes).length, noted: notedRows(notes).length, stamp };
  return without === undefined ? { rowMarks } : { rowMarks, listedWithout: without };
}
