// Reads columns of a stored run by their places in the manifest: whole, group by group, or for a few rows alone.
import type { FilePiece, FileSystem } from "../core/ports.ts";
import type { MeasureName } from "../core/rows/rowMeasures.ts";
import type { ScoreKey } from "../core/run.ts";
import { type ScoreColumn, STATE_CODE } from "../core/scores/scoreColumn.ts";
import { type ColumnMember, type ColumnRole, GROUP_ROWS } from "./columnGroups.ts";
import { type ColumnData, DTYPE_BYTES, toColumn } from "./npz.ts";

/** The columns of one run: its column file and what the manifest says of it. */
export class ColumnReader {
  constructor(
    private readonly fs: FileSystem,
    private readonly path: string,
    private readonly members: readonly ColumnMember[],
    private readonly groupRows: number = GROUP_ROWS,
  ) {}

  /** A row-wise column whole, into an array of the type it is stored in: `width` elements a row. */
  async whole<T extends ColumnData>(role: ColumnRole, into: T, width = 1): Promise<T> {
    const pieces = this.of(role, null).map((member) => {
      const first = member.group * this.groupRows * width;
      const target = into.subarray(first, first + elementsOf(member));
      return { offset: member.offset, target: bytesOf(target) };
    });
    await this.fs.readInto(this.path, pieces);
    return into;
  }

  /**
   * The rows' elements alone, `width` for each, in the order asked: neighbours are read together. For pages of rows:
   * a whole column of a million rows is megabytes.
   */
  async some<T extends ColumnData>(
    role: ColumnRole,
    rows: readonly number[],
    into: T,
    width = 1,
  ): Promise<T> {
    const groups = this.of(role, null);
    const bytes = into.BYTES_PER_ELEMENT * width;
    const pieces: FilePiece[] = [];
    for (let at = 0; at < rows.length; ) {
      const row = rows[at] as number;
      const group = groups[Math.floor(row / this.groupRows)];
      if (group === undefined) throw new RangeError(`There is no row ${row} in ${this.path}`);
      let count = 1;
      while (rows[at + count] === row + count && (row + count) % this.groupRows !== 0) count++;
      const target = bytesOf(into.subarray(at * width, (at + count) * width));
      pieces.push({ offset: group.offset + (row % this.groupRows) * bytes, target });
      at += count;
    }
    await this.fs.readInto(this.path, pieces);
    return into;
  }

  /** One score with its states. Groups in which the score did not occur yet are missing throughout. */
  async score(
    score: number,
    key: ScoreKey & { readonly dictionary: readonly string[] },
  ): Promise<ScoreColumn> {
    const groups = this.of("digest", null);
    const rows = groups.reduce((sum, member) => sum + (member.shape[0] ?? 0), 0);
    const values = new Float64Array(rows);
    const pieces: FilePiece[] = [];
    const narrow: { readonly member: ColumnMember; readonly bytes: Uint8Array }[] = [];
    const byGroup = new Map(this.of("score", score).map((member) => [member.group, member]));
    for (const member of byGroup.values())
      if (member.dtype === "<f8") {
        const start = member.group * this.groupRows;
        const target = bytesOf(values.subarray(start, start + elementsOf(member)));
        pieces.push({ offset: member.offset, target });
      } else {
        const bytes = new Uint8Array(elementsOf(member) * DTYPE_BYTES[member.dtype]);
        pieces.push({ offset: member.offset, target: bytes });
        narrow.push({ member, bytes });
      }
    const stateMembers = this.of("state", score);
    const states =
      stateMembers.length > 0 || byGroup.size < groups.length
        ? this.states(groups, byGroup, stateMembers, rows, pieces)
        : null;
    await this.fs.readInto(this.path, pieces);
    for (const { member, bytes } of narrow)
      values.set(toColumn(member.dtype, bytes), member.group * this.groupRows);
    return { metric: key.metric, name: key.name, values, states, dictionary: key.dictionary };
  }

  private states(
    groups: readonly ColumnMember[],
    byGroup: ReadonlyMap<number, ColumnMember>,
    stateMembers: readonly ColumnMember[],
    rows: number,
    pieces: FilePiece[],
  ): Uint8Array {
    const states = new Uint8Array(rows);
    const place = (group: ColumnMember) => {
      const start = group.group * this.groupRows;
      return states.subarray(start, start + (group.shape[0] ?? 0));
    };
    for (const group of groups) if (!byGroup.has(group.group)) place(group).fill(STATE_CODE.missing);
    for (const member of stateMembers) pieces.push({ offset: member.offset, target: place(member) });
    return states;
  }

  /** What rows took: one a row, NaN where they do not tell. */
  async measure(name: MeasureName, rows: number): Promise<Float64Array> {
    const values = new Float64Array(rows).fill(Number.NaN);
    const own = this.members.filter((member) => member.role === "measure" && member.measure === name);
    await this.fs.readInto(
      this.path,
      own.map((member) => {
        const first = member.group * this.groupRows;
        return {
          offset: member.offset,
          target: bytesOf(values.subarray(first, first + elementsOf(member))),
        };
      }),
    );
    return values;
  }

  private of(role: ColumnRole, score: number | null): readonly ColumnMember[] {
    return this.members.filter((member) => member.role === role && member.score === score);
  }
}

function elementsOf(member: ColumnMember): number {
  return member.shape.reduce((product, n) => product * n, 1);
}

function bytesOf(data: ColumnData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
