// The readable table beside every chart: the same numbers, in text.
import { dataText, h } from "../shared/dom.ts";

export interface TableTwin {
  /** What the table is, for screen readers. */
  readonly caption: string;
  readonly head: readonly string[];
  /** First cell names the line, the others are numbers. */
  readonly lines: readonly (readonly string[])[];
}

/** Tab-separated, as copying from a table gives it. */
export function twinToText(twin: TableTwin): string {
  return [twin.head, ...twin.lines].map((line) => line.join("\t")).join("\n");
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
