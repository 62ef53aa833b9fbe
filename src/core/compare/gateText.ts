// What a gate says in words: the same sentences in the panel and on the command line.

import { formatLevel, formatRows } from "../text/formatInterval.ts";
import { decimalsFor, formatCount, formatDelta, formatFixed } from "../text/formatNumber.ts";
import { formatShare, formatTypedShare } from "../text/numberText.ts";
import type { GateReport, JudgedDelta, JudgedRule, JudgedShare } from "./evidenceTypes.ts";
import { inputsSentence } from "./inputText.ts";

/** One rule in one or two sentences. */
export function ruleSentence(judged: JudgedRule, report: GateReport, locale: string): string {
  switch (judged.kind) {
    case "delta":
      return deltaSentence(judged, report, locale);
    case "inputs":
      return `${judged.rule.text} ${judged.verdict === "pass" ? "passes" : "fails"}: ${inputsSentence(judged.inputs, locale)}`;
    case "missing":
      return `${judged.rule.text} fails: the candidate has no score ${judged.score}.`;
    default:
      return shareSentence(judged, locale);
  }
}

function shareSentence(judged: JudgedShare, locale: string): string {
  const { kind, rule, score, verdict, counted, total } = judged;
  const isCoverage = kind === "coverage";
  const what = isCoverage ? `Coverage of ${score}` : score === null ? "Errors" : `Errors on ${score}`;
  const verb = verdict === "pass" ? (isCoverage ? "passes" : "pass") : isCoverage ? "fails" : "fail";
  const unit = isCoverage ? "item" : "row";
  if (total === 0) return `${what} ${verb}: the candidate has no ${unit}s.`;
  const isOne = counted === 1;
  const done = isCoverage
    ? `${isOne ? "is" : "are"} scored`
    : score === null
      ? `${isOne ? "has" : "have"} an error`
      : "failed on it";
  const bound = formatTypedShare(rule.bound, locale);
  const asked = isCoverage ? `at least ${bound} is asked` : `at most ${bound} is allowed`;
  const of = `${formatCount(counted, locale)} of the candidate's ${formatCount(total, locale)} ${unit}${total === 1 ? "" : "s"}`;
  return `${what} ${verb}: ${of} ${done} (${formatShare(counted, total, locale)}); ${asked}.`;
}

function deltaSentence(judged: JudgedDelta, { isStrict, level }: GateReport, locale: string): string {
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
