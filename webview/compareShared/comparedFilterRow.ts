// The row of filters under the head of joined rows.
import { FilterRow, type Filters } from "../shared/filterRow.ts";
import type { FilterColumn } from "../shared/filterText.ts";
import type { TableColumn } from "../shared/tableHead.ts";
import type { TypedColumn } from "./typedColumns.ts";

/** What of a view the row needs: which one it is, and how its numbers read. */
interface FilteredView {
  readonly rev: number;
  readonly locale: string;
}

export class ComparedFilterRow<View extends FilteredView> {
  private readonly row: FilterRow;
  private locale = "en";
  private known: { readonly rev: number; readonly columns: readonly FilterColumn[] } | null = null;

  constructor(
    private readonly columnsOf: (view: View) => readonly TypedColumn<unknown>[],
    changed: (key: string, typed: string) => void,
  ) {
    this.row = new FilterRow(changed, () => this.locale);
  }

  show(view: View, filters: Filters): void {
    this.locale = view.locale;
    if (this.known?.rev !== view.rev)
      this.known = { rev: view.rev, columns: this.columnsOf(view).map(({ column }) => column) };
    this.row.show(this.known.columns, filters);
  }

  /** Each column under the key that its filter has. */
  draw<Row>(columns: readonly TableColumn<Row>[]): HTMLElement | null {
    return this.row.draw(
      columns.map((column) =>
        column.filterKey === undefined ? column : { ...column, key: column.filterKey },
      ),
    );
  }
}
