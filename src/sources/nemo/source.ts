// NeMo Evaluator's metric job results as a source: the answers are those that the local store would give, whatever version of
// the service answers, and however many workspaces are asked.

import { Problem } from "../../core/problem.ts";
import { type Condition, toTest } from "../../core/results/condition.ts";
import { type ParsedQuery, parseQuery } from "../../core/results/parseQuery.ts";
import type { PushedDown } from "../../core/results/pushDown.ts";
import { isScoreNamed, type ResultSort, sortResults } from "../../core/results/resultOrder.ts";
import { MAX_PAGE_SIZE, type ResultQuery } from "../../core/results/resultQuery.ts";
import type { Connection } from "../../core/services/connection.ts";
import type {
  EvalSource,
  RemoteContent,
  RemotePage,
  RemoteRef,
  RemoteResult,
} from "../../core/services/evalSource.ts";
import { HttpClient, type HttpClientParts } from "../http.ts";
import { badResponse, SourceProblem } from "../sourceProblem.ts";
import { NemoClient } from "./client.ts";
import { LastLine } from "./lastLine.ts";
import { countedRows, toFacts, toRemoteResult } from "./map.ts";
import { isRefusal, NemoPages, type WirePage } from "./pages.ts";

type Ways = Omit<HttpClientParts, "connection">;

/** The source of one connection, over the HTTP that is handed in. */
export function nemoSource(connection: Connection, ways: Ways): EvalSource {
  return new NemoSource(connection, new NemoClient(new HttpClient({ ...ways, connection }), connection));
}

/** Results of some workspaces, and what people should know of them. */
interface Found {
  readonly runs: readonly RemoteResult[];
  readonly total: number;
  readonly notices: readonly string[];
}

class NemoSource implements EvalSource {
  private readonly pages: NemoPages;

  constructor(
    private readonly connection: Connection,
    private readonly client: NemoClient,
  ) {
    this.pages = new NemoPages(client);
  }

  async list(query: ResultQuery, signal: AbortSignal): Promise<RemotePage> {
    const parsed = parseQuery(query);
    try {
      return await this.answered(parsed, await this.pushed(parsed, signal), signal);
    } catch (error) {
      // A version that does not know what it should: everything is read, and filtered here.
      if (!isRefusal(error) || parsed.condition === null) throw error;
      return this.answered(parsed, unfiltered(parsed), signal);
    }
  }

  private pushed(query: ParsedQuery, signal: AbortSignal): Promise<PushedDown> {
    const [workspace] = this.connection.workspaces;
    if (workspace === undefined)
      throw new Problem("badInput", `${this.connection.name} names no workspace. Add one to the connection.`);
    return this.pages.pushed(query, workspace, signal);
  }

  private async answered(query: ParsedQuery, pushed: PushedDown, signal: AbortSignal): Promise<RemotePage> {
    const { page, pageSize } = query;
    const [only, second] = this.connection.workspaces;
    if (pushed.hasOwnPages && only !== undefined && second === undefined && pageSize <= MAX_PAGE_SIZE) {
      const { data, total } = await this.pages
        .page(pushed, only, { page, pageSize }, signal)
        .catch(this.explained(only));
      return { runs: data.map((wire) => this.result(wire, only)), total, notices: [] };
    }
    const end = page * pageSize;
    const found = await this.gathered(pushed, pushed.hasOwnPages ? end : Number.POSITIVE_INFINITY, signal);
    const fitting = pushed.rest === null ? found.runs : found.runs.filter(toTest(pushed.rest));
    const sorted = await this.sorted(fitting, query.sort, pushed, signal);
    const total = pushed.rest === null ? found.total : fitting.length;
    return { runs: sorted.slice(end - pageSize, end), total, notices: found.notices };
  }

  /** The first results of every workspace. One that is closed or not there keeps the others from nothing. */
  private async gathered(pushed: PushedDown, atMost: number, signal: AbortSignal): Promise<Found> {
    const { workspaces } = this.connection;
    const answers = await Promise.allSettled(
      workspaces.map((workspace) =>
        this.pages.first(pushed, workspace, atMost, signal).catch(this.explained(workspace)),
      ),
    );
    signal.throwIfAborted();
    const failures = answers.flatMap((answer) =>
      answer.status === "rejected" ? [answer.reason as unknown] : [],
    );
    const [grave] = failures.filter((reason) => !isAboutWorkspace(reason));
    if (grave !== undefined || failures.length === workspaces.length) throw grave ?? failures[0];
    const pages = answers.map(
      (answer): WirePage => (answer.status === "fulfilled" ? answer.value : { data: [], total: 0 }),
    );
    return {
      runs: pages.flatMap(({ data }, i) => data.map((wire) => this.result(wire, workspaces[i] ?? ""))),
      total: pages.reduce((sum, { total }) => sum + total, 0),
      notices: failures.map((reason) => (reason instanceof Error ? reason.message : String(reason))),
    };
  }

  /** As the store sorts: a score that no result has at all is refused, one that only these lack is not. */
  private async sorted(
    fitting: readonly RemoteResult[],
    sort: ResultSort,
    pushed: PushedDown,
    signal: AbortSignal,
  ): Promise<readonly RemoteResult[]> {
    const isNarrowed = pushed.remote.filter !== null || pushed.remote.search !== null || pushed.rest !== null;
    if (sort.kind === "field" || !isNarrowed) return sortResults(fitting, sort);
    const isOdd = fitting.every(({ scores }) => !scores.some((score) => isScoreNamed(sort.score, score)));
    const all = isOdd ? await this.gathered(EVERYTHING, Number.POSITIVE_INFINITY, signal) : null;
    return sortResults(fitting, sort, all?.runs ?? fitting);
  }

  async retrieve({ workspace, name }: RemoteRef, signal: AbortSignal): Promise<RemoteResult> {
    return this.result(await this.client.retrieve(workspace, name, signal), workspace);
  }

  async open(ref: RemoteRef, signal: AbortSignal): Promise<RemoteContent> {
    const { workspace, name } = ref;
    const wire = await this.client.retrieve(workspace, name, signal);
    const result = this.result(wire, workspace);
    return {
      result,
      formatId: "nemo-rows",
      roles: null,
      fileName: `${name}.row-scores.jsonl`,
      facts: toFacts(result),
      companion: {
        fileName: `${name}.aggregate-scores.json`,
        bytes: await this.aggregates(ref, wire.scores ?? [], signal),
      },
      expectedRows: countedRows(result.scores),
      rows: (rowsSignal) => this.rows(ref, rowsSignal),
    };
  }

  async remove({ workspace, name }: RemoteRef, signal: AbortSignal): Promise<void> {
    await this.client.remove(workspace, name, signal);
  }

  /** The file of aggregates; where the job's files are gone, what the result itself holds of them. */
  private async aggregates(
    { workspace, name }: RemoteRef,
    scores: readonly unknown[],
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    try {
      return await this.client.aggregateScores(workspace, name, signal);
    } catch (error) {
      if (!(error instanceof SourceProblem) || error.code !== "notFound") throw error;
      return new TextEncoder().encode(JSON.stringify({ scores }));
    }
  }

  private async *rows(
    { workspace, name }: RemoteRef,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const last = new LastLine();
    for await (const chunk of this.client.rowScores(workspace, name, signal)) {
      last.take(chunk);
      yield chunk;
    }
    const failure = last.failure();
    if (failure === null) return;
    const place = failure.line === null ? "" : ` at line ${failure.line}`;
    throw badResponse(
      { doing: `download the rows of ${name}`, service: this.connection.name },
      `broke off${place} because of a row that it can't read: ${failure.message}`,
      failure.message,
    );
  }

  private result(wire: Parameters<typeof toRemoteResult>[0], workspace: string): RemoteResult {
    return toRemoteResult(wire, this.connection, workspace);
  }

  /** A list that is not there may be a workspace, or a service that has none. */
  private explained(workspace: string): (error: unknown) => never {
    return (error) => {
      if (!(error instanceof SourceProblem) || error.code !== "notFound") throw error;
      const { name, baseUrl } = this.connection;
      throw new SourceProblem(
        "notFound",
        `${name} has no metric results in the workspace ${workspace}: there is no such workspace, or nothing at ${baseUrl} serves them, as in the newest versions of NeMo. Check both.${error.said === "" ? "" : ` The service says: “${error.said}”.`}`,
        error.status,
        error.said,
        { cause: error },
      );
    };
  }
}

const EVERYTHING: PushedDown = {
  remote: { filter: null, search: null, sort: null, aggregateFields: ["score_type"] },
  rest: null,
  restSort: null,
  hasOwnPages: true,
};

/** Nothing of the condition is given away. */
function unfiltered(query: ParsedQuery): PushedDown {
  const rest: Condition | null = query.condition;
  const remote = { ...EVERYTHING.remote, aggregateFields: null };
  return { remote, rest, restSort: query.sort, hasOwnPages: rest === null };
}

function isAboutWorkspace(reason: unknown): boolean {
  return reason instanceof SourceProblem && (reason.code === "notFound" || reason.code === "forbidden");
}
