// Whether two runs used the same inputs: unmatched items are read and paired by the field that identifies them, so that a
// changed item is told from one added and one removed; and the fields that a join would pair more items by.
import type { InputReport, KeyOffer } from "../../core/compare/compareTypes.ts";
import { isSameDigest } from "../../core/join/digestIndex.ts";
import type { Join } from "../../core/join/joinItems.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { identifies } from "../../core/rows/itemColumns.ts";
import { fieldText } from "../../core/rows/rowField.ts";
import { alikeItems, type ChangedPairs, joinedPairs, NO_PAIRS, toPairs } from "./alikeItems.ts";
import { firstRows, type Side } from "./joinSide.ts";

/** Items read together. */
const BATCH_ITEMS = 2_000;
/** Longer texts do not identify an item. */
const KEY_CHARS = 1_000;
/** A field of which fewer values are distinct does not identify an item. */
const DISTINCT_SHARE = 0.9;
/** So many items are read before a field with too few distinct values is given up. */
const TRIED_ITEMS = 500;
const OFFERS = 3;

export interface Inputs {
  readonly report: InputReport;
  readonly pairs: ChangedPairs;
}

/** Reads the items of both runs unless one holds all of the other's. */
export async function compareInputs(a: Side, b: Side, join: Join, signal: AbortSignal): Promise<Inputs> {
  const { matched, onlyBase, onlyCandidate, keys } = join.report;
  const changed = keys.length > 0 ? await changedByKey(a, b, join) : NO_PAIRS;
  const isCovered = onlyBase === 0 || onlyCandidate === 0;
  const scan = isCovered ? null : new FieldScan(a, b, join);
  await scan?.read(signal);
  const found = keys.length > 0 || scan === null ? { pairs: changed, by: keys } : scan.changedPairs();
  const alike =
    keys.length > 0 || scan === null ? NO_PAIRS : await alikeItems(a, b, join, found.pairs, signal);
  const pairs = joinedPairs(found.pairs, alike);
  const count = pairs.base.length;
  const unpaired = keys.length > 0 ? 0 : count;
  return {
    pairs,
    report: {
      isIdentical: onlyBase + onlyCandidate + count === 0,
      unchanged: keys.length > 0 ? matched - count : matched,
      changed: count,
      added: onlyCandidate - unpaired,
      removed: onlyBase - unpaired,
      pairedBy: count === alike.base.length ? [] : found.by,
      nearIdentical: alike.base.length,
      changedFields: await changedFields(a, b, join, pairs, signal),
      offers: scan?.offers(matched).filter(({ field }) => keys.length !== 1 || keys[0] !== field) ?? [],
    },
  };
}

/** Matched by key, with another content in their first rows. */
async function changedByKey(a: Side, b: Side, join: Join): Promise<ChangedPairs> {
  const ours = await a.stored.digests();
  const theirs = await b.stored.digests();
  const found: number[] = [];
  for (let at = 0; at < join.report.matched; at++) {
    const left = a.items.firstRow[join.baseItem[at] as number] as number;
    const right = b.items.firstRow[join.candidateItem[at] as number] as number;
    if (!isSameDigest(ours, left, theirs, right)) found.push(at);
  }
  return { base: Int32Array.from(found), candidate: Int32Array.from(found) };
}

async function changedFields(
  a: Side,
  b: Side,
  join: Join,
  pairs: ChangedPairs,
  signal: AbortSignal,
): Promise<InputReport["changedFields"]> {
  const counts = new Map<string, number>();
  for (let from = 0; from < pairs.base.length; from += BATCH_ITEMS) {
    signal.throwIfAborted();
    const left = [...pairs.base.subarray(from, from + BATCH_ITEMS)];
    const right = [...pairs.candidate.subarray(from, from + BATCH_ITEMS)];
    const [base, candidate] = await Promise.all([
      firstRows(a, join.baseItem, left),
      firstRows(b, join.candidateItem, right),
    ]);
    for (const [i, at] of left.entries())
      for (const field of differingFields(
        base.get(at)?.item ?? {},
        candidate.get(right[i] ?? -1)?.item ?? {},
      ))
        counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts].map(([field, items]) => ({ field, items })).sort((x, y) => y.items - x.items);
}

function differingFields(base: JsonObject, candidate: JsonObject): readonly string[] {
  const fields = new Set([...Object.keys(base), ...Object.keys(candidate)]);
  return [...fields].filter(
    (field) => fieldText({ item: base }, field) !== fieldText({ item: candidate }, field),
  );
}

/** A value's position, or that several items have it. */
const REPEATED = -1;

/** Values of one field on one side. */
interface FieldValues {
  readonly at: Map<string, number>;
  read: number;
}

/** Values of the shared fields by item, as long as they may identify items. */
class FieldScan {
  private readonly fields: Map<string, { readonly base: FieldValues; readonly candidate: FieldValues }>;

  constructor(
    private readonly a: Side,
    private readonly b: Side,
    private readonly join: Join,
  ) {
    const shared = a.run.itemFields.filter((field) => b.run.itemFields.includes(field));
    const none = (): FieldValues => ({ at: new Map(), read: 0 });
    this.fields = new Map(shared.map((field) => [field, { base: none(), candidate: none() }]));
  }

  async read(signal: AbortSignal): Promise<void> {
    const { a, b, join } = this;
    await this.readSide(a, join.baseItem, "base", signal);
    await this.readSide(b, join.candidateItem, "candidate", signal);
  }

  private async readSide(
    side: Side,
    itemAt: Int32Array,
    name: "base" | "candidate",
    signal: AbortSignal,
  ): Promise<void> {
    const { firstRow } = side.items;
    const rowAt = (at: number): number => firstRow[itemAt[at] as number] as number;
    // In the order of the file: positions are in the base's order, and lines far apart are read one by one.
    const { matched, onlyBase, onlyCandidate } = this.join.report;
    const positions = Array.from(itemAt.subarray(0, matched + onlyBase + onlyCandidate).keys())
      .filter((at) => itemAt[at] !== -1)
      .sort((x, y) => rowAt(x) - rowAt(y));
    for (let from = 0; from < positions.length && this.fields.size > 0; from += BATCH_ITEMS) {
      signal.throwIfAborted();
      const rows = await firstRows(side, itemAt, positions.slice(from, from + BATCH_ITEMS));
      for (const [position, { item }] of rows)
        for (const [field, { [name]: values }] of this.fields) {
          note(values, fieldText({ item }, field), position);
          if (values.read >= TRIED_ITEMS && values.at.size < values.read / 2) this.fields.delete(field);
        }
    }
    for (const [field, { [name]: values }] of this.fields)
      if (values.at.size < DISTINCT_SHARE * positions.length) this.fields.delete(field);
  }

  /** Pairs of unmatched items by the best field: one that is named as an identity, else the one with most pairs. */
  changedPairs(): { readonly pairs: ChangedPairs; readonly by: readonly string[] } {
    const found = [...this.fields.keys()].map((field) => ({ field, pairs: this.unmatchedPairs(field) }));
    const rank = ({ field, pairs }: (typeof found)[number]): number =>
      pairs.base.length === 0 ? 2 : identifies(field) ? 0 : 1;
    const [best] = found.sort((x, y) => rank(x) - rank(y) || y.pairs.base.length - x.pairs.base.length);
    return best === undefined || best.pairs.base.length === 0
      ? { pairs: NO_PAIRS, by: [] }
      : { pairs: best.pairs, by: [best.field] };
  }

  private unmatchedPairs(field: string): ChangedPairs {
    const { matched } = this.join.report;
    const isFree = ([left, right]: readonly [number, number]): boolean => left >= matched && right >= matched;
    return toPairs(this.pairsBy(field).filter(isFree));
  }

  /** Positions that share a value which only they have. */
  private pairsBy(field: string): (readonly [number, number])[] {
    const values = this.fields.get(field);
    const pairs: (readonly [number, number])[] = [];
    for (const [text, left] of values?.base.at ?? []) {
      const right = values?.candidate.at.get(text);
      if (left !== REPEATED && right !== undefined && right !== REPEATED) pairs.push([left, right]);
    }
    return pairs;
  }

  /** Fields that pair more than `matched` items. */
  offers(matched: number): readonly KeyOffer[] {
    return [...this.fields.keys()]
      .map((field) => ({ field, matched: this.pairsBy(field).length }))
      .filter((offer) => offer.matched > matched)
      .sort((x, y) => y.matched - x.matched || Number(identifies(y.field)) - Number(identifies(x.field)))
      .slice(0, OFFERS);
  }
}

function note(values: FieldValues, text: string | null, position: number): void {
  values.read++;
  if (text === null || text === "" || text.length > KEY_CHARS) return;
  values.at.set(text, values.at.has(text) ? REPEATED : position);
}
