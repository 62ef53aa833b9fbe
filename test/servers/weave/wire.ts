// What the test server keeps in the service's own members. Source: Weave evaluation API, sections 3 to 5.
import type { StoredEvaluation, StoredRun } from "./stored.ts";

export function runWire(run: StoredRun): object {
  return {
    evaluation_run_id: run.id,
    evaluation: run.evaluation,
    model: run.model,
    status: run.status,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    summary: run.summary,
    source_evaluation_run_id: null,
  };
}

/** Calls of the ordinary SDK have their arguments elsewhere. */
export function predictionWire(run: StoredRun, trial: StoredRun["trials"][number]) {
  return {
    prediction_id: trial.predictId,
    model: run.model,
    inputs: run.evaluation === "" ? {} : (JSON.parse(trial.row) as object),
    output: trial.output,
    evaluation_run_id: run.id,
    wb_user_id: null,
  };
}

export function scoresOf(runs: readonly StoredRun[], runId: string | null): readonly object[] {
  return runs
    .filter((run) => runId === null || run.id === runId)
    .flatMap((run) =>
      run.trials.flatMap((trial) =>
        Object.entries(trial.scores).map(([scorer, value]) => ({
          score_id: `${trial.id}-${scorer}`,
          scorer: `weave:///${run.project}/object/${scorer}:v0`,
          // A null that was stored reads back as a number.
          value: value ?? 0.0,
          evaluation_run_id: run.id,
          wb_user_id: null,
        })),
      ),
    );
}

export function evaluationWire({ project, name, digest, dataset, scorers }: StoredEvaluation) {
  return {
    object_id: name,
    digest,
    version_index: 0,
    created_at: "2026-01-02T03:04:05.678000Z",
    name,
    dataset,
    scorers: scorers.map((scorer) => `weave:///${project}/object/${scorer}:v0`),
    trials: 1,
    description: null,
    evaluation_name: null,
    evaluate_op: null,
    predict_and_score_op: null,
    summarize_op: null,
  };
}

export function scorerWire(name: string) {
  return {
    object_id: name,
    digest: "v0",
    version_index: 0,
    created_at: "2026-01-02T03:04:05Z",
    name,
    score_op: `weave:///e/p/op/${name}.score:v0`,
    description: null,
  };
}
