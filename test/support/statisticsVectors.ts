// The reference values of the statistics (mpmath, exact fractions) and how closely they must be met.
import { expect } from "vitest";
import vectors from "../fixtures/statistics-vectors.json" with { type: "json" };

export interface Vector {
  readonly id: string;
  readonly method: string;
  readonly input: Record<string, unknown>;
  readonly expected: Record<string, unknown>;
}

export const VECTORS = vectors.cases as unknown as readonly Vector[];

export const vectorsOf = (method: string): readonly Vector[] =>
  VECTORS.filter((one) => one.method === method);

/** Cases of a method with their id, as `it.each` names them. */
export const namedVectors = (method: string) => vectorsOf(method).map((one) => [one.id, one] as const);

export function onlyVector(method: string): Vector {
  const [only] = vectorsOf(method);
  if (only === undefined) throw new Error(`no case of ${method}`);
  return only;
}

/** Numbers as the fixture writes them: `NaN`, `Infinity` and `-Infinity` as texts. */
export const toNumber = (value: unknown): number => (value === null ? Number.NaN : Number(value));

/** Relative 1e-9, absolute below 1e-12, as the fixture asks. */
export function expectClose(actual: unknown, expected: unknown): void {
  if (typeof expected !== "number") return void expect(actual).toEqual(expected);
  const allowed = Math.max(1e-12, Math.abs(expected) * 1e-9);
  expect(Math.abs((actual as number) - expected), `${String(actual)} is not ${expected}`).toBeLessThanOrEqual(
    allowed,
  );
}

/** Every number that is expected under these names. */
export function expectAllClose(
  actual: Readonly<Record<string, unknown>>,
  expected: Record<string, unknown>,
): void {
  for (const [name, value] of Object.entries(actual))
    if (name in expected) expectClose(value, expected[name]);
}
