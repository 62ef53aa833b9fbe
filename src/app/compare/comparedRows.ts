// Which joined rows a query shows, in its order. Filters on outcomes narrow the rows and never the statistics; filters on
// inputs narrow both.

import type { CompareQuery } from "../../core/compare/compareTypes.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import { CHANGE_CODES } from "../../core/compare/laidScore.ts";
import type { OutcomeCondition } from "../../core/compare/outcomeCondition.ts";
import { hasExcludedRow } from "../../core/join/excludedItems.ts";
import { Problem } from "../../core/problem.ts";
import { FIRST_ROWS, firstByValues, orderByValues } from "../../core/rows/sortRows.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import type { FieldCodes } from "../rows/fieldCodes.ts";
import { outcomesThatHold } from "./comparedOutcomes.ts";
import type { ComparisonParts, OpenScore } from "./comparisonSummary.ts";
import type { Inputs } from "./inputReport.ts";
import { ItemTexts } from "./itemTexts.ts";
import { failedItems, type Side } from "./joinSide.ts";
import { sameOutputs } from "./outputPairs.ts";

/** Orders and filters kept: each is 4 MB for a million items. */
const KEPT = 4;

/** Some rows of an order. */
interface Window {
  readonly total: number;
  readonly offset: number;
  readonly positions: readonly number[];
}

type Test = (position: number) => boolean;

export class ComparedRows {
  private readonly orders = new LatestPromises<Int32Array>(KEPT);
  private readonly selections = new LatestPromises<Int32Array>(KEPT);
  private readonly byInputs = new LatestPromises<Int32Array>(KEPT);
  private readonly outputs = new LatestPromises<Uint8Array>(1);

  private readonly baseTexts: ItemTexts;
  private readonly candidateTexts: ItemTexts;

  constructor(
    private readonly parts: ComparisonParts,
    private readonly inputs: () => Promise<Inputs>,
  ) {
    this.baseTexts = new ItemTexts(parts.a);
    this.candidateTexts = new ItemTexts(parts.b);
  }

  /** Positions that pass the query's filters, in its order. Positions behind the last are pairs of changed content. */
  order(query: CompareQuery, signal: AbortSignal): Promise<Int32Array> {
    return this.orders.getAnew(orderKey(query), signal, () => this.makeOrder(query, signal));
  }

  /** Positions whose items hold the conditions, ascending. */
  withInputs(inputs: readonly InputCondition[], signal: AbortSignal): Promise<Int32Array> {
    return this.byInputs.getAnew(JSON.stringify(inputs), signal, () => this.findInputs(inputs, signal));
  }

  /** See {@link outcomesThatHold}. */
  withOutcomes(outcomes: readonly OutcomeCondition[], signal: AbortSignal): Promise<Uint8Array> {
    return outcomesThatHold(outcomes, this.parts, signal);
  }

  /** Slices of the items of the base, by item; see {@link ItemTexts}. */
  baseSlices(field: string, signal: AbortSignal, progress?: (rows: number) => void): Promise<FieldCodes> {
    return this.baseTexts.slicesOf(field, signal, progress);
  }

  /** Shape: one entry per matched position; 1 where both runs have the same output. */
  sameOutputs(signal: AbortSignal): Promise<Uint8Array> {
    const { a, b, join, hashes } = this.parts;
    return this.outputs.getAnew("", signal, () => sameOutputs(a, b, join, hashes, signal));
  }

  /**
   * The rows of a page, and how many there are on all. A first page is found in one pass over the positions; what lies
   * behind it takes the order of all, which is kept.
   */
  async window(query: CompareQuery, signal: AbortSignal): Promise<Window> {
    const from = Math.max(0, query.offset);
    const to = from + Math.max(0, query.limit);
    const keys = this.keysOf(query);
    if (keys === null || to > FIRST_ROWS || this.orders.has(orderKey(query))) {
      const order = await this.order(query, signal);
      return { total: order.length, offset: from, positions: Array.from(order.subarray(from, to)) };
    }
    const chosen = await this.selected(query, signal);
    const first = firstByValues(keys, query.sort.descending, to, chosen);
    return { total: chosen.length, offset: from, positions: Array.from(first.subarray(from)) };
  }

  private async makeOrder(query: CompareQuery, signal: AbortSignal): Promise<Int32Array> {
    const chosen = await this.selected(query, signal);
    const { descending } = query.sort;
    const keys = this.keysOf(query);
    if (keys !== null) return orderByValues(keys, chosen, descending);
    return descending && query.filter !== "contentChanged" ? chosen.slice().reverse() : chosen;
  }

  /** Positions that pass the query's filters, ascending; kept for every sort. */
  private selected(query: CompareQuery, signal: AbortSignal): Promise<Int32Array> {
    const { filter, inputs = [], outcomes = [], score } = query;
    const key = JSON.stringify([filter, inputs, outcomes, score]);
    return this.selections.getAnew(key, signal, () => this.select(query, signal));
  }

  private async select(query: CompareQuery, signal: AbortSignal): Promise<Int32Array> {
    const { filter, inputs = [], outcomes = [] } = query;
    const score = query.score === null ? undefined : this.scoreAt(query.score);
    const byInputs = inputs.length === 0 ? null : this.asSet(await this.withInputs(inputs, signal));
    const byOutcomes = outcomes.length === 0 ? null : await this.withOutcomes(outcomes, signal);
    const isIn = bothSets(byInputs, byOutcomes);
    if (filter === "contentChanged") return this.changedContent(isIn);
    const found = await this.filtered(filter, score, signal);
    return isIn === null ? found : found.filter((position) => isIn[position] === 1);
  }

  /** What a query sorts by, one number a position; `null`: by position. */
  private keysOf({ filter, score: at, sort: { column } }: CompareQuery): Float64Array | null {
    if (column === "index" || at === null || filter === "contentChanged") return null;
    const score = this.scoreAt(at);
    return column === "disagreement" ? score.delta.map(Math.abs) : score[column];
  }

  private scoreAt(at: number): OpenScore {
    const score = this.parts.scores[at];
    if (score === undefined) throw new Problem("notFound", `There is no compared score number ${at}.`);
    return score;
  }

  private async changedContent(isIn: Uint8Array | null): Promise<Int32Array> {
    const { join } = this.parts;
    const { pairs } = await this.inputs();
    const isKept = (pair: number): boolean => isIn === null || isIn[pairs.base[pair] as number] === 1;
    return pairs.base.map((_, pair) => join.baseItem.length + pair).filter((_, pair) => isKept(pair));
  }

  private async filtered(
    filter: Exclude<CompareQuery["filter"], "contentChanged">,
    score: OpenScore | undefined,
    signal: AbortSignal,
  ): Promise<Int32Array> {
    const { a, b, join } = this.parts;
    const { matched, onlyBase, onlyCandidate } = join.report;
    const positions = join.baseItem.length;
    switch (filter) {
      case "matched":
        return positionsFrom(0, matched);
      case "onlyBase":
        return positionsFrom(matched, matched + onlyBase);
      case "onlyCandidate":
        return positionsFrom(matched + onlyBase, matched + onlyBase + onlyCandidate);
      case "excluded":
        return positionsFrom(matched + onlyBase + onlyCandidate, positions);
      case "excludedBase":
        return positionsFrom(0, positions, (at) => hasExcludedRow(a.items, join.baseItem[at] as number));
      case "excludedCandidate":
        return positionsFrom(0, positions, (at) => hasExcludedRow(b.items, join.candidateItem[at] as number));
      case "duplicatesBase":
        return positionsFrom(0, positions, (at) => isRepeated(a, join.baseItem[at] as number));
      case "duplicatesCandidate":
        return positionsFrom(0, positions, (at) => isRepeated(b, join.candidateItem[at] as number));
      case "outputChanged": {
        const same = await this.sameOutputs(signal);
        return positionsFrom(0, matched, (at) => same[at] === 0);
      }
      case "graderDrift": {
        const same = await this.sameOutputs(signal);
        return positionsFrom(0, matched, (at) => same[at] === 1 && isMoved(score, at));
      }
      case "errored":
        return positionsFrom(0, matched, this.hasFailed(score));
      case "missing": {
        const hasFailed = this.hasFailed(score);
        return positionsFrom(
          0,
          matched,
          (at) => isUnscored(score, at) && !isInfinite(score, at) && !hasFailed(at),
        );
      }
      default: {
        const code = CHANGE_CODES.indexOf(filter);
        return positionsFrom(0, matched, (at) => (score?.change[at] ?? 0) === code);
      }
    }
  }

  private hasFailed(score: OpenScore | undefined): Test {
    const { a, b, join } = this.parts;
    const base = failedItems(a, score?.baseSide.column ?? null);
    const candidate = failedItems(b, score?.candidateSide.column ?? null);
    return (at) =>
      base[join.baseItem[at] as number] === 1 || candidate[join.candidateItem[at] as number] === 1;
  }

  private async findInputs(inputs: readonly InputCondition[], signal: AbortSignal): Promise<Int32Array> {
    const { join } = this.parts;
    const base = await this.baseTexts.itemsThatHold(inputs, signal);
    const needsCandidate = join.baseItem.includes(-1);
    const candidate = needsCandidate ? await this.candidateTexts.itemsThatHold(inputs, signal) : null;
    return positionsFrom(0, join.baseItem.length, (at) => {
      const item = join.baseItem[at] as number;
      return item === -1 ? candidate?.[join.candidateItem[at] as number] === 1 : base[item] === 1;
    });
  }

  private asSet(positions: Int32Array): Uint8Array {
    const set = new Uint8Array(this.parts.join.baseItem.length);
    for (const position of positions) set[position] = 1;
    return set;
  }
}

/** Positions that are in both sets; `null` stands for all. */
function bothSets(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  return a === null || b === null ? (a ?? b) : a.map((one, at) => one & (b[at] as number));
}

function orderKey({ filter, inputs = [], outcomes = [], score, sort }: CompareQuery): string {
  return JSON.stringify([filter, inputs, outcomes, score, sort]);
}

function positionsFrom(from: number, to: number, test: Test = () => true): Int32Array {
  const found = new Int32Array(to - from);
  let count = 0;
  for (let at = from; at < to; at++) if (test(at)) found[count++] = at;
  return found.slice(0, count);
}

function isRepeated({ items }: Side, item: number): boolean {
  return item !== -1 && (items.rowCount[item] as number) > 1;
}

function isUnscored(score: OpenScore | undefined, at: number): boolean {
  return (score?.change[at] ?? 0) === 0;
}

function isInfinite(score: OpenScore | undefined, at: number): boolean {
  return (score?.infinite?.[at] ?? 0) !== 0;
}

function isMoved(score: OpenScore | undefined, at: number): boolean {
  const change = CHANGE_CODES[score?.change[at] ?? 0];
  return change === "improved" || change === "regressed";
}
