// What only a service that knows evaluations can be asked: their runs, what a run is made of, and single predictions.

/** An evaluation that a person named: all of its versions where no digest is given. */
export interface EvaluationName {
  /** `entity/project`. */
  readonly project: string;
  readonly name: string;
  readonly digest: string | null;
}

/** A run that was found, with what tells it from others. */
export interface FoundRun {
  readonly workspace: string;
  readonly id: string;
  /** As people named it, else its model; `""` where neither is known. */
  readonly name: string;
  /** ISO 8601 in UTC; `""` where the service does not tell. */
  readonly startedAt: string;
  readonly isOver: boolean;
  /** Whether the service's own list has it. */
  readonly isListed: boolean;
}

/** An object that a run is made of. */
export interface RunObject {
  readonly kind: "evaluation" | "dataset" | "model" | "scorer";
  /** The service's ref of one version. */
  readonly ref: string;
}

export interface EvaluationSource {
  /** Runs of an evaluation, newest first, also those that the list leaves out. Fails as notFound without such an evaluation. */
  runsOf(evaluation: EvaluationName, signal: AbortSignal): Promise<readonly FoundRun[]>;
  /** In the order of `RunObject`'s kinds. */
  objectsOf(workspace: string, id: string, signal: AbortSignal): Promise<readonly RunObject[]>;
  /** For good. One that is gone already counts as removed. */
  removePredictions(workspace: string, ids: readonly string[], signal: AbortSignal): Promise<void>;
}
