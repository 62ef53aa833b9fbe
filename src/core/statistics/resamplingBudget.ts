// How much resampling a comparison may ask for.
import { type Estimate, notEstimable } from "./estimate.ts";

/** Row draws that one resampling may take: n·B. */
const MOST_DRAWS = 2e8;
const FEWEST_RESAMPLES = 1_000;

/** As many of the `wanted` resamples as n rows allow; refuses below a thousand. Source: reference, section 2.3. */
export function affordableResamples(n: number, wanted: number): Estimate<{ readonly resamples: number }> {
  const most = Math.floor(MOST_DRAWS / Math.max(1, n));
  if (most >= wanted) return { estimable: true, resamples: wanted };
  if (most >= Math.min(wanted, FEWEST_RESAMPLES)) return { estimable: true, resamples: most };
  const rows = MOST_DRAWS / FEWEST_RESAMPLES;
  return notEstimable(`above ${rows} rows the t interval is the same to three digits`);
}
