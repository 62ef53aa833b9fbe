// Slices, gate, pass@k and grader drift in the service's style of field names: what the CLI prints with --json.

import type { Estimate, Interval } from "../statistics/estimate.ts";
import { toServiceInputs } from "./comparisonJson.ts";
import type {
  GateReport,
  JudgedRule,
  PairEvidence,
  PairSlices,
  PassEvidence,
  PassShares,
} from "./evidenceTypes.ts";
import { gateSentence, ruleSentence } from "./gateText.ts";

/** Sentences in JSON are in English, as its names are. */
const LOCALE = "en-US";

function toCi(interval: Estimate<Interval>) {
  if (!interval.estimable) return { ci: null, ci_reason: interval.reason };
  const { low, high, level, method } = interval;
  return { ci: { low, high, level, method } };
}

/** A score by the values of a field. */
export function toServiceSlices(score: string, field: string, { slices, values, delta, n }: PairSlices) {
  return {
    score,
    field,
    n,
    delta,
    values,
    slices: slices.map((slice) => ({
      value: slice.value,
      ...(slice.range === undefined ? {} : { range: slice.range }),
      n: slice.n,
      base_mean: slice.baseMean,
      candidate_mean: slice.candidateMean,
      delta: slice.delta,
      ...toCi(slice.interval),
      contribution: slice.contribution,
      p_adjusted: slice.pAdjusted,
      p_rest_adjusted: slice.restPAdjusted,
      improved: slice.improved,
      regressed: slice.regressed,
      ranked: slice.isRanked,
    })),
  };
}

export function toServiceGate(report: GateReport) {
  return {
    verdict: report.verdict,
    require: report.isStrict ? "non-inferior" : "no-regression",
    interval_level: report.level,
    family_size: report.family,
    sentence: gateSentence(report, LOCALE),
    rules: report.rules.map((judged) => ({
      rule: judged.rule.text,
      kind: judged.rule.kind,
      verdict: judged.verdict,
      ...toRule(judged),
      sentence: ruleSentence(judged, report, LOCALE),
    })),
  };
}

/** What a rule was judged by. */
function toRule(judged: JudgedRule) {
  switch (judged.kind) {
    case "delta": {
      const { score, tolerance, n, delta, interval } = judged;
      return { score, tolerance, n, delta, ...toCi(interval) };
    }
    case "inputs":
      return { inputs: toServiceInputs(judged.inputs) };
    case "missing":
      return { score: judged.score, not_recorded: true };
    default: {
      const { score, rule, counted, total } = judged;
      return { score, bound: rule.bound, value: total === 0 ? null : counted / total, counted, total };
    }
  }
}

function toShares({ base, candidate, delta, interval }: PassShares) {
  return { base, candidate, delta, ...toCi(interval) };
}

export function toServicePass(score: string, pass: Estimate<PassEvidence>) {
  if (!pass.estimable) return { score, not_estimable: pass.reason };
  return {
    score,
    k: pass.k,
    n: pass.n,
    too_few_trials: pass.tooFew,
    pass_at_k: toShares(pass.any),
    pass_hat_k: toShares(pass.all),
  };
}

export function toServiceDrift(score: string, { drift }: PairEvidence) {
  if (drift === null) return { score };
  if (!drift.estimable) return { score, not_estimable: drift.reason };
  const { low, high } = drift.rateInterval.estimable ? drift.rateInterval : { low: null, high: null };
  return {
    score,
    rows: drift.rows,
    drifted: drift.drifted,
    rate: drift.rate,
    rate_low: low,
    rate_high: high,
    mean_drift: drift.meanDrift,
    ...toCi(drift.meanInterval),
    contribution: drift.contribution,
    grader_sd: drift.graderDeviation,
  };
}
