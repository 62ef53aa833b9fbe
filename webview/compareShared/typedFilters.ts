// What is typed to filter a comparison, in one place: the field for inputs, the pills, and who is told of a change.
import { h } from "../shared/dom.ts";
import type { FieldNames } from "../shared/fieldSelect.ts";
import type { Filters } from "../shared/filterRow.ts";
import { drawFilterPills } from "./filterPills.ts";
import { InputFilter } from "./inputFilter.ts";
import { inputKey, type ReadFilters, readFilters, type TypedColumn, withTyped } from "./typedColumns.ts";

/** What is typed under each column, and how it reads. */
export interface TypedState<Of> extends Pick<ReadFilters<Of>, "inputs" | "outcomes"> {
  readonly filters: Filters;
}

export function readTyped<Of>(columns: readonly TypedColumn<Of>[], filters: Filters): TypedState<Of> {
  const { inputs, outcomes } = readFilters(columns, filters);
  return { filters, inputs, outcomes };
}

export class TypedFilters<View extends FieldNames, Of> {
  readonly elements: readonly HTMLElement[];
  private readonly inputFilter = new InputFilter((field, typed) => this.type({ [inputKey(field)]: typed }));
  private readonly pills = h("div", { class: "chips pills", role: "group", "aria-label": "Active filters" });
  private view: View | null = null;
  private filters: Filters = {};

  constructor(
    private readonly columnsOf: (view: View) => readonly TypedColumn<Of>[],
    private readonly changed: (state: TypedState<Of>) => void,
  ) {
    this.elements = [this.inputFilter.element, this.pills];
  }

  show(view: View, filters: Filters): void {
    this.view = view;
    this.filters = filters;
    this.inputFilter.show(view.itemFields, filters, view.moreFields);
    drawFilterPills(this.pills, readFilters(this.columnsOf(view), filters).active, {
      remove: (key) => this.type({ [key]: "" }),
      clear: () => this.clear(),
    });
  }

  /** Changes what is typed under some columns; an empty text removes a filter. */
  type(typed: Readonly<Record<string, string>>): void {
    const entries = Object.entries(typed);
    this.set(entries.reduce((filters, [key, text]) => withTyped(filters, key, text), this.filters));
  }

  clear(): void {
    this.set({});
  }

  /** Filters on outcomes stay: they say nothing of the summary. */
  clearInputs(): void {
    const columns = this.view === null ? [] : this.columnsOf(this.view);
    const inputs = columns.filter(({ of }) => of === "input");
    this.type(Object.fromEntries(inputs.map(({ column }) => [column.key, ""])));
  }

  private set(filters: Filters): void {
    if (this.view === null) return;
    this.filters = filters;
    this.changed(readTyped(this.columnsOf(this.view), filters));
  }
}
