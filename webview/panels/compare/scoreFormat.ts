// How the scores of a comparison print: means and deltas of one score share their decimals, pass rates are percent.

import type { CompareCell } from "../../../src/core/compare/cellTypes.ts";
import type { ShownComparison } from "../../../src/core/compare/compareErrors.ts";
import type { Change, CompareRowScore, ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { comparedDecimals } from "../../../src/core/compare/deltaUnit.ts";
import type { Run, ScoreKey } from "../../../src/core/run.ts";
import { isBelowThreshold } from "../../../src/core/scores/metricContract.ts";
import type { MetricRule } from "../../../src/core/scores/metricRule.ts";
import { alphaOf } from "../../../src/core/statistics/estimate.ts";
import { formatPValue, formatScoreLimits } from "../../../src/core/text/formatInterval.ts";
import {
  decimalsFor,
  formatDelta,
  formatMeanBeside,
  formatPercent,
  formatScoreDelta,
  formatScoreValue,
  NO_VALUE,
  passWord,
  valueDecimals,
} from "../../../src/core/text/formatNumber.ts";
import { type ScoreStyle, styleOf } from "../../../src/core/text/scoreUnit.ts";
import { h, icon } from "../../shared/dom.ts";
import { STATE_WORDS } from "../../shared/stateWords.ts";

/** What printing one score of a comparison needs to know. */
export interface ScoreFormat {
  readonly isPassFail: boolean;
  readonly style: ScoreStyle;
  readonly contract?: MetricRule;
  /** Decimals of means, deltas and limits in the summary by the interval, in display units; `null` without one. */
  readonly meanDecimals: number | null;
  /** Decimals of the values on rows. */
  readonly valueDecimals: number;
  readonly higherIsBetter: boolean;
  readonly locale: string;
}

function aggregateOf(run: Run, key: ScoreKey) {
  return run.scores.find((score) => score.name === key.name && score.metric === key.metric);
}

export function toScoreFormat(
  score: ScoreComparison,
  base: Run,
  candidate: Run,
  locale: string,
): ScoreFormat {
  const sides = [aggregateOf(base, score.base), aggregateOf(candidate, score.candidate)];
  return {
    isPassFail: score.kind === "boolean",
    style: styleOf(score),
    ...(score.contract === undefined ? {} : { contract: score.contract }),
    meanDecimals: comparedDecimals(score, locale),
    valueDecimals: Math.max(...sides.map((side) => (side === undefined ? 2 : valueDecimals(side)))),
    higherIsBetter: score.higherIsBetter,
    locale,
  };
}

type Means = Pick<ShownComparison, "baseMean" | "candidateMean" | "delta">;

/** One of the means that a view shows, in the unit and with the decimals of both. */
export function formatMeanOf(mean: number | null, shown: Means, format: ScoreFormat): string {
  const { style, locale, meanDecimals } = format;
  return formatMeanBeside(mean, [shown.baseMean, shown.candidateMean], style, locale, meanDecimals);
}

/** Differences below rounding noise are 0: 0.1 + 0.2 and 0.3 are the same mean. */
function withoutRounding(delta: number | null, size: number): number | null {
  return delta !== null && Math.abs(delta) <= 1e-9 * Math.max(1, size) ? 0 : delta;
}

export function formatMeanDelta(shown: Means, format: ScoreFormat): string {
  const { style, locale, meanDecimals } = format;
  const delta = withoutRounding(shown.delta, Math.abs(shown.baseMean ?? 0));
  return formatScoreDelta(delta, [shown.baseMean, shown.candidateMean], style, locale, meanDecimals);
}

/** The delta's limits, `[0.4, 5.8]`; "—" where there is no interval. */
export function formatIntervalOf(score: ScoreComparison, format: ScoreFormat): string {
  const { interval } = score.statistics;
  if (!interval.estimable || score.delta === null) return NO_VALUE;
  return formatScoreLimits(interval, [score.baseMean, score.candidateMean], format.style, format.locale);
}

/** The adjusted p-value; "—" where there is no test. */
export function formatAdjustedP({ statistics }: ScoreComparison, format: ScoreFormat): string {
  const { test, level } = statistics;
  return test.estimable ? formatPValue(test.pAdjusted, alphaOf(level), format.locale) : NO_VALUE;
}

/** Whether a delta is for the better: by the score's own direction. */
export function changeOf(delta: number | null, higherIsBetter: boolean): Change {
  if (delta === null) return "unscored";
  if (withoutRounding(delta, 1) === 0) return "same";
  return delta > 0 === higherIsBetter ? "improved" : "regressed";
}

/** Value of one side of a row, the mean over its trials. */
export function formatCell(cell: CompareCell, format: ScoreFormat): string {
  if (cell.value === null) return cell.state === "infinite" ? "∞" : NO_VALUE;
  if (format.isPassFail) {
    if (cell.value === 1 || cell.value === 0) return passWord(cell.value === 1, format);
    return formatPercent(cell.value, format.locale, 0);
  }
  return formatScoreValue(cell.value, format.valueDecimals, format.style, format.locale);
}

export function formatRowDelta(score: CompareRowScore, format: ScoreFormat): string {
  if (score.delta === null) return NO_VALUE;
  if (score.change === "same") return format.isPassFail ? formatCell(score.base, format) : "0";
  if (format.isPassFail) return `${formatCell(score.base, format)} → ${formatCell(score.candidate, format)}`;
  const decimals = Number.isInteger(score.delta) ? format.valueDecimals : Math.max(format.valueDecimals, 2);
  const shown = Math.abs(score.delta) < 0.5 * 10 ** -decimals ? decimalsFor(score.delta, 2) : decimals;
  if (format.style.contract?.format !== undefined)
    return formatScoreDelta(
      score.delta,
      [score.base.value, score.candidate.value],
      format.style,
      format.locale,
    );
  return formatDelta(score.delta, { decimals: shown }, format.locale);
}

const MARK: Readonly<Record<Change, string>> = {
  improved: "up",
  regressed: "down",
  same: "eq",
  unscored: "",
};

/** A delta with its glyph; a screen reader hears the change in words. */
export function drawDelta(text: string, change: Change): HTMLElement {
  if (text === NO_VALUE) return h("span", { class: "dl na", "aria-label": "not compared" }, text);
  return h("span", { class: `dl ${MARK[change]}`, "aria-label": `${text}, ${change}` }, text);
}

export function drawCell(cell: CompareCell, format: ScoreFormat): HTMLElement {
  const text = formatCell(cell, format);
  const words = cell.value === null ? STATE_WORDS[cell.state] : "";
  if (cell.state === "error" && cell.value === null)
    return h("span", { class: "err", title: words }, "error");
  if (cell.state === "excluded" && cell.value === null)
    return h("span", { class: "na", title: words, role: "img", "aria-label": words }, icon("circle-slash"));
  if (words !== "") return h("span", { class: "na", title: words, "aria-label": `${text}, ${words}` }, text);
  const trials = cell.trials > 1 ? `mean of ${cell.trials} repetitions` : undefined;
  if (format.isPassFail && cell.value === (format.higherIsBetter ? 0 : 1))
    return h("span", { class: "fail" }, text);
  if (isBelowThreshold(cell.value, format)) return h("span", { class: "low", title: trials }, text);
  return h("span", trials === undefined ? null : { title: trials }, text);
}
