// Unmatched items that are the same but for a few words, where no field says so.
import type { Join } from "../../core/join/joinItems.ts";
import { nearIdentical } from "../../core/join/nearIdentical.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { identifies } from "../../core/rows/itemColumns.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import { sleep } from "../../util/sleep.ts";
import { firstRows, type Side } from "./joinSide.ts";

/** More unmatched items than this on a side are not looked through. */
const ALIKE_ITEMS = 4_000;

/** Items that are one and the same with other content. Shape: one entry per pair; positions in the join. */
export interface ChangedPairs {
  readonly base: Int32Array;
  readonly candidate: Int32Array;
}

export const NO_PAIRS: ChangedPairs = { base: new Int32Array(0), candidate: new Int32Array(0) };

/** Pairs as columns. */
export function toPairs(pairs: readonly (readonly [base: number, candidate: number])[]): ChangedPairs {
  return {
    base: Int32Array.from(pairs, ([base]) => base),
    candidate: Int32Array.from(pairs, ([, candidate]) => candidate),
  };
}

export function joinedPairs(a: ChangedPairs, b: ChangedPairs): ChangedPairs {
  return {
    base: Int32Array.from([...a.base, ...b.base]),
    candidate: Int32Array.from([...a.candidate, ...b.candidate]),
  };
}

/** Unmatched items of near-identical content, apart from those paired already and from those that an id tells apart. */
export async function alikeItems(
  a: Side,
  b: Side,
  join: Join,
  paired: ChangedPairs,
  signal: AbortSignal,
): Promise<ChangedPairs> {
  const left = unpaired(join, join.baseItem, paired.base);
  const right = unpaired(join, join.candidateItem, paired.candidate);
  const most = Math.max(left.length, right.length);
  if (left.length === 0 || right.length === 0 || most > ALIKE_ITEMS) return NO_PAIRS;
  const [base, candidate] = await Promise.all([
    firstRows(a, join.baseItem, left),
    firstRows(b, join.candidateItem, right),
  ]);
  const texts = (rows: typeof base, positions: readonly number[]): string[] =>
    positions.map((at) => contentText(rows.get(at)?.item ?? {}));
  const pairs = await nearIdentical(texts(base, left), texts(candidate, right), () => sleep(0, signal));
  return toPairs(
    pairs
      .map(([l, r]) => [left[l] as number, right[r] as number] as const)
      .filter(([at, other]) => !tellsApart(base.get(at)?.item ?? {}, candidate.get(other)?.item ?? {})),
  );
}

/** Positions that one side alone has, apart from those that are paired. Excluded items are no difference of inputs. */
function unpaired({ report }: Join, itemAt: Int32Array, paired: Int32Array): number[] {
  const taken = new Set(paired);
  const end = report.matched + report.onlyBase + report.onlyCandidate;
  const free: number[] = [];
  for (let at = report.matched; at < end; at++) if (itemAt[at] !== -1 && !taken.has(at)) free.push(at);
  return free;
}

/** An item's content without what only numbers it. */
function contentText(item: JsonObject): string {
  return Object.keys(item)
    .filter((field) => !identifies(field))
    .map((field) => fieldText({ item }, field) ?? "")
    .join("\n");
}

/** Two items with ids that differ are two items, however alike. */
function tellsApart(base: JsonObject, candidate: JsonObject): boolean {
  return Object.keys(base).some((field) => {
    const [left, right] = [fieldText({ item: base }, field), fieldText({ item: candidate }, field)];
    return identifies(field) && left !== null && right !== null && left !== right;
  });
}
