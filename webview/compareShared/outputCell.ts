// One run's output of a joined row in a cell, with the words that the other side does not share.
import type { CompareSide } from "../../src/core/compare/cellTypes.ts";
import { dataText, h, icon } from "../shared/dom.ts";
import { drawSide } from "./wordDiff.ts";

/** The base's and a candidate's side of a row; `null` where a run lacks the item. */
export interface RowSides {
  readonly base: CompareSide | null;
  readonly candidate: CompareSide | null;
}

/** `mark`: what stands before the text, such as that the row is excluded. */
export function drawOutput(row: RowSides, side: "base" | "candidate", mark: Node | null = null): Node {
  const own = row[side];
  if (own === null) return h("span", { class: "na" }, "—");
  if (own.error !== null && own.output === null)
    return h("span", { class: "err two" }, icon("error"), " ", dataText(own.error));
  const words = drawSide(row.base?.output ?? null, row.candidate?.output ?? null, side);
  const failed =
    own.error === null
      ? []
      : [
          h("span", { class: "err", title: own.error, role: "img", "aria-label": own.error }, icon("error")),
          " ",
        ];
  return h("div", { class: "two", dir: "auto" }, mark, mark === null ? null : " ", ...failed, ...words);
}
