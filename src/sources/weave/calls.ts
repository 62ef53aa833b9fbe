// Calls of `Evaluation.evaluate` by the evaluation they are of: the service's older query, which finds the runs that the
// ordinary SDK makes. Source: the trace server's published interface, `POST /calls/stream_query`.
import * as v from "valibot";
import { type Connection, urlBelow } from "../../core/services/connection.ts";
import { checked } from "../checked.ts";
import type { HttpClient } from "../http.ts";
import { jsonLines } from "../jsonLines.ts";
import { SourceProblem } from "../sourceProblem.ts";

const text = v.nullish(v.string(), null);

const callWire = v.looseObject({
  id: v.pipe(v.string(), v.nonEmpty()),
  op_name: text,
  display_name: text,
  started_at: text,
  ended_at: text,
  inputs: v.nullish(v.record(v.string(), v.unknown()), {}),
});
export type CallWire = v.InferOutput<typeof callWire>;

/** The newest so many: nobody picks from more. */
const MOST_CALLS = 1_000;

/** Those whose evaluation is one of the refs, newest first. None where the service does not know the query. */
export async function evaluationCalls(
  { http, connection }: { readonly http: HttpClient; readonly connection: Connection },
  project: string,
  refs: readonly string[],
  signal: AbortSignal,
): Promise<readonly CallWire[]> {
  const doing = `find runs in ${project}`;
  const body = {
    project_id: project,
    filter: { op_names: [`weave:///${project}/op/Evaluation.evaluate:*`], input_refs: refs },
    sort_by: [{ field: "started_at", direction: "desc" }],
    columns: ["id", "op_name", "display_name", "started_at", "ended_at", "inputs"],
    limit: MOST_CALLS,
  };
  const url = urlBelow(connection.baseUrl, "/calls/stream_query");
  const found: CallWire[] = [];
  try {
    const accept = "application/jsonl, application/json";
    const answer = http.stream({ method: "POST", url, body, isSafe: true, accept, doing }, signal);
    for await (const { value } of jsonLines(answer))
      found.push(checked(callWire, value, { doing, service: connection.name }));
  } catch (error) {
    if (error instanceof SourceProblem && error.code === "notFound") return [];
    throw error;
  }
  // A version that does not know a filter leaves it out without a word.
  return found.filter(({ op_name, inputs }) => isEvaluate(op_name) && refs.includes(evaluationOf(inputs)));
}

function isEvaluate(opName: string | null): boolean {
  return /(?:^|\/op\/)Evaluation\.evaluate(?::|$)/.test(opName ?? "");
}

/** The Python SDK calls it `self`, the TypeScript one `this`. */
function evaluationOf(inputs: CallWire["inputs"]): string {
  const ref = inputs.self ?? inputs.this;
  return typeof ref === "string" ? ref : "";
}
