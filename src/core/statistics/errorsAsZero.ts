// The mean with errored rows counted as 0, beside the mean over scored rows.
import { CompensatedSum } from "./summation.ts";

/** How a row stands on a score. */
export type RowStanding = "scored" | "error" | "missing";

export interface MeansWithErrors {
  readonly rows: number;
  readonly scored: number;
  /** Scored rows / rows; `null` for no rows. */
  readonly coverage: number | null;
  /** `null` where no row is scored. */
  readonly scoredOnly: number | null;
  /** Over scored and errored rows; `null` where there are none. */
  readonly errorsAsZero: number | null;
  readonly rowsWithErrors: number;
  /** Over all rows; `null` for no rows. */
  readonly unscoredAsZero: number | null;
}

/**
 * An errored row takes 0; missing rows stay out and are counted. Only for scores where more is better and the least is
 * 0 or above: for latency or cost 0 would be the best value. Source: statistics reference, section 1.
 */
export function meansWithErrors(
  standings: readonly RowStanding[],
  values: ArrayLike<number | null>,
): MeansWithErrors {
  const sum = new CompensatedSum();
  let scored = 0;
  let errored = 0;
  for (const [i, standing] of standings.entries()) {
    if (standing === "error") errored++;
    if (standing !== "scored") continue;
    scored++;
    sum.add(values[i] ?? 0);
  }
  const over = (count: number): number | null => (count === 0 ? null : sum.value / count);
  return {
    rows: standings.length,
    scored,
    coverage: standings.length === 0 ? null : scored / standings.length,
    scoredOnly: scored === 0 ? null : over(scored),
    errorsAsZero: over(scored + errored),
    rowsWithErrors: scored + errored,
    unscoredAsZero: over(standings.length),
  };
}
