// What the host asks about metrics.json and baselines.json, and what it is told.

import type { RunId } from "../run.ts";
import type { MetricProblem } from "../scores/metricFile.ts";

export interface MetricsReport {
  /** In file order; empty where the file is right or not there. */
  readonly problems: readonly MetricProblem[];
  /** Names under which the file may speak of the scores stored here, in order of first appearance. */
  readonly scoreNames: readonly string[];
}

export interface PrimaryScoreChange {
  readonly id: RunId;
  /** Index into the run's scores. */
  readonly score: number;
  /** The file as the person sees it, also when it is not saved; empty where there is none. */
  readonly text: string;
}

export interface BaselineChange {
  /** A result, which names its dataset; `null` with `isPinned` false: every baseline. */
  readonly id: RunId | null;
  readonly isPinned: boolean;
}
