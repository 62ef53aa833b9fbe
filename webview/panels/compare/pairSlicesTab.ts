// The slices of a comparison: asks for them, draws a line a value, and makes the one pressed a filter on inputs.

import type { PairSlices } from "../../../src/core/compare/evidenceTypes.ts";
import { fieldLabel } from "../../../src/core/rows/rowField.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { drawTwin, twinToCsv } from "../../charts/tableTwin.ts";
import { inputKey } from "../../compareShared/typedColumns.ts";
import { dataText, fill, h, iconButton } from "../../shared/dom.ts";
import { fillFieldSelect } from "../../shared/fieldSelect.ts";
import { QUIET_MS } from "../../shared/pageCache.ts";
import { actionButton } from "../../shared/toolkit.ts";
import type { EvidenceHost } from "./evidenceHost.ts";
import { evidenceKey } from "./evidenceKey.ts";
import type { EvidenceChoice } from "./pairCharts.ts";
import { type PairSliceLine, type PairSliceView, toPairSliceView } from "./pairSliceView.ts";

export interface PairSliceChoice extends EvidenceChoice {
  /** `null`: none is chosen yet. */
  readonly field: string | null;
  readonly chooseField: (field: string | null) => void;
}

const MARKS = { better: "up", worse: "down", unclear: "" } as const;

export class PairSlicesTab {
  readonly element = h("div", { class: "slices pair-slices" });
  private known: { readonly key: string; readonly slices: PairSlices } | null = null;
  private request = new AbortController();

  constructor(private readonly host: EvidenceHost) {}

  stop(): void {
    this.request.abort();
    this.known = null;
  }

  show(view: CompareView, choice: PairSliceChoice): void {
    const score = view.summary.scores[choice.score];
    if (score === undefined) return;
    const { field } = choice;
    if (field === null) {
      this.say(view, choice, "Choose a field of the items whose values make the slices.");
      return;
    }
    // A slice that is pressed filters the inputs: its own field is left out, so that the others stay to be pressed.
    const inputs = choice.inputs.filter((input) => input.field !== field);
    const key = evidenceKey(view, { score: choice.score, inputs }, field);
    if (this.known?.key !== key) {
      void this.load(view, { ...choice, inputs }, field, key);
      return;
    }
    const name = fieldLabel(field, view.itemFields);
    const slices = toPairSliceView(this.known.slices, score, name, view.locale, choice.letter);
    if (slices.instead !== null) {
      this.say(view, choice, slices.instead);
      return;
    }
    const focused = document.activeElement?.getAttribute("data-slice") ?? null;
    fill(
      this.element,
      this.drawHead(view, choice, slices),
      choice.isTable
        ? drawTwin(slices.twin)
        : h(
            "div",
            { class: "slice-lines tn" },
            ...slices.lines.map((line) => drawLine(line, slices, field, choice)),
          ),
    );
    if (focused !== null)
      this.element.querySelector<HTMLElement>(`[data-slice="${CSS.escape(focused)}"]`)?.focus();
  }

  private say(view: CompareView, choice: PairSliceChoice, words: string, ...more: readonly Node[]): void {
    fill(
      this.element,
      this.drawHead(view, choice, null),
      h("div", { class: "no-values muted", role: "status" }, dataText(words), ...more),
    );
  }

  private async load(view: CompareView, choice: PairSliceChoice, field: string, key: string): Promise<void> {
    this.request.abort();
    const request = new AbortController();
    this.request = request;
    let rows = 0;
    const cancel = actionButton({ label: "Cancel", click: () => choice.chooseField(null) });
    const quiet = setInterval(() => {
      const share = Math.floor((100 * rows) / Math.max(1, view.base.rows));
      this.say(view, choice, `Reading ${fieldLabel(field, view.itemFields)}: ${share} %`, cancel);
    }, QUIET_MS);
    try {
      const query = { score: choice.score, inputs: choice.inputs, field };
      const slices = await this.host.slices(query, request.signal, (read) => {
        rows = read;
      });
      if (request.signal.aborted) return;
      this.known = { key, slices };
      clearInterval(quiet);
      this.show(view, choice);
    } catch (error) {
      if (!request.signal.aborted)
        this.say(view, choice, error instanceof Error ? error.message : String(error));
    } finally {
      clearInterval(quiet);
    }
  }

  private drawHead(view: CompareView, choice: PairSliceChoice, slices: PairSliceView | null): HTMLElement {
    const { field, chooseField, isTable, setTable } = choice;
    const select = h("select", { class: "select", "aria-label": "Slice the change by" });
    fillFieldSelect(select, view, field, "slice by…", chooseField);
    const table = iconButton("table", isTable ? "Show Lines" : "Show as a Table", () => setTable(!isTable));
    table.setAttribute("aria-pressed", String(isTable));
    return h(
      "div",
      { class: "chart-h" },
      select,
      h(
        "span",
        { class: "legend tn" },
        ...(slices?.legend ?? []).map((fact) => h("span", null, dataText(fact))),
      ),
      h("span", { class: "grow" }),
      slices !== null && table,
      slices !== null &&
        iconButton("copy", "Copy Slices as CSV", () => this.host.copy(twinToCsv(slices.twin))),
    );
  }
}

function drawLine(
  line: PairSliceLine,
  view: PairSliceView,
  field: string,
  choice: PairSliceChoice,
): HTMLElement {
  const { typed } = line;
  const key = inputKey(field);
  const isOn = choice.filters[key] === typed;
  const lane = h("span", { class: `slice-lane ${line.verdict}`, "aria-hidden": true });
  const put = (className: string, from: number, to = from): void => {
    const mark = h("i", { class: className });
    mark.style.left = `${from * 100}%`;
    if (to > from) mark.style.width = `${(to - from) * 100}%`;
    lane.append(mark);
  };
  put("zero", view.zero);
  if (view.overall !== null) put("overall", view.overall);
  if (line.from !== null && line.to !== null) put("range", line.from, line.to);
  if (line.at !== null) put("dot", line.at);
  return h(
    "button",
    {
      class: line.isRanked ? "slice" : "slice unranked",
      type: "button",
      "aria-pressed": isOn,
      "aria-label": `${line.name}: Δ ${line.delta}, ${line.verdict}, ${line.n} items; show only these`,
      title: line.hint,
      "data-slice": typed,
      on: { click: () => choice.type({ [key]: isOn ? "" : typed }) },
    },
    dataText(line.name, line.value === null ? "clip muted" : "clip"),
    lane,
    h("span", { class: `n dl ${MARKS[line.verdict]}` }, line.delta),
    h("span", { class: "n muted adds", title: "What the slice adds to the change of all" }, line.adds),
    h("span", { class: "n muted" }, line.n),
  );
}
