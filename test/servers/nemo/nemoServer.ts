// A server that speaks as NeMo Evaluator's metric results do, written from their description, for tests, benchmarks and trying
// the product out. Listens on this machine only. Source: NeMo metric results API.
import { createReadStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { applyFault, bytesBefore, type Fault, type Faults } from "./faults.ts";
import { Refusal } from "./filterLanguage.ts";
import { listAnswer, resultAnswer } from "./listAnswer.ts";
import { asciiJson, type StoredResult } from "./wire.ts";

export interface NemoServerOptions {
  /** `A` knows `search`; `B` takes everything in `filter` and refuses what it does not know. */
  readonly era?: "A" | "B";
  /** A token that every request must bear; absent: none is asked for. */
  readonly token?: string;
  /** Workspaces that answer 403. */
  readonly forbidden?: readonly string[];
  /** Era B as its code reads: `aggregate_fields` is refused in lists. */
  readonly refusesAggregateFields?: boolean;
  readonly port?: number;
}

export interface NemoServer {
  readonly url: string;
  /** May be changed while it runs, as results come and go. */
  results: StoredResult[];
  faults: Faults;
  /** `GET /apis/…?page=1`, in the order they came. */
  readonly requests: string[];
  /** Authorization headers that came, in that order. */
  readonly credentials: (string | undefined)[];
  close(): Promise<void>;
}

/** The results of each workspace, sorted out once while they stay. */
class Workspaces {
  private known: readonly StoredResult[] | null = null;
  private readonly sorted = new Map<string, readonly StoredResult[]>();

  of(results: readonly StoredResult[], workspace: string): readonly StoredResult[] {
    if (this.known !== results) this.sorted.clear();
    this.known = results;
    const found = this.sorted.get(workspace) ?? results.filter((result) => result.workspace === workspace);
    this.sorted.set(workspace, found);
    return found;
  }
}

const ROUTE =
  /^(.*)\/apis\/evaluation\/v2\/workspaces\/([^/]+)\/(metric-job-results|metric-jobs)(?:\/([^/]+)(\/.*)?)?$/;

export async function startNemoServer(
  results: readonly StoredResult[],
  options: NemoServerOptions = {},
): Promise<NemoServer> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A reader that leaves in the middle is no failure of the server's.
      if (!response.headersSent) sendJson(response, 500, { detail: String(error) });
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const workspaces = new Workspaces();
  const own: NemoServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    results: [...results],
    faults: () => null,
    requests: [],
    credentials: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    own.requests.push(`${request.method} ${request.url}`);
    own.credentials.push(request.headers.authorization);
    const fault = own.faults(request, own.requests.length);
    if (fault !== null && (await applyFault(fault, response))) return;
    try {
      await routed(request, response, fault);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendJson(response, error.status, { detail: error.detail });
    }
  }

  async function routed(
    request: IncomingMessage,
    response: ServerResponse,
    fault: Fault | null,
  ): Promise<void> {
    if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`)
      throw new Refusal(401, "Could not validate credentials");
    const url = new URL(request.url ?? "/", own.url);
    const match = ROUTE.exec(url.pathname);
    if (match === null) throw new Refusal(404, "Not Found");
    const [, , workspace = "", kind, name, rest = ""] = match.map((part) =>
      part === undefined ? undefined : decodeURIComponent(part),
    );
    if (options.forbidden?.includes(workspace ?? ""))
      throw new Refusal(403, `No access to workspace '${workspace}'.`);
    const inWorkspace = workspaces.of(own.results, workspace ?? "");
    if (kind === "metric-job-results" && name === undefined)
      return sendJson(response, 200, listAnswer(inWorkspace, url.searchParams, options), fault);
    const found = inWorkspace.find((result) => result.name === name);
    if (kind === "metric-job-results") {
      if (found === undefined || rest !== "")
        throw new Refusal(404, `Metric job result '${workspace}/${name}' not found.`);
      if (request.method !== "DELETE")
        return sendJson(response, 200, resultAnswer(found, url.searchParams), fault);
      own.results = own.results.filter((result) => result !== found);
      return sendJson(response, 200, {
        message: "Resource deleted successfully",
        id: `${workspace}/${name}`,
        deleted_at: new Date().toISOString(),
      });
    }
    if (found === undefined) throw new Refusal(404, `Job '${workspace}/${name}' has no such result.`);
    if (rest === "/results/aggregate-scores/download")
      return sendJson(response, 200, { scores: found.scores.map(withAllFields) }, fault);
    if (rest === "/results/row-scores/download") return sendRows(response, found, fault);
    throw new Refusal(404, "Not Found");
  }

  return own;
}

/** Downloads have every field, nulls written out. */
function withAllFields(score: StoredResult["scores"][number]): object {
  const { score_type } = score;
  return score_type === "range"
    ? { percentiles: null, histogram: null, ...score }
    : { rubric_distribution: null, mode_category: null, ...score };
}

function sendJson(
  response: ServerResponse,
  status: number,
  value: unknown,
  fault: Fault | null = null,
): void {
  const text = JSON.stringify(value);
  const limit = bytesBefore(fault);
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(text),
  });
  if (limit >= text.length) {
    response.end(text);
    return;
  }
  response.write(text.slice(0, limit), () => {
    if (fault?.kind === "cut") response.socket?.resetAndDestroy();
  });
}

/** Lines in chunks of about 64 KB, as fast as they are read. */
async function sendRows(
  response: ServerResponse,
  { rows }: StoredResult,
  fault: Fault | null,
): Promise<void> {
  response.writeHead(200, { "content-type": "application/jsonl" });
  const limit = bytesBefore(fault);
  let sent = 0;
  const send = async (piece: string | Buffer): Promise<boolean> => {
    const bytes = Buffer.from(piece as string);
    const part = bytes.subarray(0, Math.max(0, limit - sent));
    sent += bytes.length;
    if (!response.write(part) && !response.destroyed)
      // Either comes; the other must not be waited for by thousands.
      await new Promise<void>((resolve) => {
        const go = (): void => {
          response.off("drain", go).off("close", go);
          resolve();
        };
        response.on("drain", go).on("close", go);
      });
    return sent < limit && !response.destroyed;
  };
  for await (const piece of typeof rows === "string" ? createReadStream(rows) : joined(rows()))
    if (!(await send(piece as string | Buffer))) break;
  if (response.destroyed) return;
  if (sent < limit) response.end();
  else if (fault?.kind === "cut") setTimeout(() => response.socket?.resetAndDestroy(), 20);
}

function* joined(lines: Iterable<string>): Iterable<string> {
  let text = "";
  for (const line of lines) {
    text += line;
    if (text.length < 65_536) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

/** A row as the service writes it. */
export function rowLine(row: object): string {
  return `${asciiJson(row)}\n`;
}
