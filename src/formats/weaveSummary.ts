// Weave's own statistics of a run's scores as given aggregates. Its idiom `pass_rate or numeric_mean` would turn a pass rate
// of 0 into something else, so what was counted decides. Source: Weave evaluation API, section 6, "Summary statistics".
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";
import type { GivenAggregate } from "../core/run.ts";

export function weaveAggregates(stats: readonly Json[]): readonly GivenAggregate[] {
  return stats.flatMap((one) =>
    isJsonObject(one) && typeof one.scorer_key === "string" ? weaveAggregate(one) : [],
  );
}

/** A leaf of mixed types has a rate and a mean that are not of all its values: neither is taken for its mean. */
function weaveAggregate(stats: JsonObject): GivenAggregate {
  const passes = numberAt(stats, "pass_known_count") ?? 0;
  const numbers = numberAt(stats, "numeric_count") ?? 0;
  const texts = (numberAt(stats, "trial_count") ?? 0) - passes - numbers;
  const isMixed = [passes, numbers, texts].filter((count) => count > 0).length > 1;
  const mean = passes > 0 ? "pass_rate" : "numeric_mean";
  return {
    metric: null,
    name: weaveScoreName(String(stats.scorer_key), stats.path),
    mean: isMixed ? null : numberAt(stats, mean),
    count: isMixed ? null : passes + numbers + texts,
    asGiven: stats,
  };
}

/** `scorer`, or `scorer.path` for a leaf inside what it returned. */
function weaveScoreName(scorer: string, path: Json | undefined): string {
  return typeof path === "string" && path !== "" ? `${scorer}.${path}` : scorer;
}

function numberAt(object: JsonObject, key: string): number | null {
  const value = object[key];
  return typeof value === "number" ? value : null;
}
