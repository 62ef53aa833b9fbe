// Collects rows into typed columns, one row group at a time, and writes each full group to the column file. Memory
// stays that of one group whatever the run's length.
import { DIGEST_BYTES } from "../core/join/digest.ts";
import { Problem } from "../core/problem.ts";
import type { MeasureName } from "../core/rows/rowMeasures.ts";
import type { DraftScore } from "../core/runStore.ts";
import type { ScannedBatch, ScannedScore } from "../core/scannedBatch.ts";
import { STATE_CODE } from "../core/scores/scoreColumn.ts";
import type { ColumnData, NpzBuilder, NpzMember } from "./npz.ts";
import { narrowed, ScoreBuffer } from "./scoreBuffer.ts";

/** Rows of one group, of a run with a usual number of scores. */
export const GROUP_ROWS = 65_536;
/** What the buffers of a group may take; with a thousand scores that is 8,192 rows. */
const GROUP_BYTES = 128 * 1024 * 1024;
/** Value and state of one score on one row. */
const SCORE_BYTES = 9;
/** A ZIP has room for so many members, without extensions that not every reader knows. */
const MAX_MEMBERS = 65_535;

/** Rows of a group: a power of two, so that a run of many scores is written in bounded memory too. */
export function groupRowsFor(scores: number): number {
  let rows = GROUP_ROWS;
  while (rows > 1_024 && rows * scores * SCORE_BYTES > GROUP_BYTES) rows /= 2;
  return rows;
}

/** What a member holds. */
export type ColumnRole =
  | "digest"
  | "part"
  | "offset"
  | "length"
  | "error"
  | "trial"
  | "score"
  | "state"
  | "measure";

/** A member of the column file with its meaning. `score` counts into the run's scores. */
export interface ColumnMember extends NpzMember {
  readonly role: ColumnRole;
  readonly score: number | null;
  /** Of columns of what rows took. */
  readonly measure?: MeasureName;
  readonly group: number;
}

/** The column side of a draft. */
export class ColumnGroups {
  private digests = new Uint8Array(0);
  private parts = new Uint16Array(0);
  private offsets = new Uint32Array(0);
  private lengths = new Uint32Array(0);
  private errors = new Uint8Array(0);
  private trials = new Uint16Array(0);
  /** Decided by the first rows; 0 until then. */
  private rowsOfGroup = 0;
  private readonly buffers: ScoreBuffer[] = [];
  private readonly byKey = new Map<string, ScoreBuffer>();
  /** NaN where a row does not tell; one a measure that some row of the group has. */
  private readonly measures = new Map<MeasureName, Float64Array>();
  private readonly written: ColumnMember[] = [];
  private filled = 0;
  private group = 0;

  constructor(private readonly npz: NpzBuilder) {}

  get members(): readonly ColumnMember[] {
    return this.written;
  }

  /** Rows of each group but the last. */
  get groupRows(): number {
    return this.rowsOfGroup === 0 ? GROUP_ROWS : this.rowsOfGroup;
  }

  get scores(): readonly DraftScore[] {
    return this.buffers;
  }

  dictionary(score: number): readonly string[] {
    return this.buffers[score]?.dictionary ?? [];
  }

  /** Adds a batch's rows. `part` and `offset`: where the batch starts in the payload; `trials`: one per row. */
  add(batch: ScannedBatch, part: number, offset: number, trials: Uint16Array): void {
    if (this.rowsOfGroup === 0 && batch.rows > 0) this.begin(batch.scores.length);
    const targets = batch.scores.map((score) => {
      const buffer = this.bufferFor(score);
      return { score, buffer, codes: buffer.meet(score) };
    });
    for (let from = 0; from < batch.rows; ) {
      const to = Math.min(batch.rows, from + this.rowsOfGroup - this.filled);
      const at = this.filled;
      this.digests.set(batch.digests.subarray(from * DIGEST_BYTES, to * DIGEST_BYTES), at * DIGEST_BYTES);
      this.parts.fill(part, at, at + to - from);
      for (let row = from; row < to; row++)
        this.offsets[at + row - from] = offset + (batch.offsets[row] as number);
      this.lengths.set(batch.lengths.subarray(from, to), at);
      this.errors.set(batch.errors.subarray(from, to), at);
      this.trials.set(trials.subarray(from, to), at);
      for (const [name, values] of Object.entries(batch.measures ?? {}))
        this.measureBuffer(name as MeasureName).set(values.subarray(from, to), at);
      for (const { score, buffer, codes } of targets) {
        buffer.reserve(at + to - from, this.rowsOfGroup);
        buffer.copy(score, codes, from, to, at);
      }
      this.filled += to - from;
      if (this.filled === this.rowsOfGroup) this.endGroup();
      from = to;
    }
  }

  /** Writes the last group. An empty run writes one empty group, so that every column exists. */
  end(): void {
    if (this.filled > 0 || this.group === 0) this.endGroup();
  }

  private begin(scores: number): void {
    const rows = groupRowsFor(scores);
    this.rowsOfGroup = rows;
    this.digests = new Uint8Array(rows * DIGEST_BYTES);
    this.parts = new Uint16Array(rows);
    this.offsets = new Uint32Array(rows);
    this.lengths = new Uint32Array(rows);
    this.errors = new Uint8Array(rows);
    this.trials = new Uint16Array(rows);
  }

  private bufferFor(score: ScannedScore): ScoreBuffer {
    const key = JSON.stringify([score.metric, score.name]);
    let buffer = this.byKey.get(key);
    if (buffer === undefined) {
      buffer = new ScoreBuffer(score.metric, score.name);
      this.byKey.set(key, buffer);
      this.buffers.push(buffer);
    }
    return buffer;
  }

  private measureBuffer(name: MeasureName): Float64Array {
    let buffer = this.measures.get(name);
    if (buffer === undefined) {
      buffer = new Float64Array(this.rowsOfGroup).fill(Number.NaN);
      this.measures.set(name, buffer);
    }
    return buffer;
  }

  private endGroup(): void {
    const n = this.filled;
    this.write("digest", null, this.digests.slice(0, n * DIGEST_BYTES), DIGEST_BYTES);
    this.write("part", null, this.parts.slice(0, n));
    this.write("offset", null, this.offsets.slice(0, n));
    this.write("length", null, this.lengths.slice(0, n));
    this.write("error", null, this.errors.slice(0, n));
    this.write("trial", null, this.trials.slice(0, n));
    for (const [index, buffer] of this.buffers.entries()) {
      buffer.reserve(n, this.groupRows);
      const states = buffer.states.slice(0, n);
      if (states.some((state) => state !== STATE_CODE.value)) this.write("state", index, states);
      this.write("score", index, narrowed(buffer, n));
      buffer.reset();
    }
    for (const [name, values] of this.measures) this.write("measure", null, values.slice(0, n), 1, name);
    this.measures.clear();
    this.filled = 0;
    this.group++;
  }

  private write(
    role: ColumnRole,
    score: number | null,
    data: ColumnData,
    width = 1,
    measure?: MeasureName,
  ): void {
    if (this.written.length === MAX_MEMBERS)
      throw new Problem(
        "unsupported",
        `${this.buffers.length} scores on so many rows are more than one result can hold (${MAX_MEMBERS} columns). Import fewer scores or rows at once.`,
      );
    const part = measure ?? score;
    const place = `${role}${part === null ? "" : `.${part}`}.${String(this.group).padStart(3, "0")}`;
    const member = { ...this.npz.add(place, data, width), role, score, group: this.group };
    this.written.push(measure === undefined ? member : { ...member, measure });
  }
}
