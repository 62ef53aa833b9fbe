// One row of a result in full: what went in, what was expected, what came out, how it was scored and why.

import { formatRowValue, valueDecimals } from "../../../src/core/formatNumber.ts";
import { isBelowThreshold, isFailing } from "../../../src/core/metricContract.ts";
import type { RowDetail } from "../../../src/core/rowQuery.ts";
import { type RowScore, type Run, scoreLabel } from "../../../src/core/run.ts";
import { field, folded, fullText } from "../../shared/detailPane.ts";
import { dataText, h, icon, iconButton, longText } from "../../shared/dom.ts";
import { drawItem, scoreWords } from "../../shared/itemFields.ts";
import type { TextPart } from "./resultHost.ts";

export interface RowDetailActions {
  readonly openText: (part: TextPart) => void;
  readonly copy: (text: string) => void;
}

function drawScoreLine(score: RowScore, run: Run, locale: string): HTMLElement {
  const aggregate = run.scores.find((s) => s.name === score.name && s.metric === score.metric);
  const decimals = aggregate === undefined ? 2 : valueDecimals(aggregate);
  const text = formatRowValue(score, decimals, locale, aggregate);
  const isFail = isFailing(score.value, aggregate);
  const isLow = aggregate !== undefined && isBelowThreshold(score.value, aggregate);
  const value =
    score.state === "error"
      ? h("span", { class: "err" }, icon("error"), " error")
      : h(
          "span",
          { class: isFail ? "fail" : isLow ? "low" : score.value === null ? "na" : "" },
          dataText(text),
        );
  const words = scoreWords(score);
  return h(
    "div",
    { class: "sc" },
    dataText(scoreLabel(score, run.scores)),
    h("span", { class: "n tn" }, value),
    words === "" ? null : h("div", { class: "reason", dir: "auto" }, ...longText(words)),
  );
}

function openButton(part: TextPart, what: string, actions: RowDetailActions): HTMLElement {
  return iconButton("go-to-file", `Open ${what} in Editor`, () => actions.openText(part));
}

function copyButton(text: string, what: string, actions: RowDetailActions): HTMLElement {
  return iconButton("copy", `Copy ${what}`, () => actions.copy(text));
}

/** Longer lines are shown as stored: indenting them takes longer than anyone would wait. */
const MOST_INDENTED = 1_000_000;

/** The stored line, indented when it is JSON; as it is otherwise. */
function readableSource(source: string): string {
  if (source.length > MOST_INDENTED) return source;
  try {
    return JSON.stringify(JSON.parse(source), null, 2);
  } catch {
    // Lines of CSV and other formats are shown as stored.
    return source;
  }
}

export function drawRowDetail(
  row: RowDetail,
  run: Run,
  locale: string,
  actions: RowDetailActions,
): readonly HTMLElement[] {
  const parts: HTMLElement[] = [];
  if (row.error !== null)
    parts.push(
      field(
        "error",
        h("div", { class: "text err", dir: "auto" }, icon("error"), " ", ...longText(row.error)),
      ),
    );
  const item = drawItem(row.item);
  parts.push(...item.first);
  if (row.expected !== null)
    parts.push(
      field(
        "expected",
        fullText(row.expected),
        openButton("expected", "Expected", actions),
        copyButton(row.expected, "Expected", actions),
      ),
    );
  const outputTools =
    row.output === null
      ? []
      : [openButton("output", "Output", actions), copyButton(row.output, "Output", actions)];
  parts.push(field("output", fullText(row.output), ...outputTools));
  if (row.scores.length > 0)
    parts.push(
      field("scores", h("div", null, ...row.scores.map((score) => drawScoreLine(score, run, locale)))),
    );
  parts.push(
    ...item.rest,
    folded(
      "source",
      "the stored line",
      h("pre", { class: "text mono source", dir: "ltr" }, ...longText(readableSource(row.source))),
      h(
        "span",
        { class: "row-flex tight end" },
        openButton("source", "Source", actions),
        copyButton(row.source, "Source", actions),
      ),
    ),
    h(
      "dl",
      { class: "kv tn ids" },
      h("dt", null, "digest"),
      h("dd", { class: "mono" }, row.digest),
      row.trial > 1 && h("dt", null, "repetition"),
      row.trial > 1 && h("dd", null, `${row.trial} of this item`),
    ),
  );
  return parts;
}
