// Where result files of real tools lie: the samples of this repository, and files that others made, outside it.
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import { REPOSITORY } from "./engineSupport.ts";

export const SAMPLES = join(REPOSITORY, "media/samples");
/** Files of public repositories; never copied into this one, so absent on most machines. */
export const REAL = join(REPOSITORY, "../shared/data/real");

const hasRealFiles = existsSync(join(REAL, "SOURCES.md"));

/** A suite over files outside the repository; skipped with a name that says why where they are absent. */
export function describeReal(name: string, suite: () => void): void {
  describe.skipIf(!hasRealFiles)(
    hasRealFiles ? name : `${name} [skipped: ../shared/data/real is absent]`,
    suite,
  );
}

const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** A suite that checks against a computation in Python; skipped with a name that says why where there is none. */
export function describePython(name: string, suite: () => void): void {
  describe.skipIf(!hasPython)(hasPython ? name : `${name} [skipped: no python3]`, suite);
}

/** Runs a Python program with arguments; gives the JSON it prints. */
export function python(program: string, args: readonly string[]): unknown {
  return JSON.parse(execFileSync("python3", ["-c", program, ...args], { encoding: "utf8" }));
}
