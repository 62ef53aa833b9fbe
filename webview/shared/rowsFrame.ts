// What stands around a row table: the status line under it, and words in its place when it has no rows to show.
// Both change only when what they say changes, so that screen readers are not told the same thing at every scroll.
import { blank, progressBar } from "./blank.ts";
import { fill, h } from "./dom.ts";
import type { RowTable } from "./rowTable.ts";

export class RowsFrame<Row> {
  /** The table and the words that cover it. */
  readonly element: HTMLElement;
  readonly status: HTMLElement;
  private readonly bar = progressBar();
  private readonly over = h("div", { class: "rt-over", hidden: true });
  private readonly words = h("span", { class: "row-flex said", role: "status" });
  /** One sentence behind the parts, and the current row when it was said. */
  private note: { readonly words: string; readonly at: number | null } | null = null;
  private parts: readonly string[] = [];
  private saidWords = "";
  private saidOver = "";

  constructor(
    private readonly table: RowTable<Row>,
    ...keys: readonly Node[]
  ) {
    this.element = h("div", { class: "rt-wrap" }, table.element, this.bar, this.over);
    this.bar.hidden = true;
    this.status = h("div", { class: "statusline" }, this.words, h("span", { class: "grow" }), ...keys);
  }

  /** Says `parts` in the status line; `empty` makes the words for a query without rows, `emptyKey` tells them apart. */
  draw(parts: readonly string[], emptyKey: string, empty: () => Node): void {
    const { cache } = this.table;
    this.parts = parts;
    this.bar.hidden = !cache.isWaiting;
    this.drawWords();
    const isEmpty = cache.total === 0 && !cache.isStale;
    const over = cache.error !== null ? `error ${cache.error.message}` : isEmpty ? `empty ${emptyKey}` : "";
    if (over === this.saidOver) return;
    this.saidOver = over;
    this.over.hidden = over === "";
    // Filters under the head stay in reach: they are what hides the rows.
    this.over.style.top = `${this.table.headPx}px`;
    if (cache.error !== null) fill(this.over, this.failed(cache.error.message));
    else if (isEmpty) fill(this.over, empty());
    else fill(this.over);
  }

  /** Says something in the status line, until the current row is another. */
  say(words: string): void {
    this.note = { words, at: this.table.current };
    this.drawWords();
  }

  private drawWords(): void {
    const { cache, current } = this.table;
    if (this.note !== null && this.note.at !== current) this.note = null;
    const waiting = cache.isWaiting ? (cache.total === null ? "loading" : "updating") : "";
    const said = [...this.parts, this.note?.words ?? "", waiting].filter((part) => part !== "");
    if (said.join("\n") === this.saidWords) return;
    this.saidWords = said.join("\n");
    fill(this.words, ...said.map((part) => h("span", { class: "clip" }, part)));
  }

  private failed(reason: string): HTMLElement {
    const again = { label: "Try Again", click: () => this.table.cache.retry() };
    return blank("error", "The rows could not be read", reason, again);
  }
}

/** A key and what it does, for the end of the status line; hidden until it is of use. */
export function keyHint(key: string, what: string): HTMLElement {
  return h("span", { hidden: true }, h("span", { class: "kbd" }, key), ` ${what}`);
}
