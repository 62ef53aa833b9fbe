// The NeMo Evaluator's routes as functions: what is sent, and what comes back in its checked shape.
// Source: NeMo metric results API, sections 1 to 4, 7 and 8.
import type { RemoteQuery } from "../../core/results/pushDown.ts";
import { checked } from "../checked.ts";
import type { HttpClient } from "../http.ts";
import { listParameters, routeUrl } from "./address.ts";
import { type PageWire, pageWire, type ResultWire, resultWire } from "./wire.ts";

export interface PageRequest {
  readonly workspace: string;
  readonly query: RemoteQuery;
  readonly page: number;
  readonly pageSize: number;
}

export class NemoClient {
  constructor(
    private readonly http: HttpClient,
    private readonly connection: { readonly name: string; readonly baseUrl: string },
  ) {}

  async page({ workspace, query, page, pageSize }: PageRequest, signal: AbortSignal): Promise<PageWire> {
    const doing = "list results";
    const url = `${this.url(workspace, "metric-job-results")}?${listParameters(query, page, pageSize)}`;
    return this.checked(pageWire, await this.http.json({ method: "GET", url, doing }, signal), doing);
  }

  async retrieve(workspace: string, name: string, signal: AbortSignal): Promise<ResultWire> {
    const doing = `open ${name}`;
    const url = this.url(workspace, "metric-job-results", name);
    return this.checked(resultWire, await this.http.json({ method: "GET", url, doing }, signal), doing);
  }

  /** What it answers tells nothing that is needed. */
  async remove(workspace: string, name: string, signal: AbortSignal): Promise<void> {
    const url = this.url(workspace, "metric-job-results", name);
    await this.http.bytes({ method: "DELETE", url, doing: `delete ${name}` }, signal);
  }

  /** The aggregate-scores file as it is. */
  aggregateScores(workspace: string, name: string, signal: AbortSignal): Promise<Uint8Array> {
    const url = this.url(workspace, "metric-jobs", name, "results", "aggregate-scores", "download");
    return this.http.bytes({ method: "GET", url, doing: `download the aggregates of ${name}` }, signal);
  }

  /** The row-scores file as it comes. */
  rowScores(workspace: string, name: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
    const url = this.url(workspace, "metric-jobs", name, "results", "row-scores", "download");
    return this.http.stream(
      { method: "GET", url, accept: "*/*", doing: `download the rows of ${name}` },
      signal,
    );
  }

  private url(workspace: string, ...parts: readonly string[]): string {
    return routeUrl(this.connection.baseUrl, workspace, parts);
  }

  private checked<T extends Parameters<typeof checked>[0]>(schema: T, answer: unknown, doing: string) {
    return checked(schema, answer, { doing, service: this.connection.name });
  }
}
