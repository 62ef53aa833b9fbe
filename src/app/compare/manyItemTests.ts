// Tests on the items of several runs: which runs have them, how the runs' passing combines, and what became of them.

import { passedAt } from "../../core/compare/flipMatrix.ts";
import { CHANGE_CODES } from "../../core/compare/laidScore.ts";
import type { ManyChange, ManyMembers, ManyQuery } from "../../core/compare/manyTypes.ts";
import { hasExcludedRow, isCountedItem } from "../../core/join/excludedItems.ts";
import { isSameValue } from "../../core/statistics/summation.ts";
import { failedItems, type Side } from "./joinSide.ts";
import { type OutcomeParts, sameOutputsAt } from "./manyOutcomes.ts";

export type ItemTest = (position: number) => boolean;

export interface ItemTestParts extends OutcomeParts {
  /** The base first. */
  readonly sides: readonly Side[];
}

/** On which score, and on which candidate, from 1; `null`: on any. */
interface ChangeOf {
  readonly score: number;
  readonly of: number | null;
}

export function hasMembers(members: ManyMembers, parts: ItemTestParts): ItemTest {
  const { join, sides } = parts;
  const { inRuns, isOut, itemAt } = join;
  switch (members.kind) {
    case "any":
      return () => true;
    case "in":
      return (at) => inRuns[at] === members.runs && isOut?.[at] !== 1;
    case "only":
      return (at) => inRuns[at] === 1 && isOut?.[at] !== 1 && doesCount(members.run, at, parts);
    case "duplicates": {
      const runs = sides.map((_, run) => run);
      const looked = members.run === null ? runs : [members.run];
      return (at) => looked.some((run) => (sides[run]?.items.rowCount[itemAt[run]?.[at] ?? -1] ?? 0) > 1);
    }
    case "excluded": {
      if (members.run === null) return (at) => isOut?.[at] === 1;
      const items = sides[members.run]?.items;
      const places = itemAt[members.run];
      return (at) => items !== undefined && hasExcludedRow(items, places?.[at] ?? -1);
    }
  }
}

/** Whether a run has the item with a row that counts. */
function doesCount(run: number, at: number, { join, sides }: ItemTestParts): boolean {
  const items = sides[run]?.items;
  return items !== undefined && isCountedItem(items, join.itemAt[run]?.[at] ?? -1);
}

export function flipsSo(
  { rule, passed }: NonNullable<ManyQuery["flips"]>,
  { scores, join, sides }: ItemTestParts,
): ItemTest {
  const values = scores.values(rule.score);
  const { higherIsBetter } = scores.of(rule.score).aggregate;
  return (at) =>
    join.inRuns[at] === sides.length && passed.includes(passedAt(values, at, rule.threshold, higherIsBetter));
}

export async function changedSo(
  change: Exclude<ManyChange, "all">,
  { score, of }: ChangeOf,
  parts: ItemTestParts,
  signal: AbortSignal,
): Promise<ItemTest> {
  const { scores, sides, join } = parts;
  const candidate = of === null ? null : of - 1;
  /** The base with the candidate, or all runs. */
  const runs = of === null ? sides.map((_, run) => run) : [0, of];
  switch (change) {
    case "improved":
    case "regressed": {
      const code = CHANGE_CODES.indexOf(change);
      return (at) => scores.hasChange(score, at, code, candidate);
    }
    case "errored": {
      const failed = runs.map((run) => ({
        items: join.itemAt[run],
        isFailed: failedItems(sides[run] as Side, scores.columnOf(score, run)),
      }));
      return (at) => failed.some(({ items, isFailed }) => isFailed[items?.[at] ?? -1] === 1);
    }
    case "unscored": {
      const values = scores.values(score);
      return (at) =>
        runs.some((run) => doesCount(run, at, parts) && Number.isNaN(values[run]?.[at] ?? Number.NaN));
    }
    case "differs":
    case "same": {
      const values = scores.values(score);
      return (at) => {
        const all = runs.map((run) => values[run]?.[at] ?? Number.NaN);
        const own = all.filter((value) => !Number.isNaN(value));
        if (own.length < 2) return false;
        return own.some((value) => !isSameValue(value, own[0] as number)) === (change === "differs");
      };
    }
    case "outputChanged":
    case "graderDrift":
      return outputsSo(change, { score, of }, parts, signal);
  }
}

/** Reads the outputs of the base and of each candidate that is looked at. */
async function outputsSo(
  change: "outputChanged" | "graderDrift",
  { score, of }: ChangeOf,
  parts: ItemTestParts,
  signal: AbortSignal,
): Promise<ItemTest> {
  const { scores, comparisons } = parts;
  const looked = of === null ? [...comparisons.keys()] : [of - 1];
  const found: { readonly candidate: number; readonly same: Int8Array }[] = [];
  for (const candidate of looked)
    found.push({ candidate, same: await sameOutputsAt(candidate, parts, signal) });
  if (change === "outputChanged") return (at) => found.some(({ same }) => same[at] === 0);
  const [improved, regressed] = [CHANGE_CODES.indexOf("improved"), CHANGE_CODES.indexOf("regressed")];
  return (at) =>
    found.some(
      ({ candidate, same }) =>
        same[at] === 1 &&
        (scores.hasChange(score, at, improved, candidate) ||
          scores.hasChange(score, at, regressed, candidate)),
    );
}
