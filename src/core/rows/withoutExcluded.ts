// The numbers of a run without its excluded rows: in full for a panel, and the few that a list shows, which are kept beside
// the notes of rows so that a list opens no row data.
import { isJsonObject, type Json, type JsonObject } from "../json/json.ts";
import type { ListedWithout, ScoreAggregate, ScoreKind, ScoreSummary, WithoutExcluded } from "../run.ts";
import type { StoredRun } from "../runStore.ts";
import { aggregateScore } from "../scores/aggregateScore.ts";
import type { ErrorShare } from "../scores/errorShare.ts";
import { keptColumn, keptItems, keptMarks, rowMask } from "./keptRows.ts";

/** The numbers over the rows that are left, by the function that made those over all rows. `excluded` is not empty. */
export async function withoutRows(stored: StoredRun, excluded: readonly number[]): Promise<WithoutExcluded> {
  const { run } = stored.record;
  const mask = rowMask(excluded, run.rows);
  const all = await stored.items();
  const items = keptItems(all, mask);
  const errors = run.erroredRows > 0 ? keptMarks(await stored.errors(), mask) : null;
  const scores: ScoreAggregate[] = [];
  for (const [index, { kind, higherIsBetter, rubric }] of run.scores.entries()) {
    const column = keptColumn(await stored.column(index), mask);
    scores.push(
      aggregateScore(column, items, { kind, higherIsBetter, rubric, isColumnOwn: true, rowErrors: errors }),
    );
  }
  return {
    excludedRows: excluded.length,
    excludedItems: all.count - items.count,
    rows: run.rows - excluded.length,
    items: items.count,
    scores,
  };
}

/** What a list shows of them. */
export function listedWithout({ rows, items, scores }: WithoutExcluded): ListedWithout {
  return {
    rows,
    items,
    scores: scores.map((score) => ({
      ...{ metric: score.metric, name: score.name, kind: score.kind, higherIsBetter: score.higherIsBetter },
      ...{ count: score.count, nanCount: score.nanCount, mean: score.mean, stdDev: score.stdDev },
      ...{ min: score.min, max: score.max, scoredItems: score.scoredItems, itemMean: score.itemMean },
      standardError: score.standardError,
      ...(score.errorShare === undefined ? {} : { errorShare: score.errorShare }),
    })),
  };
}

/** Changes when the way these numbers are made does: those kept by another way are not used. */
const METHOD = 1;

/** Numbers as a file keeps them; `rows`: which rows they leave out, so that they are not taken for those of others. */
export function keptWithout(without: ListedWithout, rows: readonly number[]): JsonObject {
  return { method: METHOD, of: [...rows], ...(without as unknown as JsonObject) };
}

/** Numbers that a file keeps; `null` where they are not whole, or not those without exactly these rows. */
export function readWithout(kept: Json | undefined, rows: readonly number[]): ListedWithout | null {
  if (!isJsonObject(kept) || kept.method !== METHOD || !Array.isArray(kept.of)) return null;
  if (kept.of.length !== rows.length || rows.some((row, i) => (kept.of as readonly Json[])[i] !== row))
    return null;
  const { rows: left, items, scores } = kept;
  if (typeof left !== "number" || typeof items !== "number" || !Array.isArray(scores)) return null;
  const read = scores.map(readSummary);
  return read.includes(null) ? null : { rows: left, items, scores: read as readonly ScoreSummary[] };
}

const COUNTS = ["count", "nanCount", "scoredItems"] as const;
const NUMBERS = ["mean", "stdDev", "min", "max", "itemMean", "standardError"] as const;
const KINDS: readonly ScoreKind[] = ["number", "boolean", "label"];
const SHARES = [
  ...["rows", "items", "valueMean", "errorMean"],
  ...["valueSquares", "errorSquares", "products"],
] as const;

function readSummary(value: Json): ScoreSummary | null {
  if (!isJsonObject(value)) return null;
  const { metric, name, kind, higherIsBetter, errorShare } = value;
  const isWhole =
    (metric === null || typeof metric === "string") &&
    typeof name === "string" &&
    KINDS.some((one) => one === kind) &&
    typeof higherIsBetter === "boolean" &&
    COUNTS.every((key) => typeof value[key] === "number") &&
    NUMBERS.every((key) => value[key] === null || typeof value[key] === "number") &&
    (errorShare === undefined || isShare(errorShare));
  return isWhole ? (value as unknown as ScoreSummary) : null;
}

function isShare(value: Json): value is Json & ErrorShare {
  return isJsonObject(value) && SHARES.every((key) => typeof value[key] === "number");
}

/** A score of a listed run without the excluded rows, as the contract has the one over all; `null` where it is not known. */
export function scoreWithout(
  run: {
    readonly scores: readonly ScoreSummary[];
    readonly listedWithout?: ListedWithout;
  },
  at: number,
): ScoreSummary | null {
  const all = run.scores[at];
  const left = run.listedWithout?.scores[at];
  if (all === undefined || left === undefined || left.name !== all.name || left.metric !== all.metric)
    return null;
  const { higherIsBetter, contract } = all;
  return { ...left, higherIsBetter, ...(contract === undefined ? {} : { contract }) };
}
