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

interface VitestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Reads Vitest's JSON report; a file that could not be loaded counts as one failure. */
export function readVitestReport(path: string): Outcome | null {
  if (!existsSync(path)) return null;
  const report = JSON.parse(readFileSync(path, "utf8")) as VitestReport;
  return report.testResults.map(outcomeOfFile).reduce(addOutcomes, NOTHING);
}

function outcomeOfFile({ status, assertionResults }: VitestReport["testResults"][number]): Outcome {
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
