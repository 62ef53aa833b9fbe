// An open comparison of several stored runs: their join, every shared score against the base, and pages of joined rows.
import type { ExcludedOfSide } from "../../core/compare/cellTypes.ts";
import {
  type ComparisonOptions,
  DEFAULT_COMPARISON,
  type InputReport,
} from "../../core/compare/compareTypes.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import type {
  FlipMatrix,
  ManyItem,
  ManyPage,
  ManyQuery,
  ManyRow,
  ManyRowScore,
  ManySummary,
  PairScope,
  PassRule,
} from "../../core/compare/manyTypes.ts";
import type { ManyJoin } from "../../core/join/manyJoin.ts";
import { Problem } from "../../core/problem.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import type { Run } from "../../core/run.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import type { FullRow } from "../rows/itemSource.ts";
import { preview } from "../rows/rowPreview.ts";
import { Comparison } from "./comparison.ts";
import type { ComparisonParts } from "./comparisonSummary.ts";
import { type Exclusion, exclusionOf } from "./excludedSide.ts";
import { toSide } from "./joinedRows.ts";
import { firstRows, rowsOfItem, type Side } from "./joinSide.ts";
import { ManyRows } from "./manyRows.ts";
import { ManyScores } from "./manyScores.ts";
import { summariseMany } from "./manySummary.ts";
import { narrowMany } from "./narrowedMany.ts";

/** Summaries kept: of scopes, and of filtered inputs. */
const KEPT_SUMMARIES = 4;

/** One joined item with its first row in every run in full. */
export interface FullManyRow {
  readonly position: number;
  readonly digest: string;
  /** Shape: one entry per run; `null` where it lacks the item. */
  readonly sides: readonly (FullRow | null)[];
  readonly trials: readonly number[];
  /** Shape: one entry per run; `null` where no row of the item is excluded there. */
  readonly excluded: readonly (ExcludedOfSide | null)[];
  readonly scores: readonly ManyRowScore[];
}

export class ManyComparison {
  readonly itemFields: readonly string[];
  /** The base first. */
  readonly sides: readonly Side[];
  /** Each candidate with the base, as a comparison of two. */
  readonly comparisons: readonly Comparison[];
  private readonly scores: ManyScores;
  private readonly rowsOf: ManyRows;
  private readonly summaries = new LatestPromises<ManySummary>(KEPT_SUMMARIES);

  constructor(
    private readonly pairs: readonly ComparisonParts[],
    private readonly join: ManyJoin,
  ) {
    this.sides = [(pairs[0] as ComparisonParts).a, ...pairs.map(({ b }) => b)];
    this.comparisons = pairs.map((pair) => new Comparison(pair));
    this.itemFields = [...new Set(this.sides.flatMap(({ run }) => run.itemFields))];
    this.scores = new ManyScores(pairs, join);
    const { sides, comparisons, scores } = this;
    this.rowsOf = new ManyRows({ sides, comparisons, join, scores });
  }

  get runs(): readonly Run[] {
    return this.sides.map(({ run }) => run);
  }

  /** Whether excluded rows count. */
  get exclusion(): Exclusion {
    return exclusionOf(this.sides);
  }

  get scoreNames(): readonly string[] {
    return this.scores.names;
  }

  /** Positions in the join: the base's items in its order, then the others. */
  get positions(): number {
    return this.join.inRuns.length;
  }

  /** Joins, counts and statistics; over the items that conditions on inputs keep. */
  async summary(
    scope: PairScope,
    inputs: readonly InputCondition[],
    signal: AbortSignal,
    options: ComparisonOptions = DEFAULT_COMPARISON,
  ): Promise<ManySummary> {
    const kept = inputs.length === 0 ? null : await this.rowsOf.withInputs(inputs, signal);
    const { pairs, join, scores } = this;
    const whole = { pairs, join, scores, report: join.report };
    return this.summaries.getAnew(JSON.stringify([scope, inputs, options]), signal, () =>
      summariseMany(kept === null ? whole : narrowMany(whole, this.sides, kept), options, scope, signal),
    );
  }

  /** Names of fields besides the item's own, of any run. */
  async moreFields(): Promise<readonly string[]> {
    const all = await Promise.all(this.comparisons.map((comparison) => comparison.moreFields()));
    return [...new Set(all.flat())];
  }

  flips(rule: PassRule, inputs: readonly InputCondition[], signal: AbortSignal): Promise<FlipMatrix> {
    return this.rowsOf.flips(rule, inputs, signal);
  }

  /** Whether each candidate used the base's inputs; reads the items of every run. */
  async inputReports(signal: AbortSignal): Promise<readonly InputReport[]> {
    const reports: InputReport[] = [];
    for (const comparison of this.comparisons) reports.push(await comparison.inputReport(signal));
    return reports;
  }

  async page(query: ManyQuery, signal: AbortSignal): Promise<ManyPage> {
    const order = await this.rowsOf.order(query, signal);
    const from = Math.max(0, query.offset);
    const rows = await this.fullRows(Array.from(order.subarray(from, from + Math.max(0, query.limit))));
    return { total: order.length, offset: from, rows: rows.map((row) => this.toRow(row)) };
  }

  private toRow({ position, digest, sides, trials, excluded, scores }: FullManyRow): ManyRow {
    const item = sides.find((side) => side !== null)?.item ?? {};
    return {
      position,
      digest,
      fields: this.itemFields.map((field) => preview(fieldText({ item }, field))),
      sides: sides.map((side, run) => toSide(side, trials[run] ?? 0, excluded[run] ?? null)),
      scores,
    };
  }

  /** Joined rows in full, in the order asked. */
  async fullRows(positions: readonly number[]): Promise<readonly FullManyRow[]> {
    const { itemAt } = this.join;
    const found = await Promise.all(
      this.sides.map((side, run) => firstRows(side, itemAt[run] as Int32Array, positions)),
    );
    return positions.map((position) => {
      const sides = found.map((rows) => rows.get(position) ?? null);
      return {
        position,
        digest: sides.find((side) => side !== null)?.digest ?? "",
        sides,
        trials: this.sides.map(({ items }, run) => items.rowCount[itemAt[run]?.[position] ?? -1] ?? 0),
        excluded: this.sides.map(
          ({ excludedOf }, run) => excludedOf.get(itemAt[run]?.[position] ?? -1) ?? null,
        ),
        scores: this.scores.rowScores(position),
      };
    });
  }

  /** Every trial of one joined item in every run. */
  async detail(position: number): Promise<ManyItem> {
    if (!Number.isInteger(position) || position < 0 || position >= this.positions)
      throw new Problem("notFound", `There is no joined row ${position}.`);
    const runs = await Promise.all(
      this.sides.map(({ pages, items }, run) =>
        pages.details(rowsOfItem(items, this.join.itemAt[run]?.[position] ?? -1)),
      ),
    );
    return { digest: runs.find(([first]) => first !== undefined)?.[0]?.digest ?? "", runs };
  }
}
