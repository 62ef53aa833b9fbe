// CSV as JSON lines: each record becomes one JSON object of texts, so that the store keeps one kind of payload.
import Papa from "papaparse";
import type { Json, JsonObject } from "../core/json.ts";
import { Problem } from "../core/problem.ts";

/** One CSV record. `record` is `null` for one that could not be read; `message` then says why. */
export interface CsvRecord {
  /** 1-based line of the file where the record starts. */
  readonly line: number;
  readonly record: JsonObject | null;
  readonly message: string;
}

/**
 * Reads CSV text (comma, semicolon or tab; header in the first record). Calls `take` for each record in order until it
 * returns false. Throws a `badInput` Problem when there is no header.
 */
export function readCsv(text: string, take: (record: CsvRecord) => boolean): readonly string[] {
  let header: readonly string[] | null = null;
  let line = 1;
  let cursor = 0;
  Papa.parse<string[]>(text, {
    skipEmptyLines: false,
    delimitersToGuess: [",", ";", "\t", "|"],
    step(result, parser) {
      const start = line;
      line += newlinesIn(text, cursor, result.meta.cursor);
      cursor = result.meta.cursor;
      const cells = result.data;
      if (cells.length === 1 && cells[0]?.trim() === "") return;
      if (header === null) {
        header = uniqueNames(cells);
        return;
      }
      if (!take(toRecord(header, cells, start, result.errors[0]))) parser.abort();
    },
  });
  if (header === null) throw new Problem("badInput", "The file has no header line.");
  return header;
}

function toRecord(
  header: readonly string[],
  cells: readonly string[],
  line: number,
  error: Papa.ParseError | undefined,
): CsvRecord {
  const isQuoteError = error?.type === "Quotes";
  if (isQuoteError) {
    const message =
      error.code === "MissingQuotes" ? "a quote is never closed" : "a quote stands where none may";
    return { line, record: null, message };
  }
  if (cells.length !== header.length)
    return { line, record: null, message: `expected ${header.length} columns, found ${cells.length}` };
  const record: Record<string, Json> = {};
  for (const [i, name] of header.entries()) record[name] = cells[i] ?? "";
  return { line, record, message: "" };
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

function newlinesIn(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
