// Which joined rows of several runs a query shows, in its order. Filters on outcomes narrow the rows and never the
// statistics; filters on inputs narrow both.
import { flipMatrix } from "../../core/compare/flipMatrix.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import type { FlipMatrix, ManyQuery, PassRule } from "../../core/compare/manyTypes.ts";
import { orderByValues } from "../../core/rows/sortRows.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import { ItemTexts } from "./itemTexts.ts";
import { changedSo, flipsSo, hasMembers, type ItemTest, type ItemTestParts } from "./manyItemTests.ts";
import { manyOutcomesThatHold } from "./manyOutcomes.ts";

/** Orders and filters kept: each is 4 MB for a million items. */
const KEPT = 4;

export class ManyRows {
  private readonly orders = new LatestPromises<Int32Array>(KEPT);
  private readonly byInputs = new LatestPromises<Uint8Array>(KEPT);
  private readonly texts: readonly ItemTexts[];

  constructor(private readonly parts: ItemTestParts) {
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
    {
      members,
      change,
      of = null,
      outcomes = [],
      flips,
      inputs,
      score,
      sort,
    }: Omit<ManyQuery, "offset" | "limit">,
    signal: AbortSignal,
  ): Promise<Int32Array> {
    const tests: ItemTest[] = [hasMembers(members, this.parts)];
    if (inputs.length > 0) {
      const isIn = await this.withInputs(inputs, signal);
      tests.push((at) => isIn[at] === 1);
    }
    if (outcomes.length > 0) {
      const isHeld = await manyOutcomesThatHold(outcomes, this.parts, signal);
      tests.push((at) => isHeld[at] === 1);
    }
    if (flips !== null) tests.push(flipsSo(flips, this.parts));
    if (score !== null && change !== "all")
      tests.push(await changedSo(change, { score, of }, this.parts, signal));
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

  private positions(test: ItemTest): Int32Array {
    const found = new Int32Array(this.parts.join.inRuns.length);
    let count = 0;
    for (let at = 0; at < found.length; at++) if (test(at)) found[count++] = at;
    return found.slice(0, count);
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
