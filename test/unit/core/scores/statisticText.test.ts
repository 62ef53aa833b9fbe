// The words of statistics: every one has a definition, and panel and command line say the same.
import { describe, expect, it } from "vitest";
import { STATISTIC_TEXTS } from "../../../../src/core/scores/statisticText.ts";
import { statisticsTwin } from "../../../../webview/charts/scoreFacts.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

describe("the words of statistics", () => {
  it("are whole sentences", () => {
    for (const { name, definition } of Object.values(STATISTIC_TEXTS)) {
      expect(name).not.toBe("");
      expect(definition).toMatch(/^[A-Z0-9].+\.$/u);
    }
  });

  it("are what the table of all statistics says of each of its lines", () => {
    const { hints, lines } = statisticsTwin(aScore(), "s", 4, 0.5, "en");
    const known = Object.values(STATISTIC_TEXTS).map(({ definition }) => definition as string);
    expect(hints).toHaveLength(lines.length);
    for (const hint of hints ?? []) expect(known).toContain(hint);
  });
});
