// The answer to a query for evaluation results: rows grouped by digest, and the summary over all of them.
// Source: Weave evaluation API, section 6.
import { queriedRows, type Row, type RowQuery } from "./rowQuery.ts";
import type { StoredRun, StoredTrial } from "./stored.ts";

export interface ResultsBody extends RowQuery {
  readonly evaluation_call_ids?: readonly string[] | null;
  readonly evaluation_run_ids?: readonly string[] | null;
  readonly require_intersection?: boolean;
  readonly include_raw_data_rows?: boolean;
  readonly resolve_row_refs?: boolean;
  readonly include_rows?: boolean;
  readonly include_summary?: boolean;
  readonly include_costs?: boolean;
  readonly summary_require_intersection?: boolean | null;
  readonly include_predict_and_score_children?: boolean;
  readonly limit?: number | null;
  readonly offset?: number;
}

/** Answers about single runs as they were given before: a benchmark measures who asks, not this server. */
const given = new WeakMap<StoredRun, Map<string, string>>();

/** JSON text, so that rows keep their numbers as written. */
export function resultsAnswer(
  runs: readonly StoredRun[],
  body: ResultsBody,
  failsToResolve: boolean,
): string {
  const ids = [...(body.evaluation_call_ids ?? []), ...(body.evaluation_run_ids ?? [])];
  const only = ids.length === 1 ? runs.find(({ id }) => id === ids[0]) : undefined;
  if (only === undefined) return freshAnswer(runs, body, failsToResolve);
  const answers = given.get(only) ?? new Map<string, string>();
  given.set(only, answers);
  const key = JSON.stringify([body, failsToResolve]);
  const known = answers.get(key) ?? freshAnswer(runs, body, failsToResolve);
  answers.set(key, known);
  return known;
}

function freshAnswer(runs: readonly StoredRun[], body: ResultsBody, failsToResolve: boolean): string {
  const wanted = [...new Set([...(body.evaluation_call_ids ?? []), ...(body.evaluation_run_ids ?? [])])];
  const chosen = wanted.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const least = (isMet: boolean): number => (isMet && wanted.length > 1 ? wanted.length : 1);
  const rows = queriedRows(rowsOf(chosen, least(body.require_intersection === true)), chosen.length, body);
  const summarised = rowsOf(
    chosen,
    least(body.summary_require_intersection ?? body.require_intersection === true),
  );
  const isResolved = body.resolve_row_refs === true && !failsToResolve;
  const warnings =
    body.resolve_row_refs === true && failsToResolve
      ? ["Failed to resolve dataset row refs; raw_data_row may contain refs"]
      : [];
  const offset = Math.max(0, body.offset ?? 0);
  const page =
    body.include_rows === false ? [] : rows.slice(offset, offset + (body.limit ?? Number.POSITIVE_INFINITY));
  const texts = page.map((row) => rowText(row, body, isResolved));
  const total = body.include_rows === false ? 0 : rows.length;
  const summary =
    body.include_summary === true
      ? { row_count: summarised.length, evaluations: chosen.flatMap((run) => summaryOf(run)) }
      : null;
  return `{"rows":[${texts.join(",")}],"total_rows":${total},"summary":${JSON.stringify(summary)},"warnings":${JSON.stringify(warnings)}}`;
}

/** Rows as they were grouped the last time: pages of ten thousand must not group them again. */
const grouped = new WeakMap<StoredRun, readonly Row[]>();

function rowsOf(runs: readonly StoredRun[], least: number): readonly Row[] {
  const [only] = runs;
  const known = only !== undefined && runs.length === 1 ? grouped.get(only) : undefined;
  if (known !== undefined) return known.length > 0 && least > 1 ? [] : known;
  const byDigest = new Map<string, Row>();
  for (const run of runs)
    for (const trial of run.trials) {
      const row = byDigest.get(trial.digest) ?? { digest: trial.digest, byRun: new Map() };
      byDigest.set(trial.digest, row);
      row.byRun.set(run.id, [...(row.byRun.get(run.id) ?? []), trial]);
    }
  const rows = [...byDigest.values()].sort((a, b) => (a.digest < b.digest ? -1 : 1));
  if (only !== undefined && runs.length === 1) grouped.set(only, rows);
  return rows.filter(({ byRun }) => byRun.size >= least);
}

function rowText(row: Row, body: ResultsBody, isResolved: boolean): string {
  // Neither evaluations nor trials have an order: the last stored comes first here.
  const evaluations = [...row.byRun].reverse().map(([id, trials]) => {
    const texts = [...trials].reverse().map((trial) => trialText(trial, body));
    return `{"evaluation_call_id":${JSON.stringify(id)},"trials":[${texts.join(",")}]}`;
  });
  const [trial] = [...row.byRun.values()].flat();
  const input =
    body.include_raw_data_rows !== true || trial === undefined
      ? "null"
      : trial.ref !== null && !isResolved
        ? JSON.stringify(trial.ref)
        : trial.row;
  return `{"row_digest":${JSON.stringify(row.digest)},"raw_data_row":${input},"evaluations":[${evaluations.join(",")}]}`;
}

function trialText(trial: StoredTrial, body: ResultsBody): string {
  const hasChildren = body.include_predict_and_score_children !== false;
  return JSON.stringify({
    predict_and_score_call_id: trial.id,
    predict_call_id: hasChildren ? trial.predictId : null,
    model_output: trial.output,
    scores: trial.scores,
    model_latency_seconds: trial.latency,
    total_tokens: trial.tokens,
    total_cost: body.include_costs === true ? trial.cost : null,
    scorer_call_ids: Object.fromEntries(
      hasChildren ? Object.keys(trial.scores).map((key) => [key, `${trial.id}-${key}`]) : [],
    ),
    genai_span_ref: null,
  });
}

interface Leaf {
  readonly scorer_key: string;
  readonly path: string | null;
  readonly value_type: string;
  trial_count: number;
  numeric_count: number;
  numeric_mean: number | null;
  pass_true_count: number;
  pass_known_count: number;
}

/** Absent where no trial counts. */
function summaryOf(run: StoredRun): readonly object[] {
  if (run.trials.length === 0) return [];
  const leaves = new Map<string, Leaf>();
  for (const { scores } of run.trials)
    for (const [key, value] of Object.entries(scores)) walk(leaves, key, [], value);
  return [
    {
      evaluation_call_id: run.id,
      trial_count: run.trials.length,
      scorer_stats: [...leaves.values()].map((leaf) => ({
        ...leaf,
        pass_rate: leaf.pass_known_count === 0 ? null : leaf.pass_true_count / leaf.pass_known_count,
        pass_signal_coverage: leaf.pass_known_count / leaf.trial_count,
      })),
      evaluation_ref: run.evaluationRef,
      model_ref: run.modelRef,
      display_name: run.displayName,
      trace_id: run.id,
      started_at: run.startedAt?.replace("Z", "+00:00") ?? null,
      predict_total_tokens: run.trials.reduce((sum, { tokens }) => sum + (tokens ?? 0), 0),
      predict_total_cost: null,
    },
  ];
}

function walk(leaves: Map<string, Leaf>, scorer: string, path: readonly string[], value: unknown): void {
  if (value === null || Array.isArray(value)) return;
  if (typeof value === "object") {
    for (const [key, one] of Object.entries(value as object)) walk(leaves, scorer, [...path, key], one);
    return;
  }
  const id = JSON.stringify([scorer, path.join(".")]);
  const type = typeof value === "boolean" ? "binary" : typeof value === "number" ? "continuous" : "text";
  const leaf = leaves.get(id) ?? {
    scorer_key: scorer,
    path: path.length === 0 ? null : path.join("."),
    value_type: type,
    trial_count: 0,
    numeric_count: 0,
    numeric_mean: null,
    pass_true_count: 0,
    pass_known_count: 0,
  };
  leaves.set(id, leaf);
  leaf.trial_count++;
  if (typeof value === "boolean") {
    leaf.pass_known_count++;
    if (value) leaf.pass_true_count++;
  } else if (typeof value === "number") {
    leaf.numeric_count++;
    leaf.numeric_mean = ((leaf.numeric_mean ?? 0) * (leaf.numeric_count - 1) + value) / leaf.numeric_count;
  }
}
