// The slices of a score: asks for them, draws a line a value, and filters the rows by the one pressed.
import { fieldLabel } from "../../../src/core/rows/rowField.ts";
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import type { ScoreSlices } from "../../../src/core/scores/sliceTypes.ts";
import { drawLinesPicture } from "../../charts/linesPicture.ts";
import { drawTwin } from "../../charts/tableTwin.ts";
import { dataText, fill, h } from "../../shared/dom.ts";
import { readTheme } from "../../shared/theme.ts";
import { Asked } from "./asked.ts";
import type { ShowDrawn } from "./chartDrawing.ts";
import type { ResultHost } from "./resultHost.ts";
import { drawFieldSelect, isFilteredBy, type SliceChoice } from "./sliceField.ts";
import { type SliceLine, type SliceView, toSliceView } from "./sliceView.ts";

export class SlicesTab {
  readonly element = h("div", { class: "slices" });
  private readonly asked: Asked<ScoreSlices>;
  private head: HTMLElement = h("div");

  constructor(
    private readonly host: ResultHost,
    private readonly drawn: ShowDrawn,
  ) {
    this.asked = new Asked((words, ...more) => this.say(words, ...more));
  }

  /** Ends what is under way. */
  stop(): void {
    this.asked.stop();
  }

  show(run: Run, at: number, choice: SliceChoice, locale: string): void {
    const score = run.scores[at];
    if (score === undefined) return;
    const { field } = choice;
    this.head = drawFieldSelect(run, choice, "slice by…");
    if (field === null) {
      this.drawn(null);
      this.say("Choose a field whose values make the slices.");
      return;
    }
    const key = JSON.stringify([run.id, at, field]);
    const slices = this.asked.answer(key);
    if (slices === null) {
      this.drawn(null);
      void this.asked.ask({
        key,
        ask: (signal, progress) => this.host.slices({ score: at, field }, signal, progress),
        waiting: (rows) =>
          `Reading ${fieldLabel(field, run.itemFields)}: ${Math.floor((100 * rows) / Math.max(1, run.rows))} %`,
        cancel: () => choice.choose(null),
        answered: () => this.show(run, at, choice, locale),
      });
      return;
    }
    const label = scoreLabel(score, run.scores);
    const own = fieldLabel(field, run.itemFields);
    const view = toSliceView(slices, score, { label, field: own }, locale);
    if (view.tooMany !== null) {
      this.drawn(null);
      this.say(view.tooMany);
      return;
    }
    const toPng = () => drawLinesPicture(slicesPicture(view, `${label} by ${own}`), readTheme());
    this.drawn({ twin: view.twin, legend: view.legend, ...(choice.isTable ? {} : { toPng }) });
    const lines = choice.isTable
      ? drawTwin(view.twin)
      : h("div", { class: "slice-lines tn" }, ...view.lines.map((line) => drawLine(line, view, choice)));
    fill(this.element, this.head, lines);
  }

  private say(words: string, ...more: readonly Node[]): void {
    fill(
      this.element,
      this.head,
      h("div", { class: "no-values muted", role: "status" }, dataText(words), ...more),
    );
  }
}

function drawLine(line: SliceLine, view: SliceView, choice: SliceChoice): HTMLElement {
  const isOn = isFilteredBy(choice, line.typed);
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
      "data-brush": line.typed,
      on: { click: () => choice.filter(choice.field ?? "", isOn ? "" : line.typed) },
    },
    dataText(line.name, line.value === null ? "clip muted" : "clip"),
    lane,
    h("span", { class: "n" }, line.mean),
    h("span", { class: "n muted" }, line.n),
  );
}

function slicesPicture(view: SliceView, title: string) {
  const lines = view.lines.map(({ name, from, to, at, mean, n }) => ({
    name,
    bar: from === null || to === null ? null : { from, to },
    dot: at,
    isApart: false,
    texts: [mean, n],
  }));
  return { title, lines, mark: view.overall };
}
