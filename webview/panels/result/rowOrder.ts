// The order of rows: what pressing a head makes of it, its marks in the head, and how it reads in words.
import { MEASURE_LABELS, MEASURE_NAMES } from "../../../src/core/rows/rowMeasures.ts";
import type { RowColumn, RowOrder, RowSort } from "../../../src/core/rows/rowQuery.ts";
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import type { TableSort } from "../../shared/tableHead.ts";

/** A column's key in the table. */
export function columnKey(column: RowColumn): string {
  if (column.kind === "item") return `item ${column.field}`;
  if (column.kind === "measure") return `measure ${column.measure}`;
  return column.kind === "score" ? `score ${column.score}` : column.kind;
}

/** The column that a key names. */
export function columnOfKey(key: string): RowColumn {
  if (key.startsWith("item ")) return { kind: "item", field: key.slice(5) };
  if (key.startsWith("score ")) return { kind: "score", score: Number(key.slice(6)) };
  const measure = MEASURE_NAMES.find((name) => key === `measure ${name}`);
  if (measure !== undefined) return { kind: "measure", measure };
  return { kind: key as "index" | "output" | "error" | "trial" | "digest" };
}

export function tableSorts(order: RowOrder | null): readonly TableSort[] {
  return (order ?? []).map(({ column, descending }) => ({ key: columnKey(column), descending }));
}

/** The order after a press on a head: turned round when it is sorted by it; `isAdding`: after the columns there are. */
export function nextOrder(key: string, order: RowOrder | null, isAdding = false): RowOrder {
  const all = order ?? [];
  const known = all.find((sort) => columnKey(sort.column) === key);
  const next: RowSort = {
    column: columnOfKey(key),
    descending: known === undefined ? false : !known.descending,
  };
  if (!isAdding) return [next];
  return known === undefined ? [...all, next] : all.map((sort) => (sort === known ? next : sort));
}

/** The order in words, for the status line. */
export function orderInWords(order: RowOrder | null, run: Run): string {
  if (order === null || order.length === 0) return "in file order";
  return `sorted by ${order.map((sort) => sortInWords(sort, run)).join(", then ")}`;
}

function sortInWords({ column, descending }: RowSort, run: Run): string {
  if (column.kind === "score") {
    const score = run.scores[column.score];
    const name = score === undefined ? "score" : scoreLabel(score, run.scores);
    return `${name}, ${descending ? "highest" : "lowest"} first`;
  }
  if (column.kind === "measure")
    return `${MEASURE_LABELS[column.measure]}, ${descending ? "highest" : "lowest"} first`;
  const name = column.kind === "item" ? column.field : column.kind === "index" ? "row number" : column.kind;
  return `${name}, ${descending ? "descending" : "ascending"}`;
}
