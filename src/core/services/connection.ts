// A connection to a service that keeps results: what it is, and what is wrong with one that someone wrote. It holds no
// secret; which key may go where is decided in credentialGate.ts.
import { isJsonObject, type Json } from "../json/json.ts";
import { weaveRunName } from "./weaveAddress.ts";

export type ConnectionKind = "nemo" | "weave";
export type ConnectionAuth = "none" | "key";

export interface Connection {
  /** By what engine, secrets and pulled results know it; stays when it is renamed. Unique. */
  readonly id: string;
  readonly kind: ConnectionKind;
  /** By what people know it. Unique, letter case aside. */
  readonly name: string;
  /** http or https, as written: a path before the service's own paths, with or without a slash at its end. */
  readonly baseUrl: string;
  /** NeMo: workspaces; Weave: `entity/project`. At least one, each once. */
  readonly workspaces: readonly string[];
  readonly auth: ConnectionAuth;
  /** Plain http also to other machines than this one. */
  readonly allowsHttp: boolean;
  /** Weave: runs to show beside those that the service lists, as `entity/project/ID`. Absent: none. */
  readonly runs?: readonly string[];
}

export const SERVICE_NAMES: Readonly<Record<ConnectionKind, string>> = {
  nemo: "NeMo Evaluator",
  weave: "W&B Weave",
};

/** Where a new connection leads unless told otherwise. */
export const USUAL_BASE_URL: Readonly<Record<ConnectionKind, string>> = {
  nemo: "http://localhost:8080",
  weave: "https://trace.wandb.ai",
};

const MAX_NAME = 60;

/** Scheme, host and port of an http address, in one spelling: `https://example.com`. `null` for anything else. */
export function originOf(url: string): string | null {
  const parsed = parsedUrl(url);
  return parsed === null ? null : parsed.origin;
}

/** `path` (with a slash in front) below a base URL, whatever slashes that ends with. */
export function urlBelow(baseUrl: string, path: string): string {
  return `${baseUrl.replace(/\/+$/, "")}${path}`;
}

/** By what stored copies are known to be of one service: its base URL in one spelling. */
export function serviceAddress({ baseUrl }: Pick<Connection, "baseUrl">): string {
  return new URL(baseUrl).href.replace(/\/+$/, "");
}

/** Whether an address names this machine: 127.0.0.0/8, `[::1]`, `localhost`. */
export function isLoopback(url: string): boolean {
  const host = parsedUrl(url)?.hostname ?? "";
  return host === "localhost" || host === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** Whether an address would carry requests and keys in the clear to another machine. */
export function isPlainAbroad(url: string): boolean {
  return parsedUrl(url)?.protocol === "http:" && !isLoopback(url);
}

/** One sentence on what is wrong with a base URL; `null` when nothing is. */
export function wrongBaseUrl(text: string, allowsHttp: boolean): string | null {
  const url = parsedUrl(text);
  if (url === null)
    return "Write the address with its scheme, such as https://nemo.example.com or http://localhost:8080.";
  if (url.username !== "" || url.password !== "")
    return "Leave user name and password out of the address: the key is asked for and kept apart.";
  if (url.search !== "" || url.hash !== "")
    return "Leave out everything from ? or # on: only the base address is needed.";
  if (!allowsHttp && isPlainAbroad(text))
    return `Plain http would send results and keys to ${url.host} in the clear: use https, or allow http for this connection.`;
  return null;
}

/** One sentence on what is wrong with a name, or `null`. `taken`: the names of the other connections. */
export function wrongName(text: string, taken: readonly string[]): string | null {
  if (text.trim() === "") return "Give the connection a name.";
  if (text !== text.trim()) return "Leave out the space before or after the name.";
  if (text.length > MAX_NAME)
    return `A name has at most ${MAX_NAME} characters; this one has ${text.length}.`;
  if (/\p{Cc}/u.test(text)) return "A name is one line without control characters.";
  if (taken.some((name) => sameName(name, text))) return `Another connection is called ${text}.`;
  return null;
}

/** One sentence on what is wrong with a workspace (Weave: `entity/project`), or `null`. */
export function wrongWorkspace(kind: ConnectionKind, text: string): string | null {
  if (kind === "nemo")
    return /^[\w\-+.@:]+$/.test(text)
      ? null
      : `“${text}” is no workspace name: letters, digits and _ - + . @ : are allowed.`;
  return /^[^/\s]+\/[^/]*[^/\s]$/.test(text) && !/\p{Cc}/u.test(text)
    ? null
    : `“${text}” is no project: write entity/project, as in the address of its page.`;
}

/** One sentence on what is wrong with a list of workspaces written with commas, or `null`. */
export function wrongWorkspaces(kind: ConnectionKind, text: string): string | null {
  const names = listedWorkspaces(text);
  if (names.length === 0)
    return kind === "nemo" ? "Name at least one workspace." : "Name at least one entity/project.";
  return names.map((name) => wrongWorkspace(kind, name)).find((sentence) => sentence !== null) ?? null;
}

/** `a, b,a` as `["a", "b"]`. */
export function listedWorkspaces(text: string): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))];
}

/** One sentence on what is wrong with a key as it was entered, or `null`. */
export function wrongKey(text: string): string | null {
  if (text === "") return "Enter the key.";
  return /^[\x21-\x7e]+$/.test(text)
    ? null
    : "A key has no spaces, line breaks or letters beyond ASCII: copy it anew.";
}

/** What a list of connections in settings or a file says, and what is wrong in it. */
export interface ReadConnections {
  readonly connections: readonly Connection[];
  /** One sentence for each entry left out. */
  readonly problems: readonly string[];
}

/** Reads such a list. Never throws: an entry with a mistake is left out, and the others stay. Absent: none. */
export function readConnections(value: unknown): ReadConnections {
  if (value === undefined || value === null) return { connections: [], problems: [] };
  if (!Array.isArray(value)) return { connections: [], problems: ["The connections are no list."] };
  const connections: Connection[] = [];
  const problems: string[] = [];
  value.forEach((entry: unknown, i) => {
    const read = readConnection(entry, connections);
    if (typeof read !== "string") connections.push(read);
    else problems.push(`Connection ${i + 1}${nameIn(entry)}: ${read}`);
  });
  return { connections, problems };
}

function nameIn(entry: unknown): string {
  return isJsonObject(entry) && typeof entry.name === "string" ? ` (${entry.name})` : "";
}

/** The connection, or what is wrong with it. */
function readConnection(entry: unknown, others: readonly Connection[]): Connection | string {
  if (!isJsonObject(entry)) return "It is no object with name, kind and baseUrl.";
  const {
    kind,
    name,
    baseUrl,
    workspaces = defaultWorkspaces(kind),
    auth = "none",
    allowHttp = false,
    runs = [],
  } = entry;
  if (kind !== "nemo" && kind !== "weave") return "Its kind is neither nemo nor weave.";
  if (typeof name !== "string") return "It has no name.";
  const { id = name } = entry;
  if (typeof id !== "string" || id === "") return "Its id is no text.";
  if (typeof baseUrl !== "string") return "It has no baseUrl.";
  if (auth !== "none" && auth !== "key") return "Its auth is neither none nor key.";
  if (typeof allowHttp !== "boolean") return "Its allowHttp is neither true nor false.";
  if (!isTexts(workspaces)) return "Its workspaces are no list of names.";
  if (!isTexts(runs)) return "Its runs are no list of names.";
  const wrongRun = runs.find((run) => typeof weaveRunName(run) === "string");
  if (wrongRun !== undefined) return `“${wrongRun}” in its runs is no entity/project/ID.`;
  const wrong =
    wrongName(
      name,
      others.map((other) => other.name),
    ) ??
    wrongBaseUrl(baseUrl, allowHttp) ??
    wrongWorkspaces(kind, workspaces.join(","));
  if (wrong !== null) return wrong;
  if (others.some((other) => other.id === id)) return `Another connection has the id ${id}.`;
  return {
    id,
    kind,
    name,
    baseUrl,
    workspaces: [...new Set(workspaces)],
    auth,
    allowsHttp: allowHttp,
    ...(runs.length === 0 ? {} : { runs: [...new Set(runs)] }),
  };
}

function defaultWorkspaces(kind: Json | undefined): readonly string[] {
  return kind === "nemo" ? ["default"] : [];
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** A connection as settings and files write it: no secret, and nothing that is as usual. */
export function toEntry({ id, kind, name, baseUrl, workspaces, auth, allowsHttp, runs }: Connection) {
  return {
    name,
    ...(id === name ? {} : { id }),
    kind,
    baseUrl,
    workspaces,
    auth,
    ...(allowsHttp ? { allowHttp: true } : {}),
    ...(runs === undefined ? {} : { runs }),
  };
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The parts of an http or https address; `null` for anything else. */
function parsedUrl(text: string): URL | null {
  if (!/^https?:\/\/[^/]/i.test(text) || /[\s\\]/.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null; // the parser's way to say that it is no address
  }
}
