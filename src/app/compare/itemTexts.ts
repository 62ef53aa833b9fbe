// The texts of a run's item fields, kept as numbers an item: for filters on inputs that change with every key typed, and for
// slices. A text that many items share is looked at once.
import { type InputCondition, inputTest, toTextCondition } from "../../core/compare/inputCondition.ts";
import { mayHaveField } from "../../core/rows/rowField.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import type { FieldCodes } from "../rows/fieldCodes.ts";
import { itemsOfRows, type Side } from "./joinSide.ts";

/** Fields kept of each run. */
const KEPT_FIELDS = 4;
/** In runs beyond, fields of many different texts are searched in the files: kept they would take hundreds of megabytes. */
const MOST_ITEMS = 300_000;
const MOST_TEXTS_BEYOND = 5_000;

export class ItemTexts {
  private readonly fields = new LatestPromises<FieldCodes>(KEPT_FIELDS);

  constructor(private readonly side: Side) {}

  /** Items that hold every condition. Shape: one entry per item, 1 for those. */
  async itemsThatHold(conditions: readonly InputCondition[], signal: AbortSignal): Promise<Uint8Array> {
    const { items } = this.side;
    const found = new Uint8Array(items.count).fill(1);
    const searched: InputCondition[] = [];
    for (const condition of conditions) {
      const { values, codes } = await this.valuesOf(condition.field, signal);
      if (codes === null) {
        searched.push(condition);
        continue;
      }
      const holds = Uint8Array.from(values, inputTestOf(condition));
      for (let item = 0; item < found.length; item++) if (holds[codes[item] as number] === 0) found[item] = 0;
    }
    if (searched.length > 0) await this.search(searched, found, signal);
    return found;
  }

  /**
   * A field by item: of the first row where key fields fold several contents. `codes` is `null` for a field of very many
   * texts in a very large run. `progress` is told how many rows were read.
   */
  valuesOf(
    field: string,
    signal: AbortSignal,
    progress: (rows: number) => void = () => undefined,
  ): Promise<FieldCodes> {
    return this.fields.getAnew(field, signal, () => this.read(field, signal, progress));
  }

  /** As `valuesOf` in slices: many numbers as groups of the run's rows, an item in that of its first row. */
  async slicesOf(
    field: string,
    signal: AbortSignal,
    progress: (rows: number) => void = () => undefined,
  ): Promise<FieldCodes> {
    const { pages, items, run } = this.side;
    if (!mayHaveField(run.itemFields, field)) return { values: [null], codes: new Int32Array(items.count) };
    const { codes, ...parts } = await pages.fields.slices(field, signal, progress);
    return { ...parts, codes: codes === null ? null : items.firstRow.map((row) => codes[row] as number) };
  }

  private async search(
    conditions: readonly InputCondition[],
    found: Uint8Array,
    signal: AbortSignal,
  ): Promise<void> {
    const rows = await this.side.pages.kept(conditions.map(toTextCondition), signal);
    const isIn = itemsOfRows(this.side, rows);
    for (let item = 0; item < found.length; item++) if (isIn[item] === 0) found[item] = 0;
  }

  private async read(
    field: string,
    signal: AbortSignal,
    progress: (rows: number) => void,
  ): Promise<FieldCodes> {
    const { pages, items, run } = this.side;
    if (!mayHaveField(run.itemFields, field)) return { values: [null], codes: new Int32Array(items.count) };
    const most = items.count > MOST_ITEMS ? MOST_TEXTS_BEYOND : Infinity;
    const { values, codes } = await pages.fields.codes(field, most, signal, progress);
    if (codes === null || items.count === codes.length) return { values, codes };
    return { values, codes: items.firstRow.map((row) => codes[row] as number) };
  }
}

function inputTestOf(condition: InputCondition): (text: string | null) => number {
  const isHeld = inputTest(condition);
  return (text) => (isHeld(text) ? 1 : 0);
}
