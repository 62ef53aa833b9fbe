// `npm run demo:weave`: a Weave service on this machine with sample runs, to try live sources without an account. Flags:
// --port N, --rows N (a run of so many rows besides), --quiet (asks for no key and prints the address only).
import { parseArgs } from "node:util";
import { EVALUATIONS, largeRun, PROJECT, sampleRuns } from "./sampleRuns.ts";
import { startWeaveServer } from "./weaveServer.ts";

const KEY = "demo-key";
const OPTIONS = {
  port: { type: "string", default: "8071" },
  rows: { type: "string" },
  quiet: { type: "boolean" },
} as const;

/** Serves until the process ends. */
export async function runDemo(argv: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({ args: [...argv], options: OPTIONS, allowPositionals: true });
  const large = values.rows === undefined ? [] : [largeRun(Number(values.rows))];
  const runs = [...sampleRuns(), ...large];
  const { url } = await startWeaveServer(runs, {
    ...(values.quiet === true ? {} : { key: KEY }),
    evaluations: EVALUATIONS,
    port: Number(positionals[0] ?? values.port),
  });
  if (values.quiet === true) return console.log(url);
  const unlisted = runs.find(({ evaluation }) => evaluation === "");
  console.log(`A Weave service with sample runs is at ${url}

In VS Code: "Eval Results: Add Connection…", W&B Weave, that address, the project ${PROJECT}, the key ${KEY}.
"Eval Results: Add Weave Run by ID or URL…" shows ${PROJECT}/${unlisted?.id ?? ""}, which the service does not list.
--rows N adds a run of so many rows, --port N listens elsewhere. Ctrl+C ends it.`);
}
