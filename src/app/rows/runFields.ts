// The fields of a run's rows by name: their values as numbers a row, and which names there are.
import type { JsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import type { RowReader } from "../../core/resultFormat.ts";
import { type FieldsOfRow, isMetaField, moreFieldNames } from "../../core/rows/rowField.ts";
import type { StoredRun } from "../../core/runStore.ts";
import { type FieldCodes, type FieldCodesOf, fieldReader, readField } from "./fieldCodes.ts";

/** Rows that are looked at for names of fields. */
const NAMED_BY = 100;

export class RunFields {
  /** A field as slices have it, many numbers as groups; the latest are kept. */
  readonly slices: FieldCodesOf;
  private named: Promise<readonly string[]> | null = null;

  constructor(
    private readonly stored: StoredRun,
    private readonly reader: RowReader,
  ) {
    this.slices = fieldReader(stored, (source, field) => this.fieldsOf(source, field));
  }

  /** A field of every row as numbers, not kept here; see {@link readField}. */
  codes(
    field: string,
    most: number,
    signal: AbortSignal,
    progress: (rows: number) => void,
  ): Promise<FieldCodes> {
    return readField(
      this.stored,
      (source, name) => this.fieldsOf(source, name),
      field,
      most,
      signal,
      progress,
    );
  }

  /** Names of fields besides the item's own, of rows spread over the run; see {@link moreFieldNames}. */
  more(): Promise<readonly string[]> {
    this.named ??= this.readNames();
    // A file that could not be read may be there the next time.
    this.named.catch(() => {
      this.named = null;
    });
    return this.named;
  }

  private async readNames(): Promise<readonly string[]> {
    const { rows } = this.stored.record.run;
    const step = Math.max(1, rows / NAMED_BY);
    const some = Array.from({ length: Math.min(NAMED_BY, rows) }, (_, i) => Math.floor(i * step));
    return moreFieldNames((await this.stored.lines(some)).map((source) => this.fieldsOf(source, null)));
  }

  /** `field` null: all of them. */
  private fieldsOf(source: string, field: string | null): FieldsOfRow {
    const record = parseTolerant(source) as JsonObject;
    const needsMeta = field === null || isMetaField(field);
    const meta = needsMeta ? this.reader.meta?.(record) : undefined;
    return { item: this.reader.scan(record).item, ...(meta === undefined ? {} : { meta }) };
  }
}
