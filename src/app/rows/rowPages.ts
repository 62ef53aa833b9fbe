// Pages of a run's rows for tables and the CLI: order on typed columns, then the payload of the visible rows only.

import { DIGEST_BYTES, digestName } from "../../core/join/digest.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import { Problem } from "../../core/problem.ts";
import type { FormatRegistry, RowReader } from "../../core/resultFormat.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import { isMarkCondition, type RowFilter } from "../../core/rows/rowFilter.ts";
import { NO_ROW_NOTES, type RowNotes } from "../../core/rows/rowNotes.ts";
import type {
  RowDetail,
  RowMatch,
  RowOrder,
  RowPage,
  RowPreview,
  RowQuery,
  RowSearch,
} from "../../core/rows/rowQuery.ts";
import { nextMatch } from "../../core/rows/sortRows.ts";
import type { ImportedRun, RunRow } from "../../core/run.ts";
import type { StoredRun } from "../../core/runStore.ts";
import type { SliceQuery } from "../../core/scores/sliceTypes.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import { NEVER } from "../../util/never.ts";
import type { FullRow } from "./itemSource.ts";
import { rowBoxes } from "./rowBoxes.ts";
import { filterRows, type RowReading } from "./rowFilters.ts";
import { measureKeys } from "./rowMeasureKeys.ts";
import { rowOfLine } from "./rowOfLine.ts";
import { RowOrders, type TextColumn } from "./rowOrders.ts";
import { marksOf, preview, toPreview } from "./rowPreview.ts";
import { RowSlices } from "./rowSlices.ts";
import { RunFields } from "./runFields.ts";

/** Rows whose payload is read at once when a whole run is walked. */
const WALK_ROWS = 2_000;

/** Takes one part out of a row's record. */
export type PickPart<T> = (record: JsonObject, reader: RowReader) => T;

/** A page of rows in full. */
export interface FullPage {
  readonly total: number;
  readonly offset: number;
  readonly rows: readonly FullRow[];
}

/** Filters kept: each is 4 MB for a million rows. */
const KEPT = 4;

/** Reads rows of one stored run. Its latest orders and filters are kept while it is open. */
export class RowPages {
  private readonly reader: RowReader;
  private readonly orders: RowOrders;
  private readonly sliced: RowSlices;
  /** Its fields by name. */
  readonly fields: RunFields;
  private readonly filters = new LatestPromises<Int32Array>(KEPT);

  constructor(
    readonly stored: StoredRun,
    formats: FormatRegistry,
    /** What is said of its rows now. */
    private readonly notes: () => Promise<RowNotes> = () => Promise.resolve(NO_ROW_NOTES),
  ) {
    this.reader = formats.byId(stored.record.run.format).reader(stored.record.origin.roles);
    this.fields = new RunFields(stored, this.reader);
    this.sliced = new RowSlices(stored, this.fields.slices);
    this.orders = new RowOrders(stored, {
      texts: (column) => this.textsOf(column),
      measures: (name) => measureKeys(this, name),
    });
  }

  get run(): ImportedRun {
    return this.stored.record.run;
  }

  get total(): number {
    return this.run.rows;
  }

  async page(query: RowQuery, signal = NEVER): Promise<RowPage> {
    const { rows, ...window } = await this.window(query, signal);
    return { ...window, rows: await this.previews(rows, query.more) };
  }

  /** A page with its rows in full. */
  async fullPage(query: RowQuery, signal = NEVER): Promise<FullPage> {
    const { rows, ...window } = await this.window(query, signal);
    return { ...window, rows: await this.details(rows) };
  }

  private async window({ filter = [], sort, offset, limit }: RowQuery, signal: AbortSignal) {
    const kept = filter.length === 0 ? null : await this.kept(filter, signal);
    const total = kept?.length ?? this.total;
    const from = Math.max(0, offset);
    const to = Math.min(total, from + Math.max(0, limit));
    const order = isFileOrder(sort) ? kept : await this.orders.ordered(sort, kept, to);
    const rows = Array.from({ length: Math.max(0, to - from) }, (_, i) =>
      order === null ? from + i : (order[from + i] as number),
    );
    return { total, offset: from, rows };
  }

  /** Rows that a filter keeps, ascending. */
  async kept(filter: RowFilter, signal: AbortSignal): Promise<Int32Array> {
    const { notes, stamp } = filter.some(isMarkCondition) ? await this.notes() : NO_ROW_NOTES;
    const readRows: RowReading["readRows"] = async (rows) =>
      (await this.stored.lines(rows)).map((source) => this.row(source));
    return this.filters.getAnew(JSON.stringify([filter, stamp]), signal, () =>
      filterRows(
        this.stored,
        filter,
        { readRows, notes, measures: (name) => measureKeys(this, name) },
        signal,
      ),
    );
  }

  /** Whether anything is said of any row. */
  async isMarked(): Promise<boolean> {
    return (await this.notes()).notes.length > 0;
  }

  /** The next row in view that passes `find`; see {@link RowSearch}. */
  async locate({ filter = [], sort, find, from, by }: RowSearch, signal = NEVER): Promise<RowMatch> {
    const kept = filter.length === 0 ? null : await this.kept(filter, signal);
    const found = await this.kept([...filter, ...find], signal);
    const order = isFileOrder(sort) ? kept : await this.orders.ordered(sort, kept, Infinity);
    return nextMatch(order, found, this.total, from, by);
  }

  /** One score by the values of a field; see {@link ScoreSlices}. */
  slices(query: SliceQuery, signal = NEVER, progress: (rows: number) => void = () => undefined) {
    return this.sliced.read(query, signal, progress);
  }

  /** One score as boxes with whiskers, over all rows and by the values of a field; see {@link ScoreBoxes}. */
  boxes(query: SliceQuery, signal = NEVER, progress: (rows: number) => void = () => undefined) {
    return rowBoxes(this.stored, query, this.fields.slices, signal, progress);
  }

  /** Rows in table form, in the order asked. */
  async previews(rows: readonly number[], more?: readonly string[]): Promise<readonly RowPreview[]> {
    return (await this.details(rows)).map((row) => toPreview(row, this.run, more));
  }

  /** Rows in full, in the order asked. */
  async details(rows: readonly number[]): Promise<readonly FullRow[]> {
    const [lines, digests, trials, { notes }] = await Promise.all([
      this.stored.lines(rows),
      this.stored.digestsOf(rows),
      this.stored.trialsOf(rows),
      this.notes(),
    ]);
    const said = new Map(notes.map((note) => [note.row, note]));
    return rows.map((index, i) => {
      const source = lines[i] as string;
      return {
        ...this.row(source),
        index,
        digest: digestName(digests, i * DIGEST_BYTES),
        trial: trials[i] as number,
        source,
        ...marksOf(said.get(index)),
      };
    });
  }

  async detail(index: number): Promise<RowDetail> {
    // What stands beside the item is in the record, which goes along.
    const { place: _place, meta: _meta, ...row } = await this.fullRow(index);
    return row;
  }

  /** One row; throws a `notFound` Problem where the run has no such row. */
  async fullRow(index: number): Promise<FullRow> {
    if (!Number.isInteger(index) || index < 0 || index >= this.total)
      throw new Problem("notFound", `There is no row ${index}; the result has ${this.total} rows.`);
    const [row] = (await this.details([index])) as [FullRow];
    return row;
  }

  /** All rows in file order, in batches; memory stays that of one batch. */
  async *walk(signal: AbortSignal): AsyncIterable<readonly FullRow[]> {
    for (let from = 0; from < this.total; from += WALK_ROWS) {
      signal.throwIfAborted();
      const count = Math.min(WALK_ROWS, this.total - from);
      yield await this.details(Array.from({ length: count }, (_, i) => from + i));
    }
  }

  /** One part of every row, in file order and in batches: less work than rows in full. */
  async *walkParts<T>(
    pick: PickPart<T>,
    signal: AbortSignal,
  ): AsyncIterable<{ readonly from: number; readonly parts: readonly T[] }> {
    for (let from = 0; from < this.total; from += WALK_ROWS) {
      signal.throwIfAborted();
      const count = Math.min(WALK_ROWS, this.total - from);
      const lines = await this.stored.lines(Array.from({ length: count }, (_, i) => from + i));
      yield { from, parts: lines.map((line) => pick(parseTolerant(line) as JsonObject, this.reader)) };
    }
  }

  private row(source: string): RunRow & Pick<FullRow, "place"> {
    return rowOfLine(source, this.reader);
  }

  private async textsOf(column: TextColumn): Promise<readonly (string | null)[]> {
    const texts: (string | null)[] = [];
    for await (const rows of this.walk(NEVER)) for (const row of rows) texts.push(columnText(row, column));
    return texts;
  }
}

function isFileOrder(sort: RowOrder | null): sort is null | readonly [] {
  return sort === null || sort.length === 0;
}

function columnText(row: RowDetail, column: TextColumn): string | null {
  switch (column.kind) {
    case "item":
      return preview(fieldText(row, column.field));
    case "output":
      return preview(row.output);
    case "error":
      return preview(row.error);
    case "digest":
      return row.digest;
    case "trial":
      return String(row.trial);
  }
}
