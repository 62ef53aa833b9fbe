// How many tests passed, failed and were skipped, from each kind of runner.
import { existsSync, readFileSync } from "node:fs";

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NOTHING: Outcome = { passed: 0, failed: 0, skipped: 0 };
/** Stands for a part that did not run, or that failed outside its tests. */
export const BROKEN: Outcome = { passed: 0, failed: 1, skipped: 0 };

export function addOutcomes(a: Outcome, b: Outcome): Outcome {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** A run that ended badly without a failed test counts as one failure, as does one that reported nothing. */
export function outcomeOfRun(counted: Outcome | null, code: number): Outcome {
  if (counted === null) return BROKEN;
  return code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

interface VitestFile {
  readonly name: string;
  readonly status: string;
  readonly assertionResults: readonly { readonly status: string }[];
}

export interface ReportedRun {
  readonly outcome: Outcome;
  /** Absolute paths of the files with a failure. */
  readonly failedFiles: readonly string[];
  /** What the other files came to. */
  readonly rest: Outcome;
}

/** Reads Vitest's JSON report; a file that could not be loaded counts as one failure. */
export function readVitestReport(path: string): ReportedRun | null {
  if (!existsSync(path)) return null;
  return reportedRun(
    JSON.parse(readFileSync(path, "utf8")) as { readonly testResults: readonly VitestFile[] },
  );
}

export function reportedRun({ testResults }: { readonly testResults: readonly VitestFile[] }): ReportedRun {
  const files = testResults.map((file) => ({ name: file.name, outcome: outcomeOfFile(file) }));
  const sum = (some: typeof files): Outcome =>
    some.map(({ outcome }) => outcome).reduce(addOutcomes, NOTHING);
  return {
    outcome: sum(files),
    failedFiles: files.filter(({ outcome }) => outcome.failed > 0).map(({ name }) => name),
    rest: sum(files.filter(({ outcome }) => outcome.failed === 0)),
  };
}

function outcomeOfFile({ status, assertionResults }: VitestFile): Outcome {
  const count = (wanted: string) => assertionResults.filter((result) => result.status === wanted).length;
  const passed = count("passed");
  const failed = count("failed");
  const isBroken = status === "failed" && failed === 0;
  return { passed, failed: isBroken ? 1 : failed, skipped: assertionResults.length - passed - failed };
}

/** Writes the totals the way the last line of a test run shows them. */
export function describeOutcome({ passed, failed, skipped }: Outcome): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
