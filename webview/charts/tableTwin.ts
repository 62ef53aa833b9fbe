// The readable table beside every chart: the same numbers, in text.
import { guardFormula } from "../../src/core/text/csvText.ts";
import { dataText, h } from "../shared/dom.ts";

export interface TableTwin {
  /** What the table is, for screen readers. */
  readonly caption: string;
  readonly head: readonly string[];
  /** First cell names the line, the others are numbers. */
  readonly lines: readonly (readonly string[])[];
  /** What each line is, where it is pointed at. */
  readonly hints?: readonly string[];
  /** What pressing a line's name does, and what that is called; absent: nothing. */
  readonly open?: { readonly words: string; readonly press: (line: number) => void };
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
      h("thead", null, drawHead(twin.head)),
      h("tbody", null, ...twin.lines.map((cells, i) => drawLine(twin, cells, i))),
    ),
  );
}

function drawHead(cells: readonly string[]): HTMLElement {
  const heads = cells.map((cell, i) => h("th", { scope: "col", class: i === 0 ? "" : "n" }, dataText(cell)));
  return h("tr", null, ...heads);
}

function drawLine({ hints, open }: TableTwin, [name = "", ...cells]: readonly string[], at: number) {
  const text = dataText(name);
  const press =
    open === undefined
      ? text
      : h(
          "button",
          { class: "link", type: "button", title: open.words, on: { click: () => open.press(at) } },
          text,
        );
  return h(
    "tr",
    { title: hints?.[at] },
    h("td", { class: "wide tn" }, press),
    ...cells.map((cell) => h("td", { class: "n" }, dataText(cell))),
  );
}
