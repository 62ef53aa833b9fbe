// What is known of a project's runs beside the list: their summaries and the evaluations they are of. What can't change any more
// is asked for once.
import { weaveRef } from "../../core/services/weaveAddress.ts";
import { NEVER } from "../../util/never.ts";
import { SourceProblem } from "../sourceProblem.ts";
import type { WeaveClient } from "./client.ts";
import { evaluationRef, type RunParts } from "./map.ts";
import type { EvalSummaryWire } from "./resultsWire.ts";
import type { EvaluationWire, RunWire } from "./wire.ts";

/** Runs whose summary is asked for at once: the service walks all of their trials. */
const SUMMARIES_AT_ONCE = 25;
/** Kept of a project; a list of more asks again. */
const KEPT = 5_000;

export class RunBook {
  /** By project and run; `null`: the service counts no trial. */
  private readonly summaries = new Map<string, EvalSummaryWire | null>();
  private readonly evaluations = new Map<string, Promise<EvaluationWire | null>>();

  constructor(private readonly client: WeaveClient) {}

  /** All that is known of runs, in their order. */
  async parts(project: string, runs: readonly RunWire[], signal: AbortSignal): Promise<readonly RunParts[]> {
    const fresh = await this.askedSummaries(project, runs, signal);
    return Promise.all(
      runs.map(async (run): Promise<RunParts> => {
        const key = keyOf(project, run.evaluation_run_id);
        const summary = fresh.get(key) ?? this.summaries.get(key) ?? null;
        return { run, summary, evaluation: await this.evaluation(evaluationRef({ run, summary })) };
      }),
    );
  }

  forget(project: string, id: string): void {
    this.summaries.delete(keyOf(project, id));
  }

  private async askedSummaries(project: string, runs: readonly RunWire[], signal: AbortSignal) {
    const found = new Map<string, EvalSummaryWire | null>();
    const missing = runs.filter((run) => !this.summaries.has(keyOf(project, run.evaluation_run_id)));
    const parts: RunWire[][] = [];
    for (let from = 0; from < missing.length; from += SUMMARIES_AT_ONCE)
      parts.push(missing.slice(from, from + SUMMARIES_AT_ONCE));
    await Promise.all(
      parts.map(async (part) => {
        const { wire } = await this.client.results(
          project,
          {
            evaluation_call_ids: part.map((run) => run.evaluation_run_id),
            include_rows: false,
            include_summary: true,
            require_intersection: false,
            summary_require_intersection: false,
          },
          signal,
        );
        for (const run of part) {
          const id = run.evaluation_run_id;
          const summary = wire.summary?.evaluations?.find((one) => one.evaluation_call_id === id) ?? null;
          found.set(keyOf(project, id), summary);
          if (run.finished_at !== null && this.summaries.size < KEPT)
            this.summaries.set(keyOf(project, id), summary);
        }
      }),
    );
    return found;
  }

  /** A version of an object never changes. One that is deleted or closed only leaves the dataset's name unknown. */
  private evaluation(ref: string): Promise<EvaluationWire | null> {
    const known = this.evaluations.get(ref);
    if (known !== undefined) return known;
    const named = weaveRef(ref);
    if (named?.kind !== "object" || named.digest === null) return Promise.resolve(null);
    // Shared by all who ask, so that none of them can give it up.
    const asked = this.client
      .evaluation(named.project, named.name, named.digest, NEVER)
      .catch((error: unknown) => {
        if (error instanceof SourceProblem && (error.code === "notFound" || error.code === "forbidden"))
          return null;
        this.evaluations.delete(ref);
        throw error;
      });
    if (this.evaluations.size < KEPT) this.evaluations.set(ref, asked);
    return asked;
  }
}

function keyOf(project: string, id: string): string {
  return `${project}/${id}`;
}
