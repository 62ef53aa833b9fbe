// The field whose values split a score, chosen once for slices and boxes, and the filter that one of its values stands for.
import type { Run } from "../../../src/core/run.ts";
import { h } from "../../shared/dom.ts";
import { fillFieldSelect } from "../../shared/fieldSelect.ts";

export interface SliceChoice {
  /** `null`: none is chosen. */
  readonly field: string | null;
  /** Names of fields besides the item's own. */
  readonly moreFields: readonly string[];
  readonly choose: (field: string | null) => void;
  /** What is typed under the column of a field. */
  readonly typed: (field: string) => string;
  readonly filter: (field: string, typed: string) => void;
  readonly isTable: boolean;
}

/** `own`: what a value types under the column of the field. */
export function isFilteredBy({ field, typed }: SliceChoice, own: string): boolean {
  return field !== null && typed(field) === own;
}

/** `none`: what stands there while no field is chosen. */
export function drawFieldSelect(
  run: Run,
  { field, moreFields, choose }: SliceChoice,
  none: string,
): HTMLElement {
  const select = h("select", { class: "select", "aria-label": "Slice by", "data-brush": "field" });
  fillFieldSelect(select, { itemFields: run.itemFields, moreFields }, field, none, choose);
  return h("div", { class: "slice-head" }, select);
}
