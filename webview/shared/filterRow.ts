// The row of filters under the head: a field for texts and numbers, a list for pass or fail and for labels.

import type { ScoreAggregate } from "../../src/core/run.ts";
import { formatCount, passWord } from "../../src/core/text/formatNumber.ts";
import { h } from "./dom.ts";
import { ERROR, type FilterColumn, labelsOf, labelsText, MISSING, readFilter } from "./filterText.ts";
import { pinCell, type TableColumn } from "./tableHead.ts";

/** What was typed, by the key of its column. */
export type Filters = Readonly<Record<string, string>>;

interface Control {
  readonly element: HTMLElement;
  readonly show: (typed: string) => void;
}

const TYPING_MS = 300;

const HINTS = {
  text: "contains",
  number: "any",
  measure: "any",
} as const;
const HELP = {
  text: "A part of the text, =the whole text, /a regular expression/, or missing",
  number: "A number, a range such as 0 – 0.7, < 2, a list such as 1, 3, or missing or error",
  measure: "A number, a range such as 10 – 200, < 500, or missing",
} as const;

export class FilterRow {
  private readonly controls = new Map<string, Control>();
  private columns: readonly FilterColumn[] = [];
  private filters: Filters = {};

  constructor(
    private readonly changed: (key: string, typed: string) => void,
    private readonly locale: () => string,
  ) {}

  /** The columns of another run, or another state of the filters. */
  show(columns: readonly FilterColumn[], filters: Filters): void {
    if (columns !== this.columns) this.controls.clear();
    this.columns = columns;
    this.filters = filters;
    for (const [key, control] of this.controls) control.show(filters[key] ?? "");
  }

  draw<Row>(shown: readonly TableColumn<Row>[]): HTMLElement | null {
    if (this.columns.length === 0) return null;
    const cells = shown.map((column) => {
      const own = this.columns.find(({ key }) => key === column.key);
      const cell = h(
        "div",
        { class: "rt-filter", role: "gridcell" },
        own === undefined ? null : this.controlOf(own).element,
      );
      pinCell(cell, column);
      return cell;
    });
    return h("div", { class: "rt-row filter-row", role: "row", "aria-label": "Filters" }, ...cells);
  }

  private controlOf(column: FilterColumn): Control {
    const known = this.controls.get(column.key);
    if (known !== undefined) return known;
    const made =
      column.kind === "boolean" || column.kind === "label"
        ? this.makeList(column, column.kind)
        : this.makeField(column, column.kind);
    made.show(this.filters[column.key] ?? "");
    this.controls.set(column.key, made);
    return made;
  }

  private makeField(column: FilterColumn, kind: keyof typeof HINTS): Control {
    const input = h("input", { class: "input", "aria-label": `Filter ${column.label}`, title: HELP[kind] });
    input.type = "text";
    input.placeholder = HINTS[kind];
    input.spellcheck = false;
    let typing: ReturnType<typeof setTimeout> | undefined;
    const apply = (): void => {
      clearTimeout(typing);
      const read = readFilter(column, input.value);
      const problem = read !== null && "problem" in read ? read.problem : null;
      mark(input, problem);
      if (problem === null && input.value !== (this.filters[column.key] ?? ""))
        this.changed(column.key, input.value);
    };
    input.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(apply, TYPING_MS);
    });
    input.addEventListener("change", apply);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") apply();
      else if (event.key === "Escape" && input.value !== "") {
        input.value = "";
        apply();
      } else return;
      event.preventDefault();
      event.stopPropagation();
    });
    const show = (typed: string): void => {
      input.classList.toggle("on", typed !== "");
      // What someone is typing is theirs until it is applied.
      if (document.activeElement === input && typed !== "") return;
      input.value = typed;
      mark(input, null);
    };
    const mark = (field: HTMLInputElement, problem: string | null): void => {
      field.toggleAttribute("aria-invalid", problem !== null);
      field.title = problem ?? HELP[kind];
    };
    return { element: input, show };
  }

  private makeList(
    column: Extract<FilterColumn, { score: ScoreAggregate }>,
    kind: "boolean" | "label",
  ): Control {
    const { score } = column;
    const select = h("select", { class: "select", "aria-label": `Filter ${column.label}` });
    const option = (value: string, words: string): HTMLOptionElement => h("option", { value }, words);
    const several = option("several", "");
    several.hidden = true;
    const values =
      kind === "boolean"
        ? [option("1", passWord(true, score)), option("0", passWord(false, score))]
        : score.rubric.map(({ label, count }) =>
            option(`=${label}`, `${label} (${formatCount(count, this.locale())})`),
          );
    select.append(
      option("", "any"),
      ...values,
      option(MISSING, "is missing"),
      option(ERROR, "is error"),
      several,
    );
    select.addEventListener("change", () => {
      const { value } = select;
      // A label chosen joins those chosen before: one of several.
      const typed = value.startsWith("=") ? this.withLabel(column.key, value.slice(1)) : value;
      this.changed(column.key, typed);
    });
    const show = (typed: string): void => {
      const labels = kind === "label" && typed.startsWith("[") ? labelsOf(typed) : [];
      several.textContent = `${labels.length} of ${score.rubric.length}`;
      select.value = labels.length > 1 ? "several" : labels.length === 1 ? `=${labels[0]}` : typed;
      select.classList.toggle("on", typed !== "");
    };
    return { element: select, show };
  }

  private withLabel(key: string, label: string): string {
    const typed = this.filters[key] ?? "";
    const labels = typed.startsWith("[") ? labelsOf(typed) : [];
    return labelsText(labels.includes(label) ? labels.filter((one) => one !== label) : [...labels, label]);
  }
}
