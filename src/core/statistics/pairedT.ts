// Student's t on row differences, with or without clusters.
import { type Clusters, clusterError } from "./clusters.ts";
import { type Differences, noSpreadReason } from "./differences.ts";
import { tTailTwoSided, tTwoSided } from "./distributions.ts";
import { type Estimate, type Interval, notEstimable } from "./estimate.ts";

export interface PairedT extends Interval {
  readonly delta: number;
  readonly standardError: number;
  readonly df: number;
  readonly t: number;
  readonly pValue: number;
  /** delta / s_d: the standardised paired difference. */
  readonly dz: number;
}

/**
 * delta ± t_{n−1}·s_d/√n, p = P(|T_{n−1}| ≥ |delta/SE|). With clusters the cluster SE and G − 1 degrees of freedom.
 * Assumes independent rows (clusters) and a mean that is near normal: doubtful below 30 rows, below 10 changed rows and
 * for skewed differences. Not estimable: no rows, one row, no row changed, every row changed by the same amount, one
 * cluster. Source: statistics reference, section 2.2.
 */
export function pairedT(
  differences: Differences,
  level: number,
  clusters: Clusters | null = null,
): Estimate<PairedT> {
  const reason = noSpreadReason(differences);
  const { n, delta, deviation } = differences;
  if (reason !== null || delta === null || deviation === null) return notEstimable(reason ?? "one row");
  if (clusters !== null && clusters.count < 2) return notEstimable("one cluster");
  const standardError =
    clusters === null ? deviation / Math.sqrt(n) : clusterError(differences.values, delta, clusters);
  if (standardError === 0) return notEstimable("every cluster changed by the same amount");
  const df = clusters === null ? n - 1 : clusters.count - 1;
  const half = tTwoSided(level, df) * standardError;
  const t = delta / standardError;
  return {
    estimable: true,
    delta,
    standardError,
    df,
    t,
    pValue: tTailTwoSided(t, df),
    dz: delta / deviation,
    low: delta - half,
    high: delta + half,
    level,
    method: clusters === null ? "t" : "cluster-t",
  };
}
