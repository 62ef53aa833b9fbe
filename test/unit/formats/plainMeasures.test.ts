// Which columns of plain files tell what rows took, and how they are read.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/core/json/json.ts";
import { guessMeasures, readMeasures } from "../../../src/formats/plainMeasures.ts";

const guessed = (records: readonly JsonObject[]) =>
  guessMeasures({ name: "r.jsonl", shape: "jsonl", records }).map(
    ({ measure, column, factor }) => `${measure}=${column}*${factor}`,
  );

describe("measures of a plain file", () => {
  it.each([
    ["latencyMs", 812, "latencyMs=latencyMs*1"],
    ["Latency (ms)", 0.4, "latencyMs=Latency (ms)*1"],
    ["duration_seconds", 812, "latencyMs=duration_seconds*1000"],
    ["latency_s", 3, "latencyMs=latency_s*1000"],
    ["latency", 0.8, "latencyMs=latency*1000"],
    ["latency", 812, "latencyMs=latency*1"],
    ["prompt_tokens", 40, "inputTokens=prompt_tokens*1"],
    ["completion_tokens", 7, "outputTokens=completion_tokens*1"],
    ["tokens", 47, "totalTokens=tokens*1"],
    ["cost", 0.002, "costUsd=cost*1"],
    ["total_cost_usd", 0, "costUsd=total_cost_usd*1"],
  ])("are told by the name %s and values like %s", (name, value, expected) => {
    expect(guessed([{ [name]: value }])).toEqual([expected]);
  });

  it("are found in a usage object, one column each, the first in the file", () => {
    expect(guessed([{ tokenUsage: { prompt: 1, completion: 2, total: 3 }, tokens: 9 }])).toEqual([
      "inputTokens=tokenUsage.prompt*1",
      "outputTokens=tokenUsage.completion*1",
      "totalTokens=tokenUsage.total*1",
    ]);
  });

  it("are none where the name only sounds so, or a value is text or below 0", () => {
    for (const record of [
      { latency_rank: 2 },
      { costume: 3 },
      { tokens: ["a", "b"] },
      { duration_words: 4 },
      { cost: "free" },
      { latency: -1 },
    ])
      expect(guessed([record as JsonObject])).toEqual([]);
  });

  it("are read in their unit; what is missing, empty or no number is not measured, never 0", () => {
    const columns = [
      { measure: "latencyMs", column: "took", factor: 1_000 },
      { measure: "costUsd", column: "usage.cost", factor: 1 },
    ] as const;
    expect(readMeasures({ took: 1.5, usage: { cost: 0 } }, columns)).toEqual({ latencyMs: 1500, costUsd: 0 });
    expect(readMeasures({ took: "0.25" }, columns)).toEqual({ latencyMs: 250 });
    for (const took of ["", null, "NaN", "n/a", -1]) expect(readMeasures({ took }, columns)).toEqual({});
  });
});
