// Parts of a detail that open and close, and stay as they were while someone goes from row to row.
import { h } from "./dom.ts";

export class Folds {
  private readonly chosen = new Map<string, boolean>();

  /** A part under a line to press; its content is made when it is first open. `key`: the same part of another row. */
  part(
    key: string,
    isOpen: boolean,
    summary: readonly (Node | string)[],
    draw: () => Node,
    ...tools: readonly Node[]
  ): HTMLElement {
    const body = h("div", { class: "folded-b" });
    const element = h("details", { class: "folded" }, h("summary", null, ...summary), body);
    let isDrawn = false;
    const fillOnce = (): void => {
      if (isDrawn) return;
      isDrawn = true;
      if (tools.length > 0) body.append(h("span", { class: "row-flex tight end" }, ...tools));
      body.append(draw());
    };
    element.open = this.chosen.get(key) ?? isOpen;
    if (element.open) fillOnce();
    element.addEventListener("toggle", () => {
      if (element.open) fillOnce();
      // The first event may only tell how it was made.
      if (element.open !== (this.chosen.get(key) ?? isOpen)) this.chosen.set(key, element.open);
    });
    return element;
  }
}
