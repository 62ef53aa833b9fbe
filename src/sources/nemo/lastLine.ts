// The failure that the NeMo service writes as the last line of rows that it could not send whole, though all seemed well when it
// began. Source: NeMo metric results API, section 7.
import { isJsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";

/** A longer line is a row. */
const MAX_BYTES = 64 * 1024;

/** What the service says where it broke off. */
export interface BrokenOff {
  readonly line: number | null;
  readonly message: string;
}

/** Looks at bytes that go by, and keeps their end. */
export class LastLine {
  /** One buffer for all: a gigabyte that goes by must not leave a gigabyte to collect. */
  private readonly end = new Uint8Array(MAX_BYTES);
  private filled = 0;
  private isWhole = true;

  take(chunk: Uint8Array): void {
    const added = chunk.subarray(Math.max(0, chunk.length - MAX_BYTES));
    const kept = Math.min(this.filled, MAX_BYTES - added.length);
    this.isWhole &&= this.filled + chunk.length <= MAX_BYTES;
    this.end.copyWithin(0, this.filled - kept, this.filled);
    this.end.set(added, kept);
    this.filled = kept + added.length;
  }

  /** The service's failure, if the last line that is not blank is one: a row's own `error` is a text, and a row has an item. */
  failure(): BrokenOff | null {
    const text = new TextDecoder().decode(this.end.subarray(0, this.filled)).trimEnd();
    const start = text.lastIndexOf("\n");
    if ((start === -1 && !this.isWhole) || !text.includes('"error"', start)) return null;
    let value: unknown;
    try {
      value = parseTolerant(text.slice(start + 1));
    } catch {
      return null; // a bad line, which the import counts
    }
    if (!isJsonObject(value) || !isJsonObject(value.error) || "item" in value || "metrics" in value)
      return null;
    const { line, message, type } = value.error;
    return {
      line: typeof line === "number" ? line : null,
      message: String(message ?? type ?? "no reason given").slice(0, 300),
    };
  }
}
