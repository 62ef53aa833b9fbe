import { describe, expect, it } from "vitest";
import { fittingRowHeight } from "../../../../webview/shared/virtualRows.ts";

describe("row height", () => {
  it("is the wanted one while a browser can lay all rows out", () => {
    expect(fittingRowHeight(640, 46)).toBe(46);
    expect(fittingRowHeight(1_000_000, 24)).toBe(24);
  });
  it("falls to one line for so many rows that two lines would pass the limit", () => {
    expect(fittingRowHeight(1_000_000, 46)).toBe(24);
  });
});
