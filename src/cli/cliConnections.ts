// Connections of the command line: from connections.json beside the results, or an address given with --source. Keys come from
// the environment or a prompt, never from an argument or a file, and go to the origin they were meant for only.

import { isJsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";
import {
  type Connection,
  type ConnectionKind,
  originOf,
  readConnections,
  USUAL_BASE_URL,
  wrongKey,
} from "../core/services/connection.ts";
import type { BoundKey } from "../core/services/credentialGate.ts";
import { fetchHop } from "../core/services/fetchHop.ts";
import { guardedHttp } from "../core/services/guardedHttp.ts";
import type { HttpTransport } from "../core/services/httpPort.ts";
import { keyFromNetrc, type LocalKeys, WANDB_VARIABLE } from "../core/services/localKeys.ts";

/** In the store's folder. */
export const CONNECTIONS_FILE = "connections.json";

/** The variables that hold a key, and the one that says for which address it is meant. */
export const KEY_VARIABLES: Readonly<Record<ConnectionKind, { readonly key: string; readonly url: string }>> =
  {
    nemo: { key: "EVAL_RESULTS_NEMO_KEY", url: "EVAL_RESULTS_NEMO_URL" },
    weave: { key: WANDB_VARIABLE, url: "WF_TRACE_SERVER_URL" },
  };

/** What the flags say of a service. */
export interface SourceChoice {
  readonly source?: string | undefined;
  readonly workspace?: readonly string[] | undefined;
  readonly kind?: string | undefined;
  /** Take the key from the user's netrc. */
  readonly netrc?: boolean | undefined;
}

export interface CliConnectionsParts {
  /** The text of connections.json; `null` where there is none. */
  readonly readFile: () => Promise<string | null>;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Read only where it is asked for. */
  readonly localKeys: LocalKeys;
  /** Asks a person without showing what is typed; `null` where nobody can be asked. */
  readonly askHidden: ((question: string) => Promise<string>) | null;
  readonly hop?: Parameters<typeof guardedHttp>[0]["hop"];
}

export class CliConnections {
  /** The way out of the engine. */
  readonly http: HttpTransport;
  private readonly allowed = new Map<string, Connection>();
  private readonly keys = new Map<string, Promise<BoundKey | null>>();
  /** Connections whose address a person typed: not from a file that came with somebody's repository. */
  private readonly typed = new Set<string>();
  /** Connections whose key is to come from netrc. */
  private readonly byNetrc = new Set<string>();

  constructor(private readonly parts: CliConnectionsParts) {
    this.http = guardedHttp({
      hop: parts.hop ?? fetchHop(fetch),
      connectionOf: (id) => this.allowed.get(id) ?? null,
      keyOf: (connection) => this.keyOf(connection),
    });
  }

  /** The connections of the file, and what is wrong in it. */
  async listed(): Promise<ReturnType<typeof readConnections>> {
    const text = await this.parts.readFile();
    if (text === null) return { connections: [], problems: [] };
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { connections: [], problems: [`${CONNECTIONS_FILE} is no JSON: ${why}.`] };
    }
    return readConnections(isJsonObject(json) ? json.connections : json);
  }

  /** The one that --source names, by its name or its address; from now on it may be asked. */
  async chosen(choice: SourceChoice): Promise<Connection> {
    const { source = "", workspace, netrc = false } = choice;
    const named = /^https?:\/\//i.test(source)
      ? this.fromAddress(source, choice)
      : await this.fromFile(source);
    const found = netrc ? { ...named, auth: "key" as const } : named;
    if (netrc) this.byNetrc.add(found.id);
    const connection = workspace === undefined ? found : { ...found, workspaces: workspace };
    if (connection.workspaces.length === 0)
      throw new Problem("badInput", "Name what to look in: --workspace ENTITY/PROJECT.");
    this.allowed.set(connection.id, connection);
    return connection;
  }

  private fromAddress(baseUrl: string, { kind = "nemo", workspace }: SourceChoice): Connection {
    if (kind !== "nemo" && kind !== "weave")
      throw new Problem("badInput", `--kind is nemo or weave, not ${kind}.`);
    const hasKey = (this.parts.env[KEY_VARIABLES[kind].key] ?? "") !== "";
    const entry = {
      name: new URL(baseUrl).host.slice(0, 60),
      kind,
      baseUrl,
      auth: hasKey || kind === "weave" ? "key" : "none",
      ...(workspace === undefined ? {} : { workspaces: workspace }),
    };
    const { connections, problems } = readConnections([entry]);
    const [connection] = connections;
    if (connection === undefined) throw new Problem("badInput", problems[0] ?? "This is no address.");
    this.typed.add(connection.id);
    return connection;
  }

  private async fromFile(name: string): Promise<Connection> {
    const { connections, problems } = await this.listed();
    const found = connections.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (found !== undefined) return found;
    const known = connections.map((one) => one.name).join(", ");
    const why = problems.length === 0 ? "" : ` ${problems.join(" ")}`;
    throw new Problem(
      "notFound",
      `There is no connection named ${name}${known === "" ? `: name an address, such as --source http://localhost:8080, or write ${CONNECTIONS_FILE}` : `; there are ${known}`}.${why}`,
    );
  }

  private keyOf(connection: Connection): Promise<BoundKey | null> {
    const kept = this.keys.get(connection.id) ?? this.newKey(connection);
    this.keys.set(connection.id, kept);
    return kept;
  }

  private async newKey(connection: Connection): Promise<BoundKey | null> {
    const { env, askHidden, localKeys } = this.parts;
    if (this.byNetrc.has(connection.id))
      return { origin: originOf(connection.baseUrl) ?? "", key: await keyFromNetrc(localKeys, connection) };
    const variables = KEY_VARIABLES[connection.kind];
    const origin = originOf(connection.baseUrl) ?? "";
    const own = env[variables.key] ?? "";
    // W&B's own key is meant for its public service, unless told otherwise.
    const meant = env[variables.url] ?? (connection.kind === "weave" ? USUAL_BASE_URL.weave : "");
    if (own !== "" && (this.typed.has(connection.id) || originOf(meant) === origin))
      return bound(own, origin, variables.key);
    if (own !== "" && askHidden === null)
      throw new Problem(
        "auth",
        `${CONNECTIONS_FILE} says that ${connection.name} is at ${origin}. Set ${variables.url}=${origin} to send it your key, or name the address with --source.`,
      );
    if (askHidden === null) return null;
    return bound((await askHidden(`Key of ${connection.name} at ${origin}: `)).trim(), origin, "The key");
  }
}

function bound(key: string, origin: string, name: string): BoundKey {
  const wrong = wrongKey(key);
  if (wrong !== null) throw new Problem("auth", `${name} can't be used. ${wrong}`);
  return { origin, key };
}
