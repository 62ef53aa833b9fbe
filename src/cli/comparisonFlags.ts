// The flags of compare: which scores, how sure, by which test.
import {
  type CompareFilter,
  type ComparisonOptions,
  DEFAULT_COMPARISON,
  type ScoreMapping,
} from "../core/compare/compareTypes.ts";
import { JOIN_BY, type JoinBy } from "../core/compare/joinChoice.ts";
import { Problem } from "../core/problem.ts";
import { INTERVAL_CHOICES, TEST_CHOICES } from "../core/statistics/scoreStatistics.ts";
import type { Values } from "./arguments.ts";

const LARGEST_SEED = 2 ** 32 - 1;

/** Options from the flags; throws a `badInput` Problem for what no flag takes. */
export function comparisonOptions(values: Values): ComparisonOptions {
  const given = {
    level: values.level === undefined ? DEFAULT_COMPARISON.level : toLevel(values.level),
    test: values.test === undefined ? DEFAULT_COMPARISON.test : toTest(values.test),
    interval: values.interval === undefined ? DEFAULT_COMPARISON.interval : toInterval(values.interval),
    seed: values.seed === undefined ? DEFAULT_COMPARISON.seed : toSeed(values.seed),
    scores: values.score ?? null,
    cluster: values.cluster ?? null,
  };
  const isDefault = ["level", "test", "interval", "seed", "score", "cluster"].every(
    (flag) => values[flag as keyof Values] === undefined,
  );
  return isDefault ? DEFAULT_COMPARISON : given;
}

/** How the runs meet: key fields, scores of other names, whether excluded rows count; nothing of it without the flags. */
export function joinFlags(values: Values): {
  readonly keys: readonly string[];
  readonly by?: JoinBy;
  readonly scoreMap: readonly ScoreMapping[];
  readonly withExcluded: boolean;
} {
  const keys = values.key ?? [];
  return {
    keys,
    scoreMap: (values.map ?? []).map(toMapping),
    withExcluded: values["with-excluded"] === true,
    ...(values.join !== undefined && { by: toJoinBy(values.join, keys) }),
  };
}

function toJoinBy(text: string, keys: readonly string[]): JoinBy {
  const by = JOIN_BY.find((choice) => choice === text);
  if (by === undefined) throw new Problem("badInput", `--join takes ${JOIN_BY.join(" or ")}, not ${text}.`);
  if (keys.length > 0) throw new Problem("badInput", "--key says what to join by already: leave out --join.");
  return by;
}

function toMapping(text: string): ScoreMapping {
  const at = text.indexOf("=");
  if (at < 1 || at === text.length - 1)
    throw new Problem("badInput", `--map takes BASE_SCORE=CANDIDATE_SCORE, not ${text}.`);
  return { base: text.slice(0, at), candidate: text.slice(at + 1) };
}

const ROW_FILTERS = {
  regressed: ["regressed"],
  improved: ["improved"],
  unmatched: ["onlyBase", "onlyCandidate"],
  excluded: ["excludedBase", "excludedCandidate"],
} as const satisfies Record<string, readonly CompareFilter[]>;

/** Which rows to list; `null` without `--rows`. */
export function rowsFlag(values: Values): readonly CompareFilter[] | null {
  const { rows } = values;
  if (rows === undefined) return null;
  if (!Object.hasOwn(ROW_FILTERS, rows))
    throw new Problem("badInput", `--rows takes ${Object.keys(ROW_FILTERS).join(", ")}, not ${rows}.`);
  return ROW_FILTERS[rows as keyof typeof ROW_FILTERS];
}

function toLevel(text: string): number {
  const level = Number(text);
  if (!(level >= 0.5 && level < 1))
    throw new Problem("badInput", `--level takes a number from 0.5 to below 1, such as 0.95, not ${text}.`);
  return level;
}

function toTest(text: string) {
  const test = TEST_CHOICES.find((choice) => choice === text);
  if (test === undefined)
    throw new Problem("badInput", `There is no test ${text}. Tests: ${TEST_CHOICES.join(", ")}.`);
  return test;
}

function toInterval(text: string) {
  const interval = INTERVAL_CHOICES.find((choice) => choice === text);
  if (interval === undefined)
    throw new Problem("badInput", `There is no interval ${text}. Intervals: ${INTERVAL_CHOICES.join(", ")}.`);
  return interval;
}

function toSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === "" || !Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED)
    throw new Problem("badInput", `--seed takes a whole number from 0 to ${LARGEST_SEED}, not ${text}.`);
  return seed;
}
