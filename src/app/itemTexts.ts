// The texts of one field of a run's items, kept for filters on inputs that change with every key typed.
import type { InputCondition } from "../core/compareTypes.ts";
import type { RowFilter } from "../core/rowFilter.ts";
import { LatestPromises } from "../util/latestPromises.ts";
import type { Side } from "./joinSide.ts";
import { fieldText, type PickPart } from "./rowPages.ts";

/** Fields kept of each run. */
const KEPT_FIELDS = 2;
/** Runs beyond are searched in their files: their texts would take hundreds of megabytes. */
const MOST_ITEMS = 300_000;

export class ItemTexts {
  private readonly fields = new LatestPromises<readonly string[]>(KEPT_FIELDS);

  constructor(private readonly side: Side) {}

  /** Items that hold every condition. Shape: one entry per item, 1 for those. */
  async itemsThatHold(conditions: readonly InputCondition[], signal: AbortSignal): Promise<Uint8Array> {
    const { items, run } = this.side;
    const found = new Uint8Array(items.count);
    if (conditions.some(({ field }) => !run.itemFields.includes(field))) return found;
    if (items.count > MOST_ITEMS) return this.search(conditions, found, signal);
    found.fill(1);
    for (const { field, contains } of conditions) {
      const folded = contains.toLowerCase();
      const texts = await this.fields.get(field, () => this.read(field, signal));
      for (let item = 0; item < found.length; item++)
        if (!(texts[item] as string).includes(folded)) found[item] = 0;
    }
    return found;
  }

  private async search(
    conditions: readonly InputCondition[],
    found: Uint8Array,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    const { pages, items } = this.side;
    const filter: RowFilter = conditions.map(({ field, contains }) => ({
      kind: "contains",
      place: { kind: "item", field },
      text: contains,
    }));
    for (const row of await pages.kept(filter, signal)) found[items.itemOf[row] as number] = 1;
    return found;
  }

  /** In lower case, by item: of the first row where key fields fold several contents. */
  private async read(field: string, signal: AbortSignal): Promise<readonly string[]> {
    const { pages, items } = this.side;
    const texts = new Array<string>(items.count).fill("");
    const pick: PickPart<string | null> = (record, reader) => fieldText(reader.scan(record).item, field);
    for await (const { from, parts } of pages.walkParts(pick, signal))
      for (const [i, text] of parts.entries()) {
        const item = items.itemOf[from + i] as number;
        if (items.firstRow[item] === from + i) texts[item] = text?.toLowerCase() ?? "";
      }
    return texts;
  }
}
