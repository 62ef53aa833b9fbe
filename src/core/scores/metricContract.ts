// What people say about scores beyond the data: direction, unit, format, threshold, primary score. It is laid over what
// the store holds whenever results are given out; stored manifests keep what was imported. Reading the file:
// metricFile.ts.

import type { ScoreKey, ScoreSummary } from "../run.ts";
import { primaryOf } from "./direction.ts";
import type { MetricRule } from "./metricRule.ts";

/** The rules of a metrics file by key, in file order. */
export type MetricContract = readonly (readonly [key: string, rule: MetricRule])[];

/** Without a file, or with a wrong one: every score is read by its name. */
export const NO_CONTRACT: MetricContract = [];

/**
 * The rule for a score: all entries that fit, the more exact winning property by property (an exact `metric:score`,
 * then an exact name, then the pattern with more literal characters, then the later entry). `null` where none fits.
 */
export function ruleFor(contract: MetricContract, score: ScoreKey): MetricRule | null {
  const names = namesOf(score);
  const fitting = contract
    .map(([key, rule], at) => ({ rule, at, rank: rankOf(key, names) }))
    .filter((entry) => entry.rank >= 0)
    .sort((a, b) => a.rank - b.rank || a.at - b.at);
  return fitting.length === 0 ? null : Object.assign({}, ...fitting.map((entry) => entry.rule));
}

/** What a key may call a score: its name, and its metric before it, in full and without its workspace. */
function namesOf({ metric, name }: ScoreKey): readonly string[] {
  if (metric === null) return [name];
  return [name, `${metric}:${name}`, `${metric.split("/").pop() ?? metric}:${name}`];
}

const EXACT = 1_000_000;

/** -1 where the key does not fit; the higher, the more exact. */
function rankOf(key: string, names: readonly string[]): number {
  const exact = names.indexOf(key);
  if (exact !== -1) return exact === 0 ? EXACT : EXACT + 1;
  if (!key.includes("*") || !names.some((name) => fits(key, name))) return -1;
  return key.replaceAll("*", "").length;
}

/** Whether a text fits a pattern in which `*` stands for any characters, also none. Linear: no backtracking regex. */
function fits(pattern: string, text: string): boolean {
  const parts = pattern.split("*");
  const first = parts[0] as string;
  const last = parts[parts.length - 1] as string;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false;
  let at = first.length;
  const end = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

interface Scored<S extends ScoreSummary> {
  readonly scores: readonly S[];
  readonly primaryScore: number | null;
}

/** A run as the contract has it. A run that no rule names is given back as it is. */
export function applyContract<S extends ScoreSummary, R extends Scored<S>>(
  run: R & Scored<S>,
  contract: MetricContract,
): R {
  const rules = run.scores.map((score) => ruleFor(contract, score));
  if (rules.every((rule) => rule === null)) return run;
  const scores = run.scores.map((score, i) => applyRule(score, rules[i] ?? null));
  return { ...run, scores, primaryScore: primaryBy(rules, run, scores) };
}

function applyRule<S extends ScoreSummary>(score: S, rule: MetricRule | null): S {
  if (rule === null) return score;
  const higherIsBetter = rule.direction === undefined ? score.higherIsBetter : rule.direction === "higher";
  return { ...score, higherIsBetter, contract: rule };
}

/** The score called primary; else the stored choice, made again where a direction is not the one it was made with. */
function primaryBy(
  rules: readonly (MetricRule | null)[],
  stored: Scored<ScoreSummary>,
  scores: readonly ScoreSummary[],
): number | null {
  const named = rules.findIndex((rule) => rule?.primary === true);
  if (named !== -1) return named;
  const isTurned = scores.some((score, i) => score.higherIsBetter !== stored.scores[i]?.higherIsBetter);
  const isRefused = stored.primaryScore !== null && rules[stored.primaryScore]?.primary === false;
  if (!isTurned && !isRefused) return stored.primaryScore;
  const allowed = scores.map((score, i) => (rules[i]?.primary === false ? { ...score, count: 0 } : score));
  return primaryOf(allowed) ?? stored.primaryScore;
}

/** Whether a boolean is the worse of the two: `false`, or `true` where lower is better. */
export function isFailing(
  value: number | boolean | string | null,
  score: Pick<ScoreSummary, "higherIsBetter"> = { higherIsBetter: true },
): boolean {
  return typeof value === "boolean" && value !== score.higherIsBetter;
}

/** Whether a value is on the worse side of the contract's threshold. `false` without one. */
export function isBelowThreshold(
  value: number | boolean | string | null,
  score: Pick<ScoreSummary, "higherIsBetter" | "contract">,
): boolean {
  const threshold = score.contract?.passThreshold;
  if (threshold === undefined || value === null || typeof value === "string") return false;
  return score.higherIsBetter ? Number(value) < threshold : Number(value) > threshold;
}
