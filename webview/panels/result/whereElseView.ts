// Where else the row's item occurs, at the end of its detail: looked for when someone asks, and from then on for each row.
import type { Elsewhere, ElsewhereFound } from "../../../src/core/rows/elsewhere.ts";
import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import { type RowScore, scoreLabel } from "../../../src/core/run.ts";
import { isBelowThreshold, isFailing } from "../../../src/core/scores/metricContract.ts";
import { formatCount, formatRowValue } from "../../../src/core/text/formatNumber.ts";
import { formatDateTime } from "../../../src/core/text/formatTime.ts";
import { dataText, fill, h, icon } from "../../shared/dom.ts";
import type { ResultHost } from "./resultHost.ts";

/** Values of results side by side. */
const DECIMALS = 2;

/** `in 3 of 40 other results`, or that it is nowhere else. */
export function foundInWords({ total, searched }: ElsewhereFound, shown: number, locale: string): string {
  const count = (value: number): string => formatCount(value, locale);
  if (searched === 0) return "there is no other result";
  const others = `${count(searched)} other ${searched === 1 ? "result" : "results"}`;
  if (total === 0) return searched === 1 ? "not in the other result" : `in none of ${others}`;
  const newest = shown < total ? `, the newest ${count(shown)} shown` : "";
  return `in ${count(total)} of ${others}${newest}`;
}

export class WhereElseView {
  private isOpen = false;
  private search = new AbortController();

  constructor(
    private readonly host: ResultHost,
    /** The content changed. */
    private readonly drawn: () => void,
  ) {}

  stop(): void {
    this.search.abort();
  }

  /** The part for a row. */
  show(index: number, locale: string): HTMLElement {
    this.stop();
    const hint = h("span", { class: "muted", role: "status" }, "the same item in other results");
    const list = h("div", { class: "folded-b elsewhere" });
    const part = h("details", { class: "folded where-else" }, h("summary", null, "where else ", hint), list);
    part.open = this.isOpen;
    part.addEventListener("toggle", () => {
      this.isOpen = part.open;
      if (part.open && list.childElementCount === 0) void this.look(index, locale, hint, list);
    });
    return part;
  }

  private async look(index: number, locale: string, hint: HTMLElement, list: HTMLElement): Promise<void> {
    this.stop();
    const search = new AbortController();
    this.search = search;
    const add = (found: readonly Elsewhere[]): void => {
      list.append(...found.map((one) => drawResult(one, locale, this.host)));
    };
    try {
      const found = await this.host.whereElse(index, search.signal, ({ searched, of, found: some }) => {
        if (search.signal.aborted) return;
        hint.textContent = `${formatCount(searched, locale)} of ${formatCount(of, locale)} results looked at`;
        add(some);
      });
      if (search.signal.aborted) return;
      fill(list);
      add(found.results);
      hint.textContent = foundInWords(found, found.results.length, locale);
      this.drawn();
    } catch (error) {
      if (search.signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      fill(list, h("p", { class: "err", role: "alert" }, icon("error"), " ", dataText(why)));
    }
  }
}

function drawResult(one: Elsewhere, locale: string, host: ResultHost): HTMLElement {
  const more = one.trials - one.rows.length;
  return h(
    "div",
    { class: "else-result" },
    h(
      "div",
      { class: "else-head" },
      h("b", { class: "clip" }, dataText(one.name)),
      one.model === null ? null : h("span", { class: "muted clip" }, dataText(one.model)),
      h("span", { class: "grow" }),
      h("span", { class: "muted tn" }, formatDateTime(one.createdAt, locale)),
    ),
    ...one.rows.map((row) => drawRow(one, row, locale, host)),
    more > 0 ? h("div", { class: "muted" }, `${formatCount(more, locale)} more rows of the item`) : null,
  );
}

/** A row of it is a button: it opens the result there. */
function drawRow(one: Elsewhere, row: RowPreview, locale: string, host: ResultHost): HTMLElement {
  const output = row.output ?? row.error;
  const number = formatCount(row.index + 1, locale);
  return h(
    "button",
    {
      class: "else-row",
      type: "button",
      title: `Open ${one.name} at row ${number}`,
      on: { click: () => host.openResult(one.id, row.index) },
    },
    h(
      "span",
      { class: "else-scores tn" },
      h("span", { class: "muted" }, `row ${number}`),
      row.exclusion === undefined
        ? null
        : h("span", { title: row.exclusion }, icon("circle-slash"), " excluded"),
      ...row.scores.map((score, i) => drawScore(score, i, one, locale)),
    ),
    output === null
      ? h("span", { class: "muted" }, "—")
      : h("span", { class: row.output === null ? "err else-output" : "else-output" }, dataText(output)),
  );
}

function drawScore(score: RowScore, at: number, { scores }: Elsewhere, locale: string): HTMLElement {
  const style = scores[at];
  const text = formatRowValue(score, DECIMALS, locale, style);
  const isFail = isFailing(score.value, style);
  const isLow = style !== undefined && isBelowThreshold(score.value, style);
  const tone =
    score.state === "error" ? "err" : isFail ? "fail" : isLow ? "low" : score.value === null ? "na" : "";
  return h(
    "span",
    { class: "else-score" },
    h("span", { class: "muted" }, dataText(scoreLabel(score, scores)), " "),
    h("span", { class: tone }, score.state === "error" ? "error" : dataText(text)),
  );
}
