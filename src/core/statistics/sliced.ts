// Long work in slices. Core knows no clock: work says how many steps it took since it last said so, and whoever runs it
// decides when others have their turn. The numbers are the same, however it is run.

/** Yields the steps taken since the last yield; a step is about one row drawn. Returns what the work is for. */
export type Sliced<T> = Generator<number, T, undefined>;

/** Steps of one slice: about 20 ms of draws (10 to 20 ns each). */
export const SLICE_STEPS = 1_000_000;

/** Does it in one piece. */
export function inOnePiece<T>(work: Sliced<T>): T {
  let step = work.next();
  while (step.done !== true) step = work.next();
  return step.value;
}

/** Awaits `pause` wherever another slice is full: throwing in it ends the work. Less than one slice is done without. */
export async function inSlices<T>(work: Sliced<T>, pause: () => Promise<void>): Promise<T> {
  let taken = 0;
  let step = work.next();
  while (step.done !== true) {
    taken += step.value;
    if (taken >= SLICE_STEPS) {
      taken = 0;
      await pause();
    }
    step = work.next();
  }
  return step.value;
}

/** Tells `each` every number from 0 to below `count`, a slice's worth at a time. `steps`: of one of them, at least 1. */
export function* sliceBySlice(
  count: number,
  steps: number,
  each: (from: number, to: number) => void,
): Sliced<void> {
  const atOnce = Math.max(1, Math.floor(SLICE_STEPS / steps));
  for (let from = 0; from < count; from += atOnce) {
    const to = Math.min(count, from + atOnce);
    each(from, to);
    yield (to - from) * steps;
  }
}
