// The slices of a score: asks for them, draws a line a value, and filters the rows by the one pressed.
import { leadingFields } from "../../../src/core/itemColumns.ts";
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import type { ScoreSlices } from "../../../src/core/sliceTypes.ts";
import { drawTwin } from "../../charts/tableTwin.ts";
import { dataText, fill, h } from "../../shared/dom.ts";
import { MISSING } from "../../shared/filterText.ts";
import { QUIET_MS } from "../../shared/pageCache.ts";
import { actionButton } from "../../shared/toolkit.ts";
import type { ResultHost } from "./resultHost.ts";
import { type SliceLine, type SliceView, toSliceView } from "./sliceView.ts";

export interface SliceChoice {
  /** `null`: none is chosen yet. */
  readonly field: string | null;
  readonly choose: (field: string | null) => void;
  /** What is typed under the column of a field. */
  readonly typed: (field: string) => string;
  readonly filter: (field: string, typed: string) => void;
  readonly isTable: boolean;
}

export class SlicesTab {
  readonly element = h("div", { class: "slices" });
  private shown: { readonly key: string; readonly slices: ScoreSlices } | null = null;
  private request = new AbortController();

  constructor(
    private readonly host: ResultHost,
    /** The data drawn, for copies; `null` while there is none. */
    private readonly drawn: (view: SliceView | null) => void,
  ) {}

  /** Ends what is under way. */
  stop(): void {
    this.request.abort();
  }

  show(run: Run, at: number, choice: SliceChoice, locale: string): void {
    const score = run.scores[at];
    if (score === undefined) return;
    const { field } = choice;
    const key = JSON.stringify([run.id, at, field]);
    const head = this.drawFields(run, choice);
    if (field === null) this.say(head, "Choose a field whose values make the slices.");
    else if (this.shown?.key !== key) {
      this.drawn(null);
      void this.load(run, at, choice, locale, key, head);
    } else {
      const label = scoreLabel(score, run.scores);
      const view = toSliceView(this.shown.slices, score, { label, field }, locale);
      this.drawn(view);
      if (view.tooMany === null) this.drawLines(head, view, field, choice);
      else this.say(head, view.tooMany);
    }
  }

  private drawLines(head: HTMLElement, view: SliceView, field: string, choice: SliceChoice): void {
    const lines = choice.isTable
      ? drawTwin(view.twin)
      : h(
          "div",
          { class: "slice-lines tn" },
          ...view.lines.map((line) => drawLine(line, view, field, choice)),
        );
    fill(this.element, head, lines);
  }

  private say(head: HTMLElement, words: string, ...more: readonly Node[]): void {
    fill(
      this.element,
      head,
      h("div", { class: "no-values muted", role: "status" }, dataText(words), ...more),
    );
  }

  private async load(
    run: Run,
    at: number,
    choice: SliceChoice,
    locale: string,
    key: string,
    head: HTMLElement,
  ): Promise<void> {
    this.request.abort();
    const request = new AbortController();
    this.request = request;
    let rows = 0;
    const cancel = actionButton({ label: "Cancel", click: () => choice.choose(null) });
    const quiet = setInterval(() => {
      this.say(
        head,
        `Reading ${choice.field}: ${Math.floor((100 * rows) / Math.max(1, run.rows))} %`,
        cancel,
      );
    }, QUIET_MS);
    try {
      const query = { score: at, field: choice.field };
      const slices = await this.host.slices(query, request.signal, (read) => {
        rows = read;
      });
      if (request.signal.aborted) return;
      this.shown = { key, slices };
      clearInterval(quiet);
      this.show(run, at, choice, locale);
    } catch (error) {
      if (!request.signal.aborted) this.say(head, error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(quiet);
    }
  }

  private drawFields(run: Run, { field, choose }: SliceChoice): HTMLElement {
    const select = h("select", { class: "select", "aria-label": "Slice by" });
    const fields = [...leadingFields(run.itemFields)];
    select.append(
      h("option", { value: "" }, "slice by…"),
      ...fields.map((name, i) => h("option", { value: String(i) }, `by ${name}`)),
    );
    select.value = field === null ? "" : String(fields.indexOf(field));
    select.addEventListener("change", () => choose(fields[Number(select.value || "-1")] ?? null));
    return h("div", { class: "slice-head" }, select);
  }
}

function drawLine(line: SliceLine, view: SliceView, field: string, choice: SliceChoice): HTMLElement {
  const typed = line.value === null ? MISSING : `=${line.value}`;
  const isOn = choice.typed(field) === typed;
  const lane = h("span", { class: "slice-lane", "aria-hidden": true });
  const put = (className: string, from: number, to = from): void => {
    const mark = h("i", { class: className });
    mark.style.left = `${from * 100}%`;
    if (to > from) mark.style.width = `${(to - from) * 100}%`;
    lane.append(mark);
  };
  if (view.overall !== null) put("overall", view.overall);
  if (line.from !== null && line.to !== null) put("range", line.from, line.to);
  if (line.at !== null) put("dot", line.at);
  return h(
    "button",
    {
      class: "slice",
      type: "button",
      "aria-pressed": isOn,
      title: line.hint,
      "data-brush": typed,
      on: { click: () => choice.filter(field, isOn ? "" : typed) },
    },
    dataText(line.name === "" ? "empty" : line.name, line.value === null ? "clip muted" : "clip"),
    lane,
    h("span", { class: "n" }, line.mean),
    h("span", { class: "n muted" }, line.n),
  );
}
