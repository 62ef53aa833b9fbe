// Predictions and scores of the Weave test server. Source: Weave evaluation API, sections 3 and 5.
import { type Answer, json, lines, reason, refusedDeletion } from "./answers.ts";
import type { StoredRun } from "./stored.ts";
import { predictionWire, scoresOf } from "./wire.ts";
import type { Runs } from "./writes.ts";

export function predictionRoute(
  kept: Runs,
  method: string,
  runsHere: readonly StoredRun[],
  id: string | undefined,
  query: URLSearchParams,
): Answer {
  const all = ofRun(runsHere, query).flatMap((run) => run.trials.map((trial) => predictionWire(run, trial)));
  if (method !== "DELETE") return oneOrLines(all, "prediction_id", "Prediction", id, query);
  const ids = query.getAll("prediction_ids");
  const refused = refusedDeletion("prediction_ids", ids);
  if (refused !== null) return refused;
  const gone = runsHere.flatMap(({ trials }) => trials.filter(({ predictId }) => ids.includes(predictId)));
  kept.runs = kept.runs.map((run) => ({
    ...run,
    trials: run.trials.filter((trial) => !gone.includes(trial)),
  }));
  return json({ num_deleted: ids.length });
}

export function scoreRoute(
  kept: Runs,
  method: string,
  runsHere: readonly StoredRun[],
  id: string | undefined,
  query: URLSearchParams,
): Answer {
  const all = scoresOf(ofRun(runsHere, query), null);
  if (method !== "DELETE") return oneOrLines(all, "score_id", "Score", id, query);
  const ids = query.getAll("score_ids");
  const refused = refusedDeletion("score_ids", ids);
  if (refused !== null) return refused;
  kept.runs = kept.runs.map((run) => ({
    ...run,
    trials: run.trials.map((trial) => ({
      ...trial,
      scores: Object.fromEntries(
        Object.entries(trial.scores).filter(([name]) => !ids.includes(`${trial.id}-${name}`)),
      ),
    })),
  }));
  return json({ num_deleted: ids.length });
}

function ofRun(runsHere: readonly StoredRun[], query: URLSearchParams): readonly StoredRun[] {
  const wanted = query.get("evaluation_run_id");
  return wanted === null ? runsHere : runsHere.filter(({ id }) => id === wanted);
}

function oneOrLines(
  all: readonly object[],
  member: string,
  kind: string,
  id: string | undefined,
  query: URLSearchParams,
): Answer {
  if (id === undefined) return lines(all, query);
  const found = all.find((one) => (one as Readonly<Record<string, unknown>>)[member] === id);
  return found === undefined ? reason(404, `${kind} ${id} not found`) : json(found);
}
