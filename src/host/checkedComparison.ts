// Checks of what a compare panel's page asks: only what a comparison may be asked reaches the engine.
import { COMPARE_FILTERS, COMPARE_SORTS, type CompareQuery } from "../core/compare/compareTypes.ts";
import type {
  EvidenceQuery,
  GateChoice,
  MethodChoice,
  PairQuery,
  PairSliceQuery,
} from "../core/compare/evidenceTypes.ts";
import { type InputCondition, toInputCondition } from "../core/compare/inputCondition.ts";
import type { OutcomeCondition } from "../core/compare/outcomeCondition.ts";
import { Problem } from "../core/problem.ts";
import { INTERVAL_CHOICES, TEST_CHOICES } from "../core/statistics/scoreStatistics.ts";
import { checkedCount, checkedTexts, checkedWord } from "./checkedInput.ts";
import { checkedFilter } from "./checkedRows.ts";

/** Rows that one request may ask for: more would stall the page. */
export const MAX_ROWS = 500;
/** Conditions on inputs or outcomes, key fields, rules of a gate. */
export const MAX_CONDITIONS = 20;
const MOST_TRIES = 1_000;

export function refused(): Problem {
  return new Problem("badInput", "The panel asked for something unknown.");
}

/** Bounded, whatever a page sends. */
export function checkedList(value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length > MAX_CONDITIONS) throw refused();
  return value;
}

export function checkedQuery(query: CompareQuery): CompareQuery {
  return {
    ...checkedChoice(query),
    offset: checkedCount(query.offset),
    limit: Math.min(MAX_ROWS, checkedCount(query.limit)),
  };
}

/** A query without its window. */
export function checkedChoice(
  query: Omit<CompareQuery, "offset" | "limit">,
): Omit<CompareQuery, "offset" | "limit"> {
  return {
    filter: checkedWord(query.filter, COMPARE_FILTERS),
    inputs: checkedInputs(query.inputs ?? []),
    outcomes: checkedOutcomes(query.outcomes ?? []),
    score: query.score === null ? null : checkedCount(query.score),
    sort: {
      column: checkedWord(query.sort?.column, COMPARE_SORTS),
      descending: query.sort?.descending === true,
    },
  };
}

/** As conditions on rows are checked: an input is one of those on a field of the item. */
export function checkedInputs(inputs: unknown): readonly InputCondition[] {
  return checkedList(inputs).map((given) => {
    if (typeof given !== "object" || given === null) throw refused();
    const { field, contains, equals, matches, ...range } = given as Readonly<Record<string, unknown>>;
    const place = { kind: "item", field };
    const asRow =
      contains !== undefined
        ? { kind: "contains", place, text: contains }
        : matches !== undefined
          ? { kind: "regex", place, text: matches }
          : range.min !== undefined
            ? { ...range, kind: "between", place }
            : { kind: "equals", place, text: equals };
    const [checked] = checkedFilter([asRow]);
    const input = checked !== undefined && "place" in checked ? toInputCondition(checked) : null;
    if (input === null) throw refused();
    return input;
  });
}

function checkedOutcomes(outcomes: unknown): readonly OutcomeCondition[] {
  return checkedList(outcomes).map((given) => {
    if (typeof given !== "object" || given === null) throw refused();
    const { of, condition } = given as Readonly<Record<string, unknown>>;
    const [checked] = checkedFilter([condition]);
    if (checked === undefined) throw refused();
    return { of: checkedWord(of, ["base", "candidate", "delta"] as const), condition: checked };
  });
}

export function checkedPair({ score, inputs }: PairQuery): PairQuery {
  return { score: checkedCount(score), inputs: checkedInputs(inputs) };
}

export function checkedSlices(query: PairSliceQuery): PairSliceQuery {
  return { ...checkedPair(query), field: String(query.field) };
}

export function checkedEvidence(query: EvidenceQuery): EvidenceQuery {
  const k = query.k === null ? null : Math.min(MOST_TRIES, checkedCount(query.k));
  return { ...checkedPair(query), k, drift: query.drift === true };
}

/** `candidates`: those of the panel, whatever the page says. */
export function checkedGate({ rules, isStrict }: GateChoice, candidates: number): GateChoice {
  return {
    rules: checkedTexts(rules, MAX_CONDITIONS),
    level: 0.95,
    isStrict: isStrict === true,
    candidates,
  };
}

export function checkedMethod({ test, interval, cluster }: MethodChoice): MethodChoice {
  return {
    test: checkedWord(test, TEST_CHOICES),
    interval: checkedWord(interval, INTERVAL_CHOICES),
    cluster: cluster === null ? null : String(cluster),
  };
}
