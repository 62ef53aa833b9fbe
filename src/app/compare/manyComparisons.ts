// What can be asked of comparisons of several runs: the engine's part for them.
import type {
  ComparePair,
  ComparisonHead,
  ComparisonOptions,
  InputReport,
  ScoreComparison,
} from "../../core/compare/compareTypes.ts";
import type { InputCondition } from "../../core/compare/inputCondition.ts";
import type {
  FlipMatrix,
  ManyHead,
  ManyItem,
  ManyPage,
  ManyQuery,
  ManySummary,
  PairScope,
  PassRule,
  RunSet,
} from "../../core/compare/manyTypes.ts";
import { Problem } from "../../core/problem.ts";
import type { ExportOptions } from "../../core/rows/exportTypes.ts";
import type { RunId } from "../../core/run.ts";
import { NEVER } from "../../util/never.ts";
import { exportMany } from "../export/exportMany.ts";
import { type ComparedRowList, listRows, type RowListChoice } from "./comparedRowList.ts";
import type { Comparison } from "./comparison.ts";
import { primaryScoreOf } from "./comparisonSummary.ts";
import { type ComparisonSource, Comparisons } from "./comparisons.ts";
import type { ComparedRun } from "./joinSide.ts";
import type { ManyComparison } from "./manyComparison.ts";
import type { OpenParts } from "./openComparison.ts";
import { openMany } from "./openMany.ts";

/** What of a summary is asked: over which rows, which items, by which statistics. */
export interface ManyChoice {
  readonly scope: PairScope;
  readonly inputs: readonly InputCondition[];
  readonly options?: ComparisonOptions;
}

export class ManyComparisons {
  private readonly opened: Comparisons<RunSet, ManyComparison>;

  constructor(
    parts: OpenParts,
    private readonly source: ComparisonSource,
  ) {
    this.opened = new Comparisons(source, {
      keyOf: ({ runs, keys = [], by, scoreMap = [], withExcluded = false }) => [
        ...[runs, keys, by, scoreMap],
        withExcluded,
      ],
      runsOf: ({ runs }) => runs,
      open: (runs, set) => openMany(runs, set, parts),
    });
  }

  clear(): void {
    this.opened.clear();
  }

  /** The pair as this comparison of several has it joined; `null` for one that is part of none. */
  pairOf({ base, candidate, among, ...join }: ComparePair): Promise<Comparison> | null {
    return among === undefined ? null : this.pairAmong(base, candidate, { runs: among, ...join });
  }

  private async pairAmong(base: RunId, candidate: RunId, set: RunSet): Promise<Comparison> {
    const place = set.runs[0] === base ? set.runs.indexOf(candidate, 1) : -1;
    const pair = place === -1 ? undefined : (await this.opened.of(set)).comparisons[place - 1];
    if (pair === undefined) throw new Problem("badInput", "The pair is no part of this comparison.");
    return pair;
  }

  private runsOf({ runs }: RunSet): Promise<readonly ComparedRun[]> {
    return Promise.all(runs.map(async (id) => this.source.open(id, await this.source.notes(id))));
  }

  async head(set: RunSet, { scope, inputs, options }: ManyChoice, signal = NEVER): Promise<ManyHead> {
    const comparison = await this.opened.of(set);
    const summary = await comparison.summary(scope, inputs, signal, options);
    // A comparison is kept; names and other notes may have changed since it was opened.
    const runs = (await this.runsOf(set)).map(({ run }) => run);
    const { itemFields } = comparison;
    const moreFields = await comparison.moreFields();
    return { runs, summary, itemFields, moreFields, primaryScore: primaryOf(summary, runs[0]) };
  }

  async rows(set: RunSet, query: ManyQuery, signal: AbortSignal): Promise<ManyPage> {
    return (await this.opened.of(set)).page(query, signal);
  }

  async row(set: RunSet, position: number): Promise<ManyItem> {
    return (await this.opened.of(set)).detail(position);
  }

  async flips(
    set: RunSet,
    rule: PassRule,
    inputs: readonly InputCondition[],
    signal: AbortSignal,
  ): Promise<FlipMatrix> {
    return (await this.opened.of(set)).flips(rule, inputs, signal);
  }

  async inputs(set: RunSet, signal: AbortSignal): Promise<readonly InputReport[]> {
    return (await this.opened.of(set)).inputReports(signal);
  }

  async export(set: RunSet, options: ExportOptions, signal: AbortSignal): Promise<AsyncIterable<string>> {
    return exportMany(await this.opened.of(set), options, signal);
  }

  /** Joined rows of one candidate with the base in full: for the CLI, which cuts nothing. */
  async list(set: RunSet, candidate: number, choice: RowListChoice): Promise<ComparedRowList | null> {
    const comparison = (await this.opened.of(set)).comparisons[candidate];
    return comparison === undefined ? null : listRows(comparison, choice);
  }
}

/** The head of every candidate's comparison with the base, adjusted p-values those of all of them. */
export function pairHeads({ runs, summary, itemFields, moreFields }: ManyHead): readonly ComparisonHead[] {
  const [base, ...candidates] = runs;
  if (base === undefined) return [];
  return candidates.flatMap((candidate, i) => {
    const join = summary.pairs[i];
    if (join === undefined) return [];
    const scores = summary.scores
      .map((score) => score.candidates[i] ?? null)
      .filter((score): score is ScoreComparison => score !== null);
    const own = { join, scores };
    return [
      { base, candidate, summary: own, itemFields, moreFields, primaryScore: primaryScoreOf(own, base) },
    ];
  });
}

function primaryOf({ scores }: ManySummary, base: ManyHead["runs"][number] | undefined): number | null {
  const wanted =
    base === undefined || base.primaryScore === null ? undefined : base.scores[base.primaryScore];
  const at = scores.findIndex(({ candidates }) => {
    const key = candidates.find((score) => score !== null)?.base;
    return key?.name === wanted?.name && key?.metric === wanted?.metric;
  });
  return at !== -1 ? at : scores.length > 0 ? 0 : null;
}
