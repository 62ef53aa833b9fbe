// The order of results: what `sort` may say, and the order itself for results in memory.

import { compareCodePoints } from "../json/pythonJson.ts";
import { Problem } from "../problem.ts";
import type { RunSummary, ScoreKey, ScoreSummary } from "../run.ts";
import { instantOf } from "./instant.ts";

/** Statistics to sort by, in the service's names and ours; each from what a list knows of a score. */
export const SORT_STATISTICS = {
  mean: (score) => score.mean,
  count: (score) => score.count,
  nan_count: (score) => score.nanCount,
  sum: (score) => (score.mean === null ? null : score.mean * score.count),
  min: (score) => score.min,
  max: (score) => score.max,
  std_dev: (score) => score.stdDev,
  variance: (score) => (score.stdDev === null ? null : score.stdDev * score.stdDev),
  item_mean: (score) => score.itemMean,
  standard_error: (score) => score.standardError,
  scored_items: (score) => score.scoredItems,
} as const satisfies Readonly<Record<string, (score: ScoreSummary) => number | null>>;
export type SortStatistic = keyof typeof SORT_STATISTICS;

export type ResultSort =
  | {
      readonly kind: "field";
      readonly field: "created_at" | "updated_at" | "name";
      readonly descending: boolean;
    }
  /** `score`: a score's name, or its metric, a colon and its name. */
  | {
      readonly kind: "score";
      readonly score: string;
      readonly statistic: SortStatistic;
      readonly descending: boolean;
    };

export const NEWEST_FIRST: ResultSort = { kind: "field", field: "created_at", descending: true };

/** Reads `sort`; absent: newest first. Throws a `badInput` Problem. */
export function parseSort(text: string | null | undefined): ResultSort {
  if (text === null || text === undefined) return NEWEST_FIRST;
  const descending = text.startsWith("-");
  const field = descending ? text.slice(1) : text;
  if (field === "created_at" || field === "updated_at" || field === "name")
    return { kind: "field", field, descending };
  // Names of scores may hold dots: the statistic is behind the last.
  const match = /^scores\.(.+)\.([a-z_]+)$/s.exec(field);
  const statistic = match?.[2] ?? "";
  if (match?.[1] !== undefined && isStatistic(statistic))
    return { kind: "score", score: match[1], statistic, descending };
  throw new Problem(
    "badInput",
    match === null
      ? `Can't sort by ${JSON.stringify(text)}: fields are created_at, updated_at, name and scores.NAME.mean, with - in front for descending.`
      : `Can't sort by ${JSON.stringify(text)}: ${JSON.stringify(statistic)} is none of a score's statistics ${Object.keys(SORT_STATISTICS).join(", ")}.`,
  );
}

function isStatistic(name: string): name is SortStatistic {
  return Object.hasOwn(SORT_STATISTICS, name);
}

/** Whether a sort's name means that score. */
export function isScoreNamed(wanted: string, { metric, name }: ScoreKey): boolean {
  return name === wanted || (metric !== null && `${metric}:${name}` === wanted);
}

/** For a name that several scores of one result bear; `named` are all scores that it may mean. */
export function severalScores(wanted: string, named: readonly ScoreKey[]): Problem {
  const names = [...new Set(named.map(fullName))].sort(compareCodePoints);
  return new Problem(
    "badInput",
    `Several scores of one result are named ${wanted}; name the metric too, one of ${names.join(", ")}.`,
  );
}

/** For a name that no score of any result bears. */
export function noSuchScore(wanted: string): Problem {
  return new Problem("badInput", `Can't sort by the score ${JSON.stringify(wanted)}: no result has it.`);
}

/**
 * `runs` in order: absent values last both ways, ties newest first, then by id from the last. Throws a `badInput` Problem
 * where the score is no result's, or several of one result's; `known` are all results there are, whatever was asked.
 */
export function sortResults<T extends RunSummary>(
  runs: readonly T[],
  sort: ResultSort,
  known: readonly RunSummary[] = runs,
): readonly T[] {
  if (sort.kind === "score") checkScore(sort.score, known);
  const keyed = runs.map((run) => ({ run, key: sortKey(run, sort), created: instantOf(run.createdAt) }));
  const turn = sort.descending ? -1 : 1;
  return keyed
    .sort(
      (a, b) =>
        compareKeys(a.key, b.key, turn) ||
        compareKeys(a.created, b.created, -1) ||
        compareCodePoints(b.run.id, a.run.id),
    )
    .map(({ run }) => run);
}

function checkScore(wanted: string, known: readonly RunSummary[]): void {
  const found = known.map((run) => run.scores.filter((score) => isScoreNamed(wanted, score)));
  if (found.some((scores) => scores.length > 1)) throw severalScores(wanted, found.flat());
  if (known.length > 0 && found.every((scores) => scores.length === 0)) throw noSuchScore(wanted);
}

/** A score with its metric, as a sort can name it without doubt. */
function fullName({ metric, name }: ScoreKey): string {
  return metric === null ? name : `${metric}:${name}`;
}

function sortKey(run: RunSummary, sort: ResultSort): string | number | null {
  if (sort.kind === "score") {
    const score = run.scores.find((one) => isScoreNamed(sort.score, one));
    return score === undefined ? null : SORT_STATISTICS[sort.statistic](score);
  }
  if (sort.field === "name") return run.name;
  return instantOf(sort.field === "created_at" ? run.createdAt : run.updatedAt);
}

function compareKeys(a: string | number | null, b: string | number | null, turn: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : compareCodePoints(String(a), String(b));
  return order * turn;
}
