#!/usr/bin/env node
// Entry of the CLI: the same engine as the panels, without an editor. Exit 0 fine, 1 for a gate that
// fails, 2 for bad use or input.
import { HELP, readCommandLine } from "./cli/arguments.ts";
import { COMMANDS } from "./cli/commands.ts";
import { findStore } from "./cli/findStore.ts";
import { nodeConnections } from "./cli/nodeConnections.ts";
import { NO_PROGRESS, progressLine } from "./cli/progressLine.ts";
import { Problem } from "./core/problem.ts";
import { createEngine } from "./node/createEngine.ts";
import { nodeLocalKeys } from "./node/localKeys.ts";

declare const EVAL_RESULTS_VERSION: string;

async function main(argv: readonly string[]): Promise<void> {
  const line = readCommandLine(argv);
  const command = line.command === null ? undefined : COMMANDS[line.command];
  if (line.values.version) return print(`${EVAL_RESULTS_VERSION}\n`);
  if (line.values.help) return print(HELP);
  if (command === undefined)
    throw new Problem("badInput", "Name a command. Run eval-results --help for what there is.");
  const controller = new AbortController();
  process.once("SIGINT", () => controller.abort());
  const folder = findStore(line.values.store, process.cwd());
  const connections = nodeConnections(folder, nodeLocalKeys());
  const { engine, store } = createEngine(folder, __dirname, { http: connections.http });
  const warn = (text: string): void => {
    process.stderr.write(text);
  };
  const exit = (code: 1): void => {
    process.exitCode = code;
  };
  const { signal } = controller;
  const progress = process.stderr.isTTY ? progressLine(warn, Date.now, terminalColumns) : NO_PROGRESS;
  const cwd = process.cwd();
  await command({ engine, store, connections, cwd, signal, print, warn, exit, progress }, line).finally(() =>
    progress.clear(),
  );
}

function terminalColumns(): number {
  return process.stderr.columns ?? 80;
}

function print(text: string): void {
  process.stdout.write(text);
}

/** One line for people; a stack only for what is a bug. */
function sentence(error: unknown): string {
  if (error instanceof Problem) return error.message;
  if (error instanceof Error && error.name === "AbortError") return "Stopped. Nothing half done was kept.";
  const code = (error as NodeJS.ErrnoException).code;
  if (code !== undefined && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // The reader of a pipe may go first, as `head` does.
  if (error.code === "EPIPE") process.exit(0);
});
main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`eval-results: ${sentence(error)}\n`);
  process.exitCode = 2;
});
