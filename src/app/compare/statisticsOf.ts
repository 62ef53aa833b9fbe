// The statistics of scores in slices: the worker answers others between them, and stops where nobody waits any more.
import type { ScoreInput } from "../../core/statistics/scoreInput.ts";
import type { ScoreStatistics, StatisticsOptions } from "../../core/statistics/scoreStatistics.ts";
import { sleep } from "../../util/sleep.ts";

/** One for each input, in order. Rejects with the signal's reason soon after it is aborted. */
export async function statisticsOf(
  inputs: readonly ScoreInput[],
  options: StatisticsOptions,
  signal: AbortSignal,
): Promise<readonly ScoreStatistics[]> {
  // Loaded when first needed: listing and importing must not wait for the distribution functions.
  const { scoresInSlices } = await import("../../core/statistics/compareScores.ts");
  const { inSlices } = await import("../../core/statistics/sliced.ts");
  return inSlices(scoresInSlices(inputs, options), () => sleep(0, signal));
}
