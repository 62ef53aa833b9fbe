// What Weave knows of evaluations: the runs of one, the objects of a run, and predictions to delete.
import { Problem } from "../../core/problem.ts";
import type { Connection } from "../../core/services/connection.ts";
import type {
  EvaluationName,
  EvaluationSource,
  FoundRun,
  RunObject,
} from "../../core/services/evaluationSource.ts";
import { weaveRef } from "../../core/services/weaveAddress.ts";
import type { HttpClient } from "../http.ts";
import { type CallWire, evaluationCalls } from "./calls.ts";
import type { WeaveClient } from "./client.ts";
import { evaluationRef, modelRef, utc } from "./map.ts";
import type { RunBook } from "./runBook.ts";
import type { RunWire } from "./wire.ts";

export interface EvaluationParts {
  readonly http: HttpClient;
  readonly connection: Connection;
  readonly client: WeaveClient;
  readonly book: RunBook;
}

export function evaluationSource(parts: EvaluationParts): EvaluationSource {
  const { client, book } = parts;
  return {
    runsOf: (evaluation, signal) => runsOf(parts, evaluation, signal),
    objectsOf: async (workspace, id, signal) => {
      const run = await client.run(workspace, id, signal);
      const [known] = await book.parts(workspace, [run], signal);
      const facts = known ?? { run, summary: null, evaluation: null };
      const objects: readonly RunObject[] = [
        { kind: "evaluation", ref: evaluationRef(facts) },
        { kind: "dataset", ref: facts.evaluation?.dataset ?? "" },
        { kind: "model", ref: modelRef(facts) },
        ...(facts.evaluation?.scorers ?? []).map((ref) => ({ kind: "scorer", ref }) as const),
      ];
      return objects.filter(({ ref }) => weaveRef(ref)?.kind === "object");
    },
    removePredictions: (workspace, ids, signal) => client.removePredictions(workspace, ids, signal),
  };
}

async function runsOf(
  parts: EvaluationParts,
  evaluation: EvaluationName,
  signal: AbortSignal,
): Promise<readonly FoundRun[]> {
  const { project } = evaluation;
  const refs = await refsOf(parts, evaluation, signal);
  const [listed, calls] = await Promise.all([
    parts.client.runs(project, { evaluations: refs }, signal),
    evaluationCalls(parts, project, refs, signal),
  ]);
  const found = new Map<string, FoundRun>();
  for (const call of calls) found.set(call.id, ofCall(project, call));
  // What both know is listed, under the name that only the call has.
  for (const run of listed) {
    const own = ofRun(project, run);
    found.set(own.id, { ...own, name: found.get(own.id)?.name || own.name });
  }
  return [...found.values()].sort((a, b) =>
    a.startedAt < b.startedAt ? 1 : a.startedAt > b.startedAt ? -1 : 0,
  );
}

/** The refs of the version named, or of all versions. */
async function refsOf(
  { client, connection }: EvaluationParts,
  { project, name, digest }: EvaluationName,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const refTo = (version: string): string => `weave:///${project}/object/${name}:${version}`;
  if (digest !== null) return [refTo(digest)];
  const all = await client.evaluations(project, signal);
  const versions = all.filter((one) => one.object_id === name);
  if (versions.length === 0) {
    const names = [...new Set(all.map((one) => one.object_id))].slice(0, 10);
    const known = names.length === 0 ? "none" : names.join(", ");
    throw new Problem(
      "notFound",
      `${connection.name} has no evaluation ${name} in ${project}; it has ${known}.`,
    );
  }
  return versions.map((one) => refTo(one.digest));
}

function ofCall(project: string, call: CallWire): FoundRun {
  const model = call.inputs.model;
  return {
    workspace: project,
    id: call.id,
    name: call.display_name || (typeof model === "string" ? (weaveRef(model)?.name ?? "") : ""),
    startedAt: utc(call.started_at) ?? "",
    isOver: call.ended_at !== null,
    isListed: false,
  };
}

function ofRun(project: string, run: RunWire): FoundRun {
  return {
    workspace: project,
    id: run.evaluation_run_id,
    name: weaveRef(run.model)?.name ?? "",
    startedAt: utc(run.started_at) ?? "",
    isOver: run.finished_at !== null,
    isListed: true,
  };
}
