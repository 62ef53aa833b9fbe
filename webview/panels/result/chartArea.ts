// The chart of the selected score: its distribution or its percentiles, as a picture or as a table.

import { formatPercent } from "../../../src/core/formatNumber.ts";
import { type Run, type ScoreAggregate, scoreLabel } from "../../../src/core/run.ts";
import { toHistogramView } from "../../charts/histogram.ts";
import { drawLevelBars, toLevelBarsView } from "../../charts/levelBars.ts";
import { type MountedChart, mountChart } from "../../charts/mountChart.ts";
import { toPercentileConfig, toPercentileView } from "../../charts/percentileCurve.ts";
import { rowsWithoutValue, scoredRows, statisticsTwin } from "../../charts/scoreFacts.ts";
import { drawTwin, type TableTwin, twinToCsv } from "../../charts/tableTwin.ts";
import { fill, h, iconButton } from "../../shared/dom.ts";
import { type ChartFilter, levelChoice, mountHistogram } from "./chartFilter.ts";
import type { ResultHost } from "./resultHost.ts";
import { type SliceChoice, SlicesTab } from "./slicesTab.ts";

export type ChartTab = "distribution" | "percentiles" | "slices";

export interface ChartChoice {
  readonly tab: ChartTab;
  readonly isTable: boolean;
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

type Tabs = readonly (readonly [ChartTab, string])[];

/** The tabs that a score has: labels have neither percentiles nor means. */
function tabsOf(run: Run, score: ScoreAggregate, isTable: boolean, hasCurve: boolean): Tabs {
  const hasSlices = score.kind !== "label" && run.itemFields.length > 0;
  return [
    ["distribution", "Distribution"],
    ...(hasCurve || isTable ? [["percentiles", isTable ? "All statistics" : "Percentiles"] as const] : []),
    ...(hasSlices ? [["slices", "Slices"] as const] : []),
  ];
}

export class ChartArea {
  readonly element = h("div", { class: "chart" });
  private readonly slices: SlicesTab;
  private readonly legend = h("div", { class: "legend tn" });
  private mounted: MountedChart | null = null;
  private twin: TableTwin | null = null;
  private interval = new AbortController();

  constructor(
    private readonly options: {
      readonly host: ResultHost;
      readonly choose: (choice: ChartChoice) => void;
      readonly copy: (text: string) => void;
      readonly failed: (message: string) => void;
    },
  ) {
    this.slices = new SlicesTab(options.host, (view) => {
      this.twin = view?.twin ?? null;
      this.drawLegend(view?.tooMany === null ? view.legend : []);
    });
  }

  show(
    run: Run,
    index: number,
    choice: ChartChoice,
    filter: ChartFilter,
    slice: Omit<SliceChoice, "isTable">,
    locale: string,
  ): void {
    const focused = document.activeElement?.getAttribute("data-brush") ?? null;
    this.mounted?.dispose();
    this.mounted = null;
    const score = run.scores[index];
    if (score === undefined) return;
    const hasCurve = score.kind === "number" && score.percentiles !== null && score.min !== null;
    const tabs = tabsOf(run, score, choice.isTable, hasCurve);
    const tab = tabs.some(([name]) => name === choice.tab) ? choice.tab : "distribution";
    if (tab === "slices") {
      this.drawLegend([]);
      fill(this.element, this.drawHead(tabs, tab, choice), this.slices.element, this.legend);
      this.slices.show(run, index, { ...slice, isTable: choice.isTable }, locale);
      this.refocus(focused);
      return;
    }
    this.slices.stop();
    const drawing = this.toDrawing(run, index, score, tab, filter, locale);
    const isTable = choice.isTable || drawing.mount === undefined;
    this.mounted = isTable ? null : (drawing.mount?.() ?? null);
    const isEmpty = scoredRows(score) === 0 && !choice.isTable;
    const picture = isEmpty
      ? h("div", { class: "no-values muted" }, noValuesSentence(score, locale))
      : (this.mounted?.element ?? drawTwin(drawing.twin));
    this.twin = drawing.twin;
    this.drawLegend(isTable || isEmpty ? [] : drawing.legend);
    fill(this.element, this.drawHead(tabs, tab, choice), picture, this.legend);
    this.refocus(focused);
    if (score.kind === "boolean" && !isEmpty && !isTable) void this.addInterval(index, drawing, locale);
  }

  private drawHead(tabs: Tabs, tab: ChartTab, choice: ChartChoice): HTMLElement {
    return h(
      "div",
      { class: "chart-h" },
      this.drawTabs(tabs, tab, choice),
      h("span", { class: "grow" }),
      this.drawToggle(choice, tab),
      this.mounted?.toPng === undefined
        ? null
        : iconButton("device-camera", "Copy Chart as PNG", () => void this.copyPicture()),
      iconButton("copy", "Copy Data as CSV", () => {
        if (this.twin !== null) this.options.copy(twinToCsv(this.twin));
      }),
    );
  }

  /** What is pressed is drawn anew: it goes on having the focus. */
  private refocus(brush: string | null): void {
    if (brush === null) return;
    this.element.querySelector<HTMLElement>(`[data-brush="${CSS.escape(brush)}"]`)?.focus();
  }

  /** The interval of a pass rate: the engine's, once it is there. */
  private async addInterval(at: number, of: Drawing, locale: string): Promise<void> {
    this.interval.abort();
    this.interval = new AbortController();
    const { signal } = this.interval;
    try {
      const query = { score: at, field: null };
      const { overall } = await this.options.host.slices(query, signal, () => undefined);
      if (signal.aborted || this.twin !== of.twin || overall.low === null || overall.high === null) return;
      const limits = [overall.low, overall.high].map((rate) => formatPercent(rate, locale)).join(" to ");
      this.drawLegend([
        ...of.legend,
        `95 % interval ${limits} (${overall.method === "wilson" ? "Wilson" : overall.method})`,
      ]);
    } catch {
      // The rate stands without its interval; rows that can't be read say so themselves.
    }
  }

  private drawLegend(facts: readonly string[]): void {
    this.legend.hidden = facts.length === 0;
    fill(this.legend, ...facts.map((text) => h("span", null, text)));
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

  private drawTabs(names: Tabs, tab: ChartTab, choice: ChartChoice): HTMLElement {
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
      const by = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      const other = names[names.findIndex(([name]) => name === tab) + by];
      if (by === 0 || other === undefined) return;
      this.options.choose({ ...choice, tab: other[0] });
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
