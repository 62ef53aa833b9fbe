// Checks of what the page of several runs asks: only what such a comparison may be asked reaches the engine.
import {
  MANY_CHANGES,
  MANY_SORTS,
  type ManyMembers,
  type ManyQuery,
  type PassRule,
} from "../core/compare/manyTypes.ts";
import type { ManyOutcome } from "../core/compare/outcomeCondition.ts";
import { Problem } from "../core/problem.ts";
import { checkedInputs, checkedList, MAX_ROWS, refused } from "./checkedComparison.ts";
import { checkedCount, checkedWord } from "./checkedInput.ts";
import { checkedFilter } from "./checkedRows.ts";

/** Every combination of eight runs. */
const MAX_COMBINATIONS = 256;

export function checkedRule(rule: PassRule): PassRule {
  if (!Number.isFinite(rule?.threshold)) throw new Problem("badInput", "The pass threshold is not a number.");
  return { score: checkedCount(rule.score), threshold: rule.threshold };
}

function checkedMembers(members: ManyMembers): ManyMembers {
  const kind = checkedWord(members?.kind, ["any", "in", "only", "duplicates", "excluded"] as const);
  if (members.kind === "in") return { kind: "in", runs: checkedCount(members.runs) };
  if (members.kind === "only") return { kind: "only", run: checkedCount(members.run) };
  if (members.kind === "duplicates" || members.kind === "excluded")
    return { kind: members.kind, run: members.run === null ? null : checkedCount(members.run) };
  return { kind: kind === "any" ? kind : "any" };
}

function checkedManyOutcomes(outcomes: unknown): readonly ManyOutcome[] {
  return checkedList(outcomes).map((given) => {
    if (typeof given !== "object" || given === null) throw refused();
    const { of, condition } = given as Partial<ManyOutcome>;
    const [checked] = checkedFilter([condition]);
    if (checked === undefined || of === undefined) throw refused();
    const what = checkedWord(of.what, ["value", "delta"] as const);
    return { of: { run: checkedCount(of.run), what }, condition: checked };
  });
}

/** A query without its window. */
export function checkedManyChoice(
  query: Omit<ManyQuery, "offset" | "limit">,
): Omit<ManyQuery, "offset" | "limit"> {
  const { flips, of = null } = query;
  return {
    members: checkedMembers(query.members),
    change: checkedWord(query.change, MANY_CHANGES),
    of: of === null ? null : Math.max(1, checkedCount(of)),
    outcomes: checkedManyOutcomes(query.outcomes ?? []),
    flips:
      flips === null
        ? null
        : {
            rule: checkedRule(flips.rule),
            passed: [...flips.passed].slice(0, MAX_COMBINATIONS).map(checkedCount),
          },
    inputs: checkedInputs(query.inputs),
    score: query.score === null ? null : checkedCount(query.score),
    sort: {
      column: checkedWord(query.sort?.column, MANY_SORTS),
      run: checkedCount(query.sort.run),
      descending: query.sort?.descending === true,
    },
  };
}

export function checkedManyQuery(query: ManyQuery): ManyQuery {
  return {
    ...checkedManyChoice(query),
    offset: checkedCount(query.offset),
    limit: Math.min(MAX_ROWS, checkedCount(query.limit)),
  };
}
