// The list of a table's columns: which are shown, their order, which are pinned. Opens under its button.
import { dataText, fill, h, iconButton } from "./dom.ts";
import { formatExample, NUMBER_FORMATS, readNumberFormat } from "./numberFormat.ts";
import {
  isShown,
  NO_LAYOUT,
  orderedColumns,
  type TableLayout,
  withFormat,
  withMoved,
  withPinned,
  withShown,
} from "./tableLayout.ts";

export interface MenuColumn {
  readonly key: string;
  readonly label: string;
  readonly isOptional?: boolean;
  /** How its numbers read can be chosen. */
  readonly hasFormat?: boolean;
}

export class ColumnsMenu {
  readonly button: HTMLButtonElement;
  readonly element: HTMLElement;
  private columns: readonly MenuColumn[] = [];
  private layout = NO_LAYOUT;
  private locale = "en";

  constructor(private readonly change: (layout: TableLayout) => void) {
    this.button = iconButton("table", "Columns", () => this.open());
    this.button.setAttribute("aria-haspopup", "dialog");
    this.element = h("div", { class: "menu", role: "dialog", "aria-label": "Columns" });
    this.element.popover = "auto";
    this.element.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed") this.button.focus();
    });
  }

  /** Every column there is, and how they are arranged. */
  show(columns: readonly MenuColumn[], layout: TableLayout, locale: string): void {
    this.columns = columns;
    this.locale = locale;
    this.layout = layout;
    if (this.element.matches(":popover-open")) this.draw();
  }

  private open(): void {
    const { bottom, right } = this.button.getBoundingClientRect();
    this.element.style.top = `${bottom + 2}px`;
    this.element.style.right = `${Math.max(4, innerWidth - right)}px`;
    this.element.style.maxHeight = `${Math.max(120, innerHeight - bottom - 12)}px`;
    this.draw();
    this.element.showPopover();
    this.element.querySelector<HTMLElement>("input")?.focus();
  }

  private draw(): void {
    const focused = document.activeElement?.getAttribute("data-id");
    const all = orderedColumns(this.columns, this.layout);
    const keys = all.map((column) => column.key);
    const reset = h(
      "button",
      { class: "link", type: "button", on: { click: () => this.change(NO_LAYOUT) } },
      "Reset Columns",
    );
    fill(this.element, ...all.map((column, i) => this.drawLine(column, i, keys)), reset);
    for (const element of this.element.querySelectorAll<HTMLElement>("[data-id]"))
      if (element.dataset.id === focused) element.focus();
  }

  private drawFormats({ key, label }: MenuColumn): HTMLElement {
    const select = h("select", {
      class: "select",
      title: "How its numbers read; copies and exports keep full precision",
      "aria-label": `Number format of ${label}`,
      "data-id": `format ${key}`,
    });
    select.append(
      h("option", { value: "" }, "auto"),
      ...NUMBER_FORMATS.map((format) => h("option", { value: format }, formatExample(format, this.locale))),
    );
    select.value = readNumberFormat(this.layout.formats?.[key]) ?? "";
    select.addEventListener("change", () =>
      this.change(withFormat(this.layout, key, readNumberFormat(select.value) ?? null)),
    );
    return select;
  }

  private drawLine(column: MenuColumn, at: number, keys: readonly string[]): HTMLElement {
    const { layout } = this;
    const { key, label } = column;
    const isOn = isShown(column, layout);
    const isPinned = layout.pinned.includes(key);
    const box = h("input", { "data-id": `show ${key}` });
    box.type = "checkbox";
    box.checked = isOn;
    box.addEventListener("change", () => this.change(withShown(layout, key, box.checked)));
    const tool = (name: string, words: string, click: () => void): HTMLButtonElement => {
      const button = iconButton(name, `${words} ${label}`, click);
      button.dataset.id = `${words} ${key}`;
      return button;
    };
    const move = (by: 1 | -1): void => {
      const target = keys[at + by];
      if (target !== undefined) this.change(withMoved(layout, keys, key, target));
    };
    const pin = tool("pinned", "Pin", () => this.change(withPinned(layout, key)));
    pin.setAttribute("aria-pressed", String(isPinned));
    return h(
      "div",
      { class: "menu-line" },
      h("label", { class: "clip" }, box, " ", dataText(label)),
      column.hasFormat === true && this.drawFormats(column),
      tool("arrow-up", "Move up", () => move(-1)),
      tool("arrow-down", "Move down", () => move(1)),
      pin,
    );
  }
}
