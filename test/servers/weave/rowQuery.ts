// Which rows the Weave test server gives, and in which order. Source: Weave evaluation API, section 6.
import { fieldOf, passes } from "./filterLanguage.ts";
import type { StoredTrial } from "./stored.ts";

/** Trials of one digest, by run. */
export interface Row {
  readonly digest: string;
  readonly byRun: Map<string, StoredTrial[]>;
}

export interface SortBy {
  readonly field: string;
  readonly direction: "asc" | "desc";
  readonly evaluation_call_id?: string | null;
  readonly mode?: "value" | "difference";
}

export interface RowQuery {
  readonly sort_by?: readonly SortBy[] | null;
  readonly filters?:
    | readonly {
        readonly evaluation_call_id?: string | null;
        readonly query: unknown;
      }[]
    | null;
  readonly filter_logic_operator?: "and" | "or";
}

/** 400: what can't be sorted by. */
export class WrongField extends Error {}

/** Rows of so many runs that pass, sorted; the digest decides where nothing else does. */
export function queriedRows(rows: readonly Row[], runs: number, query: RowQuery): readonly Row[] {
  return sorted(filtered(rows, query), runs, query);
}

function filtered(rows: readonly Row[], { filters, filter_logic_operator = "or" }: RowQuery): readonly Row[] {
  if (filters === undefined || filters === null || filters.length === 0) return rows;
  return rows.filter((row) => {
    const truths = filters.map(({ evaluation_call_id, query }) =>
      trialsOf(row, evaluation_call_id).some((trials) => {
        // Of several trials any one is tested: here the last.
        const trial = trials.at(-1);
        return trial !== undefined && passes(query, trial);
      }),
    );
    return filter_logic_operator === "and" ? !truths.includes(false) : truths.includes(true);
  });
}

function trialsOf({ byRun }: Row, run: string | null | undefined): readonly (readonly StoredTrial[])[] {
  if (run === null || run === undefined) return [...byRun.values()];
  return byRun.has(run) ? [byRun.get(run) ?? []] : [];
}

function sorted(rows: readonly Row[], runs: number, { sort_by }: RowQuery): readonly Row[] {
  if (sort_by === undefined || sort_by === null || sort_by.length === 0) return rows;
  for (const { field, mode } of sort_by)
    if (!/^(scores|inputs|output)\./.test(field) || (mode === "difference" && !field.startsWith("scores.")))
      throw new WrongField(`Unsupported sort field: ${field}`);
  const keyed = rows.map((row) => ({ row, keys: sort_by.map((one) => sortKey(row, runs, one)) }));
  return keyed
    .sort((a, b) => {
      for (const [i, { direction }] of sort_by.entries()) {
        const order = compared(a.keys[i] ?? null, b.keys[i] ?? null, direction === "desc" ? -1 : 1);
        if (order !== 0) return order;
      }
      return a.row.digest < b.row.digest ? -1 : 1;
    })
    .map(({ row }) => row);
}

type Key = number | string | null;

/** What is not there comes last, either way. */
function compared(a: Key, b: Key, turn: 1 | -1): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -turn : a > b ? turn : 0;
}

/** Of a score the average over the row's trials, true as 1, or how far its averages lie apart; else a trial's value. */
function sortKey(row: Row, runs: number, { field, evaluation_call_id, mode }: SortBy): Key {
  const isDifference = mode === "difference" && runs > 1;
  const trials = trialsOf(row, isDifference ? null : evaluation_call_id);
  if (!field.startsWith("scores.")) {
    const value = trials[0]?.[0] === undefined ? null : fieldOf(field, trials[0][0]);
    return typeof value === "number" || typeof value === "string" ? value : null;
  }
  const means = trials.flatMap((own) => average(own, field) ?? []);
  if (isDifference) return means.length === 0 ? null : Math.max(...means) - Math.min(...means);
  return average(trials.flat(), field);
}

function average(trials: readonly StoredTrial[], field: string): number | null {
  const values = trials.map((trial) => fieldOf(field, trial));
  const numbers = values.flatMap((value) =>
    typeof value === "number" || typeof value === "boolean" ? Number(value) : [],
  );
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
