// Runs, rows and comparisons in the NeMo service's own field names: what the CLI prints.
// Source: NeMo metric results API, sections 2 to 4. Missing statistics are null, as in the service's downloads.
import type { BaselineMark, UnpairedDelta } from "../results/baseline.ts";
import type { RowDetail } from "../rows/rowQuery.ts";
import { scoreWithout } from "../rows/withoutExcluded.ts";
import {
  type RowScore,
  type Run,
  type ScoreAggregate,
  type ScoreKey,
  type ScoreSummary,
  scoreServiceName,
  type WithoutExcluded,
} from "../run.ts";
import type { ListedRun } from "../runStore.ts";
import { errorsAsZero } from "../scores/errorsAsZero.ts";
import { scoreJson } from "../text/csvText.ts";

/** The list envelope: `data`, `pagination`, `sort`. */
export function toServicePage<T>(
  data: readonly T[],
  page: number,
  pageSize: number,
  total: number,
  sort: string | null,
) {
  return {
    data,
    pagination: {
      page,
      page_size: pageSize,
      current_page_size: data.length,
      total_pages: Math.ceil(total / pageSize),
      total_results: total,
    },
    ...(sort === null ? {} : { sort }),
  };
}

/** Statistics that a list has of each score; other aggregate fields need the run in full. */
const SUMMARY_FIELDS: readonly string[] = ["nan_count", "mean", "min", "max", "std_dev"];

/** Whether `aggregate_fields` name what only a run in full has. */
export function needsAggregates(fields: readonly string[] | null): boolean {
  return fields?.some((field) => !SUMMARY_FIELDS.includes(field.trim())) === true;
}

/**
 * A score with only the fields named (section 4): name and count always stay, and the metric, which tells scores of one
 * name apart. What a score does not have is left out.
 */
function projected<T extends { readonly name: string; readonly count: number }>(
  score: T,
  fields: readonly string[] | null,
): Partial<T> & Pick<T, "name" | "count"> {
  if (fields === null) return score;
  const kept = new Set(["name", "metric", "count", ...fields.map((field) => field.trim())]);
  const entries = Object.entries(score).filter(([key]) => kept.has(key));
  return { ...(Object.fromEntries(entries) as Partial<T>), name: score.name, count: score.count };
}

/**
 * A run as the service lists results, with what only a local store knows beside it. `aggregateFields` as the service's
 * parameter: only these of each score; `null`: all that are known.
 */
export function toServiceResult(run: ListedRun | Run, aggregateFields: readonly string[] | null = null) {
  const primary = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  return {
    id: run.id,
    name: run.name,
    ...(run.metric === null ? {} : { metric: run.metric }),
    ...(run.dataset === null ? {} : { dataset: run.dataset }),
    ...(run.model === null ? {} : { model: run.model }),
    labels: run.labels,
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    source: run.source,
    status: run.status,
    starred: run.starred,
    tags: run.tags,
    note: run.note,
    ...(Object.keys(run.asImported).length === 0 ? {} : { as_imported: run.asImported }),
    format: run.format,
    rows: run.rows,
    items: run.items,
    duplicates: run.duplicates,
    errored_rows: run.erroredRows,
    skipped_lines: run.skippedLines,
    excluded_rows: run.rowMarks?.excluded ?? 0,
    noted_rows: run.rowMarks?.noted ?? 0,
    ...("withoutExcluded" in run && run.withoutExcluded !== undefined
      ? { without_excluded: toServiceWithout(run.withoutExcluded, aggregateFields) }
      : toListedWithout(run, aggregateFields)),
    primary_score: primary === undefined ? null : scoreServiceName(primary, run.scores),
    ...("baseline" in run && run.baseline !== undefined ? { baseline: toServiceMark(run.baseline) } : {}),
    scores: run.scores.map((score) =>
      projected(
        "percentiles" in score ? toServiceAggregate(score) : toServiceSummary(score),
        aggregateFields,
      ),
    ),
  };
}

/** As far as a list knows them; nothing where no row is excluded or the numbers were not kept. */
function toListedWithout(run: ListedRun, aggregateFields: readonly string[] | null) {
  const without = run.listedWithout;
  if (without === undefined) return {};
  return {
    without_excluded: {
      rows: without.rows,
      items: without.items,
      excluded_rows: run.rowMarks?.excluded ?? 0,
      excluded_items: run.items - without.items,
      scores: without.scores.map((score, at) =>
        projected(toServiceSummary(scoreWithout(run, at) ?? score), aggregateFields),
      ),
    },
  };
}

/** The numbers without excluded rows: the same fields, over the rows that are left. */
function toServiceWithout(without: WithoutExcluded, aggregateFields: readonly string[] | null) {
  return {
    rows: without.rows,
    items: without.items,
    excluded_rows: without.excludedRows,
    excluded_items: without.excludedItems,
    scores: without.scores.map((score) => projected(toServiceAggregate(score), aggregateFields)),
  };
}

function toServiceMark(mark: BaselineMark) {
  if (mark.kind === "self") return { is_baseline: true };
  if (mark.kind === "none") return { not_comparable: mark.reason };
  const delta = ({ delta, noise, isWithinNoise }: UnpairedDelta) => ({
    delta,
    unpaired_noise: noise,
    within_noise: isWithinNoise,
  });
  return {
    id: mark.id,
    name: mark.name,
    score: mark.score,
    ...delta(mark.scored),
    ...(mark.withErrors === undefined ? {} : { errors_as_zero: delta(mark.withErrors) }),
  };
}

/** A mean with errored rows counted, where any row failed. */
function toServiceCounted(score: ScoreSummary) {
  const counted = errorsAsZero(score);
  if (counted === null) return {};
  if (counted.kind === "off") return { errors_as_zero: { not_estimable: counted.reason } };
  const { value, mean, standardError, items, rows } = counted;
  return {
    errors_as_zero: {
      error_value: value,
      errored_rows: rows,
      items,
      item_mean: mean,
      standard_error: standardError,
    },
  };
}

function toServiceSummary(score: ScoreSummary) {
  return {
    name: score.name,
    ...(score.metric === null ? {} : { metric: score.metric }),
    count: score.count,
    nan_count: score.nanCount,
    mean: score.mean,
    std_dev: score.stdDev,
    min: score.min,
    max: score.max,
    scored_items: score.scoredItems,
    item_mean: score.itemMean,
    standard_error: score.standardError,
    higher_is_better: score.higherIsBetter,
    ...toServiceCounted(score),
    ...(score.contract === undefined ? {} : { contract: score.contract }),
  };
}

function toServiceAggregate(score: ScoreAggregate) {
  const common = {
    ...toServiceSummary(score),
    score_type: score.scoreType,
    sum: score.sum,
    variance: score.variance,
    infinite_count: score.infiniteCount,
    missing_count: score.missingCount,
    error_count: score.errorCount,
    percentiles: score.percentiles,
    histogram: {
      bins: score.histogram.map(({ lower, upper, count }) => ({
        lower_bound: lower,
        upper_bound: upper,
        count,
      })),
    },
  };
  if (score.scoreType === "range") return common;
  return { ...common, rubric_distribution: score.rubric, mode_category: score.modeCategory };
}

/** The scores of a row by their names; a missing one is left out. */
export function toServiceScores(own: readonly RowScore[], scores: readonly ScoreKey[]) {
  return Object.fromEntries(
    own.flatMap((score) => {
      const value = scoreJson(score);
      return value === undefined ? [] : [[scoreServiceName(score, scores), value]];
    }),
  );
}

/** What of a row is printed. `index` and `trial` are `null` where they are not known, as of a row that was not pulled. */
type PrintedRow = Omit<RowDetail, "index" | "trial" | "source"> & {
  readonly index: number | null;
  readonly trial: number | null;
};

/** A row of a run. Scores by label; a missing score is left out, NaN is the string `NaN` as in the service. */
export function toServiceRow(row: PrintedRow, scores: readonly ScoreKey[]) {
  return {
    row_index: row.index,
    digest: row.digest,
    trial: row.trial,
    item: row.item,
    output: row.output,
    expected: row.expected,
    scores: toServiceScores(row.scores, scores),
    error: row.error,
    excluded: row.exclusion !== undefined,
    exclusion_reason: row.exclusion ?? null,
    note: row.note ?? null,
  };
}
