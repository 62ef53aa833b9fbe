// Runs whose order depends on whether an errored row counts as 0.

export interface RankedRun {
  readonly name: string;
  readonly scoredOnly: number;
  readonly errorsAsZero: number;
}

/**
 * Pairs of runs whose order (difference above 1e-9) is opposite under the two means, in the order given.
 * Fewer than two runs: none. Source: statistics reference, section 2.6.
 */
export function rankingFlips(runs: readonly RankedRun[]): readonly (readonly [string, string])[] {
  const order = (difference: number): number => (Math.abs(difference) <= 1e-9 ? 0 : Math.sign(difference));
  return runs.flatMap((a, i) =>
    runs.slice(i + 1).flatMap((b) => {
      const scored = order(a.scoredOnly - b.scoredOnly);
      const flipped = scored !== 0 && scored === -order(a.errorsAsZero - b.errorsAsZero);
      return flipped ? [[a.name, b.name] as const] : [];
    }),
  );
}
