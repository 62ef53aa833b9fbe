// What is charted, and the pictures that need nothing but the run: distribution, percentiles, bars of levels.

import { type Run, type ScoreAggregate, scoreLabel } from "../../../src/core/run.ts";
import { givenFor } from "../../../src/core/scores/givenDifferences.ts";
import { drawLevelBars } from "../../charts/drawLevels.ts";
import { toHistogramView } from "../../charts/histogram.ts";
import { levelsPicture, toLevelBarsView } from "../../charts/levelBars.ts";
import { drawLinesPicture } from "../../charts/linesPicture.ts";
import type { MountedChart } from "../../charts/mountChart.ts";
import { toPercentileView } from "../../charts/percentileCurve.ts";
import { type Fact, givenFact, rowsWithoutValue, statisticsTwin } from "../../charts/scoreFacts.ts";
import type { TableTwin } from "../../charts/tableTwin.ts";
import { readTheme } from "../../shared/theme.ts";
import { type ChartFilter, levelChoice, mountHistogram, mountPercentiles } from "./chartFilter.ts";
import type { ChartTab } from "./chartTabs.ts";
import type { SliceChoice } from "./sliceField.ts";

export interface ChartChoice {
  readonly tab: ChartTab;
  readonly isTable: boolean;
}

/** What a tab shows now: for copies, and the facts under it. */
export interface Drawn {
  readonly twin: TableTwin;
  readonly legend: readonly Fact[];
  /** Absent where there is no picture. */
  readonly toPng?: () => Promise<Blob>;
}

/** `null`: nothing is drawn yet. */
export type ShowDrawn = (drawn: Drawn | null) => void;

interface Drawing extends Omit<Drawn, "toPng"> {
  /** Absent where only the table exists. */
  readonly mount?: () => MountedChart;
}

/** What is shown, and what may be done with it. */
export interface Charted {
  readonly run: Run;
  /** Index into the run's scores. */
  readonly at: number;
  readonly choice: ChartChoice;
  readonly filter: ChartFilter;
  readonly slice: Omit<SliceChoice, "isTable">;
  /** Equal as long as other results, and what is said of them, are as they were. */
  readonly stamp: string;
  readonly locale: string;
}

/** Why a score has no picture, in words. */
export function noValuesSentence(score: ScoreAggregate, locale: string): string {
  const reasons = rowsWithoutValue(score, locale).map((kind) => kind.words);
  return `No row has a value${reasons.length === 0 ? "" : `: ${reasons.join(", ")}`}.`;
}

/** `labels`: whether more than the most frequent labels are shown, and how to change that. */
export function toDrawing(
  charted: Charted,
  score: ScoreAggregate,
  tab: ChartTab,
  labels: { readonly isExpanded: boolean; readonly expand: (isExpanded: boolean) => void },
): Drawing {
  const { run, at, filter, locale } = charted;
  const label = scoreLabel(score, run.scores);
  const given = givenFor(run, score);
  const stated = givenFact(score, given?.mean ?? null, locale);
  if (tab === "percentiles") {
    const twin = statisticsTwin(score, label, run.rows, given?.mean ?? null, locale);
    const view = toPercentileView(score, label, locale);
    if (view === null) return { legend: [], twin };
    return { legend: view.legend, twin, mount: () => mountPercentiles(view, score, at, filter) };
  }
  if (score.kind !== "number" || (score.scoreType === "rubric" && score.rubric.length > 0)) {
    const view = toLevelBarsView(score, label, locale, labels.isExpanded);
    const mount = (): MountedChart => ({
      element: drawLevelBars(view, levelChoice(score, filter), labels.expand),
      toPng: () => drawLinesPicture(levelsPicture(view, label), readTheme()),
      dispose: () => undefined,
    });
    return { legend: [...view.legend, ...stated], twin: view.twin, mount };
  }
  const view = toHistogramView(score, label, locale);
  const mount = () => mountHistogram(view, score, at, filter);
  return { legend: [...view.legend, ...stated], twin: view.twin, mount };
}
