// The charts of a pair for the chosen score: A against B, and the deltas. Their data comes in bins from the engine; what is
// brushed is typed under the columns of the rows.

import type { PairedPlot } from "../../../src/core/compare/evidenceTypes.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { formatDelta, formatScoreDelta, formatScoreValue } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { brushKey } from "../../charts/brush.ts";
import {
  type DeltaView,
  deltaBarsOf,
  deltaTyped,
  toDeltaConfig,
  toDeltaView,
} from "../../charts/deltaBars.ts";
import { type MountedChart, mountChart } from "../../charts/mountChart.ts";
import { stepsInside, stepsTyped } from "../../charts/pairAxis.ts";
import {
  type ScatterBrush,
  type ScatterView,
  toScatterConfig,
  toScatterView,
} from "../../charts/pairScatter.ts";
import { wireScatter } from "../../charts/scatterInput.ts";
import { drawTwin, type TableTwin, twinToCsv } from "../../charts/tableTwin.ts";
import { typedRange } from "../../compareShared/typedColumns.ts";
import { fill, h, iconButton } from "../../shared/dom.ts";
import type { Filters } from "../../shared/filterRow.ts";
import { wireDeltas } from "./deltaInput.ts";
import type { EvidenceHost } from "./evidenceHost.ts";
import { evidenceKey } from "./evidenceKey.ts";
import { pairColumns, scoreKey } from "./pairFilters.ts";
import { toScoreFormat } from "./scoreFormat.ts";

/** What the tabs beside the rows show, and what they do to the rows. */
export interface EvidenceChoice {
  /** The candidate's letter. */
  readonly letter: string;
  readonly score: number;
  readonly inputs: readonly InputCondition[];
  readonly filters: Filters;
  readonly isTable: boolean;
  readonly type: (typed: Readonly<Record<string, string>>) => void;
  readonly showSame: () => void;
  readonly setTable: (isTable: boolean) => void;
}

export class PairCharts {
  readonly element = h("div", { class: "pair-charts" });
  private mounted: MountedChart[] = [];
  private request = new AbortController();
  private known: { readonly key: string; readonly plot: PairedPlot } | null = null;

  constructor(
    private readonly host: EvidenceHost,
    private readonly failed: (message: string) => void,
  ) {}

  stop(): void {
    this.request.abort();
    for (const chart of this.mounted) chart.dispose();
    this.mounted = [];
    this.known = null;
  }

  show(view: CompareView, choice: EvidenceChoice): void {
    const key = evidenceKey(view, choice);
    if (this.known?.key === key) this.draw(view, choice, this.known.plot);
    else void this.load(view, choice, key);
  }

  private async load(view: CompareView, choice: EvidenceChoice, key: string): Promise<void> {
    this.request.abort();
    const request = new AbortController();
    this.request = request;
    try {
      const plot = await this.host.plot({ score: choice.score, inputs: choice.inputs }, request.signal);
      if (request.signal.aborted) return;
      this.known = { key, plot };
      this.draw(view, choice, plot);
    } catch (error) {
      if (request.signal.aborted) return;
      this.say(`The charts can't be drawn: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private say(words: string): void {
    fill(this.element, h("div", { class: "no-values muted", role: "status" }, words));
  }

  private draw(view: CompareView, choice: EvidenceChoice, plot: PairedPlot): void {
    const score = view.summary.scores[choice.score];
    if (score === undefined) return;
    const { locale } = view;
    const format = toScoreFormat(score, view.base, view.candidate, locale);
    const decimals = Math.max(format.isPassFail ? 0 : 2, format.valueDecimals);
    const style = format.isPassFail ? { ...format.style, kind: "number" as const } : format.style;
    const text = (value: number): string =>
      formatScoreValue(value, format.isPassFail ? 2 : decimals, style, locale);
    const delta = (value: number): string =>
      format.isPassFail
        ? formatDelta(value, { decimals: 2 }, locale)
        : formatScoreDelta(value, [score.baseMean, score.candidateMean], format.style, locale);
    const scatter = toScatterView(plot, score.name, text, locale, choice.letter);
    const deltas = toDeltaView(plot, score.name, score.higherIsBetter, delta, locale, choice.letter);
    const focused = document.activeElement?.getAttribute("data-brush") ?? null;
    const hadFocus = this.element.contains(document.activeElement);
    for (const chart of this.mounted) chart.dispose();
    this.mounted = [];
    if (scatter === null || deltas === null) {
      this.say(`No item has a finite value of ${score.name} in both runs.`);
      return;
    }
    fill(this.element, this.drawScatter(view, choice, scatter), this.drawDeltas(view, choice, deltas));
    if (hadFocus && focused !== null)
      this.element.querySelector<HTMLElement>(`[data-brush="${CSS.escape(focused)}"]`)?.focus();
  }

  private drawScatter(view: CompareView, choice: EvidenceChoice, scatter: ScatterView): HTMLElement {
    const columns = pairColumns(view);
    const keys = { base: scoreKey("base", choice.score), candidate: scoreKey("candidate", choice.score) };
    const of = (side: "base" | "candidate") =>
      stepsInside(scatter[side], typedRange(columns, choice.filters, keys[side]));
    const brush: ScatterBrush = { base: of("base"), candidate: of("candidate") };
    const set = (next: ScatterBrush): void =>
      choice.type({
        [keys.base]: stepsTyped(scatter.base, next.base),
        [keys.candidate]: stepsTyped(scatter.candidate, next.candidate),
      });
    const mount = (): MountedChart =>
      mountChart(
        scatter.spoken,
        (theme) => toScatterConfig(scatter, theme, brush),
        (plot, chart) => wireScatter(plot, chart, scatter, brush, set),
      );
    return this.drawChart(`A against ${choice.letter}`, choice, scatter, mount);
  }

  private drawDeltas(view: CompareView, choice: EvidenceChoice, deltas: DeltaView): HTMLElement {
    const key = scoreKey("delta", choice.score);
    const selected = deltaBarsOf(deltas.bars, typedRange(pairColumns(view), choice.filters, key));
    const mount = (): MountedChart =>
      mountChart(
        deltas.spoken,
        (theme) => toDeltaConfig(deltas, theme, selected),
        (plot, chart) =>
          wireDeltas(plot, chart, deltas, {
            selected,
            key: (pressed, isWidening) => brushKey(deltas.bars.length, selected, pressed, isWidening),
            set: (bars) => {
              const typed = bars === null ? "" : deltaTyped(deltas.bars, bars);
              if (typed === "same") choice.showSame();
              else choice.type({ [key]: typed });
            },
          }),
      );
    return this.drawChart("Deltas", choice, deltas, mount);
  }

  private drawChart(
    title: string,
    { isTable, setTable }: EvidenceChoice,
    view: { readonly twin: TableTwin; readonly legend: readonly string[] },
    mount: () => MountedChart,
  ): HTMLElement {
    const mounted = isTable ? null : mount();
    if (mounted !== null) this.mounted.push(mounted);
    const table = iconButton("table", isTable ? "Show Charts" : "Show as Tables", () => setTable(!isTable));
    table.setAttribute("aria-pressed", String(isTable));
    const png = mounted?.toPng;
    return h(
      "section",
      { class: "pair-chart", "aria-label": title },
      h(
        "div",
        { class: "chart-h" },
        h("h3", null, title),
        h("span", { class: "legend tn" }, ...view.legend.map((fact) => h("span", null, fact))),
        h("span", { class: "grow" }),
        table,
        png === undefined
          ? null
          : iconButton("device-camera", `Copy ${title} as PNG`, () => void this.copyPicture(png)),
        iconButton("copy", `Copy ${title} as CSV`, () => this.host.copy(twinToCsv(view.twin))),
      ),
      mounted?.element ?? drawTwin(view.twin),
    );
  }

  private async copyPicture(toPng: () => Promise<Blob>): Promise<void> {
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": await toPng() })]);
    } catch (error) {
      this.failed(`The picture was not copied: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
