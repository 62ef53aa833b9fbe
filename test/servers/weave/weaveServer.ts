// A server that speaks as Weave's evaluation API does, written from its description, for tests, benchmarks and trying the
// product out. Listens on this machine only. Source: Weave evaluation API, sections 2 to 6, 8 and 9.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { applyFault, bytesBefore, type Fault, type Faults } from "../nemo/faults.ts";
import { type Answer, json, lines, missingKey, reason, refusedDeletion } from "./answers.ts";
import { type CallsBody, callsAnswer } from "./calls.ts";
import { type ResultsBody, resultsAnswer } from "./evalResults.ts";
import { TypeMismatch, UnsupportedField } from "./filterLanguage.ts";
import { WrongField } from "./rowQuery.ts";
import type { StoredEvaluation, StoredRun } from "./stored.ts";
import { predictionRoute, scoreRoute } from "./trialRoutes.ts";
import { evaluationWire, runWire, scorerWire } from "./wire.ts";
import { MissingMember, Writes } from "./writes.ts";

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
  /** Whether JSON lines end with a line end. */
  endsLines: boolean;
  /** Answers come in pieces of so many bytes; `null`: whole. */
  pieceBytes: number | null;
  readonly requests: string[];
  readonly credentials: (string | undefined)[];
  /** The most requests that were under way at once. */
  readonly busiest: () => number;
  close(): Promise<void>;
}

export async function startWeaveServer(
  runs: readonly StoredRun[],
  options: WeaveServerOptions = {},
): Promise<WeaveServer> {
  let busy = 0;
  let busiest = 0;
  // A thousand ids make a long address.
  const server = createServer({ maxHeaderSize: 256 * 1024 }, (request, response) => {
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
    endsLines: true,
    pieceBytes: null,
    requests: [],
    credentials: [],
    busiest: () => busiest,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  const writes = new Writes(own);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    own.requests.push(`${request.method} ${request.url}`);
    own.credentials.push(request.headers.authorization);
    const body = await bodyOf(request);
    const fault = own.faults(request, own.requests.length);
    if (fault !== null && (await applyFault(fault, response))) return;
    const given = routed(request, body);
    const isBare = given.type === "application/jsonl" && own.endsLines === false;
    send(response, isBare ? { ...given, text: given.text.trimEnd() } : given, fault, own.pieceBytes);
  }

  function routed(request: IncomingMessage, body: string): Answer {
    const wanted = `Basic ${Buffer.from(`api:${options.key ?? ""}`).toString("base64")}`;
    if (options.key !== undefined && request.headers.authorization !== wanted)
      return json({ detail: "Invalid authentication credentials" }, 401);
    const url = new URL(request.url ?? "/", own.url);
    const [, version, entity, name, kind, id, ...rest] = url.pathname.split("/").map(decodeURIComponent);
    if (request.method === "POST" && url.pathname === "/calls/stream_query")
      return {
        status: 200,
        type: "application/jsonl",
        text: callsAnswer(own.runs, JSON.parse(body) as CallsBody),
      };
    const project = `${entity}/${name}`;
    if (version !== "v2" || kind === undefined) return json({ detail: "Not Found" }, 404);
    if (options.forbidden?.includes(project)) return reason(403, "Forbidden");
    const runsHere = own.runs.filter((run) => run.project === project);
    const query = url.searchParams;
    if (request.method === "POST")
      return posted(project, runsHere, [kind, ...(id === undefined ? [] : [id]), ...rest], body);
    if (kind === "evaluation_runs") return evaluationRuns(request.method ?? "", runsHere, id, query);
    if (kind === "predictions") return predictionRoute(own, request.method ?? "", runsHere, id, query);
    if (kind === "scores") return scoreRoute(own, request.method ?? "", runsHere, id, query);
    if (kind === "evaluations" || kind === "scorers")
      return objects(kind, project, id === undefined ? null : { name: id, digest: rest[1] ?? "" });
    return json({ detail: "Not Found" }, 404);
  }

  function posted(
    project: string,
    runsHere: readonly StoredRun[],
    path: readonly string[],
    body: string,
  ): Answer {
    try {
      const read = JSON.parse(body === "" ? "{}" : body) as ResultsBody & Readonly<Record<string, unknown>>;
      if (path.join("/") !== "eval_results/query") {
        const made = writes.answer(project, path, read);
        return made === null ? reason(404, `${path.join("/")} not found`) : json(made);
      }
      const text = resultsAnswer(runsHere, read, own.failsToResolve);
      return { status: 200, type: "application/json", text };
    } catch (error) {
      if (error instanceof WrongField || error instanceof TypeMismatch) return reason(400, error.message);
      if (error instanceof UnsupportedField) return reason(422, error.message);
      if (error instanceof MissingMember) return missingKey(error.member, "body");
      throw error;
    }
  }

  function evaluationRuns(
    method: string,
    runsHere: readonly StoredRun[],
    id: string | undefined,
    query: URLSearchParams,
  ): Answer {
    if (method === "DELETE") {
      const ids = query.getAll("evaluation_run_ids");
      const refused = refusedDeletion("evaluation_run_ids", ids);
      if (refused !== null) return refused;
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk as string;
  return text;
}

function send(
  response: ServerResponse,
  { status, type, text }: Answer,
  fault: Fault | null,
  pieceBytes: number | null = null,
): void {
  const bytes = Buffer.from(text);
  const limit = bytesBefore(fault);
  response.writeHead(status, { "content-type": type, "content-length": bytes.length });
  if (limit >= bytes.length) {
    const step = pieceBytes ?? Math.max(1, bytes.length);
    for (let at = 0; at < bytes.length; at += step) response.write(bytes.subarray(at, at + step));
    response.end();
    return;
  }
  response.write(bytes.subarray(0, limit), () => {
    if (fault?.kind === "cut") response.socket?.resetAndDestroy();
  });
}
