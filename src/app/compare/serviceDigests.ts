// The service's own names of rows: runs that were pulled from one place join by them as they were received.
import type { JoinBy } from "../../core/compare/joinChoice.ts";
import { Problem } from "../../core/problem.ts";
import type { FormatRegistry, RowDigest } from "../../core/resultFormat.ts";
import type { UngroupedSide } from "./joinSide.ts";

/** Lines read together. */
const BATCH_ROWS = 2_000;

/** What names the rows of all these runs: where they come from one project of one service that does. `null`: nothing. */
export function sharedRowDigest(
  sides: readonly UngroupedSide[],
  formats: FormatRegistry,
  by: JoinBy | undefined,
): RowDigest | null {
  const places = new Set(
    sides.map(({ stored: { record } }) =>
      JSON.stringify([record.origin.remote?.service, record.origin.remote?.workspace, record.run.format]),
    ),
  );
  const record = sides[0]?.stored.record;
  const isOnePlace = places.size === 1 && record?.origin.remote !== undefined;
  const found = isOnePlace ? (formats.byId(record.run.format).rowDigest ?? null) : null;
  if (found === null && by === "service")
    throw new Problem(
      "badInput",
      "These results can't be joined by their service's own row digests: not all were pulled from one project of a service that has them. Join by content or by a key field.",
    );
  return found;
}

/** One text per row, in row order; opaque. */
export async function rowDigests(
  { stored }: UngroupedSide,
  digest: RowDigest,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const texts: string[] = [];
  const { rows } = stored.record.run;
  for (let from = 0; from < rows; from += BATCH_ROWS) {
    signal.throwIfAborted();
    const count = Math.min(BATCH_ROWS, rows - from);
    const lines = await stored.lines(Array.from({ length: count }, (_, i) => from + i));
    for (const line of lines) texts.push(digest.of(line));
  }
  return texts;
}
