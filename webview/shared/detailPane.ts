// The pane beside the rows that shows one of them in full. On a narrow panel it takes the panel's place.
import { dataText, fill, h, icon, iconButton, longText } from "./dom.ts";
import { QUIET_MS } from "./pageCache.ts";
import { progressRing } from "./toolkit.ts";

export interface DetailPaneOptions {
  readonly label: string;
  readonly isWide?: boolean;
  readonly step: (by: 1 | -1) => void;
  readonly closed: () => void;
}

export class DetailPane {
  readonly element: HTMLElement;
  private readonly title = h("b", { tabindex: -1 });
  private readonly sub = h("span", { class: "muted tn clip" });
  private readonly actions = h("span", { class: "row-flex tight" });
  private readonly ring = progressRing();
  private ringTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly body = h("div", { class: "pane-b", tabindex: 0, role: "region" });

  constructor(private readonly options: DetailPaneOptions) {
    const back = iconButton("arrow-left", "Back to rows (Escape)", () => this.close());
    back.classList.add("only-n");
    this.ring.hidden = true;
    this.element = h(
      "aside",
      { class: `pane${options.isWide ? " wide" : ""}`, hidden: true, "aria-label": options.label },
      h(
        "div",
        { class: "pane-h" },
        back,
        this.title,
        this.sub,
        this.ring,
        h("span", { class: "grow" }),
        iconButton("arrow-up", "Previous row (Alt+↑)", () => options.step(-1)),
        iconButton("arrow-down", "Next row (Alt+↓)", () => options.step(1)),
        this.actions,
        iconButton("close", "Close (Escape)", () => this.close()),
      ),
      this.body,
    );
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  open(): void {
    this.element.hidden = false;
  }

  close(): void {
    if (!this.isOpen) return;
    this.stopWaiting();
    this.element.hidden = true;
    this.options.closed();
  }

  focus(): void {
    this.body.focus();
  }

  /** Names the row; the content of the row before stays until {@link setContent}. */
  setTitle(title: string, sub: string): void {
    this.title.textContent = title;
    this.sub.textContent = sub;
    this.body.setAttribute("aria-label", title);
  }

  setActions(...actions: readonly HTMLElement[]): void {
    fill(this.actions, ...actions);
  }

  setContent(...content: readonly Node[]): void {
    this.stopWaiting();
    fill(this.body, ...content);
    this.body.scrollTop = 0;
  }

  /** The row named is on its way; after a quiet moment a ring says so. */
  startWaiting(): void {
    this.stopWaiting();
    this.ringTimer = setTimeout(() => {
      this.ring.hidden = false;
    }, QUIET_MS);
  }

  private stopWaiting(): void {
    clearTimeout(this.ringTimer);
    this.ring.hidden = true;
  }

  /** Says in place of the content why there is none. */
  setFailure(message: string): void {
    this.setContent(
      h(
        "p",
        { class: "err", role: "alert" },
        icon("error"),
        " This row could not be read. ",
        dataText(message),
      ),
    );
  }
}

/** One labelled part of a row: `label` above, `content` below, `tools` at the right of the label. */
export function field(label: string, content: Node, ...tools: readonly Node[]): HTMLElement {
  return h(
    "div",
    { class: "field" },
    h("div", { class: "lab" }, dataText(label, "clip"), h("span", { class: "grow" }), ...tools),
    content,
  );
}

/** A text in full; `null` reads as missing. */
export function fullText(text: string | null, isCode = false): HTMLElement {
  if (text === null) return h("div", { class: "na" }, "—");
  if (text === "") return h("div", { class: "muted" }, "empty text");
  return h("div", { class: isCode ? "text mono" : "text", dir: "auto" }, ...longText(text));
}
