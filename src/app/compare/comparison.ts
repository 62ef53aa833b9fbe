// An open comparison of two stored runs: the join, every shared score, and pages of joined rows.

import type { CompareSide, ExcludedOfSide } from "../../core/compare/cellTypes.ts";
import {
  type ComparePage,
  type CompareQuery,
  type CompareRow,
  type CompareRowScore,
  type ComparisonOptions,
  type ComparisonSummary,
  DEFAULT_COMPARISON,
  type InputReport,
} from "../../core/compare/compareTypes.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import { CHANGE_CODES } from "../../core/compare/laidScore.ts";
import { Problem } from "../../core/problem.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import type { RowDetail } from "../../core/rows/rowQuery.ts";
import type { Run } from "../../core/run.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import { NEVER } from "../../util/never.ts";
import type { FullRow } from "../rows/itemSource.ts";
import { preview } from "../rows/rowPreview.ts";
import { ComparedEvidence } from "./comparedEvidence.ts";
import { ComparedRows } from "./comparedRows.ts";
import { type ComparisonParts, type OpenScore, summarise } from "./comparisonSummary.ts";
import { type Exclusion, exclusionOf } from "./excludedSide.ts";
import { compareInputs, type Inputs } from "./inputReport.ts";
import { firstRows, firstState, rowsOfItem, type Side, toCell } from "./joinSide.ts";
import { narrowSummary } from "./narrowedSummary.ts";

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

/** Summaries of filtered inputs that are kept. */
const KEPT_SUMMARIES = 4;

export class Comparison {
  readonly itemFields: readonly string[];
  private defaultSummary: Promise<ComparisonSummary> | null = null;
  private readonly narrowed = new LatestPromises<ComparisonSummary>(KEPT_SUMMARIES);
  /** Which rows a query shows. */
  readonly chosen: ComparedRows;
  /** Charts, slices and more on one score. */
  readonly evidence: ComparedEvidence;
  private inputsRead: Promise<Inputs> | null = null;
  private readInputs: Inputs | null = null;

  constructor(private readonly parts: ComparisonParts) {
    const { a, b } = parts;
    this.itemFields = [...new Set([...a.run.itemFields, ...b.run.itemFields])];
    this.chosen = new ComparedRows(parts, () => this.inputs(NEVER));
    this.evidence = new ComparedEvidence(parts, this.chosen, () => this.inputReport(NEVER));
  }

  get base(): Run {
    return this.parts.a.run;
  }

  get candidate(): Run {
    return this.parts.b.run;
  }

  /** Whether excluded rows count. */
  get exclusion(): Exclusion {
    return exclusionOf([this.parts.a, this.parts.b]);
  }

  /** Names of fields of either run besides the item's own, the base's first. */
  async moreFields(): Promise<readonly string[]> {
    const { a, b } = this.parts;
    return [...new Set([...(await a.pages.fields.more()), ...(await b.pages.fields.more())])];
  }

  get scoreNames(): readonly string[] {
    return this.parts.scores.map(({ comparison }) => comparison.name);
  }

  /** Join, counts and statistics of the scores asked for; the default one is made once. */
  summary(options: ComparisonOptions = DEFAULT_COMPARISON): Promise<ComparisonSummary> {
    if (options !== DEFAULT_COMPARISON) return summarise(this.parts, options);
    this.defaultSummary ??= summarise(this.parts, options);
    return this.defaultSummary;
  }

  /** The same over the items that the conditions on inputs keep. */
  async summaryOf(
    inputs: readonly InputCondition[],
    signal: AbortSignal,
    options: ComparisonOptions = DEFAULT_COMPARISON,
  ): Promise<ComparisonSummary> {
    const isDefault = options === DEFAULT_COMPARISON;
    if (inputs.length === 0 && isDefault) return this.summary();
    const key = JSON.stringify([inputs, isDefault ? null : options]);
    if (inputs.length === 0)
      return this.narrowed.getAnew(key, signal, () => summarise(this.parts, options, signal));
    const kept = await this.chosen.withInputs(inputs, signal);
    return this.narrowed.getAnew(key, signal, () => narrowSummary(this.parts, kept, options, signal));
  }

  /** Whether both runs used the same inputs; reads their items once. */
  async inputReport(signal: AbortSignal): Promise<InputReport> {
    return (await this.inputs(signal)).report;
  }

  private inputs(signal: AbortSignal): Promise<Inputs> {
    const { a, b, join } = this.parts;
    if (this.inputsRead === null) {
      const reading = compareInputs(a, b, join, signal);
      this.inputsRead = reading;
      reading.then(
        (inputs) => {
          this.readInputs = inputs;
        },
        () => {
          this.inputsRead = null;
        },
      );
    }
    return this.inputsRead;
  }

  /** Positions in the join: matched first, in base order. */
  get positions(): number {
    return this.parts.join.baseItem.length;
  }

  async page(query: CompareQuery, signal = NEVER): Promise<ComparePage> {
    const { positions, ...window } = await this.chosen.window(query, signal);
    return { ...window, rows: await this.rows(positions) };
  }

  /** Positions of all rows that a query shows inside its window. */
  async positionsOf(query: CompareQuery, signal = NEVER): Promise<readonly number[]> {
    const order = await this.chosen.order(query, signal);
    return Array.from(order.subarray(query.offset, query.offset + query.limit));
  }

  /** Joined rows in table form, in the order asked. */
  async rows(positions: readonly number[]): Promise<readonly CompareRow[]> {
    return (await this.fullRows(positions)).map((row, i) => {
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
  async fullRows(positions: readonly number[]): Promise<readonly FullCompareRow[]> {
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
    const pair = position - this.positions;
    const pairs = this.readInputs?.pairs;
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
    if (!Number.isInteger(position) || position < 0 || place.base >= this.positions)
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
