// Joined rows of an open comparison as people see them: in table form, in full, and with every trial.
import type { CompareSide, ExcludedOfSide } from "../../core/compare/cellTypes.ts";
import type { CompareRow, CompareRowScore } from "../../core/compare/compareTypes.ts";
import { CHANGE_CODES } from "../../core/compare/laidScore.ts";
import { Problem } from "../../core/problem.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import type { RowDetail } from "../../core/rows/rowQuery.ts";
import type { FullRow } from "../rows/itemSource.ts";
import { preview } from "../rows/rowPreview.ts";
import type { ChangedPairs } from "./alikeItems.ts";
import type { ComparisonParts, OpenScore } from "./comparisonSummary.ts";
import { firstRows, firstState, rowsOfItem, type Side, toCell } from "./joinSide.ts";

/** One joined item with its first row on each side in full. */
export interface FullCompareRow {
  readonly digest: string;
  readonly isChanged: boolean;
  readonly base: FullRow | null;
  readonly candidate: FullRow | null;
  /** Rows that count. */
  readonly baseTrials: number;
  readonly candidateTrials: number;
  /** `null` where no row of the item is excluded in that run. */
  readonly baseExcluded: ExcludedOfSide | null;
  readonly candidateExcluded: ExcludedOfSide | null;
  readonly scores: readonly CompareRowScore[];
}

/** Where the two sides of a row stand in the join: one position, but for pairs of changed content. */
interface RowPlace {
  readonly base: number;
  readonly candidate: number;
}

export class JoinedRows {
  /** `pairs`: the items with changed content, once they were looked for. */
  constructor(
    private readonly parts: ComparisonParts,
    private readonly itemFields: readonly string[],
    private readonly pairs: () => ChangedPairs | undefined,
  ) {}

  /** Joined rows in table form, in the order asked. */
  async previews(positions: readonly number[]): Promise<readonly CompareRow[]> {
    return (await this.full(positions)).map((row, i) => {
      const item = (row.base ?? row.candidate)?.item ?? {};
      return {
        position: positions[i] as number,
        digest: row.digest,
        isChanged: row.isChanged,
        fields: this.itemFields.map((field) => preview(fieldText({ item }, field))),
        base: toSide(row.base, row.baseTrials, row.baseExcluded),
        candidate: toSide(row.candidate, row.candidateTrials, row.candidateExcluded),
        scores: row.scores,
      };
    });
  }

  /** Joined rows in full, in the order asked. */
  async full(positions: readonly number[]): Promise<readonly FullCompareRow[]> {
    const { a, b, join, scores } = this.parts;
    const places = positions.map((position) => this.placeOf(position));
    const [base, candidate] = await Promise.all([
      firstRows(
        a,
        join.baseItem,
        places.map((place) => place.base),
      ),
      firstRows(
        b,
        join.candidateItem,
        places.map((place) => place.candidate),
      ),
    ]);
    const trials = (side: Side, item: number): number =>
      item === -1 ? 0 : (side.items.rowCount[item] as number);
    return places.map((place) => {
      const left = base.get(place.base) ?? null;
      const right = candidate.get(place.candidate) ?? null;
      return {
        digest: (left ?? right)?.digest ?? "",
        isChanged: left !== null && right !== null && left.digest !== right.digest,
        base: left,
        candidate: right,
        baseTrials: trials(a, join.baseItem[place.base] as number),
        candidateTrials: trials(b, join.candidateItem[place.candidate] as number),
        baseExcluded: a.excludedOf.get(join.baseItem[place.base] as number) ?? null,
        candidateExcluded: b.excludedOf.get(join.candidateItem[place.candidate] as number) ?? null,
        scores: scores.map((score) => this.rowScore(score, place)),
      };
    });
  }

  /** A position, or behind the last one a pair of items with changed content. */
  private placeOf(position: number): RowPlace {
    const pair = position - this.parts.join.baseItem.length;
    const pairs = this.pairs();
    const base = pairs?.base[pair];
    const candidate = pairs?.candidate[pair];
    if (base === undefined || candidate === undefined) return { base: position, candidate: position };
    return { base, candidate };
  }

  /** Every trial of one joined item on both sides. */
  async detail(position: number): Promise<{
    readonly digest: string;
    readonly base: readonly RowDetail[];
    readonly candidate: readonly RowDetail[];
  }> {
    const { a, b, join } = this.parts;
    const place = this.placeOf(position);
    if (!Number.isInteger(position) || position < 0 || place.base >= this.parts.join.baseItem.length)
      throw new Problem("notFound", `There is no joined row ${position}.`);
    const [base, candidate] = await Promise.all([
      a.pages.details(rowsOfItem(a.items, join.baseItem[place.base] as number)),
      b.pages.details(rowsOfItem(b.items, join.candidateItem[place.candidate] as number)),
    ]);
    return { digest: (base[0] ?? candidate[0])?.digest ?? "", base, candidate };
  }

  private rowScore(score: OpenScore, place: RowPlace): CompareRowScore {
    const { a, b, join } = this.parts;
    const isOne = place.base === place.candidate;
    const from = score.at(place.base);
    const to = isOne ? from : score.at(place.candidate);
    const delta = isOne ? from.delta : Number.NaN;
    const baseItem = join.baseItem[place.base] as number;
    const candidateItem = join.candidateItem[place.candidate] as number;
    const baseState = firstState(a, score.baseSide.column, baseItem);
    const candidateState = firstState(b, score.candidateSide.column, candidateItem);
    return {
      base: toCell(from.base, from.baseTrials, baseState),
      candidate: toCell(to.candidate, to.candidateTrials, candidateState),
      delta: Number.isNaN(delta) ? null : delta,
      change: isOne ? (CHANGE_CODES[from.change] ?? "unscored") : "unscored",
    };
  }
}

export function toSide(
  row: RowDetail | null,
  trials: number,
  excluded: ExcludedOfSide | null,
): CompareSide | null {
  if (row === null) return null;
  const { index, output, error } = row;
  const marks = excluded === null ? {} : { excluded };
  return { index, trials, output: preview(output), error: preview(error), ...marks };
}
