// What every command of the CLI runs with, and the checks they share.
import type { Engine } from "../app/engine.ts";
import { Problem } from "../core/problem.ts";
import type { RunStore } from "../core/runStore.ts";
import type { CommandLine } from "./arguments.ts";
import type { CliConnections } from "./cliConnections.ts";
import type { ProgressLine } from "./progressLine.ts";

export interface CommandParts {
  readonly engine: Engine;
  readonly store: RunStore;
  readonly connections: CliConnections;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  /** How far what takes long is: on stderr, where that is a terminal. Cleared before anything else is written. */
  readonly progress: ProgressLine;
  /** The exit code once all is printed: 1 where a gate fails. Bad use is thrown. */
  readonly exit: (code: 1) => void;
}

export type Command = (parts: CommandParts, line: CommandLine) => Promise<void>;

/** Prints a value as JSON people can read. */
export function printJson(parts: CommandParts, value: unknown): void {
  parts.print(`${JSON.stringify(value, null, 2)}\n`);
}

/** Throws a `badInput` Problem where fewer than `count` names are given. */
export function atLeast(line: CommandLine, count: number, what: string): void {
  if (line.names.length < count) throw new Problem("badInput", `${line.command} needs ${what}.`);
}

/** Throws a `badInput` Problem where not just `count` names are given. */
export function exactly(line: CommandLine, count: number, what: string): void {
  if (line.names.length !== count) throw new Problem("badInput", `${line.command} takes ${what}.`);
}
