// A service with a command line beside it: what the tests of `--source` start from.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NemoServer, NemoServerOptions } from "../servers/nemo/nemoServer.ts";
import type { StoredResult } from "../servers/nemo/wire.ts";
import { typed, typedJson } from "./cliSupport.ts";
import { aFolder, WASM_FOLDER, Workbench } from "./engineSupport.ts";
import { aServer } from "./nemoBench.ts";

export interface Lab {
  readonly server: NemoServer;
  readonly bench: Workbench;
  type(...args: readonly string[]): Promise<string>;
  json<T = Record<string, unknown>>(...args: readonly string[]): Promise<T>;
}

export async function aLab(
  results: readonly StoredResult[],
  options: NemoServerOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Lab> {
  const server = await aServer(results, options);
  const bench = new Workbench(WASM_FOLDER, aFolder(), { env });
  const at = (args: readonly string[]) => [...args, "--source", server.url];
  return {
    server,
    bench,
    type: (...args) => typed(bench, ...at(args)),
    json: (...args) => typedJson(bench, ...at(args)),
  };
}

export function writeConnections(bench: Workbench, connections: readonly object[]): void {
  mkdirSync(bench.storeFolder, { recursive: true });
  writeFileSync(join(bench.storeFolder, "connections.json"), JSON.stringify(connections));
}
