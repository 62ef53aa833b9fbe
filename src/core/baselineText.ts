// What a mark against a baseline says: tight for a list, a sentence for a hover. An unpaired difference claims nothing.
import { type BaselineMark, shownDelta, type UnpairedDelta } from "./baseline.ts";
import { formatScoreDelta } from "./formatNumber.ts";
import type { RunSummary } from "./run.ts";
import type { ScoreStyle } from "./scoreUnit.ts";

interface Marked extends Pick<RunSummary, "scores" | "primaryScore"> {
  readonly baseline?: BaselineMark;
}

function deltaText({ delta, baseMean }: UnpairedDelta, style: ScoreStyle, locale: string): string {
  return formatScoreDelta(delta, [baseMean, baseMean + delta], style, locale);
}

/** `+0.031`, `≈ +0.004` within noise, `baseline` for the baseline itself; `null` where nothing can be said. */
export function baselineTight(run: Marked, locale: string, withErrors: boolean): string | null {
  const mark = run.baseline;
  if (mark?.kind === "self") return "baseline";
  const style = run.scores[run.primaryScore ?? -1];
  if (mark?.kind !== "delta" || style === undefined) return null;
  const shown = shownDelta(mark, withErrors);
  return `${shown.isWithinNoise === true ? "≈ " : ""}${deltaText(shown, style, locale)}`;
}

/** `+0.031 against llama (unpaired estimate)`, or why there is no difference; `null` where nothing is pinned. */
export function baselineSentence(run: Marked, locale: string, withErrors: boolean): string | null {
  const mark = run.baseline;
  if (mark === undefined) return null;
  if (mark.kind === "self") return "this is the baseline";
  if (mark.kind === "none") return `not comparable: ${mark.reason}`;
  const style = run.scores[run.primaryScore ?? -1] ?? { kind: "number" as const };
  const shown = shownDelta(mark, withErrors);
  const head = `${deltaText(shown, style, locale)} on ${mark.score} against ${mark.name}, unpaired`;
  if (shown.noise === null) return `${head}: no standard error, so nothing can be said of noise`;
  const noise = deltaText({ ...shown, delta: shown.noise }, style, locale).slice(1);
  return shown.isWithinNoise === true
    ? `${head}: ≈ within ±${noise}, which two runs of one model may differ by. Compare them row by row for more`
    : `${head}: beyond ±${noise}. Compare them row by row before calling it a change`;
}
