// For engines of tests and benchmarks of the store alone.
import { Problem } from "../../src/core/problem.ts";

/** Makes no source. */
export function noServices(): never {
  throw new Problem("unsupported", "Services can't be asked here.");
}
