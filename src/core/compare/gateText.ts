// What a gate says in words: the same sentences in the panel and on the command line.

import { formatLevel, formatRows } from "../text/formatInterval.ts";
import { decimalsFor, formatCount, formatDelta, formatFixed } from "../text/formatNumber.ts";
import type { GateReport, JudgedRule } from "./evidenceTypes.ts";

/** One rule in one or two sentences. */
export function ruleSentence(judged: JudgedRule, { isStrict, level }: GateReport, locale: string): string {
  const { rule, score, verdict, interval, delta, n, tolerance, unreachable } = judged;
  const number = (value: number): string =>
    formatDelta(value, { decimals: Math.min(6, Math.max(2, decimalsFor(value, 2))) }, locale);
  const facts =
    interval.estimable && delta !== null
      ? ` Δ ${number(delta)}, ${formatLevel(level, locale)} interval ${number(interval.low)} to ${number(interval.high)}, ${formatRows(n, locale)}.`
      : "";
  const way = rule.bound === ">=" ? "drop" : "rise";
  const size =
    tolerance === null ? "?" : formatFixed(tolerance, Math.max(0, decimalsFor(tolerance, 2)), locale);
  const hard =
    unreachable === null
      ? ""
      : ` With these rows a difference below ${formatFixed(unreachable, decimalsFor(unreachable, 2), locale)} is usually not seen, so this rule can hardly pass for sure.`;
  switch (verdict) {
    case "pass":
      return `${score} passes: a ${way} of more than ${size} is excluded.${facts}`;
    case "regression":
      return `${score} fails: it got worse by more than ${size}.${facts}`;
    case "inconclusive":
      return `${score} is inconclusive: a ${way} of more than ${size} is neither shown nor excluded${isStrict ? ", which fails here" : ""}.${facts}${hard}`;
    case "not estimable":
      return `${score} can't be judged${isStrict ? ", which fails here" : ""}: ${interval.estimable ? "the base has no mean" : interval.reason}.`;
  }
}

/** The gate as a whole. */
export function gateSentence({ verdict, rules, family, level }: GateReport, locale: string): string {
  const open = rules.filter(
    (one) => one.verdict === "inconclusive" || one.verdict === "not estimable",
  ).length;
  const of = `${formatCount(rules.length, locale)} ${rules.length === 1 ? "rule" : "rules"}`;
  const adjusted =
    family > 1
      ? ` Intervals are at ${formatLevel(level, locale)} (Bonferroni over ${formatCount(family, locale)}).`
      : "";
  if (verdict === "fail") return `The gate fails.${adjusted}`;
  return open === 0
    ? `The gate passes, ${of}.${adjusted}`
    : `No regression shown; ${formatCount(open, locale)} of ${of} inconclusive.${adjusted}`;
}
