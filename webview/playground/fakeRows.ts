// Filters, orders and searches of a made-up run, decided by the engine's own code on columns made when asked for.

import { binOf, MOST_NUMBERS, numberBins } from "../../src/core/rows/numberBins.ts";
import { fieldText, numberOfText } from "../../src/core/rows/rowField.ts";
import { needsRow, type RowFilter, rowsByColumns, scoreConditions } from "../../src/core/rows/rowFilter.ts";
import type { RowMatch, RowOrder, RowPage, RowQuery, RowSearch } from "../../src/core/rows/rowQuery.ts";
import { rowHolds } from "../../src/core/rows/rowTests.ts";
import { nextMatch, orderByKeys, scoreKeys, textKeys } from "../../src/core/rows/sortRows.ts";
import { boxOf } from "../../src/core/scores/boxSummary.ts";
import type { BoxSummary, ScoreBoxes } from "../../src/core/scores/boxTypes.ts";
import { passesOfScore, type RunPasses } from "../../src/core/scores/passOfRun.ts";
import { hasValue, type ScoreColumn, STATE_CODE } from "../../src/core/scores/scoreColumn.ts";
import {
  MAX_SLICES,
  type ScoreSlice,
  type ScoreSlices,
  type SliceQuery,
} from "../../src/core/scores/sliceTypes.ts";
import { meanInterval } from "../../src/core/statistics/meanInterval.ts";
import type { SampleRun } from "./sampleRun.ts";

function toSlice(value: string | null, items: number, values: readonly number[]): ScoreSlice {
  const n = values.length;
  const mean = n === 0 ? null : values.reduce((sum, one) => sum + one, 0) / n;
  const interval = meanInterval(values, 0.95);
  const base = { value, items, n, mean, low: null, high: null, method: null };
  if (!interval.estimable) return { ...base, reason: interval.reason };
  const { low, high, method } = interval;
  return { ...base, low, high, method, reason: null };
}

/** Items numbered by first appearance. */
function numberedItems(rows: number, nameOf: (row: number) => number) {
  const numbers = new Map<number, number>();
  const itemOf = Int32Array.from({ length: rows }, (_, row) => {
    const known = numbers.get(nameOf(row)) ?? numbers.size;
    numbers.set(nameOf(row), known);
    return known;
  });
  return { itemOf, count: numbers.size };
}

function rangeOf(value: string | null) {
  const [min, max] = (value ?? "").split("..").map(Number);
  return min === undefined || max === undefined || Number.isNaN(min + max) ? {} : { range: { min, max } };
}

export class FakeRows {
  private readonly columns = new Map<number, ScoreColumn>();
  private lastOrder: { readonly key: string; readonly rows: Int32Array } | null = null;

  constructor(private readonly sample: SampleRun) {}

  private get count(): number {
    return this.sample.options.rows;
  }

  page(query: RowQuery): RowPage {
    const rows = this.inView(query);
    const total = rows?.length ?? this.count;
    const count = Math.max(0, Math.min(query.limit, total - query.offset));
    return {
      total,
      offset: query.offset,
      rows: Array.from({ length: count }, (_, i) =>
        this.sample.preview(rows?.[query.offset + i] ?? query.offset + i, query.more),
      ),
    };
  }

  locate({ filter = [], sort, find, from, by }: RowSearch): RowMatch {
    const found = this.kept([...filter, ...find]);
    return nextMatch(this.inView({ filter, sort }), found, this.count, from, by);
  }

  /** Every row is an item of its own here. */
  slices({ score, field }: SliceQuery): ScoreSlices {
    const column = this.column(score);
    const textOf = this.splitBy(field);
    const groups = new Map<string | null, number[]>();
    const sizes = new Map<string | null, number>();
    for (let row = 0; row < this.count; row++) {
      const value = textOf(row);
      sizes.set(value, (sizes.get(value) ?? 0) + 1);
      const values = groups.get(value) ?? [];
      groups.set(value, values);
      if (hasValue(column, row)) values.push(column.values[row] ?? 0);
    }
    const slices = [...groups].map(([value, values]) => ({
      ...toSlice(value, sizes.get(value) ?? 0, values),
      ...rangeOf(value),
    }));
    const overall = toSlice(null, this.count, [...groups.values()].flat());
    return groups.size > MAX_SLICES
      ? { overall, slices: [], values: MAX_SLICES + 1 }
      : { overall, slices, values: groups.size };
  }

  /** A row's value of the field; many numbers in groups, as the engine makes them. */
  private splitBy(field: string | null): (row: number) => string | null {
    if (field === null) return () => null;
    const text = (row: number): string | null => fieldText(this.sample.detail(row), field);
    const numbers = Float64Array.from(
      { length: this.count },
      (_, row) => numberOfText(text(row)) ?? Number.NaN,
    );
    if (new Set(numbers).size <= MOST_NUMBERS) return text;
    const bins = numberBins(numbers);
    return (row) => {
      const bin = bins[binOf(bins, numbers[row] ?? Number.NaN)];
      return bin === undefined ? text(row) : `${bin.min}..${bin.max}`;
    };
  }

  passes(score: number): RunPasses {
    const { itemOf, count } = numberedItems(this.count, (row) => this.sample.itemOf(row));
    const aggregate = this.sample.run.scores[score];
    if (aggregate === undefined) throw new Error(`No score ${score}.`);
    return passesOfScore({ column: this.column(score), items: { itemOf, count } }, aggregate);
  }

  boxes({ score, field }: SliceQuery): ScoreBoxes {
    const { values, states } = this.column(score);
    const box = (value: string | null, rows: readonly number[]): BoxSummary => {
      const scored = rows.filter((row) => states?.[row] === STATE_CODE.value);
      const parts = boxOf(Float64Array.from(scored, (row) => values[row] as number));
      return { value, count: scored.length, parts };
    };
    const all = Array.from({ length: this.count }, (_, row) => row);
    const groups = new Map<string, number[]>();
    if (field !== null)
      for (const row of all) {
        const text = this.sample.fieldText(this.sample.itemOf(row), field);
        groups.set(text, [...(groups.get(text) ?? []), row]);
        if (groups.size > MAX_SLICES) break;
      }
    const isMany = groups.size > MAX_SLICES;
    const slices = isMany ? [] : [...groups].map(([value, rows]) => box(value, rows));
    return { overall: box(null, all), slices, values: groups.size };
  }

  /** `null`: every row in file order. */
  private inView({ filter = [], sort }: Pick<RowQuery, "filter" | "sort">): Int32Array | null {
    const kept = filter.length === 0 ? null : this.kept(filter);
    if (sort === null || sort.length === 0) return kept;
    const order = this.ordered(sort);
    if (kept === null) return order;
    const isKept = new Set(kept);
    return order.filter((row) => isKept.has(row));
  }

  private kept(filter: RowFilter): Int32Array {
    const scores = new Map(scoreConditions(filter).map(({ score }) => [score, this.column(score)]));
    const errors = Uint8Array.from({ length: this.count }, (_, i) => (this.sample.hasError(i) ? 1 : 0));
    const rows = rowsByColumns(filter, { scores, errors, trials: null, marks: this.marks() }, this.count);
    if (!filter.some(needsRow)) return rows;
    const holds = rowHolds(filter);
    return rows.filter((row) => holds(this.sample.detail(row)));
  }

  private ordered(order: RowOrder): Int32Array {
    const key = JSON.stringify(order);
    if (this.lastOrder?.key === key) return this.lastOrder.rows;
    const keys = order.map(({ column, descending }) => {
      if (column.kind === "score") return { keys: scoreKeys(this.column(column.score)), descending };
      if (column.kind === "measure") {
        const measured = (_: unknown, i: number) =>
          this.sample.detail(i).measures?.[column.measure] ?? Number.NaN;
        return { keys: Float64Array.from({ length: this.count }, measured), descending };
      }
      const texts = Array.from({ length: this.count }, (_, i): string | null => {
        if (column.kind === "index") return String(i);
        const row = this.sample.detail(i);
        if (column.kind !== "item") return String(row[column.kind] ?? "");
        return fieldText(row, column.field) ?? "";
      });
      return { keys: textKeys(texts), descending };
    });
    const rows = orderByKeys(keys, this.count);
    this.lastOrder = { key, rows };
    return rows;
  }

  private marks() {
    return new Map(
      [...this.sample.said].map(([row, { exclusion = null, note = "" }]) => [row, { exclusion, note }]),
    );
  }

  private column(at: number): ScoreColumn {
    const known = this.columns.get(at);
    if (known !== undefined) return known;
    const values = new Float64Array(this.count);
    const states = new Uint8Array(this.count);
    const dictionary: string[] = [];
    for (let row = 0; row < this.count; row++) {
      const { state, value } = this.sample.score(row, at);
      states[row] = STATE_CODE[state];
      if (typeof value !== "string") values[row] = Number(value ?? 0);
      else {
        if (!dictionary.includes(value)) dictionary.push(value);
        values[row] = dictionary.indexOf(value);
      }
    }
    const column = { metric: null, name: `score ${at}`, values, states, dictionary };
    this.columns.set(at, column);
    return column;
  }
}
