// `npm run demo:weave [PORT]`: a Weave service on this machine with sample runs, to try live sources without an account.
import { EVALUATIONS, PROJECT, sampleRuns } from "./sampleRuns.ts";
import { startWeaveServer } from "./weaveServer.ts";

const PORT = 8071;
const KEY = "demo-key";

export async function runDemo([port = String(PORT)]: readonly string[]): Promise<void> {
  const runs = sampleRuns();
  const { url } = await startWeaveServer(runs, { key: KEY, evaluations: EVALUATIONS, port: Number(port) });
  const unlisted = runs.find(({ evaluation }) => evaluation === "");
  console.log(`A Weave service with sample runs is at ${url}

In VS Code: "Eval Results: Add Connection…", W&B Weave, that address, the project ${PROJECT}, the key ${KEY}.
"Eval Results: Add Weave Run by ID or URL…" shows ${PROJECT}/${unlisted?.id ?? ""}, which the service does not list.
Ctrl+C ends it.`);
}
