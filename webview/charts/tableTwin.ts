// The readable table beside every chart: the same numbers, in text.
import { guardFormula } from "../../src/core/csvText.ts";
import { dataText, h } from "../shared/dom.ts";

export interface TableTwin {
  /** What the table is, for screen readers. */
  readonly caption: string;
  readonly head: readonly string[];
  /** First cell names the line, the others are numbers. */
  readonly lines: readonly (readonly string[])[];
}

/** As CSV: quoted where needed, and what a spreadsheet would run as a formula is guarded. */
export function twinToCsv(twin: TableTwin): string {
  const cell = (text: string): string => {
    // Signed numbers are no formulas.
    const safe = /^[+-]?[\d.,\s]+%?$/u.test(text) ? text : guardFormula(text);
    return /[",\r\n]/u.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [twin.head, ...twin.lines].map((line) => line.map(cell).join(",")).join("\r\n");
}

export function drawTwin(twin: TableTwin): HTMLElement {
  return h(
    "div",
    { class: "twin", tabindex: 0, role: "region", "aria-label": twin.caption },
    h(
      "table",
      { class: "t" },
      h("caption", { class: "sr" }, twin.caption),
      h("thead", null, line(twin.head, "col")),
      h("tbody", null, ...twin.lines.map((cells) => line(cells, "row"))),
    ),
  );
}

function line(cells: readonly string[], scope: "col" | "row"): HTMLElement {
  const [name = "", ...numbers] = cells;
  if (scope === "col")
    return h(
      "tr",
      null,
      ...cells.map((cell, i) => h("th", { scope, class: i === 0 ? "" : "n" }, dataText(cell))),
    );
  return h(
    "tr",
    null,
    h("td", { class: "wide tn" }, dataText(name)),
    ...numbers.map((text) => h("td", { class: "n" }, text)),
  );
}
