// What the charts of pairs draw: a comparison's score as points of A against B and as bins of its deltas. Bounded however
// many rows there are, so that a million of them never leave the worker.

import type { DeltaBin, PairedPlot, PairPoint } from "./evidenceTypes.ts";
import { CHANGE_CODES, IMPROVED, type LaidScore, REGRESSED, SAME } from "./laidScore.ts";

/** More different pairs of values than this are laid on a grid. */
const MOST_POINTS = 1_500;
/** Cells of the grid along each axis. */
const GRID = 48;
/** Bins of deltas on either side of 0. */
const SIDE_BINS = 10;

/** `positions`: those of the join to draw, ascending; `null`: all. Positions without finite values on both sides are left out. */
export function pairedPlot(score: LaidScore, positions: Int32Array | null): PairedPlot {
  const found = comparedOf(score, positions);
  const byChange = [0, 0, 0, 0];
  let low = Infinity;
  let high = -Infinity;
  for (const at of found) {
    const code = score.change[at] as number;
    byChange[code] = (byChange[code] as number) + 1;
    const a = score.base[at] as number;
    const b = score.candidate[at] as number;
    low = Math.min(low, a, b);
    high = Math.max(high, a, b);
  }
  const exact = exactPoints(score, found);
  return {
    n: found.length,
    points: exact ?? gridPoints(score, found, low, high),
    isGridded: exact === null,
    low: found.length === 0 ? null : low,
    high: found.length === 0 ? null : high,
    deltas: deltaBins(score, found),
    improved: byChange[IMPROVED] as number,
    regressed: byChange[REGRESSED] as number,
    same: byChange[SAME] as number,
  };
}

function comparedOf({ change }: LaidScore, positions: Int32Array | null): Int32Array {
  const found = new Int32Array(positions?.length ?? change.length);
  let count = 0;
  for (let i = 0; i < found.length; i++) {
    const at = positions === null ? i : (positions[i] as number);
    if (change[at] !== 0) found[count++] = at;
  }
  return found.subarray(0, count);
}

/** A point for every pair of values; `null` where there are too many. */
function exactPoints(score: LaidScore, found: Int32Array): readonly PairPoint[] | null {
  const counts = new Map<number, Map<number, { change: number; items: number }>>();
  let size = 0;
  for (const at of found) {
    const base = score.base[at] as number;
    const candidate = score.candidate[at] as number;
    let row = counts.get(base);
    if (row === undefined) {
      row = new Map();
      counts.set(base, row);
    }
    const known = row.get(candidate);
    if (known !== undefined) known.items++;
    else {
      if (++size > MOST_POINTS) return null;
      row.set(candidate, { change: score.change[at] as number, items: 1 });
    }
  }
  return [...counts].flatMap(([base, row]) =>
    [...row].map(([candidate, { change, items }]) => toPoint(base, candidate, change, items)),
  );
}

/** One point for each change inside a cell, at the mean of its items. */
function gridPoints(score: LaidScore, found: Int32Array, low: number, high: number): readonly PairPoint[] {
  const cells = GRID * GRID * CHANGE_CODES.length;
  const items = new Int32Array(cells);
  const bases = new Float64Array(cells);
  const candidates = new Float64Array(cells);
  const scale = GRID / (high - low);
  const place = (value: number): number => Math.min(GRID - 1, Math.floor((value - low) * scale));
  for (const at of found) {
    const base = score.base[at] as number;
    const candidate = score.candidate[at] as number;
    const cell = (place(base) * GRID + place(candidate)) * CHANGE_CODES.length + (score.change[at] as number);
    items[cell] = (items[cell] as number) + 1;
    bases[cell] = (bases[cell] as number) + base;
    candidates[cell] = (candidates[cell] as number) + candidate;
  }
  const points: PairPoint[] = [];
  for (let cell = 0; cell < cells; cell++) {
    const count = items[cell] as number;
    if (count === 0) continue;
    const [base, candidate] = [(bases[cell] as number) / count, (candidates[cell] as number) / count];
    points.push(toPoint(base, candidate, cell % CHANGE_CODES.length, count));
  }
  return points;
}

function toPoint(base: number, candidate: number, code: number, items: number): PairPoint {
  const change = CHANGE_CODES[code];
  return { base, candidate, items, change: change === undefined || change === "unscored" ? "same" : change };
}

/** Bins of one width on both sides of 0 up to the largest change; a side without changes has none. */
function deltaBins({ delta, change }: LaidScore, found: Int32Array): readonly DeltaBin[] {
  let lowest = 0;
  let highest = 0;
  for (const at of found) {
    if (change[at] === SAME) continue;
    lowest = Math.min(lowest, delta[at] as number);
    highest = Math.max(highest, delta[at] as number);
  }
  const width = Math.max(-lowest, highest) / SIDE_BINS;
  if (!(width > 0) || !Number.isFinite(width)) return [];
  const below = new Int32Array(SIDE_BINS);
  const above = new Int32Array(SIDE_BINS);
  for (const at of found) {
    if (change[at] === SAME) continue;
    const d = delta[at] as number;
    // Edges as multiples of the width from 0 outwards, as they are drawn and filtered by: `[low, high)` on both sides.
    const bin = d < 0 ? binBelow(d, width) : Math.min(SIDE_BINS - 1, binAbove(d, width));
    const side = d < 0 ? below : above;
    side[bin] = (side[bin] as number) + 1;
  }
  const bins: DeltaBin[] = [];
  if (lowest < 0)
    for (let bin = SIDE_BINS - 1; bin >= 0; bin--)
      bins.push({ low: -(bin + 1) * width, high: -bin * width, items: below[bin] as number });
  if (highest > 0)
    for (let bin = 0; bin < SIDE_BINS; bin++)
      bins.push({ low: bin * width, high: (bin + 1) * width, items: above[bin] as number });
  return bins.map((bin) => ({ ...bin, high: bin.high === 0 ? 0 : bin.high }));
}

function binAbove(d: number, width: number): number {
  let bin = Math.max(0, Math.min(SIDE_BINS - 1, Math.floor(d / width)));
  if (bin < SIDE_BINS - 1 && d >= (bin + 1) * width) bin++;
  else if (bin > 0 && d < bin * width) bin--;
  return bin;
}

function binBelow(d: number, width: number): number {
  let bin = Math.max(0, Math.min(SIDE_BINS - 1, Math.ceil(-d / width) - 1));
  if (bin < SIDE_BINS - 1 && d < -(bin + 1) * width) bin++;
  else if (bin > 0 && d >= -bin * width) bin--;
  return bin;
}
