// The table of a result's rows with what arranges it: filters under the head, the list of columns, widths, wrapping.
import type { RowColumn, RowPreview } from "../../../src/core/rows/rowQuery.ts";
import type { Run } from "../../../src/core/run.ts";
import { ColumnsMenu } from "../../shared/columnsMenu.ts";
import { FilterRow } from "../../shared/filterRow.ts";
import { type FilterColumn, filterColumns } from "../../shared/filterText.ts";
import { rowMenu } from "../../shared/rowMenu.ts";
import { RowTable } from "../../shared/rowTable.ts";
import type { SortBy, TableColumn } from "../../shared/tableHead.ts";
import {
  arrangeColumns,
  orderedColumns,
  type TableLayout,
  withMoved,
  withWidth,
} from "../../shared/tableLayout.ts";
import { toRowColumns } from "./rowColumns.ts";
import { columnOfKey, tableSorts } from "./rowOrder.ts";
import type { RowsState } from "./rowsState.ts";

export interface RowGridActions {
  readonly state: () => RowsState;
  readonly arrange: (layout: TableLayout) => void;
  readonly filter: (key: string, typed: string) => void;
  readonly sort: SortBy;
  readonly moved: () => void;
  readonly open: (position: number) => void;
  readonly copy: (window: {
    readonly offset: number;
    readonly limit: number;
    readonly withHeads: boolean;
  }) => void;
  readonly changed: () => void;
  readonly isBesidePane: () => boolean;
}

const NARROW = matchMedia("(max-width: 900px)");
const ROW_PX = 24;
const WRAPPED_PX = 46;

export class RowGrid {
  readonly table: RowTable<RowPreview>;
  readonly menu: ColumnsMenu;
  private readonly filterRow: FilterRow;
  private run: Run | null = null;
  private locale = "en";
  private filterable: readonly FilterColumn[] = [];
  private seen: readonly RowPreview[] = [];
  private more: readonly string[] = [];
  private loaded: readonly string[] = [];

  constructor(private readonly actions: RowGridActions) {
    this.filterRow = new FilterRow(actions.filter, () => this.locale);
    this.menu = new ColumnsMenu(actions.arrange);
    this.table = new RowTable<RowPreview>({
      label: "Rows",
      rowPx: ROW_PX,
      sort: actions.sort,
      moved: actions.moved,
      open: actions.open,
      copyRange: (first, last, withHeads) =>
        actions.copy({ offset: first, limit: last - first + 1, withHeads }),
      menu: ({ index, exclusion }) => rowMenu(index, exclusion !== undefined, this.run?.format ?? ""),
      head: {
        resize: (key, px) => actions.arrange(withWidth(actions.state().layout, key, px)),
        move: (key, target) =>
          actions.arrange(withMoved(actions.state().layout, this.columnKeys(), key, target)),
      },
      underHead: (columns) => this.filterRow.draw(columns),
      changed: actions.changed,
    });
    NARROW.addEventListener("change", () => void this.setColumns());
  }

  /** The columns of a run; their widths wait for its first rows. */
  show(run: Run, locale: string): void {
    this.run = run;
    this.locale = locale;
    this.seen = [];
    this.filterable = filterColumns(run, this.moreNames());
    this.showFilters();
    this.setColumns();
  }

  /** Fields besides the item's own: columns that are hidden until someone asks for them. */
  nameFields(more: readonly string[]): void {
    this.more = more;
    if (this.run === null) return;
    this.filterable = filterColumns(this.run, this.moreNames());
    this.showFilters();
    this.setColumns();
  }

  private shownMore(): readonly string[] {
    const own = this.run?.itemFields ?? [];
    return this.shownColumns().flatMap((column) =>
      column.kind === "item" && !own.includes(column.field) ? [column.field] : [],
    );
  }

  /** Kept layouts know some before they are named again. */
  private moreNames(): readonly string[] {
    const { layout } = this.actions.state();
    const own = this.run?.itemFields ?? [];
    const kept = layout.shown.flatMap((key) => (key.startsWith("item ") ? [key.slice(5)] : []));
    return [...new Set([...this.more, ...kept])].filter((name) => !own.includes(name));
  }

  showFilters(): void {
    this.filterRow.show(this.filterable, this.actions.state().filter.filters);
  }

  /** Widths follow the first rows that came, and stay: columns must not jump while scrolling. */
  measure(rows: readonly RowPreview[]): void {
    if (this.seen.length > 0 || rows.length === 0) return;
    this.seen = rows;
    this.setColumns();
  }

  /** True where columns show other fields than rows were loaded with. */
  setColumns(): boolean {
    if (this.run === null) return false;
    const { layout, order, isWrapped } = this.actions.state();
    const all = this.allColumns();
    this.menu.show(all, layout, this.locale);
    this.table.element.classList.toggle("wrapped", isWrapped);
    this.table.setRowHeight(isWrapped ? WRAPPED_PX : ROW_PX);
    this.table.setColumns(arrangeColumns(all, layout), tableSorts(order));
    return this.shownMore().some((name) => !this.loaded.includes(name));
  }

  /** The fields besides the item's own that rows are to be loaded with: those that columns in view show. */
  fieldsToLoad(): readonly string[] {
    this.loaded = this.shownMore();
    return this.loaded;
  }

  /** The columns in view, left to right. */
  shownColumns(): readonly RowColumn[] {
    const { layout } = this.actions.state();
    return arrangeColumns(this.allColumns(), layout).map(({ key }) => columnOfKey(key));
  }

  focusHead(key: string): void {
    this.table.element.querySelector<HTMLElement>(`.rt-th[data-key="${CSS.escape(key)}"] .rt-sort`)?.focus();
  }

  private allColumns(): readonly TableColumn<RowPreview>[] {
    if (this.run === null) return [];
    const room = { isNarrow: NARROW.matches, isBesidePane: this.actions.isBesidePane() };
    const { formats } = this.actions.state().layout;
    return toRowColumns(this.run, this.locale, room, this.seen, { formats, more: this.moreNames() });
  }

  private columnKeys(): readonly string[] {
    return orderedColumns(this.allColumns(), this.actions.state().layout).map(({ key }) => key);
  }
}
