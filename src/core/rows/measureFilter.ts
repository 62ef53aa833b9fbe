// Conditions on what a row took to answer.
import { isInRange, type NumberRange } from "./numberRange.ts";
import type { MeasureName, RowMeasures } from "./rowMeasures.ts";

/** A condition on what the row took. Rows where it was not measured fail a range. */
export type MeasureCondition =
  | ({ readonly kind: "measure"; readonly measure: MeasureName } & NumberRange)
  | { readonly kind: "unmeasured"; readonly measure: MeasureName };

/** Whether what a row took passes. */
export function measureHolds(measures: RowMeasures, condition: MeasureCondition): boolean {
  return measureIs(measures[condition.measure] ?? Number.NaN, condition);
}

/** The same of one number; NaN: not measured. */
export function measureIs(value: number, condition: MeasureCondition): boolean {
  return condition.kind === "unmeasured" ? Number.isNaN(value) : isInRange(value, condition);
}
