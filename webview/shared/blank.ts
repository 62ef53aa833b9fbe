// What a place says when it has nothing to show: headline, reason, one action. Also the bar of a running load.
import { dataText, h, icon } from "./dom.ts";
import { actionButton } from "./toolkit.ts";

export interface BlankAction {
  readonly label: string;
  readonly click: () => void;
}

/** `reason` may quote data; it is shown as text. */
export function blank(iconName: string, headline: string, reason: string, action?: BlankAction): HTMLElement {
  return h(
    "div",
    { class: "blank", role: "status" },
    icon(iconName, "big"),
    h("b", null, headline),
    reason === "" ? null : h("p", { class: "muted" }, dataText(reason)),
    action === undefined ? null : h("div", { class: "acts" }, actionButton({ ...action, isPrimary: true })),
  );
}

/** The 2 px bar under a head while something is on its way. */
export function progressBar(): HTMLElement {
  return h("div", { class: "progress", role: "progressbar", "aria-label": "Loading" }, h("i", null));
}

/** Grey bars in the place of lines that are not known yet. */
export function skeletonLines(count: number): HTMLElement {
  const widths = [80, 55, 70, 92, 64, 86];
  const lines = Array.from({ length: count }, (_, i) => {
    const line = h("div", { class: "sk" });
    line.style.width = `${widths[i % widths.length]}%`;
    return line;
  });
  return h("div", { class: "sk-lines", "aria-hidden": true }, ...lines);
}

/** The strip above a panel whose run was deleted meanwhile. */
export function goneNote(what: string): HTMLElement {
  return h(
    "div",
    { class: "callout w", role: "alert" },
    icon("warning"),
    h("span", null, `${what} Rows already shown stay readable.`),
  );
}

/** The strip above a panel for something asked that failed; what is shown stays as it was. */
export function failureNote(what: string): HTMLElement {
  return h("div", { class: "callout w", role: "alert" }, icon("error"), h("span", null, dataText(what)));
}

/** A line about what was done, in data's own words. */
export function infoNote(what: string): HTMLElement {
  return h("div", { class: "callout", role: "status" }, icon("info"), h("span", null, dataText(what)));
}
