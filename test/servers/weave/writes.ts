// What can be made on the Weave test server: runs, predictions in them, scores of those. As with the service, scores reach a
// trial only when its prediction is finished. Source: Weave evaluation API, sections 3 and 6.
import { inlineDigest, type StoredRun, type StoredTrial } from "./stored.ts";

/** A prediction that is not finished. */
interface Open {
  readonly run: string;
  readonly trial: StoredTrial;
}

export interface Runs {
  runs: StoredRun[];
}

/** 422: a member that must be there. */
export class MissingMember extends Error {
  constructor(readonly member: string) {
    super(`Field required: ${member}`);
  }
}

export class Writes {
  private made = 0;
  private readonly open = new Map<string, Open>();

  constructor(private readonly kept: Runs) {}

  /** The answer to a POST; `null` where there is no such route or thing. */
  answer(project: string, path: readonly string[], body: Readonly<Record<string, unknown>>): object | null {
    const [kind, id, action] = path;
    if (kind === "evaluation_runs" && id === undefined) return this.newRun(project, body);
    if (kind === "evaluation_runs" && action === "finish") return this.finishRun(id ?? "", body);
    if (kind === "predictions" && id === undefined) return this.newPrediction(body);
    if (kind === "predictions" && action === "finish") return this.finishPrediction(id ?? "");
    return kind === "scores" && id === undefined ? this.newScore(body) : null;
  }

  private newRun(project: string, body: Readonly<Record<string, unknown>>): object {
    const id = this.newId("run");
    const [evaluation, model] = [textAt(body, "evaluation"), textAt(body, "model")];
    this.kept.runs.push({
      id,
      project,
      evaluation,
      model,
      evaluationRef: evaluation,
      modelRef: model,
      status: "running",
      startedAt: `2026-03-01T00:00:00.${String(this.made).padStart(6, "0")}Z`,
      finishedAt: null,
      displayName: null,
      summary: null,
      trials: [],
    });
    return { evaluation_run_id: id };
  }

  private finishRun(id: string, { summary }: Readonly<Record<string, unknown>>): object | null {
    const found = this.change(id, (run) => ({
      ...run,
      status: "completed",
      finishedAt: "2026-03-01T01:00:00.000000Z",
      summary: (summary ?? run.summary) as object | null,
    }));
    return found ? { success: true } : null;
  }

  private newPrediction(body: Readonly<Record<string, unknown>>): object {
    textAt(body, "model");
    if (body.inputs === undefined) throw new MissingMember("inputs");
    const predictId = this.newId("predict");
    const row = JSON.stringify(body.inputs);
    const trial: StoredTrial = {
      id: this.newId("trial"),
      predictId,
      digest: inlineDigest(row),
      row,
      ref: null,
      output: body.output ?? null,
      scores: {},
      latency: null,
      tokens: null,
      cost: null,
    };
    this.open.set(predictId, { run: String(body.evaluation_run_id ?? ""), trial });
    return { prediction_id: predictId };
  }

  private newScore(body: Readonly<Record<string, unknown>>): object | null {
    const id = textAt(body, "prediction_id");
    const name = /\/object\/([^:/]+)/.exec(textAt(body, "scorer"))?.[1] ?? "";
    const open = this.open.get(id);
    if (open === undefined) return null;
    const scores = { ...open.trial.scores, [name]: body.value };
    this.open.set(id, { ...open, trial: { ...open.trial, scores } });
    return { score_id: `${open.trial.id}-${name}` };
  }

  private finishPrediction(id: string): object | null {
    const open = this.open.get(id);
    if (open === undefined) return null;
    this.change(open.run, (run) => ({ ...run, trials: [...run.trials, open.trial] }));
    this.open.delete(id);
    return { success: true };
  }

  private change(id: string, change: (run: StoredRun) => StoredRun): boolean {
    const isThere = this.kept.runs.some((run) => run.id === id);
    this.kept.runs = this.kept.runs.map((run) => (run.id === id ? change(run) : run));
    return isThere;
  }

  private newId(kind: string): string {
    return `0194-made-${kind}-${++this.made}`;
  }
}

function textAt(body: Readonly<Record<string, unknown>>, member: string): string {
  const text = body[member];
  if (typeof text !== "string") throw new MissingMember(member);
  return text;
}
