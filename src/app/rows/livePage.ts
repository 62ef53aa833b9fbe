// A page of rows that a service gave, read as the store reads them and judged by the store's own filter and order: what does
// not pass here is not shown.
import { DIGEST_BYTES, digestName } from "../../core/join/digest.ts";
import { rowsByColumns, scoreConditions } from "../../core/rows/rowFilter.ts";
import { orderByKeys, scoreKeys } from "../../core/rows/sortRows.ts";
import type { ScoreKey } from "../../core/run.ts";
import type { ScannedBatch } from "../../core/scannedBatch.ts";
import { type ScoreColumn, STATE_CODE } from "../../core/scores/scoreColumn.ts";
import {
  type LiveLines,
  type LivePage,
  type LiveQuery,
  type LiveRow,
  type NotTheSame,
  notTheSame,
} from "../../core/services/liveRows.ts";
import type { ImportParts } from "../import/importFile.ts";
import { rowOfLine } from "./rowOfLine.ts";

/** The page in the terms of the store. */
export async function livePage(
  { openScanner, formats }: Pick<ImportParts, "openScanner" | "formats">,
  query: LiveQuery,
  { formatId, lines, total, warnings }: LiveLines,
): Promise<LivePage | NotTheSame> {
  const bytes = new TextEncoder().encode(lines.join(""));
  const scanner = openScanner(formatId, null, bytes.length);
  try {
    const { rows: scanned } = await scanner.scan(bytes);
    if (scanned.rows !== lines.length || !isAsAsked(scanned, query))
      return notTheSame("rows came that the store would read or order otherwise");
    const reader = formats.byId(formatId).reader(null);
    const isWhole =
      query.filter.length === 0 && (query.sort ?? []).every(({ column }) => column.kind === "index");
    const rows = lines.map((line, i): LiveRow => {
      const { place: _place, ...row } = rowOfLine(line, reader);
      const digest = digestName(scanned.digests, i * DIGEST_BYTES);
      return { ...row, index: isWhole ? query.offset + i : null, digest };
    });
    return { kind: "page", total, warnings, rows };
  } finally {
    scanner.close();
  }
}

function isAsAsked(scanned: ScannedBatch, { scores, filter, sort }: LiveQuery): boolean {
  const wanted = new Set(scoreConditions(filter).map(({ score }) => score));
  const columns = new Map([...wanted].map((at) => [at, columnOf(scanned, scores[at])] as const));
  const kept = rowsByColumns(filter, { scores: columns, errors: null, trials: null }, scanned.rows);
  const keys = (sort ?? []).flatMap(({ column, descending }) =>
    column.kind === "score" ? [{ keys: scoreKeys(columnOf(scanned, scores[column.score])), descending }] : [],
  );
  return kept.length === scanned.rows && orderByKeys(keys, scanned.rows).every((row, i) => row === i);
}

/** The page's own column; a score that none of its rows has is missing on all of them. */
function columnOf({ scores, rows }: ScannedBatch, key: ScoreKey | undefined): ScoreColumn {
  const own = scores.find(({ name, metric }) => name === key?.name && metric === key.metric);
  const { metric = null, name = "" } = key ?? {};
  return own === undefined
    ? {
        metric,
        name,
        values: new Float64Array(rows),
        states: new Uint8Array(rows).fill(STATE_CODE.missing),
        dictionary: [],
      }
    : { metric, name, values: own.values, states: own.states, dictionary: own.labels };
}
