// An open comparison of two stored runs: the join, every shared score, and pages of joined rows.

import {
  type ComparePage,
  type CompareQuery,
  type ComparisonOptions,
  type ComparisonSummary,
  DEFAULT_COMPARISON,
  type InputReport,
} from "../../core/compare/compareTypes.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import type { Run } from "../../core/run.ts";
import { LatestPromises } from "../../util/latestPromises.ts";
import { NEVER } from "../../util/never.ts";
import { ComparedEvidence } from "./comparedEvidence.ts";
import { ComparedRows } from "./comparedRows.ts";
import { type ComparisonParts, summarise } from "./comparisonSummary.ts";
import { type Exclusion, exclusionOf } from "./excludedSide.ts";
import { compareInputs, type Inputs } from "./inputReport.ts";
import { JoinedRows } from "./joinedRows.ts";
import { narrowSummary } from "./narrowedSummary.ts";

/** Summaries of filtered inputs that are kept. */
const KEPT_SUMMARIES = 4;

export class Comparison {
  readonly itemFields: readonly string[];
  private defaultSummary: Promise<ComparisonSummary> | null = null;
  private readonly narrowed = new LatestPromises<ComparisonSummary>(KEPT_SUMMARIES);
  /** Which rows a query shows. */
  readonly chosen: ComparedRows;
  /** Joined rows, to look at. */
  readonly joined: JoinedRows;
  /** Charts, slices and more on one score. */
  readonly evidence: ComparedEvidence;
  private inputsRead: Promise<Inputs> | null = null;
  private readInputs: Inputs | null = null;

  constructor(private readonly parts: ComparisonParts) {
    const { a, b } = parts;
    this.itemFields = [...new Set([...a.run.itemFields, ...b.run.itemFields])];
    this.joined = new JoinedRows(parts, this.itemFields, () => this.readInputs?.pairs);
    this.chosen = new ComparedRows(parts, () => this.inputs(NEVER));
    this.evidence = new ComparedEvidence(parts, this.chosen, () => this.inputReport(NEVER));
  }

  get base(): Run {
    return this.parts.a.run;
  }

  get candidate(): Run {
    return this.parts.b.run;
  }

  /** Whether excluded rows count. */
  get exclusion(): Exclusion {
    return exclusionOf([this.parts.a, this.parts.b]);
  }

  /** Names of fields of either run besides the item's own, the base's first. */
  async moreFields(): Promise<readonly string[]> {
    const { a, b } = this.parts;
    return [...new Set([...(await a.pages.fields.more()), ...(await b.pages.fields.more())])];
  }

  get scoreNames(): readonly string[] {
    return this.parts.scores.map(({ comparison }) => comparison.name);
  }

  /** Join, counts and statistics of the scores asked for; the default one is made once. */
  summary(options: ComparisonOptions = DEFAULT_COMPARISON): Promise<ComparisonSummary> {
    if (options !== DEFAULT_COMPARISON) return summarise(this.parts, options);
    this.defaultSummary ??= summarise(this.parts, options);
    return this.defaultSummary;
  }

  /** The same over the items that the conditions on inputs keep. */
  async summaryOf(
    inputs: readonly InputCondition[],
    signal: AbortSignal,
    options: ComparisonOptions = DEFAULT_COMPARISON,
  ): Promise<ComparisonSummary> {
    const isDefault = options === DEFAULT_COMPARISON;
    if (inputs.length === 0 && isDefault) return this.summary();
    const key = JSON.stringify([inputs, isDefault ? null : options]);
    if (inputs.length === 0)
      return this.narrowed.getAnew(key, signal, () => summarise(this.parts, options, signal));
    const kept = await this.chosen.withInputs(inputs, signal);
    return this.narrowed.getAnew(key, signal, () => narrowSummary(this.parts, kept, options, signal));
  }

  /** Whether both runs used the same inputs; reads their items once. */
  async inputReport(signal: AbortSignal): Promise<InputReport> {
    return (await this.inputs(signal)).report;
  }

  private inputs(signal: AbortSignal): Promise<Inputs> {
    const { a, b, join } = this.parts;
    if (this.inputsRead === null) {
      const reading = compareInputs(a, b, join, signal);
      this.inputsRead = reading;
      reading.then(
        (inputs) => {
          this.readInputs = inputs;
        },
        () => {
          this.inputsRead = null;
        },
      );
    }
    return this.inputsRead;
  }

  /** Positions in the join: matched first, in base order. */
  get positions(): number {
    return this.parts.join.baseItem.length;
  }

  async page(query: CompareQuery, signal = NEVER): Promise<ComparePage> {
    const { positions, ...window } = await this.chosen.window(query, signal);
    return { ...window, rows: await this.joined.previews(positions) };
  }

  /** Positions of all rows that a query shows inside its window. */
  async positionsOf(query: CompareQuery, signal = NEVER): Promise<readonly number[]> {
    const order = await this.chosen.order(query, signal);
    return Array.from(order.subarray(query.offset, query.offset + query.limit));
  }
}
