// What made-up records say beside their items: for slices by metadata, and totals of what rows took.
import { chance } from "./sampleRun.ts";

/** Why answers ended, a number of many values, a member that some rows lack, a list. */
export function sampleMeta(index: number) {
  const luck = chance(41, index);
  return {
    sample: {
      model: "atlas-8b",
      finish_reason: luck < 0.12 ? "length" : luck < 0.15 ? "content_filter" : "stop",
    },
    retrieved: Math.round(40 + 3_000 * luck ** 2),
    ...(index % 5 === 0 ? {} : { shard: index % 4 }),
    tags: index % 3 === 0 ? ["long", "table"] : ["short"],
  };
}

/** What its rows took, as a head tells it. */
export const TOOK = [
  { measure: "latencyMs", count: 634, sum: 812_000, median: 1_212 },
  { measure: "inputTokens", count: 640, sum: 1_240_500, median: 480 },
  { measure: "outputTokens", count: 640, sum: 128_400, median: 190 },
  { measure: "costUsd", count: 640, sum: 3.4127, median: 0.0047 },
] as const;
