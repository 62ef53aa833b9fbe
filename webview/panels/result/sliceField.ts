// The field whose values split a score, chosen once for slices and boxes, and the filter that one of its values stands for.
import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import type { Run } from "../../../src/core/run.ts";
import { h } from "../../shared/dom.ts";
import { MISSING } from "../../shared/filterText.ts";

export interface SliceChoice {
  /** `null`: none is chosen. */
  readonly field: string | null;
  readonly choose: (field: string | null) => void;
  /** What is typed under the column of a field. */
  readonly typed: (field: string) => string;
  readonly filter: (field: string, typed: string) => void;
  readonly isTable: boolean;
}

/** What a value types under its column; `null`: rows without the field. */
export function typedFor(value: string | null): string {
  return value === null ? MISSING : `=${value}`;
}

export function isFilteredBy({ field, typed }: SliceChoice, value: string | null): boolean {
  return field !== null && typed(field) === typedFor(value);
}

/** `none`: what stands there while no field is chosen. */
export function drawFieldSelect(run: Run, { field, choose }: SliceChoice, none: string): HTMLElement {
  const select = h("select", { class: "select", "aria-label": "Slice by", "data-brush": "field" });
  const fields = [...leadingFields(run.itemFields)];
  select.append(
    h("option", { value: "" }, none),
    ...fields.map((name, i) => h("option", { value: String(i) }, `by ${name}`)),
  );
  select.value = field === null ? "" : String(fields.indexOf(field));
  select.addEventListener("change", () => choose(fields[Number(select.value || "-1")] ?? null));
  return h("div", { class: "slice-head" }, select);
}
