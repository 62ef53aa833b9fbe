// Would a rerun on the same rows differ this much? From the spread of trials inside rows.
import { tTwoSided } from "./distributions.ts";
import { type Estimate, notEstimable } from "./estimate.ts";

/** Spread inside the joined rows of one run. */
export interface WithinRows {
  /** ΣΣ(x_ij − x̄_i)². */
  readonly squares: number;
  /** Σ(m_i − 1). */
  readonly df: number;
  /** Σ 1/m_i. */
  readonly inverseTrials: number;
}

export interface RerunNoise {
  /** N: the standard error of delta if only the trials were drawn anew. */
  readonly standardError: number;
  readonly df: number;
  /** t_ν·N: a delta within ± this is within rerun noise. */
  readonly band: number;
  readonly isWithin: boolean;
  /** Too few repeats for the band to say anything: ν < 10. No mark is shown then. */
  readonly isRough: boolean;
  /** The run without trials, which takes the other's variance. */
  readonly borrowed: "base" | "candidate" | null;
}

/** σ² of one run; `null` without repeated rows. */
export function withinVariance({ squares, df }: WithinRows): number | null {
  return df === 0 ? null : squares / df;
}

/**
 * N = √(σ_A²Σ(1/m_A,i)/n² + σ_B²Σ(1/m_B,i)/n²) with σ² = ΣΣ(x_ij − x̄_i)²/Σ(m_i−1) over the n joined rows; ν = Σ(m_i−1)
 * of the runs used; within noise iff |delta| ≤ t_ν·N. Assumes trials exchangeable and of one variance in all rows.
 * No trials anywhere: not estimable. Source: statistics reference, section 2.4.
 */
export function rerunNoise(
  delta: number,
  n: number,
  base: WithinRows,
  candidate: WithinRows,
  level: number,
): Estimate<RerunNoise> {
  const ofBase = withinVariance(base);
  const ofCandidate = withinVariance(candidate);
  if (n === 0 || (ofBase === null && ofCandidate === null)) return notEstimable("one trial per row");
  const a = ofBase ?? ofCandidate ?? 0;
  const b = ofCandidate ?? ofBase ?? 0;
  const standardError = Math.sqrt(a * base.inverseTrials + b * candidate.inverseTrials) / n;
  const df = base.df + candidate.df;
  const band = tTwoSided(level, df) * standardError;
  return {
    estimable: true,
    standardError,
    df,
    band,
    isWithin: Math.abs(delta) <= band,
    borrowed: ofBase === null ? "base" : ofCandidate === null ? "candidate" : null,
    isRough: df < 10,
  };
}
