// `explain`: the panels' words for every statistic.
import { describe, expect, it } from "vitest";
import { definitionOf, STATISTIC_TEXTS } from "../../../src/core/scores/statisticText.ts";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { Workbench } from "../../support/engineSupport.ts";

describe("explain", () => {
  it("prints every statistic, or those whose name holds a word", async () => {
    const bench = new Workbench();
    const all = await typed(bench, "explain");
    for (const { definition } of Object.values(STATISTIC_TEXTS)) expect(all).toContain(definition);
    const some = await typedJson<{ name: string; definition: string }[]>(bench, "explain", "Std", "whisk");
    expect(some).toEqual([
      { name: "std. dev.", definition: definitionOf("stdDev") },
      { name: "whiskers", definition: definitionOf("whiskers") },
    ]);
  });

  it("says what there is for a word that names none", async () => {
    await expect(typed(new Workbench(), "explain", "entropy")).rejects.toThrow(
      "There is no statistic entropy. Known: rows scored, count",
    );
  });
});
