// Exports a comparison of several runs: one line per joined item with every run's output, scores and deltas.

import { RUN_LETTERS } from "../../core/compare/manyTypes.ts";
import type { ExportOptions } from "../../core/rows/exportTypes.ts";
import type { Exclusion } from "../compare/excludedSide.ts";
import type { FullManyRow, ManyComparison } from "../compare/manyComparison.ts";
import { fieldCell, itemJson } from "../rows/itemSource.ts";
import { WHICH } from "./exportComparison.ts";
import { type Cell, csvLine } from "./exportRows.ts";

const BATCH_ITEMS = 1_000;

/** The pieces of an export: the base's items in its order, then those of candidates only. */
export async function* exportMany(
  comparison: ManyComparison,
  options: ExportOptions,
  signal: AbortSignal,
): AsyncIterable<string> {
  const letters = [...RUN_LETTERS].slice(0, comparison.runs.length);
  const names = comparison.scoreNames;
  const { exclusion } = comparison;
  if (options.format === "csv")
    yield csvLine(header(comparison.itemFields, names, letters, exclusion), options.guardFormulas);
  for (let from = 0; from < comparison.positions; from += BATCH_ITEMS) {
    signal.throwIfAborted();
    const count = Math.min(BATCH_ITEMS, comparison.positions - from);
    const rows = await comparison.fullRows(Array.from({ length: count }, (_, i) => from + i));
    const lines = rows.map((row) =>
      options.format === "csv"
        ? csvLine(toCells(row, comparison.itemFields, exclusion), options.guardFormulas)
        : `${manyRowJson(row, comparison)}\n`,
    );
    yield lines.join("");
  }
}

function header(
  fields: readonly string[],
  names: readonly string[],
  letters: readonly string[],
  exclusion: Exclusion,
): readonly Cell[] {
  const candidates = letters.slice(1);
  return [
    "digest",
    "in_runs",
    ...fields.map((field) => `item.${field}`),
    "expected",
    ...letters.flatMap((letter) => [`${letter}.row_index`, `${letter}.trials`]),
    ...letters.flatMap((letter) => [`${letter}.output`, `${letter}.error`]),
    ...names.flatMap((name) => [
      ...letters.map((letter) => `${name}.${letter}`),
      ...candidates.flatMap((letter) => [`${name}.${letter}.delta`, `${name}.${letter}.change`]),
    ]),
    ...(exclusion === null
      ? []
      : [
          ...letters.flatMap((letter) => [`${letter}.excluded_rows`, `${letter}.exclusion_reason`]),
          "excluded_rows",
        ]),
  ];
}

function toCells(row: FullManyRow, fields: readonly string[], exclusion: Exclusion): readonly Cell[] {
  const { digest, sides, trials, excluded, scores } = row;
  const known = sides.find((side) => side !== null) ?? null;
  return [
    digest,
    inRuns(row),
    ...fields.map((field) => (known === null ? null : fieldCell(known, field))),
    known?.expected ?? null,
    ...sides.flatMap((side, run) => [side?.index ?? null, trials[run] ?? 0]),
    ...sides.flatMap((side) => [side?.output ?? null, side?.error ?? null]),
    ...scores.flatMap(({ cells, deltas, changes }) => [
      ...cells.map((cell) => cell?.value ?? null),
      ...deltas.flatMap((delta, i) => [delta, changes[i] ?? "unscored"]),
    ]),
    ...(exclusion === null
      ? []
      : [...excluded.flatMap((own) => [own?.rows ?? 0, own?.reason ?? null]), WHICH[exclusion]]),
  ];
}

/** In how many runs a row of the item counts. */
function inRuns({ sides, trials }: FullManyRow): number {
  return sides.filter((side, run) => side !== null && (trials[run] ?? 0) > 0).length;
}

/** A joined row as the JSON of one line; runs by name, so that a line says what it is about. */
function manyRowJson(row: FullManyRow, { runs, scoreNames, exclusion }: ManyComparison): string {
  const { digest, sides, trials, excluded, scores } = row;
  const known = sides.find((side) => side !== null) ?? null;
  const head = JSON.stringify({ digest, in_runs: inRuns(row) });
  const rest = JSON.stringify({
    expected: known?.expected ?? null,
    runs: sides.map((side, run) => ({
      run: runs[run]?.name,
      ...(side === null
        ? { row_index: null, trials: 0, output: null, error: null }
        : { row_index: side.index, trials: trials[run], output: side.output, error: side.error }),
      ...(excluded[run] == null
        ? {}
        : { excluded_rows: excluded[run].rows, exclusion_reason: excluded[run].reason }),
      scores: Object.fromEntries(
        scoreNames.map((name, at) => {
          const value = scores[at]?.cells[run]?.value ?? null;
          if (run === 0) return [name, { value }];
          const delta = scores[at]?.deltas[run - 1] ?? null;
          return [name, { value, delta, change: scores[at]?.changes[run - 1] ?? "unscored" }];
        }),
      ),
    })),
    ...(exclusion === null ? {} : { excluded_rows: WHICH[exclusion] }),
  });
  return `${head.slice(0, -1)},"item":${known === null ? "null" : itemJson(known)},${rest.slice(1)}`;
}
