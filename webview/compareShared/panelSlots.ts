// The places of a comparison's page, from the top: head, note, join, summary, mapping, filters; rows stand below them.
import { h } from "../shared/dom.ts";
import { keepFocus } from "./keepFocus.ts";
import { PanelNote } from "./panelNote.ts";

export class PanelSlots {
  readonly header = h("div", { class: "header-slot" });
  readonly note = new PanelNote();
  readonly join = h("div", { class: "join-slot" });
  readonly summary = h("section", { class: "summary-slot", "aria-label": "Summary" });
  readonly mapping = h("div", { class: "mapping-slot" });
  readonly filters = h("div", { class: "filter-bar" });

  /** `typed`: what stands beside the bar of filters. */
  mount(root: HTMLElement, typed: readonly HTMLElement[], ...below: readonly HTMLElement[]): void {
    const filterSlot = h("div", { class: "filter-slot" }, this.filters, ...typed);
    const { header, note, join, summary, mapping } = this;
    root.replaceChildren(header, note.element, join, summary, mapping, filterSlot, ...below);
  }

  /** Draws what shows the choice anew; focus stays on the control that made it. */
  draw(work: () => void): void {
    keepFocus([this.join, this.summary, this.filters], work);
  }
}
