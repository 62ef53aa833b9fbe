// What every command of the CLI runs with.
import type { Engine } from "../app/engine.ts";
import type { RunStore } from "../core/runStore.ts";
import type { CommandLine } from "./arguments.ts";

export interface CommandParts {
  readonly engine: Engine;
  readonly store: RunStore;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
}

export type Command = (parts: CommandParts, line: CommandLine) => Promise<void>;
