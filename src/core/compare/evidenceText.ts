// Grader drift and pass@k in sentences: the same in the panel and on the command line.

import type { Estimate, Interval } from "../statistics/estimate.ts";
import type { GraderDrift } from "../statistics/graderDrift.ts";
import { formatLevel, formatRows } from "../text/formatInterval.ts";
import { decimalsFor, formatCount, formatDelta, formatPercent, formatShare } from "../text/formatNumber.ts";
import type { PassEvidence } from "./evidenceTypes.ts";

/** A signed number with two significant digits, at least two and at most six decimals. */
export function shortDelta(value: number, locale: string): string {
  return formatDelta(value, { decimals: Math.min(6, Math.max(2, decimalsFor(value, 2))) }, locale);
}

/** Of rows whose output is the same in both runs: whether their scores are. */
export function driftSentence(score: string, drift: Estimate<GraderDrift>, locale: string): string {
  if (!drift.estimable) return `Grader drift of ${score} not estimable: ${drift.reason}.`;
  const rows = `${formatRows(drift.rows, locale)} with the same output`;
  if (drift.drifted === 0)
    return `No grader drift on ${score}: ${rows} in both runs ${drift.rows === 1 ? "has" : "have"} the same score.`;
  const share = formatShare(drift.drifted, drift.rows, locale);
  const { rateInterval, drifted } = drift;
  const limits = rateInterval.estimable ? `, ${limitsInPercent(rateInterval, locale)}` : "";
  return `The grader, not the model, changed ${score} on ${formatCount(drifted, locale)} of ${rows} (${share}${limits}): ${shortDelta(drift.contribution, locale)} of the delta.`;
}

function limitsInPercent({ low, high, level }: Interval, locale: string): string {
  return `${formatLevel(level, locale)} interval ${formatPercent(low, locale, 1)} to ${formatPercent(high, locale, 1)}`;
}

/** `pass@3`, `pass^3`. */
export function passName(which: "any" | "all", k: number): string {
  return which === "any" ? `pass@${k}` : `pass^${k}`;
}

/** Over which items, and why others are left out. */
export function passSentence(pass: Estimate<PassEvidence>, locale: string): string {
  if (!pass.estimable) return `pass@k not estimable: ${pass.reason}.`;
  const out =
    pass.tooFew === 0 ? "" : `; ${formatRows(pass.tooFew, locale)} with fewer than ${pass.k} trials left out`;
  return `Over ${formatRows(pass.n, locale)} with at least ${pass.k} trials in both runs${out}.`;
}
