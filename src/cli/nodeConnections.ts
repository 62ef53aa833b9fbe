// The command line's connections on Node: their file, the environment, the terminal.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { LocalKeys } from "../core/services/localKeys.ts";
import { hiddenQuestion } from "./askHidden.ts";
import { CliConnections, CONNECTIONS_FILE } from "./cliConnections.ts";

export function nodeConnections(storeFolder: string, localKeys: LocalKeys): CliConnections {
  return new CliConnections({
    readFile: () =>
      readFile(join(storeFolder, CONNECTIONS_FILE), "utf8").catch((error: NodeJS.ErrnoException) => {
        if (error.code === "ENOENT") return null;
        throw error;
      }),
    env: process.env,
    localKeys,
    askHidden: hiddenQuestion(process.stdin, (text) => process.stderr.write(text)),
  });
}
