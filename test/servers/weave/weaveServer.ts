// A server that speaks as Weave's evaluation API does, written from its description, for tests, benchmarks and trying the
// product out. Listens on this machine only. Source: Weave evaluation API, sections 2 to 6, 8 and 9.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { applyFault, bytesBefore, type Fault, type Faults } from "../nemo/faults.ts";
import { type ResultsBody, resultsAnswer, WrongField } from "./evalResults.ts";
import type { StoredEvaluation, StoredRun } from "./stored.ts";
import { evaluationWire, predictionWire, runWire, scorerWire, scoresOf } from "./wire.ts";

export interface WeaveServerOptions {
  /** Asked for as Basic `api:KEY`; absent: none is. */
  readonly key?: string;
  /** Projects that answer 403. */
  readonly forbidden?: readonly string[];
  readonly failsToResolve?: boolean;
  readonly evaluations?: readonly StoredEvaluation[];
  readonly port?: number;
}

export interface WeaveServer {
  readonly url: string;
  /** May be changed while it runs. */
  runs: StoredRun[];
  faults: Faults;
  failsToResolve: boolean;
  readonly requests: string[];
  readonly credentials: (string | undefined)[];
  /** The most requests that were under way at once. */
  readonly busiest: () => number;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly type: "application/json" | "application/jsonl";
  readonly text: string;
}

const MAX_DELETED = 1_000;

export async function startWeaveServer(
  runs: readonly StoredRun[],
  options: WeaveServerOptions = {},
): Promise<WeaveServer> {
  let busy = 0;
  let busiest = 0;
  const server = createServer((request, response) => {
    busiest = Math.max(busiest, ++busy);
    response.on("close", () => busy--);
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, reason(500, `Internal server error ${String(error)}`), null);
      else response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const own: WeaveServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    runs: [...runs],
    faults: () => null,
    failsToResolve: options.failsToResolve === true,
    requests: [],
    credentials: [],
    busiest: () => busiest,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    own.requests.push(`${request.method} ${request.url}`);
    own.credentials.push(request.headers.authorization);
    const body = await bodyOf(request);
    const fault = own.faults(request, own.requests.length);
    if (fault !== null && (await applyFault(fault, response))) return;
    send(response, routed(request, body), fault);
  }

  function routed(request: IncomingMessage, body: string): Answer {
    const wanted = `Basic ${Buffer.from(`api:${options.key ?? ""}`).toString("base64")}`;
    if (options.key !== undefined && request.headers.authorization !== wanted)
      return json({ detail: "Invalid authentication credentials" }, 401);
    const url = new URL(request.url ?? "/", own.url);
    const [, version, entity, name, kind, id, ...rest] = url.pathname.split("/").map(decodeURIComponent);
    const project = `${entity}/${name}`;
    if (version !== "v2" || kind === undefined) return json({ detail: "Not Found" }, 404);
    if (options.forbidden?.includes(project)) return reason(403, "Forbidden");
    const runsHere = own.runs.filter((run) => run.project === project);
    const query = url.searchParams;
    if (request.method === "POST" && kind === "eval_results" && id === "query") {
      try {
        const text = resultsAnswer(runsHere, JSON.parse(body) as ResultsBody, own.failsToResolve);
        return { status: 200, type: "application/json", text };
      } catch (error) {
        if (error instanceof WrongField) return reason(400, error.message);
        throw error;
      }
    }
    if (kind === "evaluation_runs") return evaluationRuns(request.method ?? "", runsHere, id, query);
    if (kind === "predictions") return predictions(request.method ?? "", runsHere, id, query);
    if (kind === "scores") return lines(scoresOf(runsHere, query.get("evaluation_run_id")), query);
    if (kind === "evaluations" || kind === "scorers")
      return objects(kind, project, id === undefined ? null : { name: id, digest: rest[1] ?? "" });
    return json({ detail: "Not Found" }, 404);
  }

  function evaluationRuns(
    method: string,
    runsHere: readonly StoredRun[],
    id: string | undefined,
    query: URLSearchParams,
  ): Answer {
    if (method === "DELETE") {
      const ids = query.getAll("evaluation_run_ids");
      if (ids.length === 0) return missingKey("evaluation_run_ids");
      if (ids.length > MAX_DELETED) return reason(413, "Request too large");
      const gone = runsHere.filter((run) => ids.includes(run.id));
      own.runs = own.runs.filter((run) => !gone.includes(run));
      // Unknown ids count too, and every call below a run.
      return json({ num_deleted: ids.length + gone.reduce((sum, { trials }) => sum + 2 * trials.length, 0) });
    }
    if (id !== undefined) {
      const run = runsHere.find((one) => one.id === id);
      return run === undefined ? reason(404, `Evaluation run ${id} not found`) : json(runWire(run));
    }
    const isIn = (key: string, value: string): boolean =>
      !query.has(key) || query.getAll(key).includes(value);
    const found = runsHere
      .filter((run) => run.evaluation !== "" || run.status === null)
      .filter(
        (run) =>
          isIn("evaluations", run.evaluation) &&
          isIn("models", run.model) &&
          isIn("evaluation_run_ids", run.id),
      )
      .sort((a, b) =>
        (a.startedAt ?? "") < (b.startedAt ?? "") || (a.startedAt === b.startedAt && a.id < b.id) ? -1 : 1,
      );
    return lines(found.map(runWire), query);
  }

  function predictions(
    method: string,
    runsHere: readonly StoredRun[],
    id: string | undefined,
    query: URLSearchParams,
  ): Answer {
    if (method === "DELETE") {
      const ids = query.getAll("prediction_ids");
      if (ids.length === 0) return missingKey("prediction_ids");
      own.runs = own.runs.map((run) => ({
        ...run,
        trials: run.trials.filter(({ predictId }) => !ids.includes(predictId)),
      }));
      return json({ num_deleted: ids.length });
    }
    const all = runsHere
      .filter((run) => !query.has("evaluation_run_id") || run.id === query.get("evaluation_run_id"))
      .flatMap((run) => run.trials.map((trial) => predictionWire(run, trial)));
    if (id === undefined) return lines(all, query);
    const found = all.find(({ prediction_id }) => prediction_id === id);
    return found === undefined ? reason(404, `Prediction ${id} not found`) : json(found);
  }

  function objects(
    kind: string,
    project: string,
    wanted: { readonly name: string; readonly digest: string } | null,
  ): Answer {
    const here = (options.evaluations ?? []).filter((one) => one.project === project);
    const all =
      kind === "evaluations"
        ? here.map(evaluationWire)
        : here.flatMap(({ scorers }) => scorers).map((name) => scorerWire(name));
    if (wanted === null) return lines(all, new URLSearchParams());
    const found = all.find(({ object_id, digest }) => object_id === wanted.name && digest === wanted.digest);
    return found === undefined ? reason(404, `Object ${wanted.name} not found`) : json(found);
  }

  return own;
}

function json(value: unknown, status = 200): Answer {
  return { status, type: "application/json", text: JSON.stringify(value) };
}

function reason(status: number, text: string): Answer {
  return json({ reason: text }, status);
}

function missingKey(name: string): Answer {
  return json({ detail: [{ loc: ["query", name], msg: "Field required", type: "missing" }] }, 422);
}

function lines(all: readonly object[], query: URLSearchParams): Answer {
  const offset = Number(query.get("offset") ?? 0);
  const limit = query.has("limit") ? Number(query.get("limit")) : Number.POSITIVE_INFINITY;
  const text = all
    .slice(offset, offset + limit)
    .map((one) => JSON.stringify(one))
    .join("\n");
  return { status: 200, type: "application/jsonl", text: text === "" ? "" : `${text}\n` };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  return text;
}

function send(response: ServerResponse, { status, type, text }: Answer, fault: Fault | null): void {
  const bytes = Buffer.from(text);
  const limit = bytesBefore(fault);
  response.writeHead(status, { "content-type": type, "content-length": bytes.length });
  if (limit >= bytes.length) {
    response.end(bytes);
    return;
  }
  response.write(bytes.subarray(0, limit), () => {
    if (fault?.kind === "cut") response.socket?.resetAndDestroy();
  });
}
