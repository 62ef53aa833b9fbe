// The trend of a score over results: a point each, told in words under the chart; a press or Enter opens its result.
import type { Chart } from "chart.js";
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import type { ScoreTrend } from "../../../src/core/scores/trendTypes.ts";
import { type MountedChart, mountChart } from "../../charts/mountChart.ts";
import { drawTwin } from "../../charts/tableTwin.ts";
import { toTrendConfig } from "../../charts/trendConfig.ts";
import { stepTo, type TrendView, toTrendView } from "../../charts/trendView.ts";
import { dataText, fill, h } from "../../shared/dom.ts";
import { Asked } from "./asked.ts";
import type { ShowDrawn } from "./chartDrawing.ts";
import type { ResultHost } from "./resultHost.ts";

export class TrendTab {
  readonly element = h("div", { class: "slices" });
  private readonly asked: Asked<ScoreTrend>;
  private readonly words = h("div", { class: "trend-at tn clip", role: "status" });
  private mounted: MountedChart | null = null;
  /** The result that keys have reached, by its id. */
  private reached: string | null = null;

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

  /** `stamp`: equal as long as other results are as they were. */
  show(run: Run, at: number, stamp: string, isTable: boolean, locale: string): void {
    const score = run.scores[at];
    if (score === undefined) return;
    const start = JSON.stringify([run.id, at]);
    const key = `${start}${stamp}`;
    const newest = this.asked.answer(key);
    // An older answer stands until the new one is there: numbers never give way to nothing.
    const trend = newest ?? this.asked.lastAnswer(start);
    if (newest === null) {
      if (trend === null) this.drawn(null);
      const question = {
        key,
        ask: (signal: AbortSignal) => this.host.trend(at, signal),
        waiting: () => "Looking at the other results",
        answered: () => this.show(run, at, stamp, isTable, locale),
      };
      void this.asked.ask(question, trend !== null);
    }
    if (trend === null) return;
    const label = scoreLabel(score, run.scores);
    const view = toTrendView(trend, score, label, locale, (id) => this.host.openResult(id));
    if (isTable) this.drawTable(view);
    else this.draw(view);
  }

  private drawTable(view: TrendView): void {
    this.unmount();
    this.drawn({ twin: view.twin, legend: [] });
    fill(this.element, drawTwin(view.twin));
  }

  private draw(view: TrendView): void {
    this.unmount();
    const mounted = mountChart(
      view.spoken,
      (theme) => toTrendConfig(view, theme, this.placeOf(view)),
      (plot, chart) => this.wire(plot, chart, view),
    );
    this.mounted = mounted;
    const { twin, legend } = view;
    this.drawn({ twin, legend, ...(mounted.toPng === undefined ? {} : { toPng: mounted.toPng }) });
    this.tell(view, this.placeOf(view) ?? view.marks.findIndex(({ isCurrent }) => isCurrent));
    fill(this.element, mounted.element, this.words);
  }

  private placeOf({ marks }: TrendView): number | null {
    const at = marks.findIndex(({ id }) => id === this.reached);
    return at === -1 ? null : at;
  }

  private tell({ marks }: TrendView, at: number): void {
    const mark = marks[at];
    if (mark === undefined) {
      fill(this.words);
      return;
    }
    fill(this.words, dataText(mark.name, "name"), " ", dataText(mark.words.join(" · ")));
    this.words.title = [mark.name, ...mark.words].join("\n");
  }

  private wire(plot: HTMLElement, chart: () => Chart | null, view: TrendView): void {
    plot.tabIndex = 0;
    plot.dataset.brush = "trend";
    plot.setAttribute("role", "group");
    plot.setAttribute("aria-label", `${view.label} over results: arrow keys go to a result, Enter opens it`);
    const last = view.marks.length - 1;
    plot.addEventListener("keydown", (event) => {
      const now = this.placeOf(view) ?? view.marks.findIndex(({ isCurrent }) => isCurrent);
      const next = stepTo(event.key, now, last);
      if (next !== null) {
        this.reached = view.marks[next]?.id ?? null;
        this.tell(view, next);
        this.mounted?.redraw?.();
      } else if (event.key === "Enter") this.open(view, now);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
    const under = (event: PointerEvent | MouseEvent): number | null => {
      const drawn = chart();
      const value = drawn?.scales.x?.getValueForPixel(
        event.clientX - drawn.canvas.getBoundingClientRect().left,
      );
      return value === undefined ? null : Math.min(last, Math.max(0, Math.round(value)));
    };
    plot.addEventListener("pointermove", (event) => {
      const at = under(event);
      if (at !== null) this.tell(view, at);
    });
    plot.addEventListener("click", (event) => {
      const at = under(event);
      if (at !== null) this.open(view, at);
    });
  }

  private open({ marks }: TrendView, at: number): void {
    const mark = marks[at];
    if (mark !== undefined && !mark.isCurrent) this.host.openResult(mark.id);
  }

  private unmount(): void {
    this.mounted?.dispose();
    this.mounted = null;
  }

  private say(words: string, ...more: readonly Node[]): void {
    this.unmount();
    this.drawn(null);
    fill(this.element, h("div", { class: "no-values muted", role: "status" }, dataText(words), ...more));
  }
}
