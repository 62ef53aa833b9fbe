// The trials of one item beside one another: what each answered, how each was scored.

import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import type { RowTrials } from "../../../src/core/rows/rowSheet.ts";
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import { valueDecimals } from "../../../src/core/text/formatValue.ts";
import { dataText, h, icon, visibleText } from "../../shared/dom.ts";
import { drawScore } from "./rowColumns.ts";

/** A column a trial; the head of one goes to its row. `current`: the row whose detail this is. */
export function drawTrials(
  { rows, total }: RowTrials,
  current: number,
  run: Run,
  locale: string,
  goTo: (index: number) => void,
): HTMLElement {
  const heads = rows.map((row) => {
    const words = `row ${formatCount(row.index + 1, locale)}`;
    const isCurrent = row.index === current;
    const go = { class: "link", type: "button", on: { click: () => goTo(row.index) } } as const;
    return h(
      "th",
      { scope: "col", class: isCurrent ? "now" : "", "aria-current": isCurrent ? true : undefined },
      h("span", null, `trial ${row.trial} `),
      isCurrent ? h("span", { class: "muted" }, words) : h("button", go, words),
    );
  });
  const output = h(
    "tr",
    null,
    h("th", { scope: "row", class: "trial-name" }, "output"),
    ...rows.map(outputCell),
  );
  const scores = run.scores.map((score, i) => {
    const decimals = valueDecimals(score);
    const cells = rows.map((row) =>
      h("td", { class: "tn" }, drawScore(row.scores[i], decimals, locale, score)),
    );
    return h(
      "tr",
      null,
      h("th", { scope: "row", class: "trial-name" }, dataText(scoreLabel(score, run.scores), "clip")),
      ...cells,
    );
  });
  const table = h(
    "table",
    { class: "trials" },
    h("thead", null, h("tr", null, h("td", { class: "trial-name" }), ...heads)),
    h("tbody", null, output, ...scores),
  );
  const scroller = h(
    "div",
    { class: "trials-scroll", role: "region", tabindex: 0, "aria-label": "Trials of this item" },
    table,
  );
  if (rows.length >= total) return scroller;
  const words = `the first ${formatCount(rows.length, locale)} of ${formatCount(total, locale)} rows of this item`;
  return h("div", null, scroller, h("div", { class: "muted" }, words));
}

function outputCell(row: RowPreview): HTMLElement {
  if (row.output === null && row.error !== null)
    return h("td", { class: "err" }, icon("error"), " ", dataText(row.error));
  if (row.output === null) return h("td", { class: "na" }, "—");
  return h("td", { dir: "auto" }, h("div", { class: "trial-out" }, ...visibleText(row.output)));
}
