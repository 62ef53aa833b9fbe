// One of several processes that use a store at the same time: imports, deletes and restores its own results and prints
// what was acknowledged. Bundled and started by the test of several processes.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Engine } from "../../src/app/engine.ts";
import type { RunId } from "../../src/core/run.ts";
import { formatRegistry } from "../../src/formats/formats.ts";
import { nodeParts } from "../../src/node/nodeParts.ts";
import { scanHereOnNode } from "../../src/node/scanThreads.ts";
import { LocalStore } from "../../src/store/localStore.ts";
import { noServices } from "./noServices.ts";

const [storeFolder = "", wasmFolder = "", workFolder = "", name = "", rounds = "0", mode = ""] =
  process.argv.slice(2);

const parts = nodeParts(wasmFolder);
const store = new LocalStore(parts, storeFolder);
const engine = new Engine({
  ...parts,
  store,
  formats: formatRegistry,
  openScanner: scanHereOnNode(formatRegistry),
  openSource: noServices,
});

/** Told to the parent the moment a call has come back: from then on it must hold. */
function acknowledge(what: "imported" | "deleted" | "restored", id: RunId, text: string): void {
  process.stdout.write(`${JSON.stringify({ what, id, text })}\n`);
}

async function main(): Promise<void> {
  for (let round = 0; round < Number(rounds); round++) {
    const text = `${JSON.stringify({ item: { q: `${name} ${round}` }, sample: { output_text: "a" }, metrics: { "default/m": [{ name: "exact", value: round }] } })}\n`;
    const path = join(workFolder, `${name}-${round}.jsonl`);
    writeFileSync(path, text);
    const call = { signal: new AbortController().signal, progress: () => undefined };
    const { id } = (await engine.import(path, {}, call)).run;
    acknowledge("imported", id, text);
    if (mode === "import") continue;
    await engine.remove([id]);
    acknowledge("deleted", id, text);
    await engine.restore([id]);
    acknowledge("restored", id, text);
    // Every third is deleted in the end.
    if (round % 3 !== 2) continue;
    await engine.remove([id]);
    acknowledge("deleted", id, text);
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
