// The chart of the selected score: its distribution, percentiles, box plot, slices or trend, as a picture or as a table.

import type { ScoreAggregate } from "../../../src/core/run.ts";
import { definitionOf } from "../../../src/core/scores/statisticText.ts";
import { formatPercent } from "../../../src/core/text/formatNumber.ts";
import type { MountedChart } from "../../charts/mountChart.ts";
import { type Fact, fact, scoredRows } from "../../charts/scoreFacts.ts";
import { drawTwin, twinToCsv } from "../../charts/tableTwin.ts";
import { dataText, fill, h, iconButton } from "../../shared/dom.ts";
import { BoxTab } from "./boxTab.ts";
import {
  type ChartChoice,
  type Charted,
  type Drawn,
  noValuesSentence,
  type ShowDrawn,
  toDrawing,
} from "./chartDrawing.ts";
import { type ChartTab, drawTabs, tabsOf } from "./chartTabs.ts";
import { PassTab } from "./passTab.ts";
import type { ResultHost } from "./resultHost.ts";
import { SlicesTab } from "./slicesTab.ts";
import { TrendTab } from "./trendTab.ts";

export class ChartArea {
  readonly element = h("div", { class: "chart" });
  private readonly slices: SlicesTab;
  private readonly boxes: BoxTab;
  private readonly pass: PassTab;
  private readonly trend: TrendTab;
  private readonly legend = h("div", { class: "legend tn" });
  private readonly picture = iconButton("device-camera", "Copy Chart as PNG", () => void this.copyPicture());
  private mounted: MountedChart | null = null;
  private drawn: Drawn | null = null;
  private interval = new AbortController();
  /** More labels than the most frequent ones are shown. */
  private isExpanded = false;

  constructor(
    private readonly options: {
      readonly host: ResultHost;
      readonly choose: (choice: ChartChoice) => void;
      readonly copy: (text: string) => void;
      readonly failed: (message: string) => void;
    },
  ) {
    const show: ShowDrawn = (drawn) => this.showDrawn(drawn);
    this.slices = new SlicesTab(options.host, show);
    this.boxes = new BoxTab(options.host, show);
    this.pass = new PassTab(options.host, show);
    this.trend = new TrendTab(options.host, show);
  }

  show(charted: Charted): void {
    const { run, at, choice, locale } = charted;
    const focused = document.activeElement?.getAttribute("data-brush") ?? null;
    this.interval.abort();
    this.mounted?.dispose();
    this.mounted = null;
    const score = run.scores[at];
    if (score === undefined) return;
    const hasFields = run.itemFields.length + charted.slice.moreFields.length > 0;
    const tabs = tabsOf(score, choice.isTable, { hasFields, hasTrials: run.duplicates > 0 });
    const tab = tabs.some(([name]) => name === choice.tab) ? choice.tab : "distribution";
    for (const [name, asked] of [
      ["slices", this.slices],
      ["boxes", this.boxes],
      ["pass", this.pass],
      ["trend", this.trend],
    ] as const)
      if (name !== tab) asked.stop();
    const head = h(
      "div",
      { class: "chart-h" },
      drawTabs(tabs, tab, (next) => this.options.choose({ ...choice, tab: next })),
      h("span", { class: "grow" }),
      this.drawToggle(choice, tab),
      this.picture,
      iconButton("copy", "Copy Data as CSV", () => {
        if (this.drawn !== null) this.options.copy(twinToCsv(this.drawn.twin));
      }),
    );
    fill(this.element, head, this.drawBody(charted, score, tab), this.legend);
    this.refocus(focused);
    if (score.kind === "boolean" && tab === "distribution" && !choice.isTable)
      void this.addInterval(at, locale);
  }

  private drawBody(charted: Charted, score: ScoreAggregate, tab: ChartTab): HTMLElement {
    const { run, at, choice, filter, locale } = charted;
    const slice = { ...charted.slice, isTable: choice.isTable };
    switch (tab) {
      case "slices":
        this.slices.show(run, at, slice, locale);
        return this.slices.element;
      case "boxes":
        this.boxes.show(run, at, filter, slice, locale);
        return this.boxes.element;
      case "pass":
        this.pass.show(run, at, charted.stamp, choice.isTable, locale);
        return this.pass.element;
      case "trend":
        this.trend.show(run, at, charted.stamp, choice.isTable, locale);
        return this.trend.element;
      default:
        return this.drawOwn(charted, score, tab);
    }
  }

  /** What needs nothing but the run. */
  private drawOwn(charted: Charted, score: ScoreAggregate, tab: ChartTab): HTMLElement {
    const { isTable } = charted.choice;
    const drawing = toDrawing(charted, score, tab, this.labels(charted));
    const { twin } = drawing;
    if (scoredRows(score) === 0 && !isTable) {
      this.showDrawn({ twin, legend: [] });
      return h("div", { class: "no-values muted" }, noValuesSentence(score, charted.locale));
    }
    this.mounted = isTable ? null : (drawing.mount?.() ?? null);
    const toPng = this.mounted?.toPng;
    const legend = this.mounted === null ? [] : drawing.legend;
    this.showDrawn({ twin, legend, ...(toPng === undefined ? {} : { toPng }) });
    return this.mounted?.element ?? drawTwin(twin);
  }

  private showDrawn(drawn: Drawn | null): void {
    this.drawn = drawn;
    this.picture.hidden = drawn?.toPng === undefined;
    const facts = drawn?.legend ?? [];
    this.legend.hidden = facts.length === 0;
    const draw = ({ text, meaning }: Fact): HTMLElement =>
      h("span", { title: meaning === undefined ? undefined : definitionOf(meaning) }, dataText(text));
    fill(this.legend, ...facts.map(draw));
  }

  /** What is pressed is drawn anew: it goes on having the focus. */
  private refocus(brush: string | null): void {
    if (brush === null) return;
    this.element.querySelector<HTMLElement>(`[data-brush="${CSS.escape(brush)}"]`)?.focus();
  }

  /** The interval of a pass rate: the engine's, once it is there. */
  private async addInterval(at: number, locale: string): Promise<void> {
    this.interval = new AbortController();
    const { signal } = this.interval;
    try {
      const query = { score: at, field: null };
      const { overall } = await this.options.host.slices(query, signal, () => undefined);
      const { drawn } = this;
      if (signal.aborted || drawn === null || overall.low === null || overall.high === null) return;
      const limits = [overall.low, overall.high].map((rate) => formatPercent(rate, locale)).join(" to ");
      const method = overall.method === "wilson" ? "Wilson" : overall.method;
      this.showDrawn({
        ...drawn,
        legend: [...drawn.legend, fact(`95 % interval ${limits} (${method})`, "passInterval")],
      });
    } catch {
      // The rate stands without its interval; rows that can't be read say so themselves.
    }
  }

  private async copyPicture(): Promise<void> {
    try {
      const picture = await this.drawn?.toPng?.();
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
    const choose = () => this.options.choose(next);
    return choice.isTable
      ? iconButton("graph", "Show as Chart (Ctrl+Shift+L)", choose)
      : iconButton("table", "Show as Table (Ctrl+Shift+L)", choose);
  }

  private labels(charted: Charted) {
    const { isExpanded } = this;
    const expand = (isWide: boolean): void => {
      this.isExpanded = isWide;
      this.show(charted);
    };
    return { isExpanded, expand };
  }

  dispose(): void {
    this.mounted?.dispose();
  }
}
