// All statistics of one score of a run, from its column: the one home of a run's numbers.

import type { ItemNumbers } from "../join/digestIndex.ts";
import { compareCodePoints } from "../json/pythonJson.ts";
import type { RubricLevel, ScoreAggregate, ScoreKind } from "../run.ts";
import { countRubric, describeRange, modeOf } from "./describeScore.ts";
import { errorShareOf } from "./errorsAsZero.ts";
import { itemMeans, meanError } from "./meanError.ts";
import { hasValue, type ScoreColumn, STATE_CODE } from "./scoreColumn.ts";

/** What the columns alone do not tell. */
export interface ScoreContext {
  readonly kind: ScoreKind;
  readonly higherIsBetter: boolean;
  /** The rubric as the service gave it, in rubric order; empty when there is none. */
  readonly rubric: readonly RubricLevel[];
  /** Nobody else reads the column: its values may be sorted in place, which spares a million rows 8 MB a score. */
  readonly isColumnOwn?: boolean;
  /** 1 for each row that carries an error; `null` where none does. */
  readonly rowErrors: Uint8Array | null;
}

/**
 * NeMo's aggregates over all rows, and the mean over items with its standard error.
 * n = 0: every statistic `null`, histogram empty. Any infinite value: sum, mean, deviations and error `null`.
 */
export function aggregateScore(
  column: ScoreColumn,
  items: ItemNumbers,
  context: ScoreContext,
): ScoreAggregate {
  const counts = countStates(column);
  const isLabel = context.kind === "label";
  const count = isLabel ? counts.text : counts.value;
  const values = isLabel
    ? new Float64Array(0)
    : finiteValues(column, counts.value, context.isColumnOwn === true);
  const overItems = meanError(isLabel ? values : scoredItemMeans(column, items, values));
  const isAllFinite = counts.infinite === 0;
  const rubric = isLabel ? labelLevels(column) : countRubric(context.rubric, values);
  const range = describeRange(values);
  const hasErrors = !isLabel && (context.rowErrors !== null || counts.error > 0);
  const errorShare = hasErrors ? errorShareOf(column, items, context.rowErrors) : null;
  return {
    metric: column.metric,
    name: column.name,
    kind: context.kind,
    higherIsBetter: context.higherIsBetter,
    scoreType: rubric.length > 0 ? "rubric" : "range",
    count,
    nanCount: counts.nan + counts.null,
    infiniteCount: counts.infinite,
    errorCount: counts.error,
    missingCount: counts.missing,
    sum: isAllFinite ? (range?.sum ?? null) : null,
    mean: isAllFinite ? (range?.mean ?? null) : null,
    stdDev: isAllFinite ? (range?.stdDev ?? null) : null,
    variance: isAllFinite ? (range?.variance ?? null) : null,
    min: range?.min ?? null,
    max: range?.max ?? null,
    percentiles: range?.percentiles ?? null,
    histogram: range?.histogram ?? [],
    rubric,
    modeCategory: modeOf(rubric),
    scoredItems: isLabel ? labelledItems(column, items) : overItems.n,
    itemMean: isAllFinite ? overItems.mean : null,
    standardError: isAllFinite ? overItems.standardError : null,
    ...(errorShare === null ? {} : { errorShare }),
  };
}

/** Means of the items with a value. Where each item has one row they are the values: no second million is needed. */
function scoredItemMeans(column: ScoreColumn, items: ItemNumbers, values: Float64Array): Float64Array {
  if (items.count === items.itemOf.length) return values;
  const { means } = itemMeans(column.values, (row) => hasValue(column, row), items.itemOf, items.count);
  return withoutNaN(means);
}

/** The numbers among `values`, moved to its front: a million items need no second array. */
function withoutNaN(values: Float64Array): Float64Array {
  let kept = 0;
  for (const value of values) if (!Number.isNaN(value)) values[kept++] = value;
  return values.subarray(0, kept);
}

/** How many rows are in each state. */
function countStates(column: ScoreColumn) {
  const byCode = new Array<number>(7).fill(0);
  if (column.states === null) byCode[STATE_CODE.value] = column.values.length;
  else for (const code of column.states) byCode[code] = (byCode[code] as number) + 1;
  const at = (code: number): number => byCode[code] as number;
  return {
    value: at(STATE_CODE.value),
    text: at(STATE_CODE.text),
    nan: at(STATE_CODE.nan),
    infinite: at(STATE_CODE.infinite),
    null: at(STATE_CODE.null),
    missing: at(STATE_CODE.missing),
    error: at(STATE_CODE.error),
  };
}

/** What most rows hold decides a score's kind: labels only where no row has a number. */
export function kindOf(counts: {
  readonly numbers: number;
  readonly booleans: number;
  readonly texts: number;
}): ScoreKind {
  if (counts.numbers > 0) return "number";
  if (counts.booleans > 0) return "boolean";
  return counts.texts > 0 ? "label" : "number";
}

function finiteValues(column: ScoreColumn, count: number, isOwn: boolean): Float64Array {
  if (column.states === null) return isOwn ? column.values : column.values.slice();
  const values = new Float64Array(count);
  let at = 0;
  for (let row = 0; row < column.values.length; row++)
    if (hasValue(column, row)) values[at++] = column.values[row] as number;
  return values;
}

/** Labels with their counts, in code point order; the value of a level is its place in that order. */
function labelLevels(column: ScoreColumn): RubricLevel[] {
  const counts = new Array<number>(column.dictionary.length).fill(0);
  for (let row = 0; row < column.values.length; row++) {
    if (column.states !== null && column.states[row] !== STATE_CODE.text) continue;
    const code = column.values[row] as number;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return column.dictionary
    .map((label, code) => ({ label, count: counts[code] ?? 0 }))
    .sort((a, b) => compareCodePoints(a.label, b.label))
    .map(({ label, count }, value) => ({ label, description: null, value, count }));
}

function labelledItems(column: ScoreColumn, items: ItemNumbers): number {
  const seen = new Uint8Array(items.count);
  let scored = 0;
  for (let row = 0; row < items.itemOf.length; row++) {
    const item = items.itemOf[row] as number;
    if (column.states !== null && column.states[row] !== STATE_CODE.text) continue;
    if (seen[item] === 0) scored++;
    seen[item] = 1;
  }
  return scored;
}
