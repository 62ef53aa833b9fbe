// The chart of the selected score: its distribution or its percentiles, as a picture or as a table.
import { type Run, type ScoreAggregate, scoreLabel } from "../../../src/core/run.ts";
import { toHistogramView } from "../../charts/histogram.ts";
import { drawLevelBars, toLevelBarsView } from "../../charts/levelBars.ts";
import { type MountedChart, mountChart } from "../../charts/mountChart.ts";
import { toPercentileConfig, toPercentileView } from "../../charts/percentileCurve.ts";
import { rowsWithoutValue, scoredRows, statisticsTwin } from "../../charts/scoreFacts.ts";
import { drawTwin, type TableTwin, twinToCsv } from "../../charts/tableTwin.ts";
import { fill, h, iconButton } from "../../shared/dom.ts";
import { levelChoice, mountHistogram } from "./chartFilter.ts";

export type ChartTab = "distribution" | "percentiles";

export interface ChartChoice {
  readonly tab: ChartTab;
  readonly isTable: boolean;
}

/** What is typed under the score's column: the chart shows it, and changes it. */
export interface ChartFilter {
  readonly typed: string;
  readonly set: (typed: string) => void;
}

interface Drawing {
  readonly legend: readonly string[];
  readonly twin: TableTwin;
  /** Absent where only the table exists. */
  readonly mount?: () => MountedChart;
}

/** Why a score has no picture, in words. */
export function noValuesSentence(score: ScoreAggregate, locale: string): string {
  const reasons = rowsWithoutValue(score, locale).map((kind) => kind.words);
  return `No row has a value${reasons.length === 0 ? "" : `: ${reasons.join(", ")}`}.`;
}

export class ChartArea {
  readonly element = h("div", { class: "chart" });
  private mounted: MountedChart | null = null;

  constructor(
    private readonly options: {
      readonly choose: (choice: ChartChoice) => void;
      readonly copy: (text: string) => void;
      readonly failed: (message: string) => void;
    },
  ) {}

  show(run: Run, index: number, choice: ChartChoice, filter: ChartFilter, locale: string): void {
    const focused = document.activeElement?.getAttribute("data-brush") ?? null;
    this.mounted?.dispose();
    this.mounted = null;
    const score = run.scores[index];
    if (score === undefined) return;
    const hasCurve = score.kind === "number" && score.percentiles !== null && score.min !== null;
    const tab = hasCurve || choice.isTable ? choice.tab : "distribution";
    const drawing = this.toDrawing(run, index, score, tab, filter, locale);
    const isTable = choice.isTable || drawing.mount === undefined;
    this.mounted = isTable ? null : (drawing.mount?.() ?? null);
    const isEmpty = scoredRows(score) === 0 && !choice.isTable;
    const picture = isEmpty
      ? h("div", { class: "no-values muted" }, noValuesSentence(score, locale))
      : (this.mounted?.element ?? drawTwin(drawing.twin));
    fill(
      this.element,
      h(
        "div",
        { class: "chart-h" },
        this.drawTabs(tab, choice, hasCurve),
        h("span", { class: "grow" }),
        this.drawToggle(choice, tab),
        this.mounted?.toPng === undefined
          ? null
          : iconButton("device-camera", "Copy Chart as PNG", () => void this.copyPicture()),
        iconButton("copy", "Copy Data as CSV", () => this.options.copy(twinToCsv(drawing.twin))),
      ),
      picture,
      isTable || isEmpty
        ? null
        : h("div", { class: "legend tn" }, ...drawing.legend.map((text) => h("span", null, text))),
    );
    if (focused !== null)
      this.element.querySelector<HTMLElement>(`[data-brush="${CSS.escape(focused)}"]`)?.focus();
  }

  private async copyPicture(): Promise<void> {
    try {
      const picture = await this.mounted?.toPng?.();
      if (picture !== undefined)
        await navigator.clipboard.write([new ClipboardItem({ [picture.type]: picture })]);
    } catch (error) {
      this.options.failed(
        `The chart could not be copied: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  private drawToggle(choice: ChartChoice, tab: ChartTab): HTMLElement {
    const next = { tab, isTable: !choice.isTable };
    const button = choice.isTable
      ? iconButton("graph", "Show as Chart (Ctrl+Shift+L)", () => this.options.choose(next))
      : iconButton("table", "Show as Table (Ctrl+Shift+L)", () => this.options.choose(next));
    return button;
  }

  private drawTabs(tab: ChartTab, choice: ChartChoice, hasCurve: boolean): HTMLElement {
    const all: readonly (readonly [ChartTab, string])[] = [
      ["distribution", "Distribution"],
      ["percentiles", choice.isTable ? "All statistics" : "Percentiles"],
    ];
    const names = hasCurve || choice.isTable ? all : all.slice(0, 1);
    const buttons = names.map(([key, name]) =>
      h(
        "button",
        {
          class: "tab",
          type: "button",
          role: "tab",
          tabindex: key === tab ? 0 : -1,
          "aria-selected": key === tab,
          on: { click: () => this.options.choose({ ...choice, tab: key }) },
        },
        name,
      ),
    );
    const move = (event: KeyboardEvent) => {
      if ((event.key !== "ArrowLeft" && event.key !== "ArrowRight") || names.length < 2) return;
      const other = tab === "distribution" ? "percentiles" : "distribution";
      this.options.choose({ ...choice, tab: other });
      this.element.querySelector<HTMLElement>('.tab[aria-selected="true"]')?.focus();
    };
    return h("div", { class: "tabs", role: "tablist", on: { keydown: move } }, ...buttons);
  }

  private toDrawing(
    run: Run,
    index: number,
    score: ScoreAggregate,
    tab: ChartTab,
    filter: ChartFilter,
    locale: string,
  ): Drawing {
    const label = scoreLabel(score, run.scores);
    if (tab === "percentiles") {
      const given = run.givenAggregates.find((g) => g.name === score.name && g.metric === score.metric);
      const twin = statisticsTwin(score, label, run.rows, given?.mean ?? null, locale);
      const view = toPercentileView(score, label, locale);
      if (view === null) return { legend: [], twin };
      return {
        legend: view.legend,
        twin,
        mount: () => mountChart(view.spoken, (theme) => toPercentileConfig(view, theme)),
      };
    }
    if (score.kind !== "number" || (score.scoreType === "rubric" && score.rubric.length > 0)) {
      const view = toLevelBarsView(score, label, locale);
      const choice = levelChoice(score, filter);
      const mount = () => ({ element: drawLevelBars(view, choice), dispose: () => undefined });
      return { legend: view.legend, twin: view.twin, mount };
    }
    const view = toHistogramView(score, label, locale);
    return {
      legend: view.legend,
      twin: view.twin,
      mount: () => mountHistogram(view, score, index, filter),
    };
  }

  dispose(): void {
    this.mounted?.dispose();
  }
}
