// Reads the rows of a batch of lines: parse, map, digest. Pure work for one thread, whichever it is.
import { DIGEST_BYTES, itemText } from "../../core/join/digest.ts";
import { isJsonObject } from "../../core/json/json.ts";
import { parseLine } from "../../core/json/jsonText.ts";
import type { Hashes, Utf8 } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import type { RowReader } from "../../core/resultFormat.ts";
import { MEASURE_NAMES, type MeasureName, type RowMeasures } from "../../core/rows/rowMeasures.ts";
import type { RowScore } from "../../core/run.ts";
import type { ScannedBatch, ScannedScore, SkippedLine } from "../../core/scannedBatch.ts";
import { STATE_CODE } from "../../core/scores/scoreColumn.ts";
import { type Line, lineEnds, linesOf } from "./lineBatches.ts";

/** A batch lists so many skipped lines; the rest are counted. */
export const LISTED_SKIPS = 1_000;
/** More distinct texts than this in one run are no labels; a batch need not list more either. */
export const MAX_LABELS = 1_000;

export interface ScanTools {
  readonly hashes: Pick<Hashes, "sha256Into">;
  readonly utf8: Utf8;
}

/** Scans whole lines. Unreadable ones are counted with their reason, never thrown. */
export function scanBatch(bytes: Uint8Array, reader: RowReader, tools: ScanTools): ScannedBatch {
  const ends = lineEnds(bytes, tools.utf8);
  const scan = new Scan(ends.length, reader, tools);
  for (const line of linesOf(bytes, ends, tools.utf8)) scan.take(line);
  return scan.result();
}

class ScoreScan {
  private readonly values: Float64Array;
  private readonly states: Uint8Array;
  private readonly codes = new Map<string, number>();
  private numbers = 0;
  private booleans = 0;
  private texts = 0;

  constructor(
    readonly metric: string | null,
    readonly name: string,
    capacity: number,
  ) {
    this.values = new Float64Array(capacity);
    this.states = new Uint8Array(capacity).fill(STATE_CODE.missing);
  }

  set(row: number, score: RowScore): void {
    this.states[row] = STATE_CODE[score.state];
    if (score.state === "value") {
      if (typeof score.value === "boolean") this.booleans++;
      else this.numbers++;
      this.values[row] = Number(score.value);
    } else if (score.state === "text") {
      this.texts++;
      this.values[row] = this.codeOf(String(score.value));
    }
  }

  private codeOf(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    const code = this.codes.size;
    // One more than the limit tells the run that there are too many.
    if (code <= MAX_LABELS) this.codes.set(text, code);
    return Math.min(code, MAX_LABELS);
  }

  result(rows: number): ScannedScore {
    return {
      metric: this.metric,
      name: this.name,
      values: this.values.slice(0, rows),
      states: this.states.slice(0, rows),
      labels: [...this.codes.keys()],
      numbers: this.numbers,
      booleans: this.booleans,
      texts: this.texts,
    };
  }
}

class Scan {
  private readonly digests: Uint8Array;
  private readonly offsets: Uint32Array;
  private readonly lengths: Uint32Array;
  private readonly errors: Uint8Array;
  private readonly facets: Uint16Array;
  private readonly facetNames: string[] = [];
  private readonly scores: ScoreScan[] = [];
  private readonly measures: Partial<Record<MeasureName, Float64Array>> = {};
  private readonly fields = new Set<string>();
  private readonly skipped: SkippedLine[] = [];
  private skippedCount = 0;
  private rows = 0;

  constructor(
    private readonly lines: number,
    private readonly reader: RowReader,
    private readonly tools: ScanTools,
  ) {
    this.digests = new Uint8Array(lines * DIGEST_BYTES);
    this.offsets = new Uint32Array(lines);
    this.lengths = new Uint32Array(lines);
    this.errors = new Uint8Array(lines);
    this.facets = new Uint16Array(lines);
  }

  take(line: Line): void {
    try {
      this.add(line);
    } catch (error) {
      if (error instanceof Problem) this.skip(line.number, error.message);
      else if (error instanceof SyntaxError) this.skip(line.number, `not JSON: ${error.message}`);
      else throw error;
    }
  }

  private skip(line: number, message: string): void {
    this.skippedCount++;
    if (this.skipped.length < LISTED_SKIPS) this.skipped.push({ line, message: message.slice(0, 300) });
  }

  private add(line: Line): void {
    if (line.text === null) throw new Problem("badInput", "not valid UTF-8");
    const { value: record, hasConstants } = parseLine(line.text);
    if (!isJsonObject(record)) throw new Problem("badInput", "not a JSON object");
    const row = this.reader.scan(record);
    const at = this.rows;
    this.tools.hashes.sha256Into(
      itemText(row.item, line.text, row.place, hasConstants),
      this.digests,
      at * DIGEST_BYTES,
    );
    this.offsets[at] = line.offset;
    this.lengths[at] = line.length;
    this.errors[at] = row.error === null ? 0 : 1;
    this.facets[at] = this.facetCode(row.facet);
    if (this.reader.measures !== undefined) this.addMeasures(this.reader.measures(record), at);
    for (const field in row.item) if (!this.fields.has(field)) this.fields.add(field);
    for (let i = 0; i < row.scores.length; i++)
      this.scoreAt(row.scores[i] as RowScore, i).set(at, row.scores[i] as RowScore);
    this.rows++;
  }

  private addMeasures(measures: RowMeasures, at: number): void {
    for (const name of MEASURE_NAMES) {
      const value = measures[name];
      if (value === undefined) continue;
      this.measures[name] ??= new Float64Array(this.lines).fill(Number.NaN);
      this.measures[name][at] = value;
    }
  }

  private facetCode(facet: string): number {
    if (this.facetNames[0] === facet) return 0;
    const known = this.facetNames.indexOf(facet);
    return known === -1 ? this.facetNames.push(facet) - 1 : known;
  }

  /** Scores usually come in the same order on every row. */
  private scoreAt(score: RowScore, position: number): ScoreScan {
    const usual = this.scores[position];
    if (usual !== undefined && usual.name === score.name && usual.metric === score.metric) return usual;
    const known = this.scores.find((one) => one.name === score.name && one.metric === score.metric);
    if (known !== undefined) return known;
    const fresh = new ScoreScan(score.metric, score.name, this.lines);
    this.scores.push(fresh);
    return fresh;
  }

  result(): ScannedBatch {
    const { rows } = this;
    return {
      rows,
      lines: this.lines,
      digests: this.digests.slice(0, rows * DIGEST_BYTES),
      offsets: this.offsets.slice(0, rows),
      lengths: this.lengths.slice(0, rows),
      errors: this.errors.slice(0, rows),
      facets: this.facetNames.length > 1 ? this.facets.slice(0, rows) : null,
      facetNames: this.facetNames.length === 0 ? [""] : this.facetNames,
      scores: this.scores.map((score) => score.result(rows)),
      measures: Object.fromEntries(
        Object.entries(this.measures).map(([name, values]) => [name, values.slice(0, rows)]),
      ),
      itemFields: [...this.fields],
      skipped: this.skipped,
      skippedCount: this.skippedCount,
    };
  }
}

/** The buffers of a batch, for handing it over without copying. */
export function buffersOf(batch: ScannedBatch): ArrayBuffer[] {
  const views: (Uint8Array | Uint16Array | Uint32Array | Float64Array)[] = [
    batch.digests,
    batch.offsets,
    batch.lengths,
    batch.errors,
    ...(batch.facets === null ? [] : [batch.facets]),
    ...Object.values(batch.measures ?? {}),
    ...batch.scores.flatMap((score) => [score.values, score.states]),
  ];
  return views.map((view) => view.buffer as ArrayBuffer);
}
