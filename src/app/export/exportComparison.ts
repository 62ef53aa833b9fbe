// Exports a comparison: one line per joined item with both runs' outputs, scores and deltas.

import type { ExcludedOfSide } from "../../core/compare/cellTypes.ts";
import type { ExportOptions } from "../../core/rows/exportTypes.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { Exclusion } from "../compare/excludedSide.ts";
import type { FullCompareRow } from "../compare/joinedRows.ts";
import { type FullRow, fieldCell, itemJson } from "../rows/itemSource.ts";
import { type Cell, csvLine } from "./exportRows.ts";

const BATCH_ITEMS = 1_000;

/** The pieces of a comparison's export: matched items in base order, then only base, then only candidate. */
export async function* exportComparison(
  comparison: Comparison,
  options: ExportOptions,
  signal: AbortSignal,
): AsyncIterable<string> {
  const names = comparison.scoreNames;
  const { exclusion } = comparison;
  if (options.format === "csv")
    yield csvLine(header(comparison.itemFields, names, exclusion), options.guardFormulas);
  for (let from = 0; from < comparison.positions; from += BATCH_ITEMS) {
    signal.throwIfAborted();
    const count = Math.min(BATCH_ITEMS, comparison.positions - from);
    const items = await comparison.joined.full(Array.from({ length: count }, (_, i) => from + i));
    const lines = items.map((item) =>
      options.format === "csv"
        ? csvLine(toCells(item, comparison.itemFields, exclusion), options.guardFormulas)
        : `${comparedRowJson(item, names, exclusion)}\n`,
    );
    yield lines.join("");
  }
}

/** `excluded`: no row of the item counts in a run that has it. */
function joinOf(row: FullCompareRow): "matched" | "only_base" | "only_candidate" | "excluded" {
  const isGone = (side: FullRow | null, trials: number): boolean => side !== null && trials === 0;
  if (isGone(row.base, row.baseTrials) || isGone(row.candidate, row.candidateTrials)) return "excluded";
  if (row.base === null) return "only_candidate";
  return row.candidate === null ? "only_base" : "matched";
}

/** Of which side how many rows are excluded and why, and whether they count: where any row of either run is. */
function exclusionCells(row: FullCompareRow, exclusion: Exclusion): readonly Cell[] {
  if (exclusion === null) return [];
  const sides = [row.baseExcluded, row.candidateExcluded];
  return [
    ...sides.map((side) => side?.rows ?? 0),
    ...sides.map((side) => side?.reason ?? null),
    WHICH[exclusion],
  ];
}

/** The word in files for whether excluded rows count. */
export const WHICH: Readonly<Record<NonNullable<Exclusion>, string>> = {
  leftOut: "left out",
  counted: "counted",
};

function header(fields: readonly string[], names: readonly string[], exclusion: Exclusion): readonly Cell[] {
  const sides = ["base", "candidate"];
  return [
    "digest",
    "join",
    ...sides.map((side) => `${side}_row_index`),
    ...sides.map((side) => `${side}_trials`),
    ...fields.map((field) => `item.${field}`),
    "expected",
    ...sides.map((side) => `${side}_output`),
    ...sides.map((side) => `${side}_error`),
    ...names.flatMap((name) => [`${name}.base`, `${name}.candidate`, `${name}.delta`, `${name}.change`]),
    ...(exclusion === null
      ? []
      : [
          ...sides.map((side) => `${side}_excluded_rows`),
          ...sides.map((side) => `${side}_exclusion_reason`),
          "excluded_rows",
        ]),
  ];
}

function toCells(row: FullCompareRow, fields: readonly string[], exclusion: Exclusion): readonly Cell[] {
  const { base, candidate } = row;
  const known = base ?? candidate;
  return [
    row.digest,
    joinOf(row),
    base?.index ?? null,
    candidate?.index ?? null,
    row.baseTrials,
    row.candidateTrials,
    ...fields.map((field) => (known === null ? null : fieldCell(known, field))),
    known?.expected ?? null,
    base?.output ?? null,
    candidate?.output ?? null,
    base?.error ?? null,
    candidate?.error ?? null,
    ...row.scores.flatMap((score) => [score.base.value, score.candidate.value, score.delta, score.change]),
    ...exclusionCells(row, exclusion),
  ];
}

/** A joined row as the JSON of one line: both runs' outputs, scores and deltas. */
export function comparedRowJson(row: FullCompareRow, names: readonly string[], exclusion: Exclusion): string {
  const known = row.base ?? row.candidate;
  const side = (full: FullRow | null, trials: number, excluded: ExcludedOfSide | null) =>
    full === null
      ? null
      : {
          ...{ row_index: full.index, trials, output: full.output, error: full.error },
          ...(excluded === null ? {} : { excluded_rows: excluded.rows, exclusion_reason: excluded.reason }),
        };
  const head = JSON.stringify({ digest: row.digest, join: joinOf(row) });
  const rest = JSON.stringify({
    expected: known?.expected ?? null,
    base: side(row.base, row.baseTrials, row.baseExcluded),
    candidate: side(row.candidate, row.candidateTrials, row.candidateExcluded),
    scores: Object.fromEntries(
      row.scores.map((score, i) => [
        names[i],
        {
          base: score.base.value,
          candidate: score.candidate.value,
          delta: score.delta,
          change: score.change,
        },
      ]),
    ),
    ...(exclusion === null ? {} : { excluded_rows: WHICH[exclusion] }),
  });
  return `${head.slice(0, -1)},"item":${known === null ? "null" : itemJson(known)},${rest.slice(1)}`;
}
