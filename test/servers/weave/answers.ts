// What the Weave test server answers with. Source: Weave evaluation API, sections 2 and 8.

/** Ids that one deletion may name. */
export const MAX_DELETED = 1_000;

export interface Answer {
  readonly status: number;
  readonly type: "application/json" | "application/jsonl";
  readonly text: string;
}

export function json(value: unknown, status = 200): Answer {
  return { status, type: "application/json", text: JSON.stringify(value) };
}

export function reason(status: number, text: string): Answer {
  return json({ reason: text }, status);
}

export function missingKey(name: string, place: "query" | "body" = "query"): Answer {
  return json({ detail: [{ loc: [place, name], msg: "Field required", type: "missing" }] }, 422);
}

export function lines(all: readonly object[], query: URLSearchParams): Answer {
  const offset = Number(query.get("offset") ?? 0);
  const limit = query.has("limit") ? Number(query.get("limit")) : Number.POSITIVE_INFINITY;
  const text = all
    .slice(offset, offset + limit)
    .map((one) => JSON.stringify(one))
    .join("\n");
  return { status: 200, type: "application/jsonl", text: text === "" ? "" : `${text}\n` };
}

/** Why ids can't be deleted; `null` where they can. */
export function refusedDeletion(parameter: string, ids: readonly string[]): Answer | null {
  if (ids.length === 0) return missingKey(parameter);
  return ids.length > MAX_DELETED ? reason(413, "Request too large") : null;
}
