// A comparison in the service's style of field names: what the CLI prints with --json. A number that can't be estimated
// is null, with its reason beside it; full precision everywhere.

import { type Run, scoreServiceName } from "../run.ts";
import type { Coverage, ScoreStatistics } from "../statistics/scoreStatistics.ts";
import { type VerdictStyle, verdictOf, verdictSentence, warningText } from "../statistics/verdict.ts";
import type { ComparisonHead, InputReport, JoinReport, ScoreComparison } from "./compareTypes.ts";
import { deltaUnitOf } from "./deltaUnit.ts";
import { pairExcluded } from "./excludedRowsText.ts";
import { inputsSentence } from "./inputText.ts";
import type { ManyExcluded, ManyHead } from "./manyTypes.ts";

/** Sentences in JSON are in English, as its names are. */
const LOCALE = "en-US";

/** A base with its candidates: one head and one report of inputs for each of them. */
export function toServiceComparison(heads: readonly ComparisonHead[], inputs: readonly InputReport[]) {
  return {
    base: heads[0]?.base.name ?? "",
    candidates: heads.map(({ base, candidate, summary }, i) => ({
      name: candidate.name,
      join: toServiceJoin(summary.join, inputs[i] as InputReport),
      inputs: toServiceInputs(inputs[i] as InputReport),
      scores: summary.scores.map((score) => toServiceScore(score, base)),
    })),
  };
}

/** How the items of all runs meet; the joins with the base are the candidates' own. */
export function toServiceManyJoin({ runs, summary }: ManyHead) {
  const { inRuns, keys, runs: each } = summary.join;
  return {
    ...(keys.length === 0 ? { by: "digest" } : { by: "key", key: keys }),
    items: inRuns.reduce((sum, count) => sum + count, 0),
    in_all: inRuns.at(-1) ?? 0,
    in_runs: Object.fromEntries(inRuns.map((count, i) => [String(i + 1), count])),
    runs: each.map(({ items, only, duplicates }, i) => ({
      name: runs[i]?.name ?? "",
      items,
      only_here: only,
      duplicates,
    })),
    scored_in_all: Object.fromEntries(summary.scores.map(({ name, scoredInAll }) => [name, scoredInAll])),
    p_family_size: summary.familySize,
    ...toServiceExcluded(summary.join.excluded, (rows) => ({
      rows: Object.fromEntries(rows.map((own, i) => [runs[i]?.name ?? "", own])),
    })),
  };
}

function joinJson({ keys, service }: JoinReport) {
  if (keys.length > 0) return { by: "key", key: keys };
  return service?.isUsed === true ? { by: "service_digest", service: service.name } : { by: "digest" };
}

/** What is excluded, where anything is: how many rows, whether they count, and the items that are not compared for it. */
function toServiceExcluded<T extends object>(
  excluded: ManyExcluded | undefined,
  rowsOf: (rows: readonly number[]) => T,
) {
  if (excluded === undefined) return {};
  const { rows, items, isCounted } = excluded;
  return { excluded: { counted: isCounted, ...rowsOf(rows), items_not_compared: items } };
}

function toServiceJoin(join: JoinReport, { changed }: InputReport) {
  return {
    ...joinJson(join),
    matched: join.matched,
    only_base: join.onlyBase,
    only_candidate: join.onlyCandidate,
    duplicate_base: join.duplicateBase,
    duplicate_candidate: join.duplicateCandidate,
    content_changed: changed,
    ...toServiceExcluded(pairExcluded(join.excluded), ([base = 0, candidate = 0]) => ({
      base_rows: base,
      candidate_rows: candidate,
    })),
  };
}

/** Whether both runs used the same inputs. */
export function toServiceInputs(inputs: InputReport) {
  return {
    identical: inputs.isIdentical,
    unchanged: inputs.unchanged,
    changed: inputs.changed,
    added: inputs.added,
    removed: inputs.removed,
    paired_by: inputs.pairedBy,
    near_identical: inputs.nearIdentical,
    changed_fields: inputs.changedFields,
    sentence: inputsSentence(inputs, LOCALE),
    key_offers: inputs.offers.map(({ field, matched }) => ({ key: field, matched })),
  };
}

function toServiceScore(score: ScoreComparison, base: Run) {
  const style: VerdictStyle = {
    unit: deltaUnitOf(score, LOCALE),
    base: "The base",
    candidate: "The candidate",
    locale: LOCALE,
  };
  return {
    name: scoreServiceName(score.base, base.scores),
    n: score.n,
    infinite: score.infinite,
    base_mean: score.baseMean,
    candidate_mean: score.candidateMean,
    delta: score.delta,
    ...toServiceStatistics(score.statistics),
    improved: score.improved,
    regressed: score.regressed,
    same: score.same,
    only_scored_in_base: score.onlyScoredInBase,
    only_scored_in_candidate: score.onlyScoredInCandidate,
    higher_is_better: score.higherIsBetter,
    ...toServiceCounted(score),
    ...(score.contract === undefined ? {} : { contract: score.contract }),
    verdict: verdictOf(score),
    sentence: verdictSentence(score, style),
    warnings: score.statistics.warnings.map((warning) => ({
      kind: warning.kind,
      text: warningText(warning, style),
    })),
  };
}

/** The same over errored rows too, where a row of either run failed on the score. */
function toServiceCounted({ withErrors }: ScoreComparison) {
  if (withErrors === undefined) return {};
  if (withErrors.kind === "off") return { errors_as_zero: { not_estimable: withErrors.reason } };
  const { n, baseMean, candidateMean, delta, baseErrors, candidateErrors } = withErrors;
  return {
    errors_as_zero: {
      n,
      base_mean: baseMean,
      candidate_mean: candidateMean,
      delta,
      base_errored_rows: baseErrors,
      candidate_errored_rows: candidateErrors,
    },
  };
}

function toServiceStatistics(statistics: ScoreStatistics) {
  const { interval, test, noise, odds, effect } = statistics;
  return {
    ci: interval.estimable
      ? { low: interval.low, high: interval.high, level: interval.level, method: interval.method }
      : null,
    ...(interval.estimable ? {} : { ci_reason: interval.reason }),
    test: test.estimable ? test.name : null,
    p_value: test.estimable ? test.pValue : null,
    p_adjusted: test.estimable ? test.pAdjusted : null,
    ...(test.estimable ? {} : { p_reason: test.reason }),
    p_family_size: statistics.familySize,
    ...(statistics.seed === null ? {} : { seed: statistics.seed }),
    effect_size: effect,
    effects: {
      d_z: statistics.dz,
      rank_biserial: statistics.rankBiserial,
      higher_share: statistics.higherShare,
      ...(odds?.estimable ? { odds_ratio: odds.ratio, odds_low: odds.low, odds_high: odds.high } : {}),
    },
    ...(statistics.midP === null ? {} : { p_mid: statistics.midP }),
    ...(statistics.tP === null ? {} : { p_t: statistics.tP }),
    ...(statistics.changedShareLimit === null ? {} : { changed_share_upper: statistics.changedShareLimit }),
    mde: statistics.mde,
    rerun_noise: noise.estimable
      ? { standard_error: noise.standardError, band: noise.band, df: noise.df, within: noise.isWithin }
      : null,
    ...(statistics.clusters === null ? {} : { clusters: statistics.clusters }),
    base_coverage: toShare(statistics.baseCoverage),
    candidate_coverage: toShare(statistics.candidateCoverage),
  };
}

/** Scored items over all items; `null` for a run without items. */
function toShare({ scored, total }: Coverage): number | null {
  return total === 0 ? null : scored / total;
}
