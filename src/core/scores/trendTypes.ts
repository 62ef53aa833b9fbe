// One score over all results of the same dataset and metric: what a panel asks, and what it is told.
import type { RunId } from "../run.ts";

/** `score` counts into the run's scores. */
export interface TrendQuery {
  readonly score: number;
  /** Whether errored rows count in the means, where that can be. */
  readonly withErrors: boolean;
}

/** The score in one result. All statistics are over items, in the score's own unit. */
export interface TrendPoint {
  readonly id: RunId;
  readonly name: string;
  readonly model: string | null;
  /** ISO 8601 in UTC. */
  readonly createdAt: string;
  /** `null` where no row is scored or a value is infinite. */
  readonly mean: number | null;
  /** The n of the mean. */
  readonly items: number;
  /** The 95 % interval; `null` where it is not estimable, for the reason given. */
  readonly low: number | null;
  readonly high: number | null;
  readonly method: string | null;
  readonly reason: string | null;
  /** Whether errored rows are in the mean. */
  readonly hasErrors: boolean;
  /** The result that was asked for. */
  readonly isCurrent: boolean;
  /** Pinned as the baseline. */
  readonly isBaseline: boolean;
}

export interface ScoreTrend {
  /** What the results have in common. */
  readonly dataset: string | null;
  readonly metric: string | null;
  /** Oldest first; those of one time in the order of their ids. */
  readonly points: readonly TrendPoint[];
  /** Results of the same dataset and metric without this score, or where it holds labels. */
  readonly without: number;
  /** Older results that are not looked at, as there are more than `MAX_TREND_RESULTS`. */
  readonly older: number;
}

/** The newest so many results are looked at. */
export const MAX_TREND_RESULTS = 500;
