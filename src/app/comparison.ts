// An open comparison of two stored runs: the join, every shared score, and pages of joined rows.

import {
  CHANGE_CODES,
  compareScore,
  type Join,
  type JoinedScore,
  joinRuns,
  pairScores,
  summarise,
} from "../core/compareRuns.ts";
import type {
  ComparePage,
  CompareQuery,
  CompareRow,
  CompareRowScore,
  CompareSide,
  ComparisonSummary,
} from "../core/compareTypes.ts";
import { Problem } from "../core/problem.ts";
import type { FormatRegistry } from "../core/resultFormat.ts";
import type { RowDetail } from "../core/rowQuery.ts";
import type { StoredRun } from "../core/runStore.ts";
import type { ScoreColumn } from "../core/scoreColumn.ts";
import { orderByValues } from "../core/sortRows.ts";
import type { FullRow } from "./itemSource.ts";
import { firstRows, firstState, openSide, rowsOfItem, type Side, toCell } from "./joinSide.ts";
import { fieldText, preview } from "./rowPages.ts";

/** One joined item with its first row on each side in full. */
export interface FullCompareRow {
  readonly digest: string;
  readonly base: FullRow | null;
  readonly candidate: FullRow | null;
  readonly baseTrials: number;
  readonly candidateTrials: number;
  readonly scores: readonly CompareRowScore[];
}

/** A compared score with the columns it came from. */
interface OpenScore extends JoinedScore {
  readonly baseColumn: ScoreColumn;
  readonly candidateColumn: ScoreColumn;
}

/** Joins two runs and compares their shared scores. */
export async function openComparison(
  base: StoredRun,
  candidate: StoredRun,
  formats: FormatRegistry,
): Promise<Comparison> {
  const [a, b] = await Promise.all([openSide(base, formats), openSide(candidate, formats)]);
  const join = joinRuns({ ...a, duplicates: a.run.duplicates }, { ...b, duplicates: b.run.duplicates });
  const scores: OpenScore[] = [];
  for (const pair of pairScores(a.run.scores, b.run.scores)) {
    const baseAggregate = a.run.scores[pair.base];
    const candidateAggregate = b.run.scores[pair.candidate];
    if (baseAggregate === undefined || candidateAggregate === undefined) continue;
    if (baseAggregate.kind === "label" || candidateAggregate.kind === "label") continue;
    const left = { column: await base.column(pair.base), items: a.items, aggregate: baseAggregate };
    const right = {
      column: await candidate.column(pair.candidate),
      items: b.items,
      aggregate: candidateAggregate,
    };
    scores.push({
      ...compareScore(join, pair.name, left, right),
      baseColumn: left.column,
      candidateColumn: right.column,
    });
  }
  return new Comparison(a, b, join, scores);
}

export class Comparison {
  readonly itemFields: readonly string[];
  private lastOrder: { readonly key: string; readonly order: Int32Array } | null = null;

  constructor(
    private readonly a: Side,
    private readonly b: Side,
    private readonly join: Join,
    private readonly scores: readonly OpenScore[],
  ) {
    this.itemFields = [...new Set([...a.run.itemFields, ...b.run.itemFields])];
  }

  get summary(): ComparisonSummary {
    return summarise(this.join, this.scores);
  }

  /** The score shown first: the base's primary one where it is shared, else the first. */
  get primaryScore(): number | null {
    const wanted = this.a.run.primaryScore === null ? undefined : this.a.run.scores[this.a.run.primaryScore];
    const at = this.scores.findIndex(
      ({ comparison }) => comparison.base.name === wanted?.name && comparison.base.metric === wanted?.metric,
    );
    return at !== -1 ? at : this.scores.length > 0 ? 0 : null;
  }

  /** Positions in the join: matched first, in base order. */
  get positions(): number {
    return this.join.baseItem.length;
  }

  async page(query: CompareQuery): Promise<ComparePage> {
    const order = this.orderOf(query);
    const from = Math.max(0, query.offset);
    const positions = Array.from(order.subarray(from, from + Math.max(0, query.limit)));
    return { total: order.length, offset: from, rows: await this.rows(positions) };
  }

  /** Joined rows in table form, in the order asked. */
  async rows(positions: readonly number[]): Promise<readonly CompareRow[]> {
    return (await this.fullRows(positions)).map((row, i) => {
      const item = (row.base ?? row.candidate)?.item ?? {};
      return {
        position: positions[i] as number,
        digest: row.digest,
        fields: this.itemFields.map((field) => preview(fieldText(item, field))),
        base: toSide(row.base, row.baseTrials),
        candidate: toSide(row.candidate, row.candidateTrials),
        scores: row.scores,
      };
    });
  }

  /** Joined rows in full, for exports, in the order asked. */
  async fullRows(positions: readonly number[]): Promise<readonly FullCompareRow[]> {
    const [base, candidate] = await this.firstRows(positions);
    const trials = (side: Side, item: number): number =>
      item === -1 ? 0 : (side.items.rowCount[item] as number);
    return positions.map((position) => {
      const a = base.get(position) ?? null;
      const b = candidate.get(position) ?? null;
      return {
        digest: (a ?? b)?.digest ?? "",
        base: a,
        candidate: b,
        baseTrials: trials(this.a, this.join.baseItem[position] as number),
        candidateTrials: trials(this.b, this.join.candidateItem[position] as number),
        scores: this.scores.map((score) => this.rowScore(score, position)),
      };
    });
  }

  private firstRows(positions: readonly number[]) {
    return Promise.all([
      firstRows(this.a, this.join.baseItem, positions),
      firstRows(this.b, this.join.candidateItem, positions),
    ]);
  }

  /** Every trial of one joined item on both sides. */
  async detail(position: number): Promise<{
    readonly digest: string;
    readonly base: readonly RowDetail[];
    readonly candidate: readonly RowDetail[];
  }> {
    if (!Number.isInteger(position) || position < 0 || position >= this.positions)
      throw new Problem("notFound", `There is no joined row ${position}.`);
    const [base, candidate] = await Promise.all([
      this.a.pages.details(rowsOfItem(this.a.items, this.join.baseItem[position] as number)),
      this.b.pages.details(rowsOfItem(this.b.items, this.join.candidateItem[position] as number)),
    ]);
    return { digest: (base[0] ?? candidate[0])?.digest ?? "", base, candidate };
  }

  /** Positions that pass the query's filter, in its order. */
  private orderOf(query: CompareQuery): Int32Array {
    const key = JSON.stringify([query.filter, query.score, query.sort]);
    if (this.lastOrder?.key === key) return this.lastOrder.order;
    const kept = this.filtered(query);
    const score = query.score === null ? undefined : this.scores[query.score];
    const { column, descending } = query.sort;
    let order: Int32Array;
    if (column === "index" || score === undefined)
      order = Int32Array.from(descending ? kept.reverse() : kept);
    else order = orderByValues(score[column], kept, descending);
    this.lastOrder = { key, order };
    return order;
  }

  private filtered(query: CompareQuery): number[] {
    const { matched, onlyBase } = this.join.report;
    const range = (from: number, to: number): number[] =>
      Array.from({ length: to - from }, (_, i) => from + i);
    switch (query.filter) {
      case "matched":
        return range(0, matched);
      case "onlyBase":
        return range(matched, matched + onlyBase);
      case "onlyCandidate":
        return range(matched + onlyBase, this.positions);
      case "duplicates":
        return range(0, this.positions).filter((at) => this.isRepeated(at));
      default: {
        const score = query.score === null ? undefined : this.scores[query.score];
        const code = CHANGE_CODES.indexOf(query.filter);
        return range(0, matched).filter((at) => (score?.change[at] ?? 0) === code);
      }
    }
  }

  private isRepeated(position: number): boolean {
    const repeats = (side: Side, item: number): boolean =>
      item !== -1 && (side.items.rowCount[item] as number) > 1;
    return (
      repeats(this.a, this.join.baseItem[position] as number) ||
      repeats(this.b, this.join.candidateItem[position] as number)
    );
  }

  private rowScore(score: OpenScore, position: number): CompareRowScore {
    const delta = score.delta[position] as number;
    const baseItem = this.join.baseItem[position] as number;
    const candidateItem = this.join.candidateItem[position] as number;
    return {
      base: toCell(score.base, score.baseTrials, position, firstState(this.a, score.baseColumn, baseItem)),
      candidate: toCell(
        score.candidate,
        score.candidateTrials,
        position,
        firstState(this.b, score.candidateColumn, candidateItem),
      ),
      delta: Number.isNaN(delta) ? null : delta,
      change: CHANGE_CODES[score.change[position] as number] ?? "unscored",
    };
  }
}

function toSide(row: RowDetail | null, trials: number): CompareSide | null {
  return row === null
    ? null
    : { index: row.index, trials, output: preview(row.output), error: preview(row.error) };
}
