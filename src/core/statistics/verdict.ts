// What a compared score says in words: the verdict sentence and the warnings. Rules: the statistics reference,
// section 3. The interval decides the wording; nothing is ever called equal or proven.
import {
  type DeltaInterval,
  type DeltaUnit,
  formatChange,
  formatDeltaInterval,
  formatLevel,
  formatLimit,
  formatLimits,
  formatPEquals,
  formatRows,
  intervalDecimals,
} from "../text/formatInterval.ts";
import { formatCount, formatShare, formatValue, meanDecimals } from "../text/formatNumber.ts";
import { alphaOf } from "./estimate.ts";
import { type ScoreStatistics, type StatisticsWarning, testInWords } from "./scoreStatistics.ts";

/** How a comparison speaks of its score and its two runs. */
export interface VerdictStyle {
  readonly unit: DeltaUnit;
  /** Names at the start of a sentence: `A` and `B`, `The base` and `The candidate`. */
  readonly base: string;
  readonly candidate: string;
  readonly locale: string;
}

/** The part of a score's comparison that a verdict is about. */
export interface JudgedScore {
  readonly n: number;
  readonly delta: number | null;
  readonly baseMean: number | null;
  readonly improved: number;
  readonly regressed: number;
  readonly same: number;
  readonly higherIsBetter: boolean;
  readonly statistics: ScoreStatistics;
}

export type Verdict = "better" | "worse" | "unclear" | "borderline" | "notEstimable";

/** What the interval, and its agreement with the test, allow to be said. */
export function verdictOf({ statistics, higherIsBetter }: JudgedScore): Verdict {
  const { interval, borderline } = statistics;
  if (!interval.estimable) return "notEstimable";
  if (borderline !== null) return "borderline";
  if (interval.low <= 0 && interval.high >= 0) return "unclear";
  return interval.low > 0 === higherIsBetter ? "better" : "worse";
}

/** The verdict in one to three sentences; empty where no row is scored in both runs. */
export function verdictSentence(score: JudgedScore, style: VerdictStyle): string {
  const { statistics, delta, n } = score;
  if (n === 0) return "";
  const { interval, noise } = statistics;
  if (!interval.estimable || delta === null) return withoutInterval(score, style);
  const told: DeltaInterval = { ...interval, delta };
  const counts = countsInWords(score, style.locale);
  const rerun =
    noise.estimable && noise.isWithin && !noise.isRough
      ? " A rerun of the same model would often differ this much."
      : "";
  const verdict = verdictOf(score);
  if (verdict === "better" || verdict === "worse")
    return `${clearDifference(score, told, verdict, style)}${counts}${rerun}`;
  const facts = `${formatDeltaInterval(told, style.unit, unitName(style), style.locale)}, ${formatRows(n, style.locale)}.`;
  if (verdict === "borderline") return `${borderlineWords(score, style.locale)} ${facts}${counts}${rerun}`;
  return `No clear difference: ${facts}${usuallyDetects(statistics.mde, told, style)}${rerun}`;
}

function unitName({ unit }: VerdictStyle): string {
  return unit === "points" ? "points" : "";
}

function withUnit(text: string, style: VerdictStyle): string {
  return style.unit === "points" ? `${text} points` : text;
}

/** Magnitude and limits turned towards the verdict; lower-is-better scores say which way that is. */
function clearDifference(
  { n, higherIsBetter }: JudgedScore,
  told: DeltaInterval,
  verdict: "better" | "worse",
  style: VerdictStyle,
): string {
  const turned =
    told.low > 0 ? told : { delta: -told.delta, low: -told.high, high: -told.low, level: told.level };
  const decimals = intervalDecimals(turned, style.unit);
  const size = withUnit(formatLimit(turned.delta, decimals, style.unit, style.locale), style);
  const way = higherIsBetter ? "by" : `(${told.low > 0 ? "higher" : "lower"}) by`;
  const limits = formatLimits(turned, style.unit, style.locale);
  return `${style.candidate} is ${verdict} ${way} ${size} (${limits}), ${formatRows(n, style.locale)}.`;
}

function countsInWords({ improved, regressed, same }: JudgedScore, locale: string): string {
  const count = (value: number) => formatCount(value, locale);
  return ` ${count(improved)} improved, ${count(regressed)} regressed, ${count(same)} same.`;
}

function borderlineWords({ statistics }: JudgedScore, locale: string): string {
  const { test, borderline, level } = statistics;
  if (!test.estimable) return "";
  const words = testInWords(test.name);
  const p = formatPEquals(test.pValue, alphaOf(level), locale);
  return borderline === "interval"
    ? `Borderline: the interval excludes zero, the ${words} does not (${p}).`
    : `Borderline: the ${words} excludes zero (${p}), the interval does not.`;
}

function usuallyDetects(mde: number | null, told: DeltaInterval, style: VerdictStyle): string {
  if (mde === null) return "";
  const size = formatLimit(mde, intervalDecimals(told, style.unit), style.unit, style.locale);
  return ` This comparison would usually detect ${withUnit(size, style)} or more.`;
}

function withoutInterval(score: JudgedScore, style: VerdictStyle): string {
  const { n, delta, baseMean, statistics } = score;
  const { interval, changedShareLimit } = statistics;
  const { locale, unit } = style;
  const rows = formatRows(n, locale);
  if (changedShareLimit !== null) {
    const share = formatShare(changedShareLimit, 1, locale);
    return `No row changed, ${rows}: at most ${share} of such rows would (one-sided ${formatLevel(statistics.level, locale)}).`;
  }
  const reason = interval.estimable ? "" : `Interval not estimable: ${interval.reason}.`;
  if (delta === null) return reason;
  const scale = unit === "points" ? 100 : 1;
  const decimals = meanDecimals([delta * scale, baseMean === null ? null : baseMean * scale]);
  const change = formatChange(delta, decimals, unit, locale);
  const hasCounts = n > 1 ? countsInWords(score, locale) : "";
  return `${withUnit(change, style)}, ${rows}. ${reason}${hasCounts}`;
}

/** A warning in one sentence. */
export function warningText(warning: StatisticsWarning, style: VerdictStyle): string {
  const { locale } = style;
  const count = (value: number) => formatCount(value, locale);
  const share = ({ scored, total }: { readonly scored: number; readonly total: number }) =>
    formatShare(scored, total, locale);
  const side = (which: "base" | "candidate") => style[which];
  switch (warning.kind) {
    case "smallSample":
      return `Small sample: ${formatRows(warning.rows, locale)}.`;
    case "fewChanged":
      return `Only ${formatRows(warning.changed, locale)} changed: treat the interval as rough.`;
    case "testCannotReach":
      return `With ${count(warning.changed)} changed ${warning.changed === 1 ? "row" : "rows"} the test cannot reach p = ${formatValue(warning.alpha, 2, locale)}.`;
    case "skewed":
      return `Skewed differences: the interval would want ${formatRows(warning.rowsWanted, locale)} or more.`;
    case "fewClusters":
      return warning.isNote
        ? `${count(warning.clusters)} clusters: the interval is a little too narrow.`
        : `Few clusters (${count(warning.clusters)}): treat the interval as too narrow.`;
    case "lowCoverage":
      return `${side(warning.side)} is scored on ${share(warning.coverage)} of its items only.`;
    case "unevenCoverage":
      return `Coverage differs: ${inside(side("base"))} ${share(warning.base)}, ${inside(side("candidate"))} ${share(warning.candidate)}.`;
    case "unevenMissing":
      return `Missing scores are uneven: ${count(warning.onlyBase)} scored only in ${inside(side("base"))}, ${count(warning.onlyCandidate)} only in ${inside(side("candidate"))} (${formatPEquals(warning.pValue, 0.05, locale)}).`;
    case "errorsTurnDelta": {
      const decimals = style.unit === "points" ? 1 : meanDecimals([warning.errorsAsZeroDelta]);
      const change = formatChange(warning.errorsAsZeroDelta, decimals, style.unit, locale);
      return `With errored rows as 0 the difference turns: ${withUnit(change, style)}.`;
    }
    case "fewRepeats":
      return "Rerun noise unknown: too few repeated rows.";
    case "borrowedNoise":
      return `${side(warning.side)} has one trial per row: its rerun noise is taken from the other run.`;
    case "tinyValues":
      return "All values are below a millionth: store the score in a larger unit.";
  }
}

/** A run's name inside a sentence: `the base`, `A`. */
function inside(name: string): string {
  return name.startsWith("The ") ? `t${name.slice(1)}` : name;
}
