// Questions to a Weave test server as the service is asked, without a source between.
import { PROJECT } from "../servers/weave/sampleRuns.ts";
import type { WeaveServer } from "../servers/weave/weaveServer.ts";

export interface Sent {
  readonly status: number;
  readonly text: string;
  readonly json: () => Record<string, unknown>;
}

/** Asks as the service is asked, below the project. */
export async function ask(server: WeaveServer, path: string, init: RequestInit = {}): Promise<Sent> {
  const answer = await fetch(`${server.url}/v2/${PROJECT}/${path}`, init);
  const text = await answer.text();
  return { status: answer.status, text, json: () => JSON.parse(text) as Record<string, unknown> };
}

export const post = (server: WeaveServer, path: string, body: unknown = {}): Promise<Sent> =>
  ask(server, path, { method: "POST", body: JSON.stringify(body) });

export interface SentRow {
  readonly row_digest: string;
  readonly raw_data_row: unknown;
  readonly evaluations: readonly {
    readonly evaluation_call_id: string;
    readonly trials: readonly { readonly scores: Record<string, unknown>; readonly model_output: unknown }[];
  }[];
}

/** The rows that a query gives. */
export async function queried(
  server: WeaveServer,
  body: object,
): Promise<{ readonly rows: readonly SentRow[]; readonly total: number }> {
  const sent = (await post(server, "eval_results/query", body)).json();
  return { rows: sent.rows as readonly SentRow[], total: sent.total_rows as number };
}
