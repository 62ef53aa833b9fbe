// Active filters of a comparison as pills: press one to remove it.
import { dataText, fill, h, icon } from "../shared/dom.ts";
import type { ActiveFilter } from "./typedColumns.ts";

export function drawFilterPills(
  slot: HTMLElement,
  active: readonly ActiveFilter[],
  { remove, clear }: { readonly remove: (key: string) => void; readonly clear: () => void },
): void {
  const hadFocus = slot.contains(document.activeElement);
  slot.hidden = active.length === 0;
  fill(
    slot,
    ...active.map(({ key, words, isInput }) =>
      h(
        "button",
        {
          class: "pill",
          type: "button",
          title: isInput
            ? `${words}. Recomputes the summary. Remove this filter`
            : `${words}. Narrows the rows, never the statistics. Remove this filter`,
          "aria-label": `Remove filter ${words}`,
          on: { click: () => remove(key) },
        },
        dataText(words, "clip"),
        icon("close"),
      ),
    ),
    active.length < 2 ? null : h("button", { class: "link", type: "button", on: { click: clear } }, "Clear"),
  );
  if (hadFocus) slot.querySelector("button")?.focus();
}
