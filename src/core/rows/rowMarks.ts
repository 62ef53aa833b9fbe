// What a list knows of the marked rows of a run; rowNotes.ts has what is said of them.

/** How many rows of a run are marked. */
export interface RowMarks {
  /** Left out of statistics, with a reason. */
  readonly excluded: number;
  readonly noted: number;
  /** Changes whenever anything is said otherwise. */
  readonly stamp: string;
}

/** What a page asks to be done with rows: exclude them, count them again, note something on them. */
export const ROW_MARK_ACTIONS = ["exclude", "include", "note"] as const;
export type RowMarkAction = (typeof ROW_MARK_ACTIONS)[number];
