// The service's older query of calls, as far as evaluations are found by it: their roots by op and by the refs among their
// inputs. Source: the trace server's published interface, `POST /calls/stream_query`.
import type { StoredRun } from "./stored.ts";

export interface CallsBody {
  readonly project_id: string;
  readonly filter?: { readonly op_names?: readonly string[]; readonly input_refs?: readonly string[] } | null;
  readonly sort_by?: readonly { readonly field: string; readonly direction: "asc" | "desc" }[] | null;
  readonly limit?: number | null;
}

/** JSON lines of the roots; calls below them are left out, as no evaluation's op is theirs. */
export function callsAnswer(
  runs: readonly StoredRun[],
  { project_id, filter, sort_by, limit }: CallsBody,
): string {
  const op = `weave:///${project_id}/op/Evaluation.evaluate`;
  const fits = (run: StoredRun): boolean =>
    run.project === project_id &&
    (!filter?.op_names || filter.op_names.includes(`${op}:*`)) &&
    (!filter?.input_refs ||
      [run.evaluationRef, run.modelRef].some((ref) => ref !== null && filter.input_refs?.includes(ref)));
  const isDown = sort_by?.[0]?.direction === "desc";
  const found = runs
    .filter(fits)
    .sort((a, b) => ((a.startedAt ?? "") < (b.startedAt ?? "") === isDown ? 1 : -1))
    .slice(0, limit ?? undefined);
  return found.map((run) => `${JSON.stringify(callWire(run, op))}\n`).join("");
}

function callWire(run: StoredRun, op: string): object {
  return {
    id: run.id,
    project_id: run.project,
    op_name: `${op}:OpDigest01`,
    display_name: run.displayName,
    trace_id: `trace-${run.id}`,
    parent_id: null,
    started_at: run.startedAt,
    ended_at: run.finishedAt,
    inputs: { self: run.evaluationRef, model: run.modelRef },
  };
}
