// The box plot of a score: of all rows, and of each value of a field. Its quarters filter the rows as the bars of a
// histogram do; pressing the box of a value filters by that value.
import type { Chart } from "chart.js";
import { fieldLabel } from "../../../src/core/rows/rowField.ts";
import { type Run, type ScoreAggregate, scoreLabel } from "../../../src/core/run.ts";
import type { ScoreBoxes } from "../../../src/core/scores/boxTypes.ts";
import { toBoxConfig } from "../../charts/boxConfig.ts";
import { type BoxView, toBoxView } from "../../charts/boxPlot.ts";
import { wireBrush } from "../../charts/brushInput.ts";
import { type MountedChart, mountChart } from "../../charts/mountChart.ts";
import { drawTwin } from "../../charts/tableTwin.ts";
import { dataText, fill, h } from "../../shared/dom.ts";
import { Asked } from "./asked.ts";
import type { ShowDrawn } from "./chartDrawing.ts";
import { type ChartFilter, rangeBrush } from "./chartFilter.ts";
import type { ResultHost } from "./resultHost.ts";
import { drawFieldSelect, isFilteredBy, type SliceChoice } from "./sliceField.ts";

export class BoxTab {
  readonly element = h("div", { class: "slices" });
  private readonly asked: Asked<ScoreBoxes>;
  private head: HTMLElement = h("div");
  private mounted: MountedChart | null = null;

  constructor(
    private readonly host: ResultHost,
    private readonly drawn: ShowDrawn,
  ) {
    this.asked = new Asked((words, ...more) => this.say(words, ...more));
  }

  /** Ends what is under way, and lets go of the canvas. */
  stop(): void {
    this.asked.stop();
    this.unmount();
  }

  show(run: Run, at: number, filter: ChartFilter, choice: SliceChoice, locale: string): void {
    const score = run.scores[at];
    if (score === undefined) return;
    const { field } = choice;
    this.head =
      run.itemFields.length + choice.moreFields.length === 0
        ? h("div")
        : drawFieldSelect(run, choice, "all rows");
    const named = field === null ? null : fieldLabel(field, run.itemFields);
    const key = JSON.stringify([run.id, at, field]);
    const boxes = this.asked.answer(key);
    if (boxes === null) {
      this.drawn(null);
      void this.asked.ask({
        key,
        ask: (signal, progress) => this.host.boxes({ score: at, field }, signal, progress),
        waiting: (rows) =>
          `Reading ${named ?? "rows"}: ${Math.floor((100 * rows) / Math.max(1, run.rows))} %`,
        ...(field === null ? {} : { cancel: () => choice.choose(null) }),
        answered: () => this.show(run, at, filter, choice, locale),
      });
      return;
    }
    const view = toBoxView(boxes, score, { label: scoreLabel(score, run.scores), field: named }, locale);
    if (view === null) this.say("No row has a value.");
    else this.draw(view, score, at, filter, choice);
  }

  private draw(view: BoxView, score: ScoreAggregate, at: number, filter: ChartFilter, choice: SliceChoice) {
    this.unmount();
    if (choice.isTable) {
      this.drawn({ twin: view.twin, legend: [] });
      fill(this.element, this.head, drawTwin(view.twin));
      return;
    }
    const brush = rangeBrush(score, at, filter);
    const mounted = mountChart(
      view.spoken,
      (theme) => toBoxConfig(view, theme, brush.range),
      (plot, chart) => {
        pressBoxes(plot, chart, view, choice);
        wireBrush(plot, chart, { bins: view.bins, label: view.label, parts: "quarters" }, brush);
      },
    );
    this.mounted = mounted;
    const { twin, legend } = view;
    this.drawn({ twin, legend, ...(mounted.toPng === undefined ? {} : { toPng: mounted.toPng }) });
    fill(this.element, this.head, mounted.element);
  }

  private unmount(): void {
    this.mounted?.dispose();
    this.mounted = null;
  }

  private say(words: string, ...more: readonly Node[]): void {
    this.unmount();
    this.drawn(null);
    fill(
      this.element,
      this.head,
      h("div", { class: "no-values muted", role: "status" }, dataText(words), ...more),
    );
  }
}

/** Pressing the box of a value, before the brush sees the press. */
function pressBoxes(plot: HTMLElement, chart: () => Chart | null, view: BoxView, choice: SliceChoice): void {
  plot.addEventListener(
    "pointerdown",
    (event) => {
      const drawn = chart();
      const at = drawn?.scales.y?.getValueForPixel(event.clientY - drawn.canvas.getBoundingClientRect().top);
      const line = at === undefined ? undefined : view.lines[at];
      const typed = line?.typed ?? null;
      if (typed === null || event.button !== 0) return;
      event.stopImmediatePropagation();
      choice.filter(choice.field ?? "", isFilteredBy(choice, typed) ? "" : typed);
    },
    { capture: true },
  );
}
