// What an open comparison answers beyond its summary: charts of pairs, slices, pass@k and grader drift of one score, over
// the items that conditions on inputs keep. The numbers are made in core.
import {
  type ComparisonOptions,
  DEFAULT_COMPARISON,
  type InputReport,
} from "../../core/compare/compareTypes.ts";
import type {
  EvidenceQuery,
  GateChoice,
  GateFacts,
  GateReport,
  PairEvidence,
  PairedPlot,
  PairQuery,
  PairSliceQuery,
  PairSlices,
} from "../../core/compare/evidenceTypes.ts";
import { LEAST_RANKED } from "../../core/compare/evidenceTypes.ts";
import { familyOfGate, judgeGate, levelOfGate, parseGateRule } from "../../core/compare/gateRules.ts";
import { pairedPlot } from "../../core/compare/pairedPlot.ts";
import { Problem } from "../../core/problem.ts";
import { type PassTries, passTries } from "../../core/scores/passTries.ts";
import { MAX_SLICES } from "../../core/scores/sliceTypes.ts";
import { type Estimate, notEstimable } from "../../core/statistics/estimate.ts";
import type { SlicedInput } from "../../core/statistics/slicedDeltas.ts";
import { NEVER } from "../../util/never.ts";
import { rangeAt } from "../rows/fieldCodes.ts";
import type { ComparedRows } from "./comparedRows.ts";
import { type ComparisonParts, type OpenScore, summarise } from "./comparisonSummary.ts";
import { erroredRows } from "./erroredRows.ts";
import { narrowParts } from "./narrowedSummary.ts";

export class ComparedEvidence {
  constructor(
    private readonly parts: ComparisonParts,
    private readonly rows: ComparedRows,
    private readonly inputReport: () => Promise<InputReport>,
  ) {}

  /** Points and bins of a score: bounded, however many rows there are. */
  async plot({ score, inputs }: PairQuery, signal: AbortSignal): Promise<PairedPlot> {
    const kept = inputs.length === 0 ? null : await this.rows.withInputs(inputs, signal);
    return pairedPlot(this.scoreAt(score), kept);
  }

  /** A score by the values of a field of the base's items. `progress` is told how many rows were read. */
  async slices(
    query: PairSliceQuery,
    signal: AbortSignal,
    progress: (rows: number) => void,
  ): Promise<PairSlices> {
    const score = this.scoreAt(query.score);
    const { values, codes, ranges } = await this.rows.baseSlices(query.field, signal, progress);
    const { level } = DEFAULT_COMPARISON;
    const none = { slices: [], values: MAX_SLICES + 1, delta: null, n: 0, level };
    if (codes === null || values.length > MAX_SLICES) return none;
    const positions = await this.matched(query, signal);
    const input = this.slicedInput(score, positions, codes, values.length);
    const { sliceDeltas } = await import("../../core/statistics/slicedDeltas.ts");
    const found = sliceDeltas(input, DEFAULT_COMPARISON, LEAST_RANKED);
    const slices = found.map(({ higher, lower, ...slice }, at) => ({
      ...slice,
      value: values[at] ?? null,
      ...rangeAt(ranges, at),
      improved: score.comparison.higherIsBetter ? higher : lower,
      regressed: score.comparison.higherIsBetter ? lower : higher,
      isRanked: slice.n >= LEAST_RANKED,
    }));
    const shown = slices.filter((slice, at) => slice.n > 0 || (input.infinite[at] as number) > 0);
    const delta = shown.reduce((sum, slice) => sum + slice.contribution, 0);
    const hasInfinite = input.infinite.some((count) => count > 0);
    return {
      slices: shown.sort(
        (a, b) =>
          Number(b.isRanked) - Number(a.isRanked) ||
          (a.isRanked ? Math.abs(b.contribution) - Math.abs(a.contribution) : 0) ||
          b.n - a.n,
      ),
      values: values.length,
      delta: input.base.length === 0 || hasInfinite ? null : delta,
      n: input.base.length,
      level,
    };
  }

  /** pass@k and grader drift of a score; outputs are read where drift is asked for. */
  async evidence(query: EvidenceQuery, signal: AbortSignal): Promise<PairEvidence> {
    const score = this.scoreAt(query.score);
    const positions = await this.matched(query, signal);
    const pass = await this.passAtK(score, positions, query.k);
    if (!query.drift) return { pass, drift: null };
    const same = await this.rows.sameOutputs(signal);
    const isScored = (at: number): boolean => !Number.isNaN(score.delta[at]);
    const scored = positions.filter(isScored);
    const equal = scored.filter((at) => same[at] === 1);
    const { graderDrift } = await import("../../core/statistics/graderDrift.ts");
    const drift =
      score.comparison.infinite > 0
        ? notEstimable("infinite values")
        : graderDrift(
            Float64Array.from(equal, (at) => score.delta[at] as number),
            scored.length,
            DEFAULT_COMPARISON.level,
          );
    return { pass, drift };
  }

  /** Judges rules on the whole comparison, or on what its definition keeps of it; a panel's filters have no say. Throws a `badInput` Problem for a rule that can't be read. */
  async gate(
    { rules, level, isStrict, candidates, inputs = [], elsewhere = [] }: GateChoice,
    options: ComparisonOptions = DEFAULT_COMPARISON,
  ): Promise<GateReport> {
    const whole = this.parts;
    const names = whole.scores.map(({ comparison }) => comparison.name);
    const read = rules.map((rule) => parseGateRule(rule, [...names, ...elsewhere]));
    const family = familyOfGate(read, candidates);
    const wide = levelOfGate(level, family);
    const parts = inputs.length === 0 ? whole : narrowParts(whole, await this.rows.withInputs(inputs, NEVER));
    const { scores } = await summarise(parts, { ...options, scores: null, level: wide });
    const facts: GateFacts = {
      errors: (score) => erroredRows(parts, score),
      inputs: read.some(({ kind }) => kind === "inputs") ? await this.inputReport() : null,
      elsewhere,
    };
    return judgeGate(read, scores, facts, { level: wide, isStrict, family });
  }

  private scoreAt(at: number): OpenScore {
    const score = this.parts.scores[at];
    if (score === undefined) throw new Problem("notFound", `There is no compared score number ${at}.`);
    return score;
  }

  /** Matched positions that the conditions keep. */
  private async matched({ inputs }: PairQuery, signal: AbortSignal): Promise<Int32Array> {
    const { matched } = this.parts.join.report;
    if (inputs.length === 0) return Int32Array.from({ length: matched }, (_, at) => at);
    const kept = await this.rows.withInputs(inputs, signal);
    return kept.filter((at) => at < matched);
  }

  private slicedInput(
    score: OpenScore,
    positions: Int32Array,
    codes: Int32Array,
    count: number,
  ): SlicedInput {
    const { join } = this.parts;
    const scored = positions.filter((at) => !Number.isNaN(score.delta[at]));
    const sliceAt = (at: number): number => codes[join.baseItem[at] as number] as number;
    const infinite = new Int32Array(count);
    const { infinite: bits } = score;
    if (bits !== null)
      for (const at of positions) {
        const slice = sliceAt(at);
        if (bits[at] !== 0) infinite[slice] = (infinite[slice] as number) + 1;
      }
    return {
      base: Float64Array.from(scored, (at) => score.base[at] as number),
      candidate: Float64Array.from(scored, (at) => score.candidate[at] as number),
      slices: { of: Int32Array.from(scored, sliceAt), count },
      infinite,
      isSingle: scored.every((at) => score.baseTrials[at] === 1 && score.candidateTrials[at] === 1),
      isOrdinal: score.baseSide.aggregate.scoreType === "rubric",
    };
  }

  private async passAtK(
    score: OpenScore,
    positions: Int32Array,
    k: number | null,
  ): Promise<PairEvidence["pass"]> {
    const sides = [score.baseSide, score.candidateSide] as const;
    const [base, candidate]: readonly Estimate<PassTries>[] = sides.map((side) =>
      passTries(side, side.aggregate),
    );
    if (base === undefined || !base.estimable) return base ?? notEstimable("no rows");
    if (candidate === undefined || !candidate.estimable) return candidate ?? notEstimable("no rows");
    const { join } = this.parts;
    const { passComparison } = await import("../../core/statistics/passComparison.ts");
    const tries = (of: PassTries, itemAt: Int32Array) =>
      Array.from(positions, (at) => {
        const item = itemAt[at] as number;
        return { trials: of.trials[item] as number, passes: of.passes[item] as number };
      });
    return passComparison(
      tries(base, join.baseItem),
      tries(candidate, join.candidateItem),
      k,
      DEFAULT_COMPARISON,
    );
  }
}
