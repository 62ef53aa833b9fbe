// Flags that name a live service, the commands that take them, and their help.
import { CONNECTIONS_FILE, KEY_VARIABLES } from "./cliConnections.ts";

export const SOURCE_OPTIONS = {
  source: { type: "string" },
  workspace: { type: "string", multiple: true },
  kind: { type: "string" },
  netrc: { type: "boolean" },
  live: { type: "boolean" },
} as const;

/** Flags that one command alone knows. */
const OF_ONE: Readonly<Record<string, string>> = { yes: "delete", live: "rows" };

const COMMANDS: readonly string[] = ["list", "show", "rows", "compare", "export", "delete", "pull"];

/** Whether a command knows a flag because of live services. */
export function isSourceFlag(command: string, flag: string): boolean {
  const only = OF_ONE[flag];
  if (only !== undefined) return command === only;
  return COMMANDS.includes(command) && Object.hasOwn(SOURCE_OPTIONS, flag);
}

const { nemo, weave } = KEY_VARIABLES;

export const SOURCE_HELP = `
Live services:
  eval-results sources        lists the connections in ${CONNECTIONS_FILE} beside the store's results
  eval-results pull NAME…     --source S [--workspace W]…   into the store; what is there and unchanged is left alone
  eval-results list | show NAME | delete NAME… [--yes]      --source S   at the service itself
  eval-results rows NAME | compare BASE CANDIDATE | export NAME   --source S   pull first; names that the service has
                              not are looked for in the store
  eval-results rows NAME --live  --source S   one page, sorted and filtered by the service (Weave), without the pull;
                              refused where the stored copy would say something else
S is a connection's name, or an address such as http://localhost:8080 with [--kind nemo|weave] (nemo without it).
Keys come from ${nemo.key} or ${weave.key}, or are asked for on a terminal; never from an argument. A key goes to
the address given with --source, or to the one that ${nemo.url} or ${weave.url} names.
--netrc takes the password of the service's host in ~/.netrc instead (of api.wandb.ai for W&B's public service).
`;
