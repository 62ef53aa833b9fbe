import { describe, expect, it } from "vitest";
import { outcomeOfRun, reportedRun } from "../../host/outcome.ts";

const file = (name: string, status: string, tests: readonly string[]) => ({
  name,
  status,
  assertionResults: tests.map((one) => ({ status: one })),
});

describe("the outcome of a run", () => {
  const report = reportedRun({
    testResults: [
      file("/a.test.ts", "passed", ["passed", "passed"]),
      file("/b.test.ts", "failed", ["passed", "failed", "skipped"]),
      file("/broken.test.ts", "failed", []),
    ],
  });

  it("counts a file that could not be loaded as one failure", () => {
    expect(report.outcome).toEqual({ passed: 3, failed: 2, skipped: 1 });
  });

  it("names the files to try again, and keeps what the others came to", () => {
    expect(report.failedFiles).toEqual(["/b.test.ts", "/broken.test.ts"]);
    expect(report.rest).toEqual({ passed: 2, failed: 0, skipped: 0 });
  });

  it("counts a run that ended badly without a failed test, or without a report, as a failure", () => {
    expect(outcomeOfRun({ passed: 2, failed: 0, skipped: 0 }, 1).failed).toBe(1);
    expect(outcomeOfRun(null, 0).failed).toBe(1);
  });
});
