// The failure that the NeMo service writes as the last line of rows that it could not send whole, though all seemed well when it
// began. Source: NeMo metric results API, section 7.
import { isJsonObject } from "../../core/json.ts";
import { parseTolerant } from "../../core/jsonText.ts";
import { concatenated } from "../../util/bytes.ts";

const NEWLINE = 10;
/** A longer line is a row. */
const MAX_BYTES = 64 * 1024;

/** What the service says where it broke off. */
export interface BrokenOff {
  readonly line: number | null;
  readonly message: string;
}

/** Looks at bytes that go by, and keeps their last line that is not blank. */
export class LastLine {
  /** Of the line under way. */
  private tail: Uint8Array = new Uint8Array(0);
  private isTailLong = false;
  private last = new Uint8Array(0);

  take(chunk: Uint8Array): void {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end === -1) {
      this.grow(chunk);
      return;
    }
    // Before the last line end: the line that it ends, which may have begun in an earlier chunk.
    const before = end === 0 ? -1 : chunk.lastIndexOf(NEWLINE, end - 1);
    const line = chunk.subarray(before + 1, end);
    if (before === -1) {
      this.grow(line);
      this.keep(this.isTailLong ? null : this.tail);
    } else this.keep(line.length > MAX_BYTES ? null : line.slice());
    this.tail = new Uint8Array(0);
    this.isTailLong = false;
    this.grow(chunk.subarray(end + 1));
  }

  /** The service's failure, if the last line is one: a row's own `error` is a text, and a row has an item. */
  failure(): BrokenOff | null {
    this.keep(this.isTailLong ? null : this.tail);
    const text = new TextDecoder().decode(this.last);
    if (!text.includes('"error"')) return null;
    let value: unknown;
    try {
      value = parseTolerant(text);
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

  private grow(bytes: Uint8Array): void {
    if (this.isTailLong || bytes.length === 0) return;
    if (this.tail.length + bytes.length > MAX_BYTES) this.isTailLong = true;
    // A copy: chunks hold only until the next.
    else this.tail = concatenated([this.tail, bytes.slice()]);
  }

  /** `null`: a line too long to be a failure. */
  private keep(line: Uint8Array | null): void {
    if (line?.every((byte) => byte <= 32) !== true) this.last = new Uint8Array(line ?? []);
  }
}
