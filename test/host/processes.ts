// Starts other programs so that none of them outlives this one, and waits for them.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./paths.ts";

interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** "show" passes the output on, "keep" holds it back and gives it with the result, "both" does both. */
  readonly output?: "show" | "keep" | "both";
  readonly timeoutMs?: number;
}

interface RunResult {
  readonly code: number;
  readonly output: string;
}

/** Starts a command whose whole process group ends with this process, or when its standard input is closed. */
export function startSupervised(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): ChildProcess {
  const stdio = (options.output ?? "show") === "show" ? "inherit" : "pipe";
  return spawn(process.execPath, [join(ROOT, "test", "host", "supervise.cjs"), command, ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    stdio: ["pipe", stdio, stdio],
    detached: process.platform !== "win32",
  });
}

/** Ends a supervised command with everything it started, and resolves once it is gone. */
export async function stopSupervised(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.stdin?.end();
  await gone;
}

/** Runs a command to its end. A command that cannot be started or takes too long has a non-zero code. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<RunResult> {
  const child = startSupervised(command, args, options);
  const chunks: string[] = [];
  child.stdout?.on("data", (chunk) => chunks.push(String(chunk)));
  child.stderr?.on("data", (chunk) => chunks.push(String(chunk)));
  if (options.output === "both") {
    child.stdout?.pipe(process.stdout, { end: false });
    child.stderr?.pipe(process.stderr, { end: false });
  }
  const timeoutMs = options.timeoutMs ?? 15 * 60_000;
  const timer = setTimeout(() => {
    chunks.push(`\n${command} was stopped after ${timeoutMs / 1000} s.\n`);
    child.stdin?.end();
  }, timeoutMs);
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
  clearTimeout(timer);
  return { code, output: chunks.join("") };
}

/** Runs npm; throws with its output when it fails. */
export async function npm(args: readonly string[], cwd: string): Promise<void> {
  const program = process.platform === "win32" ? "npm.cmd" : "npm";
  const { code, output } = await run(program, args, { cwd, output: "keep" });
  if (code !== 0) throw new Error(`npm ${args.join(" ")} failed (exit code ${code}):\n${output}`);
}
