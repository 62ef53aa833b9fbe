// What is kept of the rows of a result over hiding, reloading and restarting.
import type { RowOrder } from "../../../src/core/rows/rowQuery.ts";
import { NO_LAYOUT, type TableLayout } from "../../shared/tableLayout.ts";
import { type FilterState, NO_FILTERS } from "./rowFilters.ts";

export interface RowsState {
  readonly order: RowOrder | null;
  readonly filter: FilterState;
  /** The text of an open find bar; `null`: closed. */
  readonly find: string | null;
  readonly layout: TableLayout;
  readonly isWrapped: boolean;
  readonly scrollTop: number;
  /** Position of the current row. */
  readonly current: number | null;
  /** Position of the row that is open in the pane. */
  readonly open: number | null;
}

export const FIRST_ROWS_STATE: RowsState = {
  order: null,
  filter: NO_FILTERS,
  find: null,
  layout: NO_LAYOUT,
  isWrapped: false,
  scrollTop: 0,
  current: null,
  open: null,
};
