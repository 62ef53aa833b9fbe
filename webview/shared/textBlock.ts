// A text of which perhaps only the beginning is here: the rest comes in pieces when someone asks.
import type { CutText } from "../../src/core/json/jsonTree.ts";
import { h, visibleText } from "./dom.ts";

export interface TextActions {
  /** Characters from one on. */
  readonly load: (from: number) => Promise<CutText>;
  /** Shows the text whole, in an editor. */
  readonly open: () => void;
}

/** Longer texts would hold up the page: beyond this the editor has them. */
const MOST_SHOWN = 400_000;
/** Taller texts are shown from their beginning until someone opens them. */
const MANY_CHARS = 1_500;
const MANY_LINES = 16;

/** The text in full, or its beginning with a way to more. `class`: how it reads. */
export function textBlock(text: CutText, actions: TextActions, className = "text"): HTMLElement {
  if (text.length === 0) return h("div", { class: "muted" }, "empty text");
  const shown = h("div", { class: className, dir: "auto" }, ...visibleText(text.text));
  if (text.text.length >= text.length) return shown;
  const foot = h("div", { class: "text-foot tn" });
  const block = h("div", null, shown, foot);
  let from = text.text.length;
  const draw = (): void => {
    const left = text.length - from;
    foot.replaceChildren();
    if (left <= 0) return;
    const words = `… ${left.toLocaleString()} more characters`;
    foot.append(h("span", { class: "muted" }, words));
    if (from < MOST_SHOWN) foot.append(link("Show More", () => void load()));
    foot.append(link("Open in Editor", actions.open));
  };
  const load = async (): Promise<void> => {
    foot.setAttribute("aria-busy", "true");
    try {
      const piece = await actions.load(from);
      from += piece.text.length;
      shown.append(...visibleText(piece.text));
      draw();
    } catch (error) {
      foot.append(
        h("span", { class: "err", role: "alert" }, error instanceof Error ? error.message : String(error)),
      );
    } finally {
      foot.removeAttribute("aria-busy");
    }
  };
  draw();
  return block;
}

export function link(words: string, click: () => void): HTMLButtonElement {
  return h("button", { class: "link", type: "button", on: { click } }, words);
}

/** A long text behind its first lines, with a button that shows all of it. */
export function foldedText(text: CutText, actions: TextActions): HTMLElement {
  const block = textBlock(text, actions, "talk-text");
  const isLong = text.length > MANY_CHARS || text.text.split("\n", MANY_LINES + 1).length > MANY_LINES;
  if (!isLong) return block;
  block.classList.add("clamped");
  const words = `Show all ${text.length.toLocaleString()} characters`;
  const button = h("button", { class: "link", type: "button", "aria-expanded": false }, words);
  button.addEventListener("click", () => {
    const isClamped = block.classList.toggle("clamped");
    button.setAttribute("aria-expanded", String(!isClamped));
    button.textContent = isClamped ? words : "Show less";
  });
  return h("div", null, block, button);
}
