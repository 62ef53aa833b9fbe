// Items of a run some of whose rows are excluded, and how two runs meet on the rows that count. The order of what is
// compared is that of the same runs without these rows, so that every statistic is theirs to the last digit.
import type { RowItems } from "./digestIndex.ts";

/**
 * The items of a run with its excluded rows, `out` 1 for each of them. Where they count (`isCounted`) they are only marked.
 * Else items keep their numbers, first row and count are of the rows that count; an item of which none does keeps its
 * first row, and a count of 0.
 */
export function markedItems(items: RowItems, out: Uint8Array, isCounted: boolean): RowItems {
  const { itemOf, count } = items;
  const rows = outByItem(items, out);
  if (isCounted) return { ...items, excluded: { rows, items: 0, isCounted } };
  const rowCount = items.rowCount.map((all, item) => all - (rows[item] as number));
  const firstRow = new Int32Array(count).fill(-1);
  for (let row = 0; row < out.length; row++) {
    const item = itemOf[row] as number;
    if (out[row] === 0 && firstRow[item] === -1) firstRow[item] = row;
  }
  let gone = 0;
  for (let item = 0; item < count; item++) {
    if (firstRow[item] !== -1) continue;
    firstRow[item] = items.firstRow[item] as number;
    gone++;
  }
  return { itemOf, count, firstRow, rowCount, excluded: { rows, items: gone, isCounted } };
}

function outByItem({ itemOf, count }: RowItems, out: Uint8Array): Int32Array {
  const rows = new Int32Array(count);
  for (let row = 0; row < out.length; row++) {
    if (out[row] === 0) continue;
    const item = itemOf[row] as number;
    rows[item] = (rows[item] as number) + 1;
  }
  return rows;
}

/** Items of which a row counts. */
export function itemsThatCount({ count, excluded }: RowItems): number {
  return count - (excluded?.items ?? 0);
}

/** Whether a run has the item, but none of its rows counts. -1 is no item. */
export function isExcludedItem({ rowCount }: RowItems, item: number): boolean {
  return item !== -1 && rowCount[item] === 0;
}

/** Whether a run has the item, and a row of it counts. */
export function isCountedItem({ rowCount }: RowItems, item: number): boolean {
  return item !== -1 && rowCount[item] !== 0;
}

/** Whether a run has the item and any of its rows is excluded. */
export function hasExcludedRow({ excluded }: RowItems, item: number): boolean {
  return item !== -1 && excluded !== undefined && excluded.rows[item] !== 0;
}

/** Excluded rows of the items at some positions of a join; -1 is no item. */
export function excludedRowsAt({ excluded }: RowItems, itemAt: Int32Array): number {
  if (excluded === undefined) return 0;
  return itemAt.reduce((sum, item) => sum + (item === -1 ? 0 : (excluded.rows[item] as number)), 0);
}

/** Items by their first row that counts. */
function inOrder({ itemOf, firstRow, count }: RowItems): Int32Array {
  const order = new Int32Array(count);
  let at = 0;
  for (let row = 0; row < itemOf.length; row++)
    if (firstRow[itemOf[row] as number] === row) order[at++] = itemOf[row] as number;
  return order;
}

/** Items of two runs by position; see {@link layOutCounted}. */
interface CountedLayout {
  readonly matched: number;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
  readonly baseItem: Int32Array;
  readonly candidateItem: Int32Array;
}

/**
 * Items of which some don't count in one order: matched, only base and only candidate on the rows that count, then those
 * that a run has but none of whose rows there counts, whatever the other run has. `partner`: by candidate item, or -1.
 */
export function layOutCounted(base: RowItems, candidate: RowItems, partner: Int32Array): CountedLayout {
  const matchOfBase = new Int32Array(base.count).fill(-1);
  for (let item = 0; item < partner.length; item++)
    if (partner[item] !== -1) matchOfBase[partner[item] as number] = item;
  const matched: number[] = [];
  const onlyBase: number[] = [];
  const gone: (readonly [number, number])[] = [];
  for (const item of inOrder(base)) {
    const other = matchOfBase[item] as number;
    if (isExcludedItem(base, item) || isExcludedItem(candidate, other)) gone.push([item, other]);
    else if (other === -1) onlyBase.push(item);
    else matched.push(item);
  }
  const onlyCandidate: number[] = [];
  for (const item of inOrder(candidate)) {
    if (partner[item] !== -1) continue;
    if (isExcludedItem(candidate, item)) gone.push([-1, item]);
    else onlyCandidate.push(item);
  }
  const none = (items: readonly number[]): number[] => items.map(() => -1);
  const baseItem = [...matched, ...onlyBase, ...none(onlyCandidate), ...gone.map(([item]) => item)];
  const candidateItem = [
    ...matched.map((item) => matchOfBase[item] as number),
    ...none(onlyBase),
    ...onlyCandidate,
    ...gone.map(([, item]) => item),
  ];
  return {
    matched: matched.length,
    onlyBase: onlyBase.length,
    onlyCandidate: onlyCandidate.length,
    baseItem: Int32Array.from(baseItem),
    candidateItem: Int32Array.from(candidateItem),
  };
}
