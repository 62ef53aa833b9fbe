// Where a result stands against the baseline of its dataset, from the summaries alone: no row data is opened. Source:
// statistics reference, section 2.4 (list and baseline mark).
import { pairScores } from "../compare/compareRuns.ts";
import { type RunId, type RunSummary, type ScoreSummary, scoreLabel } from "../run.ts";
import { type ShownMean, shownMean } from "../scores/errorsAsZero.ts";
import { isSameValue } from "../statistics/summation.ts";

/** z at 1 - 0.05/2: the level of all intervals here is 95 %. */
const Z = 1.959963984540054;

/** What a baseline is pinned for: a dataset, or a metric where results name no dataset, or neither. */
export interface BaselinePlace {
  readonly dataset: string | null;
  /** `null` where there is a dataset. */
  readonly metric: string | null;
}

export interface PinnedBaseline extends BaselinePlace {
  readonly id: RunId;
  /** As it was when pinned: it still says who it was once the result is gone. */
  readonly name: string;
}

export function baselinePlace(run: Pick<RunSummary, "dataset" | "metric">): BaselinePlace {
  return run.dataset === null
    ? { dataset: null, metric: run.metric }
    : { dataset: run.dataset, metric: null };
}

export function isSamePlace(a: BaselinePlace, b: BaselinePlace): boolean {
  return a.dataset === b.dataset && a.metric === b.metric;
}

/** `docs-qa`, `metric f1`, or `results without a dataset`. */
export function placeText({ dataset, metric }: BaselinePlace): string {
  return dataset ?? (metric === null ? "results without a dataset" : `metric ${metric}`);
}

/** The difference of two means that know nothing of each other's rows. */
export interface UnpairedDelta {
  /** Candidate minus base, whatever the direction. */
  readonly delta: number;
  readonly baseMean: number;
  /** z·√(SE_A² + SE_B²); `null` where one error is not estimable. Too wide, as runs on one dataset correlate. */
  readonly noise: number | null;
  /** |delta| is at most the noise: a mark, never a claim. `null` where the noise is not known. */
  readonly isWithinNoise: boolean | null;
  readonly change: "improved" | "regressed" | "same";
}

/** How a listed result stands against the baseline of its place. */
export type BaselineMark =
  | { readonly kind: "self" }
  | {
      readonly kind: "delta";
      readonly id: RunId;
      readonly name: string;
      /** The candidate's primary score. */
      readonly score: string;
      /** Over scored rows. */
      readonly scored: UnpairedDelta;
      /** With errored rows counted on both sides; absent where neither has any. */
      readonly withErrors?: UnpairedDelta;
    }
  /** Not comparable: one sentence without a full stop. */
  | { readonly kind: "none"; readonly reason: string };

/** How `candidate` stands against `base` on its primary score. */
export function markAgainst(base: RunSummary, candidate: RunSummary): BaselineMark {
  if (base.id === candidate.id) return { kind: "self" };
  const place = baselinePlace(base);
  const none = (reason: string): BaselineMark => ({ kind: "none", reason });
  if (!isSamePlace(place, baselinePlace(candidate)))
    return none(`baseline ${base.name} is of ${placeText(place)}`);
  const at = candidate.primaryScore;
  const score = at === null ? undefined : candidate.scores[at];
  if (score === undefined) return none("it has no score with numbers");
  const label = scoreLabel(score, candidate.scores);
  const pair = pairScores(base.scores, candidate.scores).find((one) => one.candidate === at);
  const other = pair === undefined ? undefined : base.scores[pair.base];
  if (other === undefined) return none(`baseline ${base.name} has no score ${label}`);
  if (other.kind !== score.kind)
    return none(`${label} is of another kind in baseline ${base.name}: ${other.kind}, not ${score.kind}`);
  const reason = noMean(other, `baseline ${base.name}`) ?? noMean(score, "it");
  if (reason !== null) return none(`${label}: ${reason}`);
  const scored = deltaOf(shownMean(other, false), shownMean(score, false), score.higherIsBetter);
  if (scored === null) return none(`${label} can't be compared`);
  const counted = countedDelta(other, score);
  return {
    kind: "delta",
    id: base.id,
    name: base.name,
    score: label,
    scored,
    ...(counted === null ? {} : { withErrors: counted }),
  };
}

/** With errors counted, where at least one side has some and both can. */
function countedDelta(base: ScoreSummary, candidate: ScoreSummary): UnpairedDelta | null {
  const [a, b] = [shownMean(base, true), shownMean(candidate, true)];
  const isMissing = (score: ScoreSummary, shown: ShownMean): boolean =>
    score.errorShare !== undefined && !shown.hasErrors;
  if ((!a.hasErrors && !b.hasErrors) || isMissing(base, a) || isMissing(candidate, b)) return null;
  return deltaOf(a, b, candidate.higherIsBetter);
}

/** Why a score has no mean; `null` where it has one. */
function noMean(score: ScoreSummary, who: string): string | null {
  if (score.itemMean !== null) return null;
  const has = who === "it" ? "it has" : `${who} has`;
  return score.count > 0 ? `${has} infinite values` : `${has} no scored rows`;
}

function deltaOf(base: ShownMean, candidate: ShownMean, higherIsBetter: boolean): UnpairedDelta | null {
  if (base.mean === null || candidate.mean === null) return null;
  const isSame = isSameValue(base.mean, candidate.mean);
  const delta = isSame ? 0 : candidate.mean - base.mean;
  const [a, b] = [base.standardError, candidate.standardError];
  const noise = a === null || b === null ? null : Z * Math.hypot(a, b);
  return {
    delta,
    baseMean: base.mean,
    noise,
    isWithinNoise: noise === null ? null : Math.abs(delta) <= noise,
    change: isSame ? "same" : delta > 0 === higherIsBetter ? "improved" : "regressed",
  };
}

/** The difference a view shows: with errored rows counted where it does so and any exist. */
export function shownDelta(
  mark: Extract<BaselineMark, { kind: "delta" }>,
  withErrors: boolean,
): UnpairedDelta {
  return withErrors ? (mark.withErrors ?? mark.scored) : mark.scored;
}
