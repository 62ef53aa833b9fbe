// What stands in place of rows when no row passes: the filters, and how many rows each would keep alone.

import type { RowFilter } from "../../../src/core/rows/rowFilter.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import { rowsInWords } from "../../charts/scoreFacts.ts";
import { blank } from "../../shared/blank.ts";
import { dataText, fill, h } from "../../shared/dom.ts";
import type { ActiveFilter } from "./rowFilters.ts";

export interface EmptyActions {
  readonly clear: () => void;
  readonly count: (filter: RowFilter) => Promise<number>;
}

export function drawNoRows(
  active: readonly ActiveFilter[],
  locale: string,
  actions: EmptyActions,
): HTMLElement {
  if (active.length === 0)
    return blank("circle-slash", "This result has no rows", "Its file was read and holds none.");
  const [only] = active;
  const headline =
    active.length === 1
      ? "No row passes the filter"
      : `No row passes all ${formatCount(active.length, locale)} filters`;
  const clear = { label: "Clear Filters", click: actions.clear };
  const element = blank("filter", headline, active.length === 1 ? (only?.words ?? "") : "", clear);
  if (active.length > 1) {
    const list = h("ul", { class: "alone tn" });
    element.querySelector("b")?.after(list);
    void fillCounts(list, active, locale, actions.count);
  }
  return element;
}

async function fillCounts(
  list: HTMLElement,
  active: readonly ActiveFilter[],
  locale: string,
  count: EmptyActions["count"],
): Promise<void> {
  fill(list, ...active.map(({ words }) => h("li", null, dataText(words))));
  for (const [i, { condition }] of active.entries()) {
    try {
      const rows = await count([condition]);
      list.children[i]?.append(` keeps ${rowsInWords(rows, locale)} alone`);
    } catch {
      // The filter stays named; only its count is unknown.
    }
  }
}
