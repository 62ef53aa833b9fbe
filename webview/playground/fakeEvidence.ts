// Charts, slices, gate and more of a made-up comparison, by the engine's own code.

import {
  type CompareRowScore,
  DEFAULT_COMPARISON,
  type InputReport,
} from "../../src/core/compare/compareTypes.ts";
import {
  type GateChoice,
  type GateFacts,
  type GateReport,
  LEAST_RANKED,
  type PairEvidence,
  type PairedPlot,
  type PairSlices,
} from "../../src/core/compare/evidenceTypes.ts";
import { familyOfGate, judgeGate, levelOfGate, parseGateRule } from "../../src/core/compare/gateRules.ts";
import { CHANGE_CODES, type LaidScore } from "../../src/core/compare/laidScore.ts";
import { pairedPlot } from "../../src/core/compare/pairedPlot.ts";
import { notEstimable } from "../../src/core/statistics/estimate.ts";
import { graderDrift } from "../../src/core/statistics/graderDrift.ts";
import { passComparison } from "../../src/core/statistics/passComparison.ts";
import { sliceDeltas } from "../../src/core/statistics/slicedDeltas.ts";
import type { FakeComparison } from "./fakeCompareHost.ts";

interface ScoredRow {
  readonly row: CompareRowScore;
  readonly item: number;
}

function laid(rows: readonly ScoredRow[]): LaidScore {
  const of = (side: "base" | "candidate") =>
    Float64Array.from(rows, ({ row }) => row[side].value ?? Number.NaN);
  return {
    base: of("base"),
    candidate: of("candidate"),
    baseTrials: Int32Array.from(rows, ({ row }) => row.base.trials),
    candidateTrials: Int32Array.from(rows, ({ row }) => row.candidate.trials),
    delta: Float64Array.from(rows, ({ row }) => row.delta ?? Number.NaN),
    change: Uint8Array.from(rows, ({ row }) => CHANGE_CODES.indexOf(row.change)),
    infinite: null,
  };
}

export function fakePlot(comparison: FakeComparison, score: number): PairedPlot {
  return pairedPlot(laid(comparison.scored(score)), null);
}

export function fakeSlices(comparison: FakeComparison, score: number, field: string): PairSlices {
  const rows = comparison.scored(score).filter(({ row }) => row.delta !== null);
  const texts = rows.map(({ item }) => comparison.base.fieldText(item, field));
  const values = [...new Set(texts)];
  const { level } = DEFAULT_COMPARISON;
  if (values.length > 500) return { slices: [], values: 501, delta: null, n: rows.length, level };
  const { base, candidate } = laid(rows);
  const slices = { of: Int32Array.from(texts, (text) => values.indexOf(text)), count: values.length };
  const found = sliceDeltas(
    { base, candidate, slices, infinite: new Int32Array(values.length), isSingle: true, isOrdinal: false },
    DEFAULT_COMPARISON,
    LEAST_RANKED,
  );
  const isHigher = comparison.view().summary.scores[score]?.higherIsBetter !== false;
  return {
    slices: found
      .map(({ higher, lower, ...slice }, at) => ({
        ...slice,
        value: values[at] ?? null,
        improved: isHigher ? higher : lower,
        regressed: isHigher ? lower : higher,
        isRanked: slice.n >= LEAST_RANKED,
      }))
      .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)),
    values: values.length,
    delta: found.reduce((sum, slice) => sum + slice.contribution, 0),
    n: rows.length,
    level,
  };
}

export function fakeEvidence(comparison: FakeComparison, score: number, drift: boolean): PairEvidence {
  const rows = comparison.scored(score);
  const { base, candidate, baseTrials, candidateTrials } = laid(rows);
  const isPassFail = comparison.view().summary.scores[score]?.kind === "boolean";
  const tries = (values: Float64Array, trials: Int32Array) =>
    Array.from(values, (mean, i) => {
      const count = trials[i] ?? 0;
      return { trials: count, passes: Math.round((Number.isNaN(mean) ? 0 : mean) * count) };
    });
  const differences = rows
    .filter(({ row }, i) => row.delta !== null && i % 9 === 0)
    .map(({ row }) => row.delta ?? 0);
  return {
    pass: isPassFail
      ? passComparison(tries(base, baseTrials), tries(candidate, candidateTrials), null, DEFAULT_COMPARISON)
      : notEstimable("it needs pass or fail, or a passThreshold in metrics.json that says what passes"),
    drift: drift ? graderDrift(differences, rows.length, 0.95) : null,
  };
}

export function fakeGate(
  comparison: FakeComparison,
  { rules, isStrict }: GateChoice,
  inputs: InputReport,
): GateReport {
  const { scores, join } = comparison.view().summary;
  const read = rules.map((rule) =>
    parseGateRule(
      rule,
      scores.map(({ name }) => name),
    ),
  );
  const family = familyOfGate(read, 1);
  const facts: GateFacts = {
    errors: () => ({ errored: 3, rows: join.matched + join.onlyCandidate + join.duplicateCandidate }),
    inputs,
    elsewhere: [],
  };
  return judgeGate(read, scores, facts, { level: levelOfGate(0.95, family), isStrict, family });
}
