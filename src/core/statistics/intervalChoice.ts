// An interval other than the default one, where it is asked for: the bootstrap of the mean difference.
import { accelerationOf, bcaInterval, bootstrapMeans, percentileInterval } from "./bootstrap.ts";
import { type Estimate, type Interval, notEstimable } from "./estimate.ts";
import type { ScoreCase } from "./scoreInput.ts";
import type { Sliced } from "./sliced.ts";

/** Resamples of an interval; fewer where the rows are too many for the budget. */
export const RESAMPLES = 10_000;

interface DeltaEstimate {
  readonly interval: Estimate<Interval>;
  /** Smallest detectable delta: the default method's, whatever the interval. */
  readonly mde: number | null;
}

/** `byDefault` where that is asked for, or where the default one does not exist for a reason that no resampling mends. */
export function* withChosenInterval(one: ScoreCase, byDefault: DeltaEstimate): Sliced<DeltaEstimate> {
  const { options, input } = one;
  if ((options.interval ?? "auto") === "auto" || input.infinite > 0) return byDefault;
  return { interval: yield* bootstrapOf(one), mde: byDefault.mde };
}

function* bootstrapOf({ differences, input, options }: ScoreCase): Sliced<Estimate<Interval>> {
  const isBca = options.interval === "bootstrap-bca";
  if (isBca && input.clusters !== null)
    return notEstimable("BCa is for independent rows; the percentile bootstrap resamples clusters");
  const means = yield* bootstrapMeans(differences.values, RESAMPLES, options.seed, input.clusters);
  if (!means.estimable) return means;
  if (!isBca) return { estimable: true, ...percentileInterval(means, options.level) };
  const found = bcaInterval(means, accelerationOf(differences.values), options.level);
  if (!found.estimable) return found;
  const { low, high, level, method } = found;
  return { estimable: true, low, high, level, method };
}
