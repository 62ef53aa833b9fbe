// Sizes of a table whose rows are not known yet.

/** Grey lines in the place of rows whose number is not known yet. */
export const SKELETON_ROWS = 12;
/** Rows to ask for before the number of rows is known. */
export const FIRST_LOOK_ROWS = 60;
