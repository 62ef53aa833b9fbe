// One way to ask for results, whatever their source: filter, search, sort, projection and page, as the NeMo metric results
// API has them (sections 2, 4 to 6). Parsed in parseQuery.ts, answered by SQL in the store and by matchQuery.ts elsewhere.
import type { JsonObject } from "../json/json.ts";
import type { RunId, RunSummary } from "../run.ts";

/** A page of results. Everything but the page may be left out; `null` is the same as absent. */
export interface ResultQuery {
  /** JSON grammar of section 5: `{"model":"w/m"}`, `{"$and":[…]}`. A bare value is exact. */
  readonly filter?: JsonObject | null;
  /** Section 6: as `filter` over name, metric, dataset, model, created_at; a bare text is a part of the value. */
  readonly search?: JsonObject | null;
  /**
   * `created_at`, `updated_at`, `name`, or a score's statistic as `scores.accuracy.mean`, with the metric where a result
   * has several scores of that name (`scores.default/exact:accuracy.mean`); `-` in front for descending. Absent:
   * `-created_at`. Absent values come last both ways; ties newest first, then by id.
   */
  readonly sort?: string | null;
  /** Members of `AGGREGATE_FIELDS` that scores should have beside name and count; absent: all. */
  readonly aggregateFields?: readonly string[] | null;
  /** From 1. A page past the end is empty. */
  readonly page: number;
  /** At least 1; a service takes no more than `MAX_PAGE_SIZE`. */
  readonly pageSize: number;
}

/** What a query asks for, without the page: all groups and finders need. */
export type ResultSelection = Pick<ResultQuery, "filter" | "search">;

/** The most that a service gives at once (section 2). */
export const MAX_PAGE_SIZE = 1000;

/** Statistics that `aggregate_fields` may name (section 4); `name` and `count` always come. */
export const AGGREGATE_FIELDS = [
  "nan_count",
  "sum",
  "mean",
  "min",
  "max",
  "std_dev",
  "variance",
  "score_type",
  "percentiles",
  "histogram",
  "rubric_distribution",
  "mode_category",
] as const;
export type AggregateField = (typeof AGGREGATE_FIELDS)[number];

/** What results can be grouped by. `day` is a day of `created_at`. */
export const GROUPINGS = ["source", "dataset", "model", "metric", "tag", "day"] as const;
export type Grouping = (typeof GROUPINGS)[number];

export interface GroupQuery {
  readonly by: Grouping;
  readonly query: ResultSelection;
  /** IANA name of the zone that decides where days begin; absent: UTC. */
  readonly timeZone?: string;
}

/** Results that share a value. A result with several tags is in several groups. */
export interface ResultGroup {
  /** The value, a day as `2026-11-20`; `null` for results without one. */
  readonly key: string | null;
  /** What people read: the value, or `No model`. */
  readonly label: string;
  readonly count: number;
  /** Put beside the query's own filter under `$and`, it lists just this group. */
  readonly filter: JsonObject;
}

/** What was found by a few words typed, best first. */
export interface FindQuery {
  /**
   * Words: `key:value` narrows (`model`, `dataset`, `metric`, `tag`, `score`, `source`, `status`, or a label's key; a part
   * of the value, letter case ignored); the rest is matched to the name, letters may be left out. Empty: newest first.
   */
  readonly text: string;
  readonly limit: number;
}

export interface FindResult {
  readonly runs: readonly RunSummary[];
  /** How many fit, `limit` aside. */
  readonly total: number;
}

/** What a finder needs to know of a result. */
export interface RunOutline {
  readonly id: RunId;
  readonly name: string;
  readonly metric: string | null;
  readonly dataset: string | null;
  readonly model: string | null;
  readonly source: string;
  readonly status: string;
  readonly tags: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Names of its scores, each once. */
  readonly scores: readonly string[];
}
