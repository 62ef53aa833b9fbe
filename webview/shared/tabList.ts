// Tabs in a line: one is chosen, arrow keys go from one to the next, focus stays on the chosen one.
import { fill, h } from "./dom.ts";

export interface ListedTab<Name extends string> {
  readonly name: Name;
  readonly label: string;
  /** Only where the panel is narrow. */
  readonly isNarrowOnly?: boolean;
}

export function drawTabList<Name extends string>(
  slot: HTMLElement,
  tabs: readonly ListedTab<Name>[],
  chosen: Name,
  choose: (name: Name) => void,
): void {
  const hadFocus = slot.contains(document.activeElement);
  const buttons = tabs.map(({ name, label, isNarrowOnly }) =>
    h(
      "button",
      {
        class: isNarrowOnly ? "tab only-n" : "tab",
        type: "button",
        role: "tab",
        tabindex: name === chosen ? 0 : -1,
        "aria-selected": name === chosen,
        on: { click: () => choose(name), keydown: (event) => step(event, name) },
      },
      label,
    ),
  );
  fill(slot, ...buttons);
  if (hadFocus) slot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();

  function step(event: KeyboardEvent, name: Name): void {
    const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const reachable = tabs.filter((_, i) => buttons[i]?.offsetParent !== null);
    const next = reachable[reachable.findIndex((tab) => tab.name === name) + by];
    if (by === 0 || next === undefined) return;
    event.preventDefault();
    choose(next.name);
  }
}
