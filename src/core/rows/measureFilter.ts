// Conditions on what a row took to answer.
import type { MeasureName, RowMeasures } from "./rowMeasures.ts";

/** A condition on what the row took. Rows where it was not measured fail a range. */
export type MeasureCondition =
  | {
      readonly kind: "measure";
      readonly measure: MeasureName;
      readonly min: number | null;
      readonly max: number | null;
      readonly excludesMin?: boolean;
      readonly excludesMax?: boolean;
    }
  | { readonly kind: "unmeasured"; readonly measure: MeasureName };

/** Whether what a row took passes. */
export function measureHolds(measures: RowMeasures, condition: MeasureCondition): boolean {
  return measureIs(measures[condition.measure] ?? Number.NaN, condition);
}

/** The same of one number; NaN: not measured. */
export function measureIs(value: number, condition: MeasureCondition): boolean {
  if (condition.kind === "unmeasured") return Number.isNaN(value);
  const { min, max, excludesMin, excludesMax } = condition;
  const isAbove = min === null || value > min || (value === min && excludesMin !== true);
  return isAbove && (max === null || value < max || (value === max && excludesMax !== true));
}
