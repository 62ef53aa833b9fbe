// What a mark against a baseline says: tight for a list, a sentence for a hover. An unpaired difference claims nothing.

import type { RunSummary, ScoreSummary } from "../run.ts";
import { shownMean } from "../scores/errorsAsZero.ts";
import { decimalsByError, formatScoreDelta } from "../text/formatNumber.ts";
import { type BaselineMark, shownDelta, type UnpairedDelta } from "./baseline.ts";

interface Marked extends Pick<RunSummary, "scores" | "primaryScore"> {
  readonly baseline?: BaselineMark;
}

/** With the decimals of the mean it stands beside. */
function deltaText(
  delta: number,
  { baseMean, delta: own }: UnpairedDelta,
  score: ScoreSummary,
  look: Look,
): string {
  const { standardError } = shownMean(score, look.withErrors);
  const means = [baseMean, baseMean + own];
  const decimals = decimalsByError(standardError, means, score, look.locale);
  return formatScoreDelta(delta, means, score, look.locale, decimals);
}

interface Look {
  readonly locale: string;
  readonly withErrors: boolean;
}

/** `+0.031`, `≈ +0.004` within noise; `null` for the baseline itself and where nothing can be said. */
export function baselineTight(run: Marked, locale: string, withErrors: boolean): string | null {
  const mark = run.baseline;
  const score = run.scores[run.primaryScore ?? -1];
  if (mark?.kind !== "delta" || score === undefined) return null;
  const shown = shownDelta(mark, withErrors);
  return `${shown.isWithinNoise === true ? "≈ " : ""}${deltaText(shown.delta, shown, score, { locale, withErrors })}`;
}

/** `+0.031 against llama (unpaired estimate)`, or why there is no difference; `null` where nothing is pinned. */
export function baselineSentence(run: Marked, locale: string, withErrors: boolean): string | null {
  const mark = run.baseline;
  if (mark === undefined) return null;
  if (mark.kind === "self") return "this is the baseline";
  if (mark.kind === "none") return `not comparable: ${mark.reason}`;
  const score = run.scores[run.primaryScore ?? -1];
  if (score === undefined) return null;
  const shown = shownDelta(mark, withErrors);
  const text = (delta: number): string => deltaText(delta, shown, score, { locale, withErrors });
  const head = `${text(shown.delta)} on ${mark.score} against ${mark.name}, unpaired`;
  if (shown.noise === null) return `${head}: no standard error, so nothing can be said of noise`;
  const noise = text(shown.noise).slice(1);
  return shown.isWithinNoise === true
    ? `${head}: ≈ within ±${noise}, which two runs of one model may differ by. Compare them row by row for more`
    : `${head}: beyond ±${noise}. Compare them row by row before calling it a change`;
}
