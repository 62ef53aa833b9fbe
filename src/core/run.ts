// A run: one stored evaluation result, its scores and their aggregates. Knows neither files nor services.

import type { JsonObject } from "./json/json.ts";
import type { MeasureSummary } from "./rows/measureSummary.ts";
import type { RowMarks } from "./rows/rowMarks.ts";
import type { RowMeasures } from "./rows/rowMeasures.ts";
import type { ErrorShare } from "./scores/errorShare.ts";
import type { MetricRule } from "./scores/metricRule.ts";

/** Identity of a stored run: time-sortable, lower case, safe as a folder name on every platform. */
export type RunId = string & { readonly __brand: "RunId" };

/**
 * What one row says about one score. The states stay apart everywhere, so that a missing value is never shown as 0:
 * `value` a finite number or boolean; `text` a label; `nan` NaN; `infinite` plus or minus infinity; `null` an explicit
 * null; `missing` no such score on the row; `error` the scorer or the row failed.
 */
export type ScoreState = "value" | "text" | "nan" | "infinite" | "null" | "missing" | "error";

/** A score's type of value: what most of its rows hold decides. Text scores have no aggregates. */
export type ScoreKind = "number" | "boolean" | "label";

/** NeMo's percentiles: exactly these ten, in the score's own unit. */
export const PERCENTILE_NAMES = [
  "p10",
  "p20",
  "p30",
  "p40",
  "p50",
  "p60",
  "p70",
  "p80",
  "p90",
  "p100",
] as const;
export type PercentileName = (typeof PERCENTILE_NAMES)[number];
export type Percentiles = Readonly<Record<PercentileName, number>>;

/** One bin: `[lower, upper)`, the last bin closed. */
export interface HistogramBin {
  readonly lower: number;
  readonly upper: number;
  readonly count: number;
}

/** One level of a rubric, in rubric order. */
export interface RubricLevel {
  readonly label: string;
  readonly description: string | null;
  readonly value: number;
  readonly count: number;
}

/** The identity of a score inside a run: several metrics may share a score name. */
export interface ScoreKey {
  /** The metric's reference or type; `null` where the format has no metrics. */
  readonly metric: string | null;
  readonly name: string;
}

/** The few statistics that a list shows; all are over the run's rows. */
export interface ScoreSummary extends ScoreKey {
  readonly kind: ScoreKind;
  /** `true`: larger is better; `false`: smaller is better. */
  readonly higherIsBetter: boolean;
  /** Finite values, over all rows and trials (NeMo's `count`). */
  readonly count: number;
  /** Rows whose value is NaN (NeMo's `nan_count`). */
  readonly nanCount: number;
  /** NeMo's mean: all values pooled. `null` when `count` is 0 or an infinite value exists. */
  readonly mean: number | null;
  /** NeMo's population standard deviation (divisor n). `null` as `mean`. */
  readonly stdDev: number | null;
  readonly min: number | null;
  readonly max: number | null;
  /** Distinct items with at least one finite value: the n of `itemMean`. */
  readonly scoredItems: number;
  /** Mean over items of each item's mean over its trials (statistics reference, section 1). `null` when n = 0. */
  readonly itemMean: number | null;
  /** Standard error of `itemMean` (sample divisor n - 1). `null` when not estimable: n < 2 or all items equal. */
  readonly standardError: number | null;
  /** Its errored rows, for means that count them; absent where none failed, and in what only the catalogue tells. */
  readonly errorShare?: ErrorShare;
  /** What the metric contract says of the score, laid over by the engine; never stored. */
  readonly contract?: MetricRule;
}

/** All statistics of one score: the summary and what a panel draws. */
export interface ScoreAggregate extends ScoreSummary {
  readonly scoreType: "range" | "rubric";
  readonly sum: number | null;
  readonly variance: number | null;
  /** Rows whose value is infinite; with any, mean and deviation are not estimable. */
  readonly infiniteCount: number;
  /** Rows on which this score failed. */
  readonly errorCount: number;
  /** Rows without the score, or with an explicit null. */
  readonly missingCount: number;
  readonly percentiles: Percentiles | null;
  readonly histogram: readonly HistogramBin[];
  /** Present for rubric scores and label scores; empty otherwise. */
  readonly rubric: readonly RubricLevel[];
  /** Most frequent rubric label, ties to the smallest by code point. */
  readonly modeCategory: string | null;
}

/** What a list needs to know of each run as it was imported: no row data is opened to make it. */
export interface ImportedSummary {
  readonly id: RunId;
  readonly name: string;
  /** The format that read it, such as `nemo-rows`, `lm-eval-samples`, `jsonl`, `csv`. */
  readonly format: string;
  readonly metric: string | null;
  readonly dataset: string | null;
  readonly model: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** When the evaluation ran, else when it was imported; ISO 8601 in UTC with `Z`. */
  readonly createdAt: string;
  readonly importedAt: string;
  /** Stored rows, trials and repeated items counted each. */
  readonly rows: number;
  /** Distinct item digests. */
  readonly items: number;
  /** Rows beyond the first of their item (`rows - items`, lines of other filters of one item not counted). */
  readonly duplicates: number;
  /** Rows that carry an error. */
  readonly erroredRows: number;
  /** Lines of the source that could not be read. */
  readonly skippedLines: number;
  readonly scores: readonly ScoreSummary[];
  /** Index into `scores` of the one shown first; `null` when there is no numeric score. */
  readonly primaryScore: number | null;
}

/** What is known of a run beside its import: where it is, and what people noted (runNotes.ts). */
export interface RunStanding {
  readonly starred: boolean;
  /** Each once, in the order added. */
  readonly tags: readonly string[];
  /** Empty where there is none. */
  readonly note: string;
  /** Where it lies: `local` for this store. */
  readonly source: string;
  /** A stored run is `completed`. */
  readonly status: string;
  /** Last change: of its notes, else its import; ISO 8601 in UTC with `Z`. */
  readonly updatedAt: string;
  /** What the import said of facts that were corrected since; empty when none was. */
  readonly asImported: Partial<Readonly<Record<"name" | "model" | "dataset" | "metric", string | null>>>;
  /** How many of its rows are excluded or noted (rowNotes.ts); absent where none is. */
  readonly rowMarks?: RowMarks;
  /** Its numbers without its excluded rows, where they were kept when the rows were excluded. */
  readonly listedWithout?: ListedWithout;
}

/** A run in a list. Name, model, dataset and metric are the corrected ones. */
export interface RunSummary extends ImportedSummary, RunStanding {}

/** The numbers of a run without its excluded rows, as far as a list shows them. */
export interface ListedWithout {
  /** Rows and distinct items that are left. */
  readonly rows: number;
  readonly items: number;
  /** In the run's score order; direction and contract are those of the run's own. */
  readonly scores: readonly ScoreSummary[];
}

/** What a run's numbers are without its excluded rows. */
export interface WithoutExcluded {
  /** Rows left out. At least 1. */
  readonly excludedRows: number;
  /** Items of which no row is left. */
  readonly excludedItems: number;
  /** Rows and distinct items that are left. */
  readonly rows: number;
  readonly items: number;
  /** In the run's score order. */
  readonly scores: readonly ScoreAggregate[];
}

/** Statistics that came with the file, kept as given beside our own recomputation. */
export interface GivenAggregate extends ScoreKey {
  readonly mean: number | null;
  readonly count: number | null;
  /** The service's own object, verbatim, where the file holds one. */
  readonly asGiven?: JsonObject;
}

/** One run in full as it was imported, without its rows: what a manifest keeps. */
export interface ImportedRun extends Omit<ImportedSummary, "scores"> {
  readonly scores: readonly ScoreAggregate[];
  /** Item fields in order of first appearance, for table columns. */
  readonly itemFields: readonly string[];
  readonly sourceFile: string;
  /** What its rows took; empty where none tells, absent in runs stored before columns of it were. */
  readonly measures?: readonly MeasureSummary[];
  readonly givenAggregates: readonly GivenAggregate[];
}

/** One run in full, without its rows. Name, model, dataset and metric are the corrected ones. */
export interface Run extends ImportedRun, RunStanding {
  /** Its numbers without its excluded rows; absent where none is excluded. Every other number is over all rows. */
  readonly withoutExcluded?: WithoutExcluded;
}

/** One score on one row. `value` is the raw value for `value`, `text` and `infinite` states, else `null`. */
export interface RowScore extends ScoreKey {
  readonly state: ScoreState;
  readonly value: number | boolean | string | null;
  /** The scorer's explanation, when the format has one. */
  readonly reason?: string;
}

/** One row of a run in the neutral model that every format is mapped to. */
export interface RunRow {
  /** The dataset row: what the digest is taken over. */
  readonly item: JsonObject;
  /** What the record says beside item, output and scores; absent where it says nothing. */
  readonly meta?: JsonObject;
  readonly output: string | null;
  readonly expected: string | null;
  readonly scores: readonly RowScore[];
  readonly error: string | null;
  /** What it took to answer; absent where the format tells nothing of it. */
  readonly measures?: RowMeasures;
}

/**
 * The name people see: the score's name, behind its metric (`bleu:sentence`) where the run has several metrics and the
 * metric says more than the name. A metric's workspace (`default/bleu`) is left out unless two metrics then look alike.
 */
export function scoreLabel(score: ScoreKey, all: readonly ScoreKey[]): string {
  const { metric, name } = score;
  const isOnlyMetric = all.every((other) => other.metric === metric);
  if (metric === null || isOnlyMetric) return name;
  const short = metric.split("/").pop() ?? metric;
  const isAmbiguous = all.some(
    (other) => other.metric !== metric && other.name === name && other.metric?.split("/").pop() === short,
  );
  if (isAmbiguous) return `${metric}:${name}`;
  return short === name ? name : `${short}:${name}`;
}

/** The name in the service's JSON: the score's own, behind its metric only where another score bears it too. */
export function scoreServiceName(score: ScoreKey, all: readonly ScoreKey[]): string {
  const isAmbiguous = all.some((other) => other.name === score.name && other.metric !== score.metric);
  return isAmbiguous && score.metric !== null ? `${score.metric}:${score.name}` : score.name;
}
