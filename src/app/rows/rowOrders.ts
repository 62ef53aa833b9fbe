// The orders of one run's rows: by scores on typed columns, by texts read once and kept as numbers.
import type { MeasureName } from "../../core/rows/rowMeasures.ts";
import type { RowColumn, RowOrder } from "../../core/rows/rowQuery.ts";
import {
  FIRST_ROWS,
  firstByScore,
  orderByKeys,
  type SortKeys,
  scoreKeys,
  textKeys,
} from "../../core/rows/sortRows.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { LatestPromises } from "../../util/latestPromises.ts";

/** Orders kept, and texts as numbers: 4 and 8 MB each for a million rows. */
const KEPT = 4;

/** A column that is sorted by its texts. */
export type TextColumn =
  | { readonly kind: "output" | "error" | "trial" | "digest" }
  | { readonly kind: "item"; readonly field: string };

export class RowOrders {
  private readonly orders = new LatestPromises<Int32Array>(KEPT);
  private readonly texts = new LatestPromises<Float64Array>(KEPT);

  constructor(
    private readonly stored: StoredRun,
    private readonly read: {
      /** The texts of a column, one a row. */
      readonly texts: (column: TextColumn) => Promise<readonly (string | null)[]>;
      /** One a row; NaN where it was not measured. */
      readonly measures: (name: MeasureName) => Promise<Float64Array>;
    },
  ) {}

  /** At least the first `count` rows in order, of those kept (`null`: all). */
  async ordered(order: RowOrder, kept: Int32Array | null, count: number): Promise<Int32Array> {
    const key = JSON.stringify(order);
    const [first] = order;
    if (order.length === 1 && first?.column.kind === "score" && count <= FIRST_ROWS && !this.orders.has(key))
      return firstByScore(await this.stored.column(first.column.score), first.descending, count, kept);
    const all = await this.orders.get(key, () => this.makeOrder(order));
    if (kept === null) return all;
    const isKept = new Uint8Array(this.rows);
    for (const row of kept) isKept[row] = 1;
    return all.filter((row) => isKept[row] === 1);
  }

  private get rows(): number {
    return this.stored.record.run.rows;
  }

  private async makeOrder(order: RowOrder): Promise<Int32Array> {
    const columns: SortKeys[] = [];
    for (const { column, descending } of order) columns.push({ keys: await this.keysOf(column), descending });
    return orderByKeys(columns, this.rows);
  }

  private async keysOf(column: RowColumn): Promise<Float64Array> {
    if (column.kind === "score") return scoreKeys(await this.stored.column(column.score));
    if (column.kind === "index") return Float64Array.from({ length: this.rows }, (_, row) => row);
    if (column.kind === "measure")
      return this.texts.get(JSON.stringify(column), () => this.read.measures(column.measure));
    const ofTexts: TextColumn = column.kind === "item" ? column : { kind: column.kind };
    return this.texts.get(JSON.stringify(column), async () => textKeys(await this.read.texts(ofTexts)));
  }
}
