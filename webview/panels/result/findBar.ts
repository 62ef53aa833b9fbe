// Find in rows: a text, how many rows hold it, next and previous. It asks as someone types; the newest question wins.

import type { RowFilter } from "../../../src/core/rows/rowFilter.ts";
import type { RowMatch, RowPreview, RowSearch } from "../../../src/core/rows/rowQuery.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import { h, iconButton } from "../../shared/dom.ts";
import { QUIET_MS } from "../../shared/pageCache.ts";
import type { RowTable } from "../../shared/rowTable.ts";
import { placeBeside } from "./rowJumps.ts";

export interface FindParts {
  readonly table: RowTable<RowPreview>;
  /** Which rows are in view, in which order. */
  readonly view: () => Pick<RowSearch, "filter" | "sort">;
  readonly locate: (search: RowSearch, signal: AbortSignal) => Promise<RowMatch>;
  readonly locale: () => string;
  /** The text changed, or the bar was closed (`null`). */
  readonly changed: (text: string | null) => void;
}

const TYPING_MS = 180;

export class FindBar {
  readonly element: HTMLElement;
  private readonly input = h("input", { class: "input", "aria-label": "Find in rows" });
  private readonly words = h("span", { class: "muted tn said", role: "status" });
  private request = new AbortController();
  private typing: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly parts: FindParts) {
    this.input.type = "text";
    this.input.placeholder = "Find";
    this.input.spellcheck = false;
    this.input.addEventListener("input", () => this.typed());
    this.element = h(
      "div",
      { class: "find", role: "search", hidden: true, on: { keydown: (event) => this.onKey(event) } },
      this.input,
      this.words,
      iconButton("arrow-up", "Previous (Shift+Enter)", () => void this.step(-1, false)),
      iconButton("arrow-down", "Next (Enter)", () => void this.step(1, false)),
      iconButton("close", "Close Find (Escape)", () => this.close()),
    );
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  get text(): string {
    return this.isOpen ? this.input.value : "";
  }

  /** Opens with the text kept from before, without looking for it. */
  restore(text: string): void {
    this.element.hidden = false;
    this.input.value = text;
  }

  open(): void {
    this.element.hidden = false;
    this.input.focus();
    this.input.select();
    this.parts.changed(this.input.value);
  }

  close(): void {
    if (!this.isOpen) return;
    this.stop();
    this.element.hidden = true;
    this.words.textContent = "";
    this.parts.changed(null);
  }

  private stop(): void {
    clearTimeout(this.typing);
    this.request.abort();
  }

  private typed(): void {
    this.stop();
    this.words.textContent = "";
    this.parts.changed(this.input.value);
    if (this.input.value !== "") this.typing = setTimeout(() => void this.step(1, true), TYPING_MS);
  }

  private async step(by: 1 | -1, isTyping: boolean): Promise<void> {
    const text = this.input.value;
    this.stop();
    if (text === "") return;
    const request = new AbortController();
    this.request = request;
    const quiet = setTimeout(() => {
      this.words.textContent = "searching";
    }, QUIET_MS);
    try {
      const match = await this.look(text, by, isTyping, request.signal);
      if (request.signal.aborted) return;
      const count = (value: number) => formatCount(value, this.parts.locale());
      this.words.textContent =
        match.ordinal === null
          ? "no row"
          : `${count(match.ordinal)} of ${count(match.total)} ${match.total === 1 ? "row" : "rows"}`;
      if (match.position !== null) this.parts.table.moveTo(match.position);
    } catch (error) {
      if (!request.signal.aborted)
        this.words.textContent = error instanceof Error ? error.message : String(error);
    } finally {
      clearTimeout(quiet);
    }
  }

  /** The next row from where the table stands; `countsCurrent`: that row too. */
  private look(text: string, by: 1 | -1, countsCurrent: boolean, signal: AbortSignal): Promise<RowMatch> {
    const { current } = this.parts.table;
    const from = countsCurrent ? (current ?? 0) : placeBeside(current, by);
    const find: RowFilter = [{ kind: "contains", place: { kind: "any" }, text }];
    return this.parts.locate({ ...this.parts.view(), find, from, by }, signal);
  }

  private onKey(event: KeyboardEvent): void {
    if (event.key === "Enter" && event.target === this.input) void this.step(event.shiftKey ? -1 : 1, false);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
