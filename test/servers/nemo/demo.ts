// The demonstration of the NeMo source: a server with sample results in two workspaces, and what to do with it. Flags:
// --port N, --era A|B, --token T, --results N (in the workspace default), --rows-file PATH (one result of those rows),
// --rows N (a generated result of so many), --quiet (prints the address only).
import { parseArgs } from "node:util";
import { startNemoServer } from "./nemoServer.ts";
import { aResult, someResults } from "./sampleResults.ts";
import type { StoredResult } from "./wire.ts";

const OPTIONS = {
  port: { type: "string", default: "8080" },
  era: { type: "string", default: "B" },
  token: { type: "string" },
  results: { type: "string", default: "120" },
  rows: { type: "string" },
  "rows-file": { type: "string" },
  quiet: { type: "boolean" },
} as const;

/** Serves until the process ends. */
export async function runDemo(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: OPTIONS });
  const era = values.era === "A" ? "A" : "B";
  const { token } = values;
  const results = [
    ...someResults(Number(values.results)),
    ...team(),
    ...large(values.rows, values["rows-file"]),
  ];
  const server = await startNemoServer(results, {
    era,
    port: Number(values.port),
    ...(token === undefined ? {} : { token }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`Port ${values.port} is taken. Choose another: npm run demo:nemo -- --port 8090`);
  });
  if (values.quiet === true) console.log(server.url);
  else console.log(words(server.url, results, token));
}

/** Results of a second workspace, a few large enough to take a moment. */
function team(): readonly StoredResult[] {
  return [200, 1_000, 20_000].map((rows, i) =>
    aResult(i + 200, rows, { workspace: "team-b", name: `support-answers-${rows}` }),
  );
}

function large(rows: string | undefined, file: string | undefined): readonly StoredResult[] {
  const scores = aResult(0, 1).scores.map((score) => ({ ...score, count: 0, nan_count: 0 }));
  return [
    ...(rows === undefined ? [] : [aResult(500, Number(rows), { name: "generated" })]),
    ...(file === undefined ? [] : [aResult(501, 1, { name: "file", scores, rows: file })]),
  ];
}

function words(url: string, results: readonly StoredResult[], token: string | undefined): string {
  const key = token === undefined ? "none" : `bearer token, and enter ${token}`;
  const variable = token === undefined ? "" : `EVAL_RESULTS_NEMO_KEY=${token} `;
  return `A NeMo Evaluator stand-in with ${results.length} results at ${url}, on this machine only.

In VS Code: run "Eval Results: Add Connection…" and give
  address      ${url}
  workspaces   default, team-b
  sign in      ${key}

On the command line:
  ${variable}node dist/cli.js list --source ${url} --workspace default --workspace team-b
  ${variable}node dist/cli.js pull ${results[0]?.name ?? "NAME"} --source ${url}

--token T asks for a key, --era A plays the older service, --port N listens elsewhere. Ctrl+C ends it.`;
}
