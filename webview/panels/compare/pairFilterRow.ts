// The row of filters under the head of the joined rows.
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { FilterRow, type Filters } from "../../shared/filterRow.ts";
import type { FilterColumn } from "../../shared/filterText.ts";
import type { TableColumn } from "../../shared/tableHead.ts";
import { pairColumns } from "./pairFilters.ts";

export class PairFilterRow {
  private readonly row: FilterRow;
  private locale = "en";
  private known: { readonly rev: number; readonly columns: readonly FilterColumn[] } | null = null;

  constructor(changed: (key: string, typed: string) => void) {
    this.row = new FilterRow(changed, () => this.locale);
  }

  show(view: CompareView, filters: Filters): void {
    this.locale = view.locale;
    if (this.known?.rev !== view.rev)
      this.known = { rev: view.rev, columns: pairColumns(view).map(({ column }) => column) };
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
