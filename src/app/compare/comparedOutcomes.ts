// Which joined items hold conditions on outcomes: on an item's means as if they were a run's columns, on texts by its rows.
import type { OutcomeCondition } from "../../core/compare/outcomeCondition.ts";
import { Problem } from "../../core/problem.ts";
import { needsRow, type RowCondition, rowsByColumns, scoreConditions } from "../../core/rows/rowFilter.ts";
import { type ScoreColumn, STATE_CODE } from "../../core/scores/scoreColumn.ts";
import type { ComparisonParts, OpenScore } from "./comparisonSummary.ts";
import { failedItems, firstState, itemsOfRows, type Side } from "./joinSide.ts";

/** Shape: one entry per position, 1 where every condition holds; an item that a run lacks holds none on that run. */
export async function outcomesThatHold(
  outcomes: readonly OutcomeCondition[],
  parts: ComparisonParts,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const found = new Uint8Array(parts.join.baseItem.length).fill(1);
  for (const { of, condition } of outcomes) {
    const isHeld = needsRow(condition)
      ? await byTexts(of, condition, parts, signal)
      : byMeans(of, condition, parts);
    for (let at = 0; at < found.length; at++) if (isHeld[at] === 0) found[at] = 0;
  }
  return found;
}

async function byTexts(
  of: OutcomeCondition["of"],
  condition: RowCondition,
  { a, b, join }: ComparisonParts,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (of === "delta") throw new Problem("badInput", "A difference has no text.");
  const [side, itemAt] = of === "base" ? [a, join.baseItem] : [b, join.candidateItem];
  const isItem = itemsOfRows(side, await side.pages.kept([condition], signal));
  return byItem(itemAt, isItem);
}

function byItem(itemAt: Int32Array, isItem: Uint8Array): Uint8Array {
  return Uint8Array.from(itemAt, (item) => (item === -1 ? 0 : (isItem[item] as number)));
}

function byMeans(of: OutcomeCondition["of"], condition: RowCondition, parts: ComparisonParts): Uint8Array {
  const { a, b, join } = parts;
  const positions = join.baseItem.length;
  if (condition.kind === "errored") {
    if (of === "delta") throw new Problem("badInput", "A difference has no error.");
    const failed = of === "base" ? failedItems(a, null) : failedItems(b, null);
    const isFailed = byItem(of === "base" ? join.baseItem : join.candidateItem, failed);
    return condition.isErrored ? isFailed : isFailed.map((one) => 1 - one);
  }
  const columns = scoreConditions([condition]).map(
    ({ score }) => [score, columnOf(parts, of, scoreAt(parts, score))] as const,
  );
  const kept = rowsByColumns(
    [condition],
    { scores: new Map(columns), errors: null, trials: null },
    positions,
  );
  const found = new Uint8Array(positions);
  for (const at of kept) found[at] = 1;
  return found;
}

function scoreAt({ scores }: ComparisonParts, at: number): OpenScore {
  const score = scores[at];
  if (score === undefined) throw new Problem("notFound", `There is no compared score number ${at}.`);
  return score;
}

/** An item's means, or its differences, as a column of one value a position. */
function columnOf(
  { a, b, join }: ComparisonParts,
  of: OutcomeCondition["of"],
  score: OpenScore,
): ScoreColumn {
  const values = score[of];
  const states = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) states[at] = stateOf(at);
  return { metric: null, name: score.comparison.name, values, states, dictionary: [] };

  function stateOf(at: number): number {
    if (of === "delta") return STATE_CODE.missing;
    const [side, item, column]: readonly [Side, number, ScoreColumn] =
      of === "base"
        ? [a, join.baseItem[at] as number, score.baseSide.column]
        : [b, join.candidateItem[at] as number, score.candidateSide.column];
    const state = firstState(side, column, item);
    return STATE_CODE[state === "excluded" ? "missing" : state];
  }
}
