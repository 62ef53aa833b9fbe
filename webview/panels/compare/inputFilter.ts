// The filter on inputs: which field of the item contains which text. It stays in the page while the bar around it is
// drawn anew, so that typing is never interrupted.
import type { InputCondition } from "../../../src/core/inputCondition.ts";
import { leadingFields } from "../../../src/core/itemColumns.ts";
import { fill, h, icon } from "../../shared/dom.ts";

/** Typing is over when no key came for so long. */
const TYPING_MS = 150;

export class InputFilter {
  readonly element: HTMLElement;
  private readonly field = h("select", { class: "select", "aria-label": "Field to search in" });
  private readonly text = h("input", { class: "select", "aria-label": "Show items whose field contains" });
  private timer = 0;
  private known = "";

  constructor(private readonly changed: (inputs: readonly InputCondition[]) => void) {
    this.text.type = "search";
    this.text.placeholder = "Filter inputs";
    this.text.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => this.send(), TYPING_MS);
    });
    this.field.addEventListener("change", () => {
      if (this.text.value !== "") this.send();
    });
    this.element = h("div", { class: "input-filter" }, icon("filter"), this.field, this.text);
  }

  /** Shows what is chosen, with the fields there are. */
  show(fields: readonly string[], inputs: readonly InputCondition[]): void {
    const [condition] = inputs;
    const key = fields.join("\n");
    if (key !== this.known) {
      const options = leadingFields(fields).map((name) => h("option", { value: name }, name));
      fill(this.field, ...options);
      this.known = key;
      if (condition !== undefined) this.field.value = condition.field;
    }
    this.element.hidden = fields.length === 0;
    // What is being typed is newer than what is shown.
    if (document.activeElement !== this.text)
      this.text.value = condition !== undefined && "contains" in condition ? condition.contains : "";
  }

  clear(): void {
    this.text.value = "";
    this.send();
  }

  private send(): void {
    const contains = this.text.value;
    this.changed(contains === "" ? [] : [{ field: this.field.value, contains }]);
  }
}
