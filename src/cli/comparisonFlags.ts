// The flags of compare: which scores, how sure, by which test.
import { type ComparisonOptions, DEFAULT_COMPARISON } from "../core/compareTypes.ts";
import { Problem } from "../core/problem.ts";
import { TEST_CHOICES } from "../core/statistics/scoreStatistics.ts";
import type { Values } from "./arguments.ts";

const LARGEST_SEED = 2 ** 32 - 1;

/** Options from the flags; throws a `badInput` Problem for what no flag takes. */
export function comparisonOptions(values: Values): ComparisonOptions {
  const given = {
    level: values.level === undefined ? DEFAULT_COMPARISON.level : toLevel(values.level),
    test: values.test === undefined ? DEFAULT_COMPARISON.test : toTest(values.test),
    seed: values.seed === undefined ? DEFAULT_COMPARISON.seed : toSeed(values.seed),
    scores: values.score ?? null,
    cluster: values.cluster ?? null,
  };
  const isDefault = ["level", "test", "seed", "score", "cluster"].every(
    (flag) => values[flag as keyof Values] === undefined,
  );
  return isDefault ? DEFAULT_COMPARISON : given;
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

function toSeed(text: string): number {
  const seed = Number(text);
  if (text.trim() === "" || !Number.isInteger(seed) || seed < 0 || seed > LARGEST_SEED)
    throw new Problem("badInput", `--seed takes a whole number from 0 to ${LARGEST_SEED}, not ${text}.`);
  return seed;
}
