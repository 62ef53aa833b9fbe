// The scores of a comparison of several runs over its own positions: values, deltas and changes of every run.

import type { CompareCell } from "../../core/compare/cellTypes.ts";
import type { RunValues } from "../../core/compare/flipMatrix.ts";
import { CHANGE_CODES } from "../../core/compare/laidScore.ts";
import type { ManyRowScore } from "../../core/compare/manyTypes.ts";
import type { ManyJoin } from "../../core/join/manyJoin.ts";
import { Problem } from "../../core/problem.ts";
import type { ScoreAggregate } from "../../core/run.ts";
import type { ScoreColumn } from "../../core/scores/scoreColumn.ts";
import type { ComparisonParts, OpenScore } from "./comparisonSummary.ts";
import { firstState, type Side, toCell } from "./joinSide.ts";

/** Scores whose values stay laid out: eight bytes an item, run and score. */
const KEPT_SCORES = 2;

/** One score of the base and what of every candidate is the same score. */
export interface SharedScore {
  readonly name: string;
  readonly aggregate: ScoreAggregate;
  /** Shape: one entry per candidate; `null` where it has no such score. */
  readonly candidates: readonly (OpenScore | null)[];
}

export class ManyScores {
  private readonly shared: readonly SharedScore[];
  private readonly laid = new Map<number, RunValues>();

  constructor(
    private readonly pairs: readonly ComparisonParts[],
    private readonly join: ManyJoin,
  ) {
    const base = (pairs[0] as ComparisonParts).a.run;
    this.shared = base.scores.flatMap((aggregate) => {
      const candidates = pairs.map(
        ({ scores }) => scores.find(({ baseSide }) => isSameKey(baseSide.aggregate, aggregate)) ?? null,
      );
      const [known] = candidates.filter((score) => score !== null);
      return known === undefined ? [] : [{ name: known.comparison.name, aggregate, candidates }];
    });
  }

  get names(): readonly string[] {
    return this.shared.map(({ name }) => name);
  }

  /** Throws a `notFound` Problem for a number that is none. */
  of(at: number): SharedScore {
    const score = this.shared[at];
    if (score === undefined) throw new Problem("notFound", `There is no compared score number ${at}.`);
    return score;
  }

  /** Which of a candidate's compared scores it is; -1 where the candidate has no such score. */
  placeIn(at: number, candidate: number): number {
    if ((this.of(at).candidates[candidate] ?? null) === null) return -1;
    return this.shared.slice(0, at).filter(({ candidates }) => candidates[candidate] !== null).length;
  }

  /** Values of a score by position, the base's first; NaN without a finite value. */
  values(at: number): RunValues {
    const known = this.laid.get(at);
    if (known !== undefined) return known;
    const { candidates } = this.of(at);
    const own = candidates.findIndex((score) => score !== null);
    const values = [
      this.spread(own, candidates[own]?.base),
      ...candidates.map((score, i) => this.spread(i, score?.candidate)),
    ];
    this.laid.set(at, values);
    const [oldest] = this.laid.keys();
    if (this.laid.size > KEPT_SCORES && oldest !== undefined) this.laid.delete(oldest);
    return values;
  }

  private spread(candidate: number, values: Float64Array | undefined): Float64Array {
    const { inRuns, pairAt } = this.join;
    const spread = new Float64Array(inRuns.length).fill(Number.NaN);
    const places = pairAt[candidate] as Int32Array;
    if (values === undefined) return spread;
    for (let at = 0; at < spread.length; at++) {
      const place = places[at] as number;
      if (place !== -1) spread[at] = values[place] as number;
    }
    return spread;
  }

  /** Delta of a candidate by position; NaN where it is not compared. */
  deltas(at: number, candidate: number): Float64Array {
    return this.spread(candidate, this.of(at).candidates[candidate]?.delta);
  }

  /** Largest value less smallest over the runs, by position; NaN with fewer than two values. */
  disagreement(at: number): Float64Array {
    const values = this.values(at);
    const spread = new Float64Array(this.join.inRuns.length);
    for (let position = 0; position < spread.length; position++) {
      let [least, most, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
      for (let run = 0; run < values.length; run++) {
        const value = (values[run] as Float64Array)[position] as number;
        if (Number.isNaN(value)) continue;
        if (value < least) least = value;
        if (value > most) most = value;
        count++;
      }
      spread[position] = count < 2 ? Number.NaN : most - least;
    }
    return spread;
  }

  /** Whether a candidate, or any for `null`, changed so against the base. */
  hasChange(at: number, position: number, code: number, candidate: number | null): boolean {
    return this.of(at).candidates.some((score, i) => {
      if (candidate !== null && i !== candidate) return false;
      const place = this.join.pairAt[i]?.[position] ?? -1;
      return score !== null && place !== -1 && score.change[place] === code;
    });
  }

  /** Of the runs that have the score at all: whether each has a finite value. */
  isScoredInAll(at: number): (position: number) => boolean {
    const { candidates } = this.of(at);
    const owners = this.values(at).filter((_, run) => run === 0 || candidates[run - 1] !== null);
    return (position) => owners.every((values) => !Number.isNaN(values[position]));
  }

  /** How many items {@link isScoredInAll} holds for. Lays nothing out: every score is asked at once. */
  scoredInAll(at: number): number {
    const { candidates } = this.of(at);
    const { inRuns, pairAt } = this.join;
    const own = candidates.findIndex((score) => score !== null);
    const columns = [
      { places: pairAt[own], values: candidates[own]?.base },
      ...candidates.map((score, i) => ({ places: pairAt[i], values: score?.candidate })),
    ].filter(({ values }) => values !== undefined) as { places: Int32Array; values: Float64Array }[];
    const scored = new Uint8Array(inRuns.length);
    for (const { places, values } of columns)
      for (let position = 0; position < scored.length; position++) {
        const place = places[position] as number;
        if (place === -1) continue;
        const value = values[place] as number;
        if (!Number.isNaN(value)) scored[position] = (scored[position] as number) + 1;
      }
    let count = 0;
    for (const runs of scored) if (runs === columns.length) count++;
    return count;
  }

  /** The columns of a run's score and where they lie; `null` where it has no such score. */
  columnOf(at: number, run: number): ScoreColumn | null {
    const { candidates } = this.of(at);
    if (run > 0) return candidates[run - 1]?.candidateSide.column ?? null;
    return candidates.find((score) => score !== null)?.baseSide.column ?? null;
  }

  /** What one item's row says of every score. */
  rowScores(position: number): readonly ManyRowScore[] {
    return this.shared.map(({ candidates }) => {
      const own = candidates.findIndex((score) => score !== null);
      const base = this.cell(own, position, candidates[own] ?? null, "base");
      const deltas = candidates.map((score, i) => {
        const delta = score?.at(this.placeOf(i, position)).delta ?? Number.NaN;
        return Number.isNaN(delta) ? null : delta;
      });
      return {
        cells: [base, ...candidates.map((score, i) => this.cell(i, position, score, "candidate"))],
        deltas,
        changes: candidates.map(
          (score, i) => CHANGE_CODES[score?.at(this.placeOf(i, position)).change ?? 0] ?? "unscored",
        ),
      };
    });
  }

  private placeOf(candidate: number, position: number): number {
    return this.join.pairAt[candidate]?.[position] ?? -1;
  }

  private cell(
    candidate: number,
    position: number,
    score: OpenScore | null,
    side: "base" | "candidate",
  ): CompareCell | null {
    const place = this.placeOf(candidate, position);
    const pair = this.pairs[candidate];
    if (score === null || pair === undefined || place === -1) return null;
    const isBase = side === "base";
    const item = (isBase ? pair.join.baseItem : pair.join.candidateItem)[place] as number;
    if (item === -1) return null;
    const of: Side = isBase ? pair.a : pair.b;
    const { column } = isBase ? score.baseSide : score.candidateSide;
    const at = score.at(place);
    const trials = isBase ? at.baseTrials : at.candidateTrials;
    return toCell(at[side], trials, firstState(of, column, item));
  }
}

function isSameKey(a: ScoreAggregate, b: ScoreAggregate): boolean {
  return a.name === b.name && a.metric === b.metric;
}
