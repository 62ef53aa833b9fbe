// Rules of a gate on what is counted rather than estimated: coverage of a score, errors, identical inputs. They hold or do
// not, so no interval and no tolerance is theirs.

import { Problem } from "../problem.ts";
import type { ScoreComparison } from "./compareTypes.ts";
import type { CheckRule, GateFacts, JudgedInputs, JudgedShare, ShareRule } from "./evidenceTypes.ts";

const INPUTS = /^inputs\s*=+(.*)$/iu;
const SHARE = /^(?:(.+)\.)?(coverage|errors)\s*(>=|<=|≥|≤|=)\s*(.*)$/iu;
const NUMBER = /^[+\-−]?\s*(\d+\.?\d*|\.\d+)(?:e([+-]?\d+))?\s*(%?)$/iu;

/** `null` for a text that is no such rule, and for one on a compared score of that very name. */
export function parseCheck(text: string, scores: readonly string[]): CheckRule | null {
  const inputs = INPUTS.exec(text);
  if (inputs !== null) {
    if (inputs[1]?.trim().toLowerCase() === "identical") return { kind: "inputs", text };
    throw new Problem("badInput", `A gate on inputs reads inputs=identical, not ${text}.`);
  }
  const [, score, word = "", sign = "", number = ""] = SHARE.exec(text) ?? [];
  if (word === "" || scores.includes(score === undefined ? word : `${score}.${word}`)) return null;
  return word.toLowerCase() === "coverage"
    ? coverageRule(text, score, { sign, number })
    : errorsRule(text, score, { sign, number });
}

interface Bound {
  readonly sign: string;
  readonly number: string;
}

function coverageRule(text: string, score: string | undefined, { sign, number }: Bound): ShareRule {
  const bound = toShare(number);
  if (score === undefined)
    throw new Problem(
      "badInput",
      `A gate on coverage names its score: write SCORE.coverage>=0.98, not ${text}.`,
    );
  if ((sign !== ">=" && sign !== "≥") || bound === null || bound <= 0 || bound > 1)
    throw new Problem(
      "badInput",
      `A gate on coverage asks for at least a share above 0 and up to 1: write ${score}.coverage>=0.98 or ${score}.coverage>=98%, not ${text}.`,
    );
  return { kind: "coverage", text, score, bound };
}

function errorsRule(text: string, score: string | undefined, { sign, number }: Bound): ShareRule {
  const bound = toShare(number);
  const name = score === undefined ? "errors" : `${score}.errors`;
  if ((sign !== "<=" && sign !== "≤") || bound === null || bound < 0 || bound >= 1)
    throw new Problem(
      "badInput",
      `A gate on errors allows at most a share of rows from 0 to below 1: write ${name}<=0.01 or ${name}<=1%, not ${text}.`,
    );
  return { kind: "errors", text, score: score ?? null, bound };
}

/** `98%` is read as 98e-2, the nearest number to it: dividing by 100 can miss the share that was counted. */
function toShare(text: string): number | null {
  const [, digits, exponent = "0", percent = ""] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined) return null;
  const size = Number(`${digits}e${Number(exponent) - (percent === "" ? 0 : 2)}`);
  return /^[-−]/u.test(text.trim()) && size > 0 ? -size : size;
}

/** `score`: the compared one that a rule names. Nothing to count fails, as it is what such rules are there to find. */
export function judgeCheck(
  rule: CheckRule,
  score: ScoreComparison | null,
  facts: GateFacts,
): JudgedShare | JudgedInputs {
  if (rule.kind === "inputs") {
    const { inputs } = facts;
    if (inputs === null) throw new RangeError("a rule on inputs needs the report on them");
    return {
      kind: "inputs",
      rule,
      verdict: inputs.isIdentical && inputs.unchanged > 0 ? "pass" : "fail",
      inputs,
    };
  }
  const name = score?.name ?? null;
  const { counted, total } = rule.kind === "coverage" ? coverageOf(score) : errorsOf(facts, name);
  const share = counted / total;
  const holds = rule.kind === "coverage" ? share >= rule.bound : share <= rule.bound;
  return { kind: rule.kind, rule, score: name, verdict: holds ? "pass" : "fail", counted, total };
}

function coverageOf(score: ScoreComparison | null) {
  const { scored = 0, total = 0 } = score?.statistics.candidateCoverage ?? {};
  return { counted: scored, total };
}

function errorsOf({ errors }: GateFacts, score: string | null) {
  const { errored, rows } = errors(score);
  return { counted: errored, total: rows };
}
