// One compared score as texts, its means, delta and limits with the same decimals: for tables of the command line and
// Markdown.

import { alphaOf } from "../statistics/estimate.ts";
import { formatPValue, formatScoreLimits } from "../text/formatInterval.ts";
import { formatMeanBeside, formatScoreDelta, NO_VALUE } from "../text/formatNumber.ts";
import { shownComparison } from "./compareErrors.ts";
import type { ScoreComparison } from "./compareTypes.ts";
import { comparedDecimals } from "./deltaUnit.ts";

export interface ComparedTexts {
  readonly base: string;
  readonly candidate: string;
  readonly delta: string;
  /** `[low, high]`; empty where the interval does not exist or is not of this delta. */
  readonly limits: string;
  readonly pAdjusted: string;
  /** Items in the means. */
  readonly n: number;
}

/** `withErrors`: means and delta with errored rows counted, where that can be; an interval then says nothing of them. */
export function comparedTexts(score: ScoreComparison, withErrors: boolean, locale: string): ComparedTexts {
  const { interval, test, level } = score.statistics;
  const shown = shownComparison(score, withErrors);
  const means = [shown.baseMean, shown.candidateMean] as const;
  const decimals = comparedDecimals(score, locale);
  const mean = (value: number | null): string => formatMeanBeside(value, means, score, locale, decimals);
  const hasLimits = interval.estimable && score.delta !== null && !shown.hasErrors;
  return {
    base: mean(shown.baseMean),
    candidate: mean(shown.candidateMean),
    delta: formatScoreDelta(shown.delta, means, score, locale, decimals),
    limits: hasLimits ? formatScoreLimits(interval, means, score, locale) : "",
    pAdjusted: test.estimable ? formatPValue(test.pAdjusted, alphaOf(level), locale) : NO_VALUE,
    n: shown.n,
  };
}
