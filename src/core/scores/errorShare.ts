// What a run keeps of the errored rows of a score; errorsAsZero.ts computes and reads it.

/**
 * The errored rows of a score, as six numbers from which mean and error follow for any value an error may take: an
 * item's mean is a + v·b, with a the sum of its values and b its errored rows, both over their common count.
 */
export interface ErrorShare {
  /** Rows with an error and no value of the score, trials counted each. */
  readonly rows: number;
  /** Items with a value or an errored row. At least 1. */
  readonly items: number;
  readonly valueMean: number;
  readonly errorMean: number;
  /** Sums of squared deviations of a and b, and of their products. */
  readonly valueSquares: number;
  readonly errorSquares: number;
  readonly products: number;
}
