// Which joined rows of several runs a query shows, in its order. Filters on outcomes narrow the rows and never the
// statistics; filters on inputs narrow both.

import { flipMatrix, passedAt } from "../../core/compare/flipMatrix.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import { CHANGE_CODES } from "../../core/compare/laidScore.ts";
import type {
  FlipMatrix,
  ManyChange,
  ManyMembers,
  ManyQuery,
  PassRule,
} from "../../core/compare/manyTypes.ts";
import { hasExcludedRow, isCountedItem } from "../../core/join/excludedItems.ts";
import type { ManyJoin } from "../../core/join/manyJoin.ts";
import { orderByValues } from "../../core/rows/sortRows.ts";
import { isSameValue } from "../../core/statistics/summation.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import { ItemTexts } from "./itemTexts.ts";
import { failedItems, type Side } from "./joinSide.ts";
import type { ManyScores } from "./manyScores.ts";

/** Orders and filters kept: each is 4 MB for a million items. */
const KEPT = 4;

type Test = (position: number) => boolean;

export interface ManyRowsParts {
  /** The base first. */
  readonly sides: readonly Side[];
  readonly join: ManyJoin;
  readonly scores: ManyScores;
}

export class ManyRows {
  private readonly orders = new LatestPromises<Int32Array>(KEPT);
  private readonly byInputs = new LatestPromises<Uint8Array>(KEPT);
  private readonly texts: readonly ItemTexts[];

  constructor(private readonly parts: ManyRowsParts) {
    this.texts = parts.sides.map((side) => new ItemTexts(side));
  }

  /** Positions that pass the query's filters, in its order. */
  order({ offset: _, limit: __, ...choice }: ManyQuery, signal: AbortSignal): Promise<Int32Array> {
    return this.orders.getAnew(JSON.stringify(choice), signal, () => this.makeOrder(choice, signal));
  }

  /** Which positions hold the conditions, by the first run that has the item. Shape: 1 for those. */
  withInputs(inputs: readonly InputCondition[], signal: AbortSignal): Promise<Uint8Array> {
    return this.byInputs.getAnew(JSON.stringify(inputs), signal, () => this.findInputs(inputs, signal));
  }

  /** The matrix over the items that every run has and that the conditions keep. */
  async flips(rule: PassRule, inputs: readonly InputCondition[], signal: AbortSignal): Promise<FlipMatrix> {
    const { join, scores, sides } = this.parts;
    const isIn = inputs.length === 0 ? null : await this.withInputs(inputs, signal);
    const positions = this.positions((at) => join.inRuns[at] === sides.length && isIn?.[at] !== 0);
    return flipMatrix(
      scores.values(rule.score),
      positions,
      rule,
      scores.of(rule.score).aggregate.higherIsBetter,
    );
  }

  private async makeOrder(
    { members, change, flips, inputs, score, sort }: Omit<ManyQuery, "offset" | "limit">,
    signal: AbortSignal,
  ): Promise<Int32Array> {
    const tests: Test[] = [this.hasMembers(members)];
    if (inputs.length > 0) {
      const isIn = await this.withInputs(inputs, signal);
      tests.push((at) => isIn[at] === 1);
    }
    if (flips !== null) tests.push(this.flipsSo(flips));
    if (score !== null && change !== "all") tests.push(this.changedSo(change, score));
    const chosen = this.positions((at) => tests.every((test) => test(at)));
    const { column, run, descending } = sort;
    if (column === "index" || score === null) return descending ? chosen.reverse() : chosen;
    const { scores } = this.parts;
    const values =
      column === "disagreement"
        ? scores.disagreement(score)
        : column === "value" || run === 0
          ? (scores.values(score)[run] as Float64Array)
          : scores.deltas(score, run - 1);
    return orderByValues(values, Array.from(chosen), descending);
  }

  private positions(test: Test): Int32Array {
    const found = new Int32Array(this.parts.join.inRuns.length);
    let count = 0;
    for (let at = 0; at < found.length; at++) if (test(at)) found[count++] = at;
    return found.slice(0, count);
  }

  private hasMembers(members: ManyMembers): Test {
    const { inRuns, isOut, itemAt } = this.parts.join;
    switch (members.kind) {
      case "any":
        return () => true;
      case "in":
        return (at) => inRuns[at] === members.runs && isOut?.[at] !== 1;
      case "only":
        return (at) => inRuns[at] === 1 && isOut?.[at] !== 1 && this.doesCount(members.run, at);
      case "duplicates": {
        const runs = this.parts.sides.map((_, run) => run);
        const looked = members.run === null ? runs : [members.run];
        return (at) => looked.some((run) => this.isRepeated(run, at));
      }
      case "excluded": {
        if (members.run === null) return (at) => isOut?.[at] === 1;
        const items = this.parts.sides[members.run]?.items;
        const places = itemAt[members.run];
        return (at) => items !== undefined && hasExcludedRow(items, places?.[at] ?? -1);
      }
    }
  }

  private doesCount(run: number, at: number): boolean {
    const items = this.parts.sides[run]?.items;
    return items !== undefined && isCountedItem(items, this.parts.join.itemAt[run]?.[at] ?? -1);
  }

  private isRepeated(run: number, at: number): boolean {
    const item = this.parts.join.itemAt[run]?.[at] ?? -1;
    return item !== -1 && (this.parts.sides[run]?.items.rowCount[item] ?? 0) > 1;
  }

  private flipsSo({ rule, passed }: NonNullable<ManyQuery["flips"]>): Test {
    const { scores, join, sides } = this.parts;
    const values = scores.values(rule.score);
    const { higherIsBetter } = scores.of(rule.score).aggregate;
    return (at) =>
      join.inRuns[at] === sides.length &&
      passed.includes(passedAt(values, at, rule.threshold, higherIsBetter));
  }

  private changedSo(change: Exclude<ManyChange, "all">, score: number): Test {
    const { scores } = this.parts;
    switch (change) {
      case "improved":
      case "regressed": {
        const code = CHANGE_CODES.indexOf(change);
        return (at) => scores.hasChange(score, at, code);
      }
      case "errored":
        return this.hasFailed(score);
      case "unscored": {
        const values = scores.values(score);
        return (at) => values.some((run, i) => this.doesCount(i, at) && Number.isNaN(run[at]));
      }
      case "differs":
      case "same": {
        const values = scores.values(score);
        return (at) => {
          const own = values.map((run) => run[at] as number).filter((value) => !Number.isNaN(value));
          if (own.length < 2) return false;
          return own.some((value) => !isSameValue(value, own[0] as number)) === (change === "differs");
        };
      }
    }
  }

  private hasFailed(score: number): Test {
    const { sides, scores, join } = this.parts;
    const failed = sides.map((side, run) => failedItems(side, scores.columnOf(score, run)));
    return (at) => failed.some((items, run) => items[join.itemAt[run]?.[at] ?? -1] === 1);
  }

  private async findInputs(inputs: readonly InputCondition[], signal: AbortSignal): Promise<Uint8Array> {
    const { itemAt, inRuns, report } = this.parts.join;
    const found = new Uint8Array(inRuns.length);
    const isKnown = new Uint8Array(inRuns.length);
    const hasOthers = report.runs[0]?.items !== inRuns.length;
    for (const [run, texts] of this.texts.entries()) {
      if (run > 0 && !hasOthers) break;
      const held = await texts.itemsThatHold(inputs, signal);
      const items = itemAt[run] as Int32Array;
      for (let at = 0; at < found.length; at++) {
        if (items[at] === -1 || isKnown[at] === 1) continue;
        isKnown[at] = 1;
        found[at] = held[items[at] as number] as number;
      }
    }
    return found;
  }
}
