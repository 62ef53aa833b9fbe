// Rules of a gate as people write them, and what a comparison says of them: `accuracy>=-0.02` lets accuracy fall by at most
// 0.02, `latency<=5%` lets latency rise by at most 5 % of the base's mean. Rules: the statistics reference, section 4. What is counted is in
// gateChecks.ts.

import { Problem } from "../problem.ts";
import { notEstimable } from "../statistics/estimate.ts";
import { gateLevel, judgeInterval } from "../statistics/gate.ts";
import type { ScoreComparison } from "./compareTypes.ts";
import type { DeltaRule, GateFacts, GateReport, GateRule, JudgedDelta, JudgedRule } from "./evidenceTypes.ts";
import { judgeCheck, parseCheck } from "./gateChecks.ts";

const RULE = /^(.+?)\s*(>=|<=|≥|≤)\s*([+-−]?\s*(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(%?)$/iu;

/**
 * `scores`: names of the compared ones; a rule on one that is called `errors`, say, is on that score. Throws a `badInput`
 * Problem that says what a rule looks like.
 */
export function parseGateRule(text: string, scores: readonly string[] = []): GateRule {
  return parseCheck(text.trim(), scores) ?? parseDelta(text);
}

function parseDelta(text: string): DeltaRule {
  const [, name = "", sign = "", number = "", percent = ""] = RULE.exec(text.trim()) ?? [];
  const value = Number(number.replace("−", "-").replaceAll(/\s/gu, ""));
  if (name === "" || !Number.isFinite(value))
    throw new Problem(
      "badInput",
      `A gate reads SCORE>=-0.02 (may fall by at most 0.02) or SCORE<=5% (may rise by at most 5 % of the base), SCORE.coverage>=0.98, errors<=1% or inputs=identical, not ${text}.`,
    );
  const bound = sign === ">=" || sign === "≥" ? ">=" : "<=";
  if (bound === ">=" ? value > 0 : value < 0)
    throw new Problem(
      "badInput",
      `The gate ${text} asks for an improvement. A gate bounds how much worse a score may get: write ${name}${bound}${bound === ">=" ? "-" : ""}${Math.abs(value)}${percent}.`,
    );
  const size = percent === "" ? Math.abs(value) : Math.abs(value) / 100;
  return {
    kind: "delta",
    text: text.trim(),
    score: name.trim(),
    tolerance: size,
    isRelative: percent !== "",
    bound,
  };
}

/** Rules that have an interval, times the candidates that they judge; at least 1. */
export function familyOfGate(rules: readonly GateRule[], candidates: number): number {
  return Math.max(1, rules.filter(({ kind }) => kind === "delta").length * candidates);
}

/** Each interval's level, so that a family of them holds together at the level asked (Bonferroni). */
export function levelOfGate(level: number, family: number): number {
  return gateLevel(level, Math.max(1, family));
}

/**
 * Judges rules on scores whose intervals are at {@link levelOfGate}. `isStrict`: inconclusive and not estimable fail too.
 * `family`: {@link familyOfGate}. Throws a `badInput` Problem for a rule on no score of the comparison, or that bounds
 * the wrong way.
 */
export function judgeGate(
  rules: readonly GateRule[],
  scores: readonly ScoreComparison[],
  facts: GateFacts,
  choice: { readonly level: number; readonly isStrict: boolean; readonly family: number },
): GateReport {
  const judged = rules.map((rule) => judgeRule(rule, scores, facts));
  const fails = ({ verdict }: JudgedRule): boolean =>
    verdict === "regression" || verdict === "fail" || (choice.isStrict && verdict !== "pass");
  return { verdict: judged.some(fails) ? "fail" : "pass", ...choice, rules: judged };
}

function judgeRule(rule: GateRule, scores: readonly ScoreComparison[], facts: GateFacts): JudgedRule {
  if (rule.kind === "inputs" || (rule.kind !== "delta" && rule.score === null))
    return judgeCheck(rule, null, facts);
  const name = rule.score ?? "";
  const score = scoreOf(name, scores);
  if (score !== null) return rule.kind === "delta" ? judgeDelta(rule, score) : judgeCheck(rule, score, facts);
  if (facts.elsewhere.includes(name)) return { kind: "missing", rule, score: name, verdict: "fail" };
  throw unknownScore(rule, scores, facts.elsewhere);
}

function scoreOf(score: string, scores: readonly ScoreComparison[]): ScoreComparison | null {
  const exact = scores.find(({ name }) => name === score);
  const byName = scores.filter(({ base }) => base.name === score);
  return exact ?? (byName.length === 1 ? byName[0] : undefined) ?? null;
}

function unknownScore(
  { text }: GateRule,
  scores: readonly ScoreComparison[],
  elsewhere: readonly string[],
): Problem {
  const known = [...new Set([...scores.map(({ name }) => name), ...elsewhere])].join(", ") || "none";
  return new Problem("badInput", `The gate ${text} is on no compared score. Compared: ${known}.`);
}

function judgeDelta(rule: DeltaRule, score: ScoreComparison): JudgedDelta {
  const { higherIsBetter, baseMean, delta, n, name } = score;
  if (higherIsBetter !== (rule.bound === ">=")) {
    const better = higherIsBetter ? "higher" : "lower";
    const sign = higherIsBetter ? ">=-" : "<=";
    throw new Problem(
      "badInput",
      `${name} is better when ${better}, so a gate bounds its ${higherIsBetter ? "drop" : "rise"}: write ${name}${sign}${rule.isRelative ? `${rule.tolerance * 100}%` : rule.tolerance}.`,
    );
  }
  const tolerance = !rule.isRelative
    ? rule.tolerance
    : baseMean === null
      ? null
      : rule.tolerance * Math.abs(baseMean);
  const { interval, mde } = score.statistics;
  const limits = tolerance === null ? notEstimable("the base has no mean") : interval;
  return {
    kind: "delta",
    rule,
    score: name,
    verdict: judgeInterval(limits, higherIsBetter, tolerance ?? 0),
    tolerance,
    delta,
    interval,
    n,
    unreachable: mde !== null && tolerance !== null && tolerance < mde ? mde : null,
  };
}
