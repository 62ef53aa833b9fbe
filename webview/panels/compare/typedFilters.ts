// What is typed to filter a comparison, in one place: the field for inputs, the pills, and who is told of a change.
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { h } from "../../shared/dom.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { InputFilter } from "./inputFilter.ts";
import { inputKey } from "./inputTyped.ts";
import { pairColumns, type ReadPairFilters, readPairFilters, withTyped } from "./pairFilters.ts";
import { drawPairPills } from "./pairPills.ts";

/** What is typed under each column, and how it reads. */
export interface TypedState extends Pick<ReadPairFilters, "inputs" | "outcomes"> {
  readonly filters: Filters;
}

export function readTyped(view: CompareView, filters: Filters): TypedState {
  const { inputs, outcomes } = readPairFilters(pairColumns(view), filters);
  return { filters, inputs, outcomes };
}

export class TypedFilters {
  readonly elements: readonly HTMLElement[];
  private readonly inputFilter = new InputFilter((field, typed) => this.type({ [inputKey(field)]: typed }));
  private readonly pills = h("div", { class: "chips pills", role: "group", "aria-label": "Active filters" });
  private view: CompareView | null = null;
  private filters: Filters = {};

  constructor(private readonly changed: (state: TypedState) => void) {
    this.elements = [this.inputFilter.element, this.pills];
  }

  show(view: CompareView, filters: Filters): void {
    this.view = view;
    this.filters = filters;
    this.inputFilter.show(view.itemFields, filters, view.moreFields);
    drawPairPills(this.pills, readPairFilters(pairColumns(view), filters).active, {
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
    const columns = this.view === null ? [] : pairColumns(this.view);
    const inputs = columns.filter(({ of }) => of === "input");
    this.type(Object.fromEntries(inputs.map(({ column }) => [column.key, ""])));
  }

  private set(filters: Filters): void {
    if (this.view === null) return;
    this.filters = filters;
    this.changed(readTyped(this.view, filters));
  }
}
