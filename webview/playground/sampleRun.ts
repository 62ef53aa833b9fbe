// A made-up run whose rows are computed when asked for, so that a hundred thousand of them cost nothing to hold.

import type { JsonObject } from "../../src/core/json/json.ts";
import { fieldText } from "../../src/core/rows/rowField.ts";
import type { RowMeasures } from "../../src/core/rows/rowMeasures.ts";
import type { RowNote } from "../../src/core/rows/rowNotes.ts";
import { PREVIEW_CHARS, type RowDetail, type RowPreview } from "../../src/core/rows/rowQuery.ts";
import type { RowScore, Run, ScoreAggregate, ScoreState } from "../../src/core/run.ts";
import { describeRange } from "../../src/core/scores/describeScore.ts";
import { meanError } from "../../src/core/scores/meanError.ts";
import { aRowDetail, aRun } from "../../test/support/runBuilders.ts";
import { aScore } from "../../test/support/scoreBuilders.ts";
import { ANSWERS, QUESTIONS } from "./sampleTexts.ts";

/** A number 0..1 that depends on its arguments only. */
export function chance(seed: number, at: number): number {
  let x = Math.imul(seed * 2_654_435_761 + at + 1, 1_597_334_677);
  x = Math.imul(x ^ (x >>> 15), 2_246_822_519);
  x = Math.imul(x ^ (x >>> 13), 3_266_489_917);
  return ((x ^ (x >>> 16)) >>> 0) / 4_294_967_296;
}

/** How one score of a sample run comes about. */
export interface SampleScore {
  readonly part: Partial<ScoreAggregate> & { readonly name: string };
  /** The value from a chance 0..1. */
  readonly value: (chance: number) => number | boolean | string;
  /** Shares of rows without a value, by why. */
  readonly gaps?: Partial<Record<ScoreState, number>>;
  readonly reason?: string;
}

export interface SampleOptions {
  readonly rows: number;
  readonly seed: number;
  readonly run: Partial<Run>;
  readonly scores: readonly SampleScore[];
  /** The item a row is about; rows with one number are repetitions of one item. */
  readonly itemOf?: (index: number) => number;
  /** Members of a row's stored record besides item, output and scores. */
  readonly record?: (
    index: number,
    texts: { readonly question: string; readonly answer: string },
  ) => JsonObject;
  /** What a row's record says beside the item. */
  readonly meta?: (index: number) => JsonObject;
  readonly text?: (item: number) => { readonly question: string; readonly answer: string };
  /** Every how many rows one carries an error; 0: none. */
  readonly errorEvery?: number;
  /** What people say of rows. */
  readonly marks?: readonly SampleMark[];
  /** In how many of five other results the items are, too. */
  readonly elsewhere?: number;
}

export type SampleMark = Pick<RowNote, "row"> & Partial<Pick<RowNote, "exclusion" | "note">>;

const MIN_CHANCE_ROWS = 20_000;

export class SampleRun {
  readonly run: Run;
  readonly said: ReadonlyMap<number, SampleMark>;

  constructor(readonly options: SampleOptions) {
    const scores = options.scores.map((score, i) => this.aggregate(score, i));
    this.said = new Map((options.marks ?? []).map((mark) => [mark.row, mark]));
    const items = new Set(Array.from({ length: options.rows }, (_, i) => this.itemOf(i))).size;
    this.run = aRun({
      rows: options.rows,
      items,
      duplicates: options.rows - items,
      erroredRows: Math.floor(options.rows / (options.errorEvery || Number.POSITIVE_INFINITY)),
      scores,
      primaryScore: scores.length === 0 ? null : 0,
      itemFields: ["question", "product", "tier"],
      ...this.marked(),
      ...options.run,
    });
  }

  /** What marks make of the run; every row is taken for an item of its own. */
  private marked(): Partial<Run> {
    const { rows, scores, marks = [] } = this.options;
    const excluded = marks.filter(({ exclusion }) => exclusion != null).length;
    const noted = marks.filter(({ note }) => note !== undefined).length;
    if (excluded + noted === 0) return {};
    const stamp = JSON.stringify(marks);
    const left = rows - excluded;
    const without = {
      excludedRows: excluded,
      excludedItems: excluded,
      rows: left,
      items: left,
      scores: scores.map((score, i) => this.aggregate(score, i, true)),
    };
    return { rowMarks: { excluded, noted, stamp }, ...(excluded === 0 ? {} : { withoutExcluded: without }) };
  }

  /** The same run with other marks. */
  withMarks(marks: readonly SampleMark[]): SampleRun {
    return new SampleRun({ ...this.options, marks });
  }

  itemOf(index: number): number {
    return this.options.itemOf?.(index) ?? index;
  }

  /** The same run with each row its own item, counted from 0. */
  numberedAnew(): SampleRun {
    return new SampleRun({ ...this.options, itemOf: (index) => index });
  }

  /** A field of an item, as text. */
  fieldText(item: number, field: string): string {
    return String(this.fieldsOf(item)[field] ?? "");
  }

  private fieldsOf(item: number): Readonly<Record<string, string | number>> {
    const { question } = this.text(item);
    return { question, product: ["storage", "billing", "search"][item % 3] ?? "", tier: item % 2 };
  }

  private text(item: number) {
    const own = this.options.text?.(item);
    if (own !== undefined) return own;
    const pick = Math.floor(chance(7, item) * QUESTIONS.length);
    const suffix = item < QUESTIONS.length ? "" : ` (${item})`;
    const at = item < QUESTIONS.length ? item : pick;
    const answers = ANSWERS[at] ?? [""];
    const answer = answers[Math.floor(chance(this.options.seed, item) * answers.length)] ?? "";
    return { question: (QUESTIONS[at] ?? "") + suffix, answer };
  }

  /** One score of one row. */
  score(index: number, at: number): RowScore {
    const sample = this.options.scores[at];
    if (sample === undefined) throw new Error(`No score ${at}.`);
    const key = { metric: sample.part.metric ?? null, name: sample.part.name };
    let left = chance(this.options.seed + 31 * (at + 1), index + 7919);
    for (const [state, share] of Object.entries(sample.gaps ?? {})) {
      left -= share;
      if (left < 0) {
        const reason = state === "error" ? { reason: "429 rate limited after 5 attempts" } : {};
        return { ...key, state: state as ScoreState, value: null, ...reason };
      }
    }
    // Half of the luck is the item's own, so that two runs agree in part.
    const luck = 0.5 * chance(5, this.itemOf(index)) + 0.5 * chance(this.options.seed + at, index);
    const value = sample.value(luck);
    const reason = sample.reason === undefined || luck > 0.4 ? {} : { reason: sample.reason };
    return { ...key, state: typeof value === "string" ? "text" : "value", value, ...reason };
  }

  hasError(index: number): boolean {
    const every = this.options.errorEvery ?? 0;
    return every > 0 && index % every === every - 1;
  }

  detail(index: number): RowDetail {
    const item = this.itemOf(index);
    const { answer } = this.text(item);
    const hasError = this.hasError(index);
    const fields = {
      ...this.fieldsOf(item),
      context: { passages: [`passage ${item}`, "another passage"], limit: 3 },
    };
    const scores = this.options.scores.map((_, at) => this.score(index, at));
    return aRowDetail({
      index,
      digest: `item-${item}`,
      trial: this.sameItem(index).indexOf(index) + 1,
      item: fields,
      output: hasError ? null : answer,
      expected: `What the handbook says on question ${item}.`,
      scores,
      ...(hasError ? {} : { measures: this.measures(index) }),
      error: hasError ? "429 rate limited after 5 attempts" : null,
      ...(this.options.meta === undefined ? {} : { meta: this.options.meta(index) }),
      source: JSON.stringify({
        ...this.options.meta?.(index),
        item: fields,
        output: answer,
        ...this.options.record?.(index, this.text(item)),
      }),
    });
  }

  /** Rows of the same item, which stand beside one another. */
  sameItem(index: number): readonly number[] {
    const item = this.itemOf(index);
    const isSame = (row: number) => row >= 0 && row < this.options.rows && this.itemOf(row) === item;
    let first = index;
    while (isSame(first - 1)) first--;
    const rows: number[] = [];
    for (let row = first; isSame(row); row++) rows.push(row);
    return rows;
  }

  preview(index: number, more: readonly string[] = []): RowPreview {
    const row = this.detail(index);
    const cut = (text: string | null) => text?.slice(0, PREVIEW_CHARS) ?? null;
    const fields = this.run.itemFields.map((name) => cut(String(row.item[name] ?? "")));
    const { digest, trial, error, scores, measures } = row;
    const taken = measures === undefined ? {} : { measures };
    const asked = more.map((name) => [name, cut(fieldText(row, name))] as const);
    const named = more.length === 0 ? {} : { more: Object.fromEntries(asked) };
    const { exclusion, note } = this.said.get(index) ?? {};
    const marks = { ...(exclusion == null ? {} : { exclusion }), ...(note === undefined ? {} : { note }) };
    return {
      index,
      digest,
      trial,
      error,
      scores,
      fields,
      output: cut(row.output),
      ...named,
      ...taken,
      ...marks,
    };
  }

  private measures(index: number): RowMeasures {
    const luck = chance(this.options.seed + 71, index);
    return {
      latencyMs: Math.round(300 + 2_400 * luck ** 2),
      inputTokens: 40 + Math.round(900 * chance(3, index)),
      outputTokens: 12 + Math.round(380 * luck),
      costUsd: 0.0002 + 0.0014 * luck ** 2,
    };
  }

  private aggregate(sample: SampleScore, at: number, isWithout = false): ScoreAggregate {
    const values: number[] = [];
    const states: Record<string, number> = {};
    const labels = new Map<string, number>();
    // Statistics of very long runs come from their first rows: the picture is the same.
    const seen = Math.min(this.options.rows, MIN_CHANCE_ROWS);
    const scale = seen === 0 ? 1 : this.options.rows / seen;
    for (let i = 0; i < seen; i++) {
      if (isWithout && this.said.get(i)?.exclusion != null) continue;
      const { state, value } = this.score(i, at);
      states[state] = (states[state] ?? 0) + 1;
      if (typeof value === "string") labels.set(value, (labels.get(value) ?? 0) + 1);
      else if (value !== null) values.push(Number(value));
    }
    const times = (count: number | undefined) => Math.round((count ?? 0) * scale);
    const range = describeRange(Float64Array.from(values));
    const rubric = (
      sample.part.rubric ??
      [...labels.keys()]
        .sort((a, b) => (a < b ? -1 : 1))
        .map((label, value) => ({ label, description: null, value, count: labels.get(label) ?? 0 }))
    ).map((level) => ({
      ...level,
      count: times(labels.size > 0 ? level.count : values.filter((value) => value === level.value).length),
    }));
    const infinite = times(states.infinite);
    const error = meanError(values);
    return aScore(values, {
      kind: labels.size > 0 ? "label" : typeof sample.value(0.5) === "boolean" ? "boolean" : "number",
      scoreType: rubric.length > 0 ? "rubric" : "range",
      count: times(values.length),
      scoredItems: times(values.length + [...labels.values()].reduce((sum, count) => sum + count, 0)),
      nanCount: times(states.nan) + times(states.null),
      missingCount: times(states.missing),
      errorCount: times(states.error),
      infiniteCount: infinite,
      mean: infinite > 0 ? null : (range?.mean ?? null),
      itemMean: infinite > 0 ? null : error.mean,
      standardError:
        infinite > 0 || error.standardError === null ? null : error.standardError / Math.sqrt(scale),
      histogram: (range?.histogram ?? []).map((bin) => ({ ...bin, count: times(bin.count) })),
      ...sample.part,
      rubric,
      modeCategory: [...rubric].sort((a, b) => b.count - a.count)[0]?.label ?? null,
    });
  }
}
