// Draws bars of levels as plain HTML: each is a button that filters the rows.
import { dataText, h } from "../shared/dom.ts";
import type { LevelBarsView } from "./levelBars.ts";

/** Which levels filter the rows, and what pressing one does. */
export interface LevelChoice {
  readonly chosen: readonly string[];
  readonly toggle: (value: string) => void;
}

/** `expand`: shows more labels, or fewer again. */
export function drawLevelBars(
  view: LevelBarsView,
  { chosen, toggle }: LevelChoice,
  expand: (isExpanded: boolean) => void,
): HTMLElement {
  const { fold } = view;
  const lines = view.bars.map((bar) => {
    const { value } = bar;
    const isFaded = chosen.length > 0 && (value === null || !chosen.includes(value));
    const fillBar = h("i", { class: `bar${bar.isApart ? " apart" : ""}${isFaded ? " faded" : ""}` });
    fillBar.style.width = `${Math.max(bar.length * 100, bar.length > 0 ? 0.5 : 0)}%`;
    const name = dataText(bar.label, bar.isApart ? "clip muted" : "clip");
    if (bar.description !== null) name.title = bar.description;
    const parts = [
      h("span", { class: "row-flex tight" }, name, bar.isMode && h("span", { class: "tag" }, "mode")),
      h("span", { class: "lane" }, fillBar),
      h("span", { class: "n" }, bar.countText),
      h("span", { class: "n muted" }, bar.shareText),
    ];
    if (value === null) return h("div", { class: "level" }, ...parts);
    const attributes = {
      class: "level",
      type: "button",
      "aria-pressed": chosen.includes(value),
      "aria-label": `${bar.label}, ${bar.countText} rows, ${bar.shareText}`,
      "data-brush": value,
      on: { click: () => toggle(value) },
    } as const;
    return h("button", attributes, ...parts);
  });
  const bars = h("div", { class: "bars tn", on: { keydown: (event) => moveBetween(event, bars) } }, ...lines);
  return h(
    "div",
    { class: "levels", role: "group", "aria-label": view.spoken },
    view.headline === null
      ? null
      : h("div", { class: "rate" }, h("b", null, view.headline.rate), " ", view.headline.words),
    bars,
    fold === null
      ? null
      : h(
          "button",
          {
            class: "link",
            type: "button",
            "aria-expanded": fold.isExpanded,
            "data-brush": "fold",
            on: { click: () => expand(!fold.isExpanded) },
          },
          fold.words,
        ),
  );
}

/** Up and down move between the bars that can be pressed. */
function moveBetween(event: KeyboardEvent, bars: HTMLElement): void {
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0 || event.altKey) return;
  const buttons = [...bars.querySelectorAll("button")];
  buttons[buttons.indexOf(event.target as HTMLButtonElement) + by]?.focus();
  event.preventDefault();
}
