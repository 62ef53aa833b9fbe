// Why a cell has no number, in words for the ear, for hovering and for the detail.
import type { CellState } from "../../src/core/compare/cellTypes.ts";

export const STATE_WORDS: Readonly<Record<CellState, string>> = {
  value: "",
  text: "",
  nan: "not a number in the source",
  infinite: "infinite",
  null: "null in the source",
  missing: "no such score on this row",
  error: "the score failed",
  excluded: "excluded from this run",
};
