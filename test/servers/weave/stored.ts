// What the Weave test server keeps, and digests of rows as the service makes them: written from its description and not from
// our code. Source: Weave evaluation API, sections 4 to 7.
import { createHash } from "node:crypto";

export interface StoredTrial {
  readonly id: string;
  readonly predictId: string;
  /** As the service names the row; opaque. */
  readonly digest: string;
  /** The row's JSON as it is sent, numbers as written. */
  readonly row: string;
  /** Of a dataset row: sent instead of it where refs are not resolved. `null`: an inline example. */
  readonly ref: string | null;
  readonly output: unknown;
  readonly scores: Readonly<Record<string, unknown>>;
  readonly latency: number | null;
  readonly tokens: number | null;
  readonly cost: number | null;
}

export interface StoredRun {
  readonly id: string;
  readonly project: string;
  /** `""` for runs of the ordinary SDK, which the list leaves out. */
  readonly evaluation: string;
  readonly model: string;
  /** The root call's inputs: there for both. */
  readonly evaluationRef: string | null;
  readonly modelRef: string | null;
  readonly status: "running" | "failed" | "completed" | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly displayName: string | null;
  readonly summary: object | null;
  readonly trials: readonly StoredTrial[];
}

export interface StoredEvaluation {
  readonly project: string;
  readonly name: string;
  readonly digest: string;
  readonly dataset: string;
  readonly scorers: readonly string[];
}

/** SHA-256 in the service's alphabet: base64url with `-` as `X` and `_` as `Y`, 43 characters. */
export function strDigest(text: string): string {
  return createHash("sha256")
    .update(text, "utf8")
    .digest("base64url")
    .replaceAll("-", "X")
    .replaceAll("_", "Y");
}

/** The digest of a dataset's row that is made of texts, truth values, nulls, whole numbers and plain fractions. */
export function datasetDigest(row: unknown): string {
  return strDigest(dumped(row));
}

/** The digest of an inline example on the service's SQL path: hex over compact JSON, keys as they came. */
export function inlineDigest(row: string): string {
  return createHash("sha256").update(row, "utf8").digest("hex").toUpperCase();
}

function dumped(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(dumped).join(", ")}]`;
  if (typeof value === "string")
    return JSON.stringify(value).replace(
      /[\u007f-\uffff]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([key, one]) => `${dumped(key)}: ${dumped(one)}`).join(", ")}}`;
}
