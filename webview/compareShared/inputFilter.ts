// The filter on inputs: a field of the item, and what is typed for it, as under a column. It stays in the page while the bar
// around it is drawn anew, so that typing is never interrupted.
import { leadingFields } from "../../src/core/rows/itemColumns.ts";
import { fieldLabel } from "../../src/core/rows/rowField.ts";
import { fill, h, icon } from "../shared/dom.ts";
import type { Filters } from "../shared/filterRow.ts";
import { readFilter } from "../shared/filterText.ts";
import { inputKey } from "./typedColumns.ts";

/** Typing is over when no key came for so long. */
const TYPING_MS = 150;
const HELP = "A part of the text, =the whole text, /a regular expression/, or missing";

export class InputFilter {
  readonly element: HTMLElement;
  private readonly field = h("select", { class: "select", "aria-label": "Field to search in" });
  private readonly text = h("input", {
    class: "select",
    "aria-label": "Show items whose field contains",
    title: HELP,
  });
  private timer = 0;
  private known = "";
  private filters: Filters = {};

  constructor(private readonly changed: (field: string, typed: string) => void) {
    this.text.type = "search";
    this.text.placeholder = "Filter inputs";
    this.text.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.send(), TYPING_MS);
    });
    // What is typed stays with its field: its pill goes on saying it.
    this.field.addEventListener("change", () => this.showText());
    this.element = h("div", { class: "input-filter" }, icon("filter"), this.field, this.text);
  }

  /** Shows what is typed, with the fields there are; `more`: names of those besides the item's own. */
  show(fields: readonly string[], filters: Filters, more: readonly string[] = []): void {
    this.filters = filters;
    const key = [...fields, ...more].join("\n");
    if (key !== this.known) {
      const names = [...leadingFields(fields), ...more];
      fill(this.field, ...names.map((name) => h("option", { value: name }, fieldLabel(name, fields))));
      this.known = key;
      const filtered = names.find((name) => filters[inputKey(name)] !== undefined);
      if (filtered !== undefined) this.field.value = filtered;
    }
    this.element.hidden = fields.length === 0;
    // What is being typed is newer than what is shown.
    if (document.activeElement !== this.text) this.showText();
  }

  private showText(): void {
    this.text.value = this.filters[inputKey(this.field.value)] ?? "";
  }

  private send(): void {
    const field = this.field.value;
    const place = { kind: "item", field } as const;
    const read = readFilter({ key: inputKey(field), label: field, kind: "text", place }, this.text.value);
    const problem = read !== null && "problem" in read ? read.problem : null;
    this.text.toggleAttribute("aria-invalid", problem !== null);
    this.text.title = problem ?? HELP;
    if (problem === null) this.changed(field, this.text.value);
  }
}
