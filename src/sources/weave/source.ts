// Evaluation runs of Weave projects as a source. The service lists the oldest first, page by page and without a filter of ours,
// so lists are read whole and answered here; rows are read a page at a time.

import { type ParsedQuery, parseQuery, selectResults } from "../../core/results/parseQuery.ts";
import type { ResultQuery } from "../../core/results/resultQuery.ts";
import type { Connection } from "../../core/services/connection.ts";
import type {
  EvalSource,
  RemoteContent,
  RemotePage,
  RemoteRef,
  RemoteResult,
} from "../../core/services/evalSource.ts";
import type { EvaluationSource } from "../../core/services/evaluationSource.ts";
import { type LiveLines, type LiveQuery, type NotTheSame, notTheSame } from "../../core/services/liveRows.ts";
import { weaveRunName } from "../../core/services/weaveAddress.ts";
import { HttpClient, type HttpClientParts } from "../http.ts";
import { SourceProblem } from "../sourceProblem.ts";
import { WeaveClient } from "./client.ts";
import { evaluationSource } from "./evaluations.ts";
import { liveRows } from "./liveRows.ts";
import { toFacts, toRemoteResult } from "./map.ts";
import { PAGES_AHEAD, rowPages } from "./rowPages.ts";
import { RunBook } from "./runBook.ts";
import type { RunWire } from "./wire.ts";

type Ways = Omit<HttpClientParts, "connection">;

/** The source of one connection, over the HTTP that is handed in. */
export function weaveSource(connection: Connection, ways: Ways): EvalSource {
  const limits = { concurrency: PAGES_AHEAD, ...ways.limits };
  const http = new HttpClient({ ...ways, limits, connection });
  return new WeaveSource(connection, http, () => ways.pacing.nowMs());
}

/** A run with the project that it is in. */
interface Listed {
  readonly project: string;
  readonly run: RunWire;
}

interface Found {
  readonly runs: readonly Listed[];
  readonly notices: readonly string[];
}

class WeaveSource implements EvalSource {
  readonly evaluations: EvaluationSource;
  private readonly client: WeaveClient;
  private readonly book: RunBook;

  constructor(
    private readonly connection: Connection,
    http: HttpClient,
    private readonly nowMs: () => number,
  ) {
    const client = new WeaveClient(http, connection);
    const book = new RunBook(client);
    this.client = client;
    this.book = book;
    this.evaluations = evaluationSource({ http, connection, client, book });
  }

  async list(query: ResultQuery, signal: AbortSignal): Promise<RemotePage> {
    const parsed = parseQuery(query);
    const { runs, notices } = await this.found(signal);
    if (!isByListAlone(parsed)) {
      const { items, total } = selectResults(await this.results(runs, signal), parsed);
      return { runs: items, total, notices };
    }
    // Only the page's runs need their scores: asking for those of thousands takes the service long.
    const bare = runs.map((one) => ({ ...this.result(one), listed: one }));
    const { items, total } = selectResults(bare, parsed);
    const page = await this.results(
      items.map(({ listed }) => listed),
      signal,
    );
    return { runs: page, total, notices };
  }

  async retrieve({ workspace, name }: RemoteRef, signal: AbortSignal): Promise<RemoteResult> {
    // A result that is looked at closely is asked anew: scores may have been added after its end.
    this.book.forget(workspace, name);
    const run = await this.client.run(workspace, name, signal);
    const [result] = await this.results([{ project: workspace, run }], signal);
    return result ?? this.result({ project: workspace, run });
  }

  async open(ref: RemoteRef, signal: AbortSignal): Promise<RemoteContent> {
    const { workspace, name } = ref;
    const run = await this.client.run(workspace, name, signal);
    // Who pulls has retrieved it a moment ago: the summary of many rows takes the service long.
    const [parts] = await this.book.parts(workspace, [run], signal);
    const known = parts ?? { run, summary: null, evaluation: null };
    const result = toRemoteResult(known, this.context(workspace));
    const warnings: string[] = [];
    const task = { doing: `download the rows of ${result.name}`, service: this.connection.name };
    return {
      result,
      formatId: "weave-rows",
      roles: null,
      fileName: `${name}.weave.jsonl`,
      // Asked for when all rows were read: only then it is known what the service warned of.
      get facts() {
        return toFacts(result, warnings);
      },
      companion:
        known.summary === null
          ? null
          : {
              fileName: `${name}.summary.json`,
              bytes: new TextEncoder().encode(JSON.stringify(known.summary)),
            },
      expectedRows: known.summary?.trial_count ?? null,
      rows: (rowsSignal) =>
        rowPages({
          runId: name,
          query: (body) => this.client.results(workspace, body, rowsSignal),
          warn: (warning) => warnings.push(warning),
          task,
        }),
    };
  }

  async rowPage(
    { workspace, name }: RemoteRef,
    query: LiveQuery,
    signal: AbortSignal,
  ): Promise<LiveLines | NotTheSame> {
    const run = await this.client.run(workspace, name, signal);
    if (run.finished_at === null) return notTheSame("the run is not finished, so its rows still change");
    return liveRows({ runId: name, query: (body) => this.client.results(workspace, body, signal) }, query);
  }

  async remove({ workspace, name }: RemoteRef, signal: AbortSignal): Promise<void> {
    await this.client.removeRuns(workspace, [name], signal);
    this.book.forget(workspace, name);
  }

  /** Every run of every project. A project that is closed or not there keeps the others from nothing. */
  private async found(signal: AbortSignal): Promise<Found> {
    const { workspaces } = this.connection;
    const [lists, added] = await Promise.all([
      Promise.allSettled(workspaces.map((project) => this.client.runs(project, {}, signal))),
      Promise.allSettled(
        this.addedRuns().map(
          async ({ project, id }): Promise<Listed> => ({
            project,
            run: await this.client.run(project, id, signal),
          }),
        ),
      ),
    ]);
    signal.throwIfAborted();
    const failures = lists.flatMap((list) => (list.status === "rejected" ? [list.reason as unknown] : []));
    const [grave] = failures.filter((reason) => !isAboutProject(reason));
    if (grave !== undefined || (failures.length > 0 && failures.length === workspaces.length))
      throw grave ?? failures[0];
    const runs = lists.flatMap((list, i) =>
      list.status === "fulfilled" ? list.value.map((run) => ({ project: workspaces[i] ?? "", run })) : [],
    );
    const missing = added.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    return {
      runs: eachOnce([...runs, ...added.flatMap((one) => (one.status === "fulfilled" ? one.value : []))]),
      notices: [...failures, ...missing].map((reason) =>
        reason instanceof Error ? reason.message : String(reason),
      ),
    };
  }

  /** Runs that were added by hand, since the service's list leaves out those of the ordinary SDK. */
  private addedRuns(): readonly { readonly project: string; readonly id: string }[] {
    return (this.connection.runs ?? []).flatMap((text) => {
      const name = weaveRunName(text);
      return typeof name === "string" || name.project === null ? [] : { project: name.project, id: name.id };
    });
  }

  /** With scores and dataset, in their order. */
  private async results(runs: readonly Listed[], signal: AbortSignal): Promise<readonly RemoteResult[]> {
    const projects = [...new Set(runs.map(({ project }) => project))];
    const byRun = new Map<string, RemoteResult>();
    await Promise.all(
      projects.map(async (project) => {
        const own = runs.filter((one) => one.project === project).map(({ run }) => run);
        for (const parts of await this.book.parts(project, own, signal))
          byRun.set(keyOf({ project, run: parts.run }), toRemoteResult(parts, this.context(project)));
      }),
    );
    return runs.map((one) => byRun.get(keyOf(one)) ?? this.result(one));
  }

  /** As the list alone tells it. */
  private result({ project, run }: Listed): RemoteResult {
    return toRemoteResult({ run, summary: null, evaluation: null }, this.context(project));
  }

  private context(project: string) {
    return { connection: this.connection, project, nowMs: this.nowMs() };
  }
}

/** Whether the list's own fields decide which results are on the page, and in what order. */
function isByListAlone({ condition, sort }: ParsedQuery): boolean {
  return condition === null && sort.kind === "field" && sort.field !== "name";
}

function eachOnce(runs: readonly Listed[]): readonly Listed[] {
  return [...new Map(runs.map((one) => [keyOf(one), one])).values()];
}

function keyOf({ project, run }: Listed): string {
  return `${project}/${run.evaluation_run_id}`;
}

function isAboutProject(reason: unknown): boolean {
  return reason instanceof SourceProblem && (reason.code === "notFound" || reason.code === "forbidden");
}
