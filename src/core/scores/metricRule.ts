// What the metrics file may say of one score.

/** How values of a score read; the texts are those of the file. `s` and `ms`: durations recorded in that unit. */
export type MetricFormat = "number" | "percent" | "s" | "ms" | "currency";

/** What the file says of one score. Every part may be absent. Values are in the score's own unit, as recorded. */
export interface MetricRule {
  readonly direction?: "higher" | "lower";
  readonly unit?: string;
  readonly format?: MetricFormat;
  readonly decimals?: number;
  /** Values on the worse side of it are marked; the threshold itself passes. */
  readonly passThreshold?: number;
  readonly primary?: boolean;
  readonly description?: string;
  /** What an errored row takes where errors are counted (statistics reference, section 1). */
  readonly errorValue?: number;
  /** Differences of at most this size do not matter (statistics reference, section 3). At least 0. */
  readonly tolerance?: number;
}
