// One score of a draft while its rows come in: the values of a row group, and the labels of the whole run.
import type { ScannedScore } from "../core/scannedBatch.ts";
import { STATE_CODE } from "../core/scores/scoreColumn.ts";
import type { ColumnData } from "./npz.ts";

/** More distinct texts than this are no labels; their rows keep the state `text`, the dictionary stays empty. */
const MAX_LABELS = 1_000;

/** One score while its rows come in. */
export class ScoreBuffer {
  values = new Float64Array(0);
  states = new Uint8Array(0);
  private readonly codes = new Map<string, number>();
  private hasTooManyLabels = false;
  numbers = 0;
  booleans = 0;
  texts = 0;

  constructor(
    readonly metric: string | null,
    readonly name: string,
  ) {}

  get dictionary(): readonly string[] {
    return this.hasTooManyLabels ? [] : [...this.codes.keys()];
  }

  /** Counts a batch's types and gives the run's codes for the batch's labels. */
  meet(score: ScannedScore): readonly number[] {
    this.numbers += score.numbers;
    this.booleans += score.booleans;
    this.texts += score.texts;
    return score.labels.map((label) => this.codeOf(label));
  }

  /** Makes room for so many rows of the group: a small run takes no more than it needs. */
  reserve(rows: number, most: number): void {
    if (rows <= this.values.length) return;
    const capacity = Math.min(most, Math.max(rows, this.values.length * 2, 1_024));
    const values = new Float64Array(capacity);
    const states = new Uint8Array(capacity).fill(STATE_CODE.missing);
    values.set(this.values);
    states.set(this.states);
    this.values = values;
    this.states = states;
  }

  /** Copies rows `from..to` of a batch to row `at` of the group. */
  copy(score: ScannedScore, codes: readonly number[], from: number, to: number, at: number): void {
    this.values.set(score.values.subarray(from, to), at);
    this.states.set(score.states.subarray(from, to), at);
    if (score.texts === 0) return;
    for (let row = from; row < to; row++)
      if (score.states[row] === STATE_CODE.text)
        this.values[at + row - from] = codes[score.values[row] as number] ?? 0;
  }

  private codeOf(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    if (this.codes.size >= MAX_LABELS) {
      this.hasTooManyLabels = true;
      return 0;
    }
    this.codes.set(text, this.codes.size);
    return this.codes.size - 1;
  }

  reset(): void {
    this.values.fill(0);
    this.states.fill(STATE_CODE.missing);
  }
}

/** Booleans as bytes, label codes as 32-bit integers, numbers as doubles. */
export function narrowed(buffer: ScoreBuffer, n: number): ColumnData {
  const values = buffer.values.slice(0, n);
  if (buffer.numbers > 0) return values;
  return buffer.texts > 0 ? Uint32Array.from(values) : Uint8Array.from(values);
}
