// How often Bonett and Price's interval covers, exactly: the promise that the default interval is chosen for.
import { describe, expect, it } from "vitest";
import { coverageOf, gridOf } from "../../../bench/coverage.ts";

describe("the interval of two pass rates", () => {
  it.each([10, 30, 100])(
    "covers at least 94 %% of data sets of %d rows, 94 to 96 %% where many rows change",
    (n) => {
      for (const one of gridOf(n)) {
        const coverage = coverageOf(one);
        const changed = n * (one.onlyBase + one.onlyCandidate);
        const where = `${one.onlyBase}/${one.onlyCandidate}`;
        expect(coverage, where).toBeGreaterThanOrEqual(0.94);
        expect(coverage, where).toBeLessThanOrEqual(changed >= 20 ? 0.96 : 1 + 1e-9);
      }
    },
  );
});
