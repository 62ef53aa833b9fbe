// Failures of services as Problems: what was wanted, what went wrong, what to do, and the service's own words.

import { Problem } from "../core/problem.ts";
import type { HttpFailure } from "../core/services/httpPort.ts";

/** What a service's failure is for people and programs. */
export type SourceFailure = "auth" | "forbidden" | "notFound" | "rateLimited" | "offline" | "badResponse";

export class SourceProblem extends Problem {
  constructor(
    override readonly code: SourceFailure,
    message: string,
    /** The HTTP status; `null` where no answer came. */
    readonly status: number | null,
    /** What the service said, as short text; empty where it said nothing. */
    readonly said: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
  }
}

/** What was asked of whom, for the sentence: `Can't list results of Lab: …`. */
export interface SourceTask {
  /** Such as `list results`. */
  readonly doing: string;
  /** The connection's name. */
  readonly service: string;
}

const SAID_CHARACTERS = 300;

/** The failure that an answer's status stands for. */
export function statusProblem(
  task: SourceTask,
  status: number,
  body: string,
  waitMs: number | null,
): SourceProblem {
  const said = wordsOf(body);
  const [code, what, remedy] = meaningOf(status, waitMs);
  const words = said === "" ? "" : ` The service says: ${quoted(said)}`;
  return new SourceProblem(
    code,
    `Can't ${task.doing}: ${task.service} ${what}.${remedy}${words}`,
    status,
    said,
  );
}

function meaningOf(status: number, waitMs: number | null): readonly [SourceFailure, string, string] {
  if (status === 401) return ["auth", "does not accept the key", " Sign in again."];
  if (status === 403)
    return ["forbidden", "does not let you do that", " Ask for access, or sign in as someone who has it."];
  if (status === 404) return ["notFound", "does not have it (404)", ""];
  if (status === 429)
    return [
      "rateLimited",
      "is asked too often",
      ` Try again ${waitMs === null ? "later" : `in ${Math.ceil(waitMs / 1000)} s`}.`,
    ];
  if (status === 502 || status === 503 || status === 504)
    return ["offline", `is not available now (${status})`, " Try again later."];
  return ["badResponse", `answered with ${status}`, ""];
}

/** The failure of an exchange without an answer. */
export function failureProblem(task: SourceTask, failure: HttpFailure): SourceProblem {
  const [code, remedy] = REMEDIES[failure.code];
  const text = `Can't ${task.doing} of ${task.service}: ${withoutStop(failure.message)}.${remedy}`;
  return new SourceProblem(code, text, null, "", { cause: failure });
}

const REMEDIES: Readonly<Record<HttpFailure["code"], readonly [SourceFailure, string]>> = {
  unreachable: ["offline", " Check the address and your network, then try again."],
  cut: ["offline", " Try again."],
  tls: [
    "offline",
    " Nothing was sent. Ask who runs the service, or have its certificate trusted on this machine.",
  ],
  redirected: ["badResponse", ""],
  blocked: ["forbidden", ""],
  signedOut: ["auth", " Sign in again."],
};

/** An answer that can't be what the service means to say. */
export function badResponse(
  task: SourceTask,
  why: string,
  said = "",
  status: number | null = null,
): SourceProblem {
  return new SourceProblem(
    "badResponse",
    `Can't ${task.doing}: ${task.service} ${withoutStop(why)}.`,
    status,
    said,
  );
}

/**
 * A service's own words from an error's body: `detail`, `message` or `error` of JSON; the title of a page; else its text.
 * One line, at most 300 characters.
 */
export function wordsOf(body: string): string {
  const trimmed = body.trim();
  const words = trimmed.startsWith("<") ? pageWords(trimmed) : (jsonWords(trimmed) ?? trimmed);
  const line = words.replace(/[\s\p{Cc}]+/gu, " ").trim();
  return line.length > SAID_CHARACTERS ? `${line.slice(0, SAID_CHARACTERS - 1)}…` : line;
}

function pageWords(page: string): string {
  const title =
    /<title[^>]*>([^<]*)<\/title>/i.exec(page)?.[1] ?? /<h1[^>]*>([^<]*)<\/h1>/i.exec(page)?.[1] ?? "";
  return title.trim() === "" ? "(a web page instead of an answer)" : title;
}

function jsonWords(text: string): string | null {
  if (!/^[{["]/.test(text)) return null;
  try {
    return said(JSON.parse(text));
  } catch {
    return null; // cut off, or no JSON: its text is all there is
  }
}

/** FastAPI's validation has a list of `{loc, msg}`; gateways nest `error.message`. */
function said(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) {
    const parts = value
      .slice(0, 5)
      .map(said)
      .filter((part) => part !== null);
    return parts.length === 0 ? null : parts.join("; ");
  }
  if (typeof value !== "object" || value === null) return null;
  const { detail, message, error, msg, loc, reason } = value as Readonly<Record<string, unknown>>;
  const own = said(detail) ?? said(message) ?? said(msg) ?? said(error) ?? said(reason);
  return own !== null && Array.isArray(loc) ? `${loc.join(".")}: ${own}` : own;
}

function quoted(said: string): string {
  return `“${withoutStop(said)}”.`;
}

function withoutStop(text: string): string {
  return text.replace(/[.\s]+$/, "");
}
