// CSV as JSON lines: each record becomes one JSON object of texts, so that the store keeps one kind of payload.
import Papa from "papaparse";
import type { Json, JsonObject } from "../../core/json/json.ts";
import { Problem } from "../../core/problem.ts";

/** One CSV record. `record` is `null` for one that could not be read; `message` then says why. */
export interface CsvRecord {
  /** 1-based lines of the file where the record starts and ends. */
  readonly line: number;
  readonly lastLine: number;
  readonly record: JsonObject | null;
  readonly message: string;
}

/** After so many quotes that are never closed a file is given up: each costs a reading to the file's end. */
const MAX_OPEN_QUOTES = 100;
const DELIMITERS = [",", ";", "\t", "|"] as const;

/**
 * Reads CSV text (comma, semicolon, tab or bar; header in the first record). Calls `take` for each record in order
 * until it returns false. `isWhole` is false for the start of a longer text: its last record may be cut, so a quote
 * that is never closed ends the reading. Throws a `badInput` Problem when there is no header.
 */
export function readCsv(
  text: string,
  take: (record: CsvRecord) => boolean,
  isWhole = true,
): readonly string[] {
  const reader = new CsvReader(take);
  reader.add(text);
  return reader.end(isWhole);
}

/**
 * Reads CSV text that comes in pieces, each ending with a line: records are given as soon as they are complete, and only
 * what may go on in the next piece is kept.
 */
export class CsvReader {
  private header: readonly string[] | null = null;
  private text = "";
  /** Where the next record starts, in the text and as a line number. */
  private at = 0;
  private line = 1;
  private openQuotes = 0;
  private isStopped = false;
  private isWhole = false;
  /** Whether more text may come; a record that is not complete then waits for it. */
  private isOpenEnded = true;
  private isWaiting = false;
  /** Not worth trying again with less: a quote that stays open must not be read through for each piece. */
  private worthReading = 0;
  private newline: "\n" | "\r" = "\n";
  private delimiter = ",";

  constructor(private readonly take: (record: CsvRecord) => boolean) {}

  /** Keeps a piece without reading it. */
  add(text: string): void {
    this.text = this.text.slice(this.at) + text;
    this.at = 0;
  }

  /** Reads what is complete with another piece. */
  push(text: string): void {
    this.add(text);
    if (this.text.length >= this.worthReading) this.readAll();
  }

  /** No more pieces come: reads the rest and gives the header. `isWhole`: the text is not just a file's start. */
  end(isWhole = true): readonly string[] {
    this.isOpenEnded = false;
    this.isWhole = isWhole;
    this.readAll();
    if (this.header === null) throw new Problem("badInput", "The file has no header line.");
    return this.header;
  }

  private readAll(): void {
    if (this.header === null) {
      // Files that mix CRLF and LF are common, so LF alone ends a line; a CR before it is cut off below.
      this.newline = this.text.includes("\n") ? "\n" : "\r";
      this.delimiter = delimiterOf(this.text);
    }
    this.isWaiting = false;
    this.worthReading = 0;
    while (!this.isStopped && !this.isWaiting && this.at < this.text.length) this.readFrom(this.at);
  }

  /** Reads records until the end, or until a quote that is never closed, after which reading starts again. */
  private readFrom(from: number): void {
    let isAgain = false;
    Papa.parse<string[]>(from === 0 ? this.text : this.text.slice(from), {
      delimiter: this.delimiter,
      newline: this.newline,
      skipEmptyLines: false,
      step: (result, parser) => {
        const isOpen = result.errors.some((error) => error.code === "MissingQuotes");
        const isMalformed = result.errors.some((error) => error.type === "Quotes");
        const end = from + result.meta.cursor;
        if (this.isOpenEnded && (isOpen || this.isCut(end))) this.wait();
        else {
          isAgain = isOpen && this.skipOpenQuote();
          if (!isAgain) this.record(result.data, end, isOpen, isMalformed);
        }
        if (isAgain || this.isStopped || this.isWaiting) parser.abort();
      },
    });
    if (!isAgain && !this.isStopped && !this.isWaiting) this.at = this.text.length;
  }

  /** Whether a record that ends there may go on. */
  private isCut(end: number): boolean {
    return end >= this.text.length && !this.text.endsWith(this.newline);
  }

  private wait(): void {
    this.isWaiting = true;
    this.worthReading = 2 * (this.text.length - this.at);
  }

  /** Gives up only the line where a quote opens and never closes; false where reading can't go on behind it. */
  private skipOpenQuote(): boolean {
    const end = this.text.indexOf(this.newline, this.at);
    if (!this.isWhole || this.header === null || end === -1 || ++this.openQuotes > MAX_OPEN_QUOTES)
      return false;
    this.give({ line: this.line, lastLine: this.line, record: null, message: "a quote is never closed" });
    this.at = end + 1;
    this.line++;
    return true;
  }

  private record(data: readonly string[], end: number, isOpen: boolean, isMalformed: boolean): void {
    const cells = this.withoutReturn(data, end);
    const line = this.line;
    const newlines = newlinesIn(this.text, this.newline, this.at, end);
    const lastLine = Math.max(line, line + newlines - (this.text[end - 1] === this.newline ? 1 : 0));
    this.line += newlines;
    this.at = end;
    if (cells.every((cell) => cell.trim() === "")) return;
    if (this.header === null) {
      if (isOpen) throw new Problem("badInput", "A quote in the header line is never closed.");
      this.header = uniqueNames(cells);
      return;
    }
    const lines = lastLine > line ? ` (lines ${line} to ${lastLine})` : "";
    if (isOpen)
      this.give({ line, lastLine, record: null, message: `a quote is never closed${lines}, reading ended` });
    else if (isMalformed)
      this.give({ line, lastLine, record: null, message: `a quote stands where none may${lines}` });
    else this.give(toRecord(this.header, cells, line, lastLine));
  }

  /** The cells without the CR of a CRLF, which stands only behind a last cell without quotes. */
  private withoutReturn(cells: readonly string[], end: number): readonly string[] {
    const last = cells.at(-1);
    const lineEnd = this.text[end - 1] === "\n" ? end - 1 : end;
    if (last === undefined || this.newline === "\r" || !last.endsWith("\r")) return cells;
    const start = lineEnd - last.length;
    const isBare = start === this.at || this.text[start - 1] === this.delimiter;
    if (!isBare || this.text.slice(start, lineEnd) !== last) return cells;
    return [...cells.slice(0, -1), last.slice(0, -1)];
  }

  private give(record: CsvRecord): void {
    if (!this.take(record)) this.isStopped = true;
  }
}

function toRecord(
  header: readonly string[],
  cells: readonly string[],
  line: number,
  lastLine: number,
): CsvRecord {
  if (cells.length !== header.length) {
    const message = `expected ${header.length} columns, found ${cells.length}`;
    return { line, lastLine, record: null, message };
  }
  const record: Record<string, Json> = {};
  for (const [i, name] of header.entries()) record[name] = cells[i] ?? "";
  return { line, lastLine, record, message: "" };
}

/** The delimiter that the first line with text holds most often outside quotes; a comma where it holds none. */
function delimiterOf(text: string): string {
  const header = /^\s*?([^\r\n]*\S[^\r\n]*)/.exec(text)?.[1] ?? "";
  const bare = header.replace(/"[^"]*"/g, "");
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

/** Repeated or empty column names get their position, so that no column is lost. */
function uniqueNames(names: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return names.map((raw, i) => {
    const name = raw.trim();
    const unique = seen.has(name) ? `${name} (${i + 1})` : name;
    seen.add(unique);
    return unique;
  });
}

function newlinesIn(text: string, newline: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1))
    count++;
  return count;
}
