// Reads columns of a stored run: only the members asked for, group by group, by their place in the manifest.
import type { FileSystem } from "../core/ports.ts";
import type { ScoreKey } from "../core/run.ts";
import { type ScoreColumn, STATE_CODE } from "../core/scoreColumn.ts";
import { type ColumnMember, type ColumnRole, GROUP_ROWS } from "./columnGroups.ts";
import { type ColumnData, DTYPE_BYTES, toColumn } from "./npz.ts";

async function readMember(fs: FileSystem, path: string, member: ColumnMember): Promise<ColumnData> {
  const elements = member.shape.reduce((product, n) => product * n, 1);
  const length = elements * DTYPE_BYTES[member.dtype];
  const bytes = await fs.readRange(path, member.offset, length);
  if (bytes.length !== length) throw new RangeError(`${member.name} is cut off in ${path}`);
  return toColumn(member.dtype, bytes);
}

/** One row-wise column put together from its groups: `width` elements a row. */
export async function readColumn<T extends ColumnData>(
  fs: FileSystem,
  path: string,
  members: readonly ColumnMember[],
  role: ColumnRole,
  into: T,
  width = 1,
): Promise<T> {
  for (const member of members)
    if (member.role === role) into.set(await readMember(fs, path, member), member.group * GROUP_ROWS * width);
  return into;
}

/** One score with its states. Groups in which the score did not occur yet are missing throughout. */
export async function readScoreColumn(
  fs: FileSystem,
  path: string,
  members: readonly ColumnMember[],
  score: number,
  key: ScoreKey & { readonly dictionary: readonly string[] },
): Promise<ScoreColumn> {
  const groups = members.filter((member) => member.role === "digest");
  const rows = groups.reduce((sum, member) => sum + (member.shape[0] ?? 0), 0);
  const values = new Float64Array(rows);
  let states: Uint8Array | null = null;
  for (const group of groups) {
    const start = group.group * GROUP_ROWS;
    const own = members.filter((member) => member.score === score && member.group === group.group);
    const valueMember = own.find((member) => member.role === "score");
    const stateMember = own.find((member) => member.role === "state");
    if (valueMember !== undefined) values.set(await readMember(fs, path, valueMember), start);
    if (valueMember !== undefined && stateMember === undefined) continue;
    states ??= new Uint8Array(rows);
    if (stateMember === undefined) states.fill(STATE_CODE.missing, start, start + (group.shape[0] ?? 0));
    else states.set(await readMember(fs, path, stateMember), start);
  }
  return { metric: key.metric, name: key.name, values, states, dictionary: key.dictionary };
}
