// Keys that lie on this machine for other tools: W&B's variable, and netrc. They are looked at only when a person says so,
// and a key is taken only for the address that it was kept for.
import { Problem } from "../problem.ts";
import { type Connection, originOf, USUAL_BASE_URL, wrongKey } from "./connection.ts";
import { readNetrc } from "./netrc.ts";

/** The machine's side. */
export interface LocalKeys {
  /** A variable of the environment; `""` where it is not set. */
  variable(name: string): string;
  /** The path of the user's netrc as people write it (`~/.netrc`), or `null` where there is none. Does not read it. */
  netrcPath(): Promise<string | null>;
  /** Its text. */
  readNetrc(): Promise<string>;
}

/** The variable that W&B's own tools read. */
export const WANDB_VARIABLE = "WANDB_API_KEY";

/** W&B's login writes the key of its public service under its API's host, and W&B's client looks for it there. */
const PUBLIC_MACHINE = "api.wandb.ai";

/** The machines whose entry holds the key of a connection, best first: its host with its port, then its host alone. */
export function netrcMachines({ kind, baseUrl }: Pick<Connection, "kind" | "baseUrl">): readonly string[] {
  if (kind === "weave" && originOf(baseUrl) === originOf(USUAL_BASE_URL.weave)) return [PUBLIC_MACHINE];
  const { host, hostname } = new URL(baseUrl);
  return [...new Set([host, hostname])];
}

/**
 * The password of the connection's own entry. `default` is passed over: it is meant for any host, and a key is not. Throws a
 * Problem of kind auth where there is none, or where the file can't be read.
 */
export async function keyFromNetrc(
  keys: LocalKeys,
  connection: Pick<Connection, "kind" | "baseUrl">,
): Promise<string> {
  const path = await keys.netrcPath();
  if (path === null) throw new Problem("auth", "There is no netrc file in your home folder.");
  const text = await keys.readNetrc();
  const machines = netrcMachines(connection);
  let entries: ReturnType<typeof readNetrc>;
  try {
    entries = readNetrc(text);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem("auth", `${path} can't be read. ${error.message}`, { cause: error });
  }
  const found = machines.flatMap((machine) => entries.find((entry) => entry.machine === machine) ?? [])[0];
  if (found === undefined)
    throw new Problem("auth", `${path} has no entry for machine ${machines.join(" or ")}.`);
  return usable(found.password, `The password for machine ${found.machine ?? ""} in ${path}`);
}

/** The key in W&B's variable. Throws a Problem of kind auth where it holds none. */
export function keyFromEnvironment(keys: LocalKeys): string {
  return usable(keys.variable(WANDB_VARIABLE), WANDB_VARIABLE);
}

function usable(key: string, what: string): string {
  if (key === "") throw new Problem("auth", `${what} is empty.`);
  const wrong = wrongKey(key);
  if (wrong !== null) throw new Problem("auth", `${what} can't be used. ${wrong}`);
  return key;
}
