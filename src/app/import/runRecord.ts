// Makes the record of a run whose rows are complete: its statistics, its facts and a name that is free.

import type { ImportOptions } from "../../core/importTypes.ts";
import type { Companion, RunFacts } from "../../core/resultFormat.ts";
import { type MeasureSummary, summariseMeasure } from "../../core/rows/measureSummary.ts";
import { MEASURE_NAMES } from "../../core/rows/rowMeasures.ts";
import type { ImportedRun, ScoreAggregate } from "../../core/run.ts";
import type { DraftScore, RunStore, SealedDraft } from "../../core/runStore.ts";
import { aggregateScore, kindOf } from "../../core/scores/aggregateScore.ts";
import { isHigherBetterByName, primaryOf } from "../../core/scores/direction.ts";
import { isGivenName } from "../../core/scores/givenDifferences.ts";
import type { RowTally } from "./importRows.ts";

/** Statistics of every score of a draft, in its order. */
export async function aggregateAll(
  sealed: SealedDraft,
  companion: Companion | null,
): Promise<readonly ScoreAggregate[]> {
  const aggregates: ScoreAggregate[] = [];
  const rowErrors = sealed.erroredRows > 0 ? await sealed.errors() : null;
  for (const [index, score] of sealed.scores.entries()) {
    const given = companion?.rubrics.find(({ key }) => isGivenName(key.name, score));
    aggregates.push(
      aggregateScore(await sealed.column(index), sealed.items, {
        kind: kindOf(score),
        higherIsBetter: directionOf(score, companion),
        rubric: given?.levels ?? [],
        isColumnOwn: true,
        rowErrors,
      }),
    );
  }
  return aggregates;
}

function directionOf(score: DraftScore, companion: Companion | null): boolean {
  const metric = score.name.split(",")[0];
  const given = companion?.directions.find((one) => isGivenName(one.name, score) || one.name === metric);
  return given?.higherIsBetter ?? isHigherBetterByName(score.name);
}

/** What the rows of a draft took. */
export async function summariseMeasures(sealed: SealedDraft): Promise<readonly MeasureSummary[]> {
  const found = [];
  for (const name of MEASURE_NAMES) found.push(summariseMeasure(name, await sealed.measure(name)));
  return found.filter((summary) => summary !== null);
}

/** A draft with everything its record needs. */
export interface FinishedDraft {
  readonly id: ImportedRun["id"];
  readonly rows: number;
  readonly sealed: SealedDraft;
  readonly tally: RowTally;
  readonly scores: readonly ScoreAggregate[];
  readonly measures: readonly MeasureSummary[];
  readonly fileName: string;
  readonly formatId: string;
  /** What the file tells, then the file beside it; what the person says wins. */
  readonly facts: readonly RunFacts[];
  readonly companion: Companion | null;
  readonly nowMs: number;
}

/** The run as it will be stored. */
export async function toRun(store: RunStore, done: FinishedDraft): Promise<ImportedRun> {
  const facts: RunFacts = Object.assign({}, ...done.facts);
  const importedAt = new Date(done.nowMs).toISOString();
  return {
    id: done.id,
    name: await freeName(store, facts.name ?? done.fileName),
    format: done.formatId,
    metric: facts.metric ?? null,
    dataset: facts.dataset ?? null,
    model: facts.model ?? null,
    labels: facts.labels ?? {},
    createdAt: facts.createdAt ?? importedAt,
    importedAt,
    rows: done.rows,
    items: done.sealed.items.count,
    duplicates: done.sealed.duplicates,
    erroredRows: done.sealed.erroredRows,
    skippedLines: done.tally.skippedCount,
    scores: done.scores,
    primaryScore: primaryOf(done.scores),
    itemFields: done.tally.itemFields,
    sourceFile: done.fileName,
    measures: done.measures,
    givenAggregates: done.companion?.aggregates ?? [],
  };
}

/** The facts among import options, those left open taken out. */
export function factsOf(options: ImportOptions): RunFacts {
  const { format: _format, roles: _roles, ...facts } = options;
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** The name itself, or with the first free number behind it: names should tell results apart. */
async function freeName(store: RunStore, name: string): Promise<string> {
  let free = name;
  for (let n = 2; (await store.findByName(free)).length > 0; n++) free = `${name}-${n}`;
  return free;
}
