// Weave's evaluation routes that read or delete, as functions: what is sent, and what comes back in its checked shape.
// Source: Weave evaluation API, sections 2 to 6.
import type { GenericSchema, InferOutput } from "valibot";
import type { JsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import { Problem } from "../../core/problem.ts";
import { urlBelow } from "../../core/services/connection.ts";
import { checked } from "../checked.ts";
import type { HttpClient, HttpRequest } from "../http.ts";
import { jsonLines } from "../jsonLines.ts";
import { badResponse } from "../sourceProblem.ts";
import { type ResultsWire, resultsWire } from "./resultsWire.ts";
import {
  deletedWire,
  type EvaluationWire,
  evaluationWire,
  type PredictionWire,
  predictionWire,
  type RunWire,
  runWire,
  type ScorerWire,
  type ScoreWire,
  scorerWire,
  scoreWire,
} from "./wire.ts";

/** Lists have no cursor: pages of so many are read until a short one. */
const LIST_PAGE = 1_000;
/** More than any project has: a service that ignores `offset` must not be read for ever. */
const MAX_LIST_PAGES = 1_000;
/** The service takes a thousand at once, but addresses of so many are longer than what stands before it may take. */
const MAX_DELETED = 100;

export interface RunFilter {
  /** Refs, exact. */
  readonly evaluations?: readonly string[];
  readonly models?: readonly string[];
  readonly ids?: readonly string[];
}

/** A page of results with its text: numbers stand there as they were written. */
export interface ResultsAnswer {
  readonly text: string;
  readonly wire: ResultsWire;
}

export class WeaveClient {
  constructor(
    private readonly http: HttpClient,
    private readonly connection: { readonly name: string; readonly baseUrl: string },
  ) {}

  /**
   * Every run that the list gives, oldest first. Filters are sent and tested here too: a version that does not know them
   * leaves them out without a word.
   */
  async runs(project: string, filter: RunFilter, signal: AbortSignal): Promise<readonly RunWire[]> {
    const { evaluations = [], models = [], ids = [] } = filter;
    const found = await this.lines(
      this.url(project, "evaluation_runs"),
      [
        ...repeated("evaluations", evaluations),
        ...repeated("models", models),
        ...repeated("evaluation_run_ids", ids),
      ],
      runWire,
      `list runs of ${project}`,
      signal,
    );
    return found.filter(
      (run) =>
        isIn(evaluations, run.evaluation) && isIn(models, run.model) && isIn(ids, run.evaluation_run_id),
    );
  }

  /** Any call of the project is answered, also one that is no run. */
  run(project: string, id: string, signal: AbortSignal): Promise<RunWire> {
    return this.one(this.url(project, "evaluation_runs", id), runWire, `open the run ${id}`, signal);
  }

  async removeRuns(project: string, ids: readonly string[], signal: AbortSignal): Promise<void> {
    await this.remove(project, "evaluation_runs", "evaluation_run_ids", ids, signal);
  }

  async results(project: string, body: JsonObject, signal: AbortSignal): Promise<ResultsAnswer> {
    const doing = "read rows";
    const url = this.url(project, "eval_results", "query");
    const bytes = await this.http.bytes({ method: "POST", url, body, isSafe: true, doing }, signal);
    const text = new TextDecoder().decode(bytes);
    return { text, wire: this.checked(resultsWire, this.parsed(text, doing), doing) };
  }

  predictions(project: string, runId: string, signal: AbortSignal): Promise<readonly PredictionWire[]> {
    return this.ofRun(project, "predictions", runId, predictionWire, signal);
  }

  prediction(project: string, id: string, signal: AbortSignal): Promise<PredictionWire> {
    return this.one(
      this.url(project, "predictions", id),
      predictionWire,
      `open the prediction ${id}`,
      signal,
    );
  }

  async removePredictions(project: string, ids: readonly string[], signal: AbortSignal): Promise<void> {
    await this.remove(project, "predictions", "prediction_ids", ids, signal);
  }

  scores(project: string, runId: string, signal: AbortSignal): Promise<readonly ScoreWire[]> {
    return this.ofRun(project, "scores", runId, scoreWire, signal);
  }

  score(project: string, id: string, signal: AbortSignal): Promise<ScoreWire> {
    return this.one(this.url(project, "scores", id), scoreWire, `open the score ${id}`, signal);
  }

  /** All of them: this list has no pages. */
  evaluations(project: string, signal: AbortSignal): Promise<readonly EvaluationWire[]> {
    const url = this.url(project, "evaluations");
    return this.stream(url, evaluationWire, `list evaluations of ${project}`, signal);
  }

  evaluation(project: string, name: string, digest: string, signal: AbortSignal): Promise<EvaluationWire> {
    const url = this.url(project, "evaluations", name, "versions", digest);
    return this.one(url, evaluationWire, `open the evaluation ${name}`, signal);
  }

  /** All of them: this list has no pages. */
  scorers(project: string, signal: AbortSignal): Promise<readonly ScorerWire[]> {
    return this.stream(this.url(project, "scorers"), scorerWire, `list scorers of ${project}`, signal);
  }

  scorer(project: string, name: string, digest: string, signal: AbortSignal): Promise<ScorerWire> {
    const url = this.url(project, "scorers", name, "versions", digest);
    return this.one(url, scorerWire, `open the scorer ${name}`, signal);
  }

  private ofRun<T extends GenericSchema>(
    project: string,
    kind: "predictions" | "scores",
    runId: string,
    schema: T,
    signal: AbortSignal,
  ): Promise<readonly InferOutput<T>[]> {
    const parameters = repeated("evaluation_run_id", [runId]);
    return this.lines(this.url(project, kind), parameters, schema, `list ${kind} of ${runId}`, signal);
  }

  private async remove(
    project: string,
    kind: string,
    parameter: string,
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<void> {
    for (let from = 0; from < ids.length; from += MAX_DELETED) {
      const query = repeated(parameter, ids.slice(from, from + MAX_DELETED));
      const url = `${this.url(project, kind)}?${queryText(query)}`;
      await this.one(url, deletedWire, `delete ${kind.replace("_", " ")}`, signal, "DELETE");
    }
  }

  private async one<T extends GenericSchema>(
    url: string,
    schema: T,
    doing: string,
    signal: AbortSignal,
    method: HttpRequest["method"] = "GET",
  ): Promise<InferOutput<T>> {
    return this.checked(schema, await this.http.json({ method, url, doing }, signal), doing);
  }

  /** All pages of a list of JSON lines. */
  private async lines<T extends GenericSchema>(
    url: string,
    parameters: readonly Parameter[],
    schema: T,
    doing: string,
    signal: AbortSignal,
  ): Promise<readonly InferOutput<T>[]> {
    const all: InferOutput<T>[] = [];
    for (let page = 0; page < MAX_LIST_PAGES; page++) {
      const own = [
        ...parameters,
        ...repeated("limit", [String(LIST_PAGE)]),
        ...repeated("offset", [String(page * LIST_PAGE)]),
      ];
      const found = await this.stream(`${url}?${queryText(own)}`, schema, doing, signal);
      all.push(...found);
      // A version without `limit` gives more than asked for: all there is.
      if (found.length !== LIST_PAGE) return all;
    }
    throw badResponse({ doing, service: this.connection.name }, "sends page after page without an end");
  }

  private async stream<T extends GenericSchema>(
    url: string,
    schema: T,
    doing: string,
    signal: AbortSignal,
  ): Promise<readonly InferOutput<T>[]> {
    const accept = "application/jsonl, application/json";
    const found: InferOutput<T>[] = [];
    for await (const { value } of jsonLines(this.http.stream({ method: "GET", url, accept, doing }, signal)))
      found.push(this.checked(schema, value, doing));
    return found;
  }

  private url(project: string, ...parts: readonly string[]): string {
    const path = ["v2", ...project.split("/"), ...parts];
    const climbing = path.find((part) => /^\.{0,2}$/.test(part));
    if (climbing !== undefined)
      throw new Problem("badInput", `${JSON.stringify(climbing)} can't be the name of a run or a project.`);
    return urlBelow(this.connection.baseUrl, `/${path.map(encodeURIComponent).join("/")}`);
  }

  private parsed(text: string, doing: string): unknown {
    try {
      return parseTolerant(text);
    } catch {
      throw badResponse(
        { doing, service: this.connection.name },
        `answered with something other than JSON: ${text.slice(0, 80)}`,
      );
    }
  }

  private checked<T extends GenericSchema>(schema: T, answer: unknown, doing: string): InferOutput<T> {
    return checked(schema, answer, { doing, service: this.connection.name });
  }
}

type Parameter = readonly [string, string];

function repeated(name: string, values: readonly string[]): readonly Parameter[] {
  return values.map((value) => [name, value] as const);
}

function queryText(parameters: readonly Parameter[]): string {
  return parameters.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
}

function isIn(wanted: readonly string[], value: string): boolean {
  return wanted.length === 0 || wanted.includes(value);
}
