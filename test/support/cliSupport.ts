// Runs the CLI: its commands in this process for what they print, the built bundle as a process for exit codes.
import { spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";
import { readCommandLine } from "../../src/cli/arguments.ts";
import { COMMANDS } from "../../src/cli/commands.ts";
import { jsonl, REPOSITORY, type Workbench } from "./engineSupport.ts";

/** Builds the CLI and the scan thread into a temporary folder, as esbuild.mjs does; `dispose` removes it. */
export async function buildCli(): Promise<{ readonly folder: string; readonly dispose: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), "eval-results-cli-"));
  await build({
    absWorkingDir: REPOSITORY,
    entryPoints: { cli: "src/cli.ts", scanWorker: "src/scanWorker.ts" },
    outdir: folder,
    bundle: true,
    platform: "node",
    mainFields: ["module", "main"],
    target: "node20",
    format: "cjs",
    define: { EVAL_RESULTS_VERSION: '"1.2.3-test"' },
  });
  copyFileSync(join(REPOSITORY, "node_modules/sql.js/dist/sql-wasm.wasm"), join(folder, "sql-wasm.wasm"));
  return { folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built CLI as a process of its own. */
export function runCli(bundleFolder: string, cwd: string, args: readonly string[]): Promise<CliResult> {
  const child = spawn(process.execPath, [join(bundleFolder, "cli.js"), ...args], {
    cwd,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** Runs one command in this process; gives what it prints. Problems are thrown. */
export async function typed(bench: Workbench, ...args: readonly string[]): Promise<string> {
  return (await typedWithCode(bench, ...args)).printed;
}

/** As {@link typed}, with the exit code. */
export async function typedWithCode(
  bench: Workbench,
  ...args: readonly string[]
): Promise<{ readonly printed: string; readonly code: number }> {
  const line = readCommandLine(args);
  const command = COMMANDS[line.command ?? ""];
  if (command === undefined) throw new Error(`no command in ${args.join(" ")}`);
  let printed = "";
  let code = 0;
  const parts = {
    engine: bench.engine,
    store: bench.store,
    connections: bench.connections,
    cwd: bench.folder,
    signal: new AbortController().signal,
    print: (text: string) => {
      printed += text;
    },
    warn: (text: string) => {
      throw new Error(`unexpected warning: ${text}`);
    },
    exit: (failed: 1) => {
      code = failed;
    },
    progress: bench.progress,
  };
  await command(parts, line);
  return { printed, code };
}

/** Runs one command with `--json`; gives what it prints, parsed. */
export async function typedJson<T = unknown>(bench: Workbench, ...args: readonly string[]): Promise<T> {
  return JSON.parse(await typed(bench, ...args, "--json")) as T;
}

/** Imports a result of one score, a row a value, by the command line. */
export async function importScores(
  bench: Workbench,
  name: string,
  scores: readonly unknown[],
): Promise<void> {
  bench.write(
    `${name}.jsonl`,
    jsonl(scores.map((score, i) => ({ question: `q${i}`, output: `o${i}`, score }))),
  );
  await typed(bench, "import", `${name}.jsonl`);
}
