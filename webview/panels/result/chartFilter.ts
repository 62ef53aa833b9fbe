// Between a chart and the filter of its score: what is typed shows as selected bars, and selecting bars types it.
import type { ScoreAggregate } from "../../../src/core/run.ts";
import type { ValueRange } from "../../charts/brush.ts";
import { type Brush, wireBrush } from "../../charts/brushInput.ts";
import type { LevelChoice } from "../../charts/drawLevels.ts";
import { type HistogramView, toHistogramConfig } from "../../charts/histogram.ts";
import { type MountedChart, mountChart } from "../../charts/mountChart.ts";
import { type PercentileView, toPercentileConfig } from "../../charts/percentileCurve.ts";
import { labelsOf, labelsText, MISSING, rangeText, readFilter } from "../../shared/filterText.ts";

/** What is typed under the score's column: the chart shows it, and changes it. */
export interface ChartFilter {
  readonly typed: string;
  readonly set: (typed: string) => void;
}

/** The range that is typed; `null` for anything else. */
export function typedRange(score: ScoreAggregate, at: number, typed: string): ValueRange | null {
  const read = readFilter({ key: "", label: "", kind: "number", at, score }, typed);
  if (read === null || "problem" in read || read.condition.kind !== "range") return null;
  const { min, max, excludesMax } = read.condition;
  return { min, max, excludesMax: excludesMax === true };
}

/** The typed range as a selection that charts show and change. */
export function rangeBrush(score: ScoreAggregate, at: number, { typed, set }: ChartFilter): Brush {
  return {
    range: typedRange(score, at, typed),
    set: (next) => {
      const isWhole = next?.min == null || next.max == null;
      set(isWhole ? "" : rangeText(next.min, next.max, next.excludesMax));
    },
  };
}

export function mountHistogram(
  view: HistogramView,
  score: ScoreAggregate,
  at: number,
  filter: ChartFilter,
): MountedChart {
  const brush = rangeBrush(score, at, filter);
  return mountChart(
    view.spoken,
    (theme) => toHistogramConfig(view, theme, brush.range),
    (element, chart) => wireBrush(element, chart, { ...view, parts: "bars" }, brush),
  );
}

export function mountPercentiles(
  view: PercentileView,
  score: ScoreAggregate,
  at: number,
  filter: ChartFilter,
): MountedChart {
  const brush = rangeBrush(score, at, filter);
  return mountChart(
    view.spoken,
    (theme) => toPercentileConfig(view, theme, brush.range),
    (element, chart) => wireBrush(element, chart, { ...view, parts: "tenths" }, brush),
  );
}

/** The levels that are typed, and what pressing one of them types. */
export function levelChoice(score: ScoreAggregate, { typed, set }: ChartFilter): LevelChoice {
  const chosen = chosenLevels(score, typed);
  return {
    chosen,
    toggle: (value) => {
      const others = chosen.filter((one) => one !== value);
      const next = others.length < chosen.length ? others : [...chosen, value];
      if (score.kind === "label") set(labelsText(next));
      else if (score.kind === "boolean") set(others.length < chosen.length ? "" : value);
      else set(next.sort((a, b) => Number(a) - Number(b)).join(", "));
    },
  };
}

/** The values of the levels that a filter names; empty for ranges and words. */
export function chosenLevels(score: ScoreAggregate, typed: string): readonly string[] {
  const text = typed.trim();
  if (text === "" || text === MISSING) return [];
  if (score.kind === "label") return labelsOf(text);
  const parts = text.split(",").map((part) => part.trim());
  return parts.every((part) => part !== "" && Number.isFinite(Number(part))) ? parts : [];
}
