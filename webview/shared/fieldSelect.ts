// A list of fields to choose one from, in groups: the item's own, paths into its objects, and what stands beside it.
import { leadingFields } from "../../src/core/rows/itemColumns.ts";
import { fieldLabel, isMetaField } from "../../src/core/rows/rowField.ts";
import { h } from "./dom.ts";

export interface FieldNames {
  readonly itemFields: readonly string[];
  /** Names of fields besides the item's own. */
  readonly moreFields: readonly string[];
}

/** The groups with their fields, empty ones left out. */
export function fieldGroups({
  itemFields,
  moreFields,
}: FieldNames): readonly (readonly [string, readonly string[]])[] {
  const nested = moreFields.filter((name) => !isMetaField(name));
  const groups = [
    ["Item", [...leadingFields(itemFields), ...nested]],
    ["Metadata", moreFields.filter(isMetaField)],
  ] as const;
  return groups.filter(([, names]) => names.length > 0);
}

/** `none`: what stands there while no field is chosen. A field that is not listed (yet) stays chosen. */
export function fillFieldSelect(
  select: HTMLSelectElement,
  names: FieldNames,
  field: string | null,
  none: string,
  choose: (field: string | null) => void,
): void {
  const groups = fieldGroups(names);
  const known = groups.flatMap(([, own]) => own);
  const all = field === null || known.includes(field) ? known : [...known, field];
  const option = (name: string): HTMLElement =>
    h("option", { value: String(all.indexOf(name)) }, `by ${fieldLabel(name, names.itemFields)}`);
  select.append(
    h("option", { value: "" }, none),
    ...(groups.length === 1
      ? known.map(option)
      : groups.map(([label, own]) => {
          const group = h("optgroup", null, ...own.map(option));
          group.label = label;
          return group;
        })),
    ...(all.length > known.length && field !== null ? [option(field)] : []),
  );
  select.value = field === null ? "" : String(all.indexOf(field));
  select.addEventListener("change", () => choose(all[Number(select.value || "-1")] ?? null));
}
