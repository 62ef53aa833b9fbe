// Slices on the command line: `show NAME --slices FIELD`, and which fields there are to slice by.
import { Problem } from "../core/problem.ts";
import { mayHaveField } from "../core/rows/rowField.ts";
import { type Run, scoreLabel, scoreServiceName } from "../core/run.ts";
import { worstFirst } from "../core/scores/sliceOrder.ts";
import { groupsSentence, partName } from "../core/scores/sliceText.ts";
import { MAX_SLICES, type ScoreSlices } from "../core/scores/sliceTypes.ts";
import { formatScoreLimits } from "../core/text/formatInterval.ts";
import { formatCount, formatMeanBeside, NO_VALUE } from "../core/text/formatNumber.ts";
import type { CommandParts } from "./commandParts.ts";
import { inert, LOCALE, table } from "./render.ts";

interface Fields {
  readonly itemFields: readonly string[];
  readonly moreFields: readonly string[];
}

/** Throws a `badInput` Problem with the fields there are. A path that few rows have may not be listed. */
export function checkSliceField(field: string, { itemFields, moreFields }: Fields): void {
  if (itemFields.includes(field) || moreFields.includes(field)) return;
  if (field.includes(".") && mayHaveField(itemFields, field)) return;
  const known = [...itemFields, ...moreFields].join(", ") || "none";
  throw new Problem("badInput", `No row has a field ${field} to slice by. Fields: ${known}.`);
}

/** A score of a run by the values of a field. */
export interface RunSlices {
  readonly score: number;
  readonly field: string;
  readonly slices: ScoreSlices;
}

/** Every score with numbers by every field named. */
export async function runSlices(
  { engine, signal }: CommandParts,
  run: Run,
  fields: readonly string[],
): Promise<readonly RunSlices[]> {
  if (fields.length === 0) return [];
  const pages = await engine.pages(run.id);
  const moreFields = await pages.fields.more();
  const found: RunSlices[] = [];
  for (const field of fields) {
    checkSliceField(field, { itemFields: run.itemFields, moreFields });
    for (const [score, { kind }] of run.scores.entries())
      if (kind !== "label")
        found.push({ score, field, slices: await pages.slices({ score, field }, signal) });
  }
  return found;
}

/** Worst first; `value` null stands for rows without the field, `range` for a group of numbers. */
export function toServiceRunSlices({ scores }: Run, { score, field, slices }: RunSlices) {
  const own = scores[score];
  return {
    name: own === undefined ? "" : scoreServiceName(own, scores),
    field,
    too_many_values: slices.values > MAX_SLICES,
    overall: { n: slices.overall.n, mean: slices.overall.mean },
    slices: worstFirst(slices.slices, own?.higherIsBetter ?? true).map((slice) => ({
      value: slice.value,
      ...(slice.range === undefined ? {} : { range: slice.range }),
      items: slice.items,
      n: slice.n,
      mean: slice.mean,
      ci: slice.low === null ? null : { low: slice.low, high: slice.high, level: 0.95, method: slice.method },
      ...(slice.reason === null ? {} : { not_estimable: slice.reason }),
    })),
  };
}

export function renderRunSlices({ scores }: Run, { score, field, slices }: RunSlices): string {
  const own = scores[score];
  if (own === undefined) return "";
  const groups = groupsSentence(slices.slices);
  const title = `\n${inert(scoreLabel(own, scores), 40)} by ${inert(field, 40)}, worst first${groups === null ? "" : `; ${groups}`}\n`;
  if (slices.values > MAX_SLICES)
    return `${title}${inert(field, 40)} has more than ${MAX_SLICES} different values.\n`;
  const sorted = worstFirst(slices.slices, own.higherIsBetter);
  const means = sorted.map(({ mean }) => mean);
  const lines = sorted.map((slice) => [
    inert(partName(slice, LOCALE), 40),
    formatCount(slice.n, LOCALE),
    formatMeanBeside(slice.mean, means, own, LOCALE),
    slice.low === null || slice.high === null
      ? NO_VALUE
      : formatScoreLimits({ low: slice.low, high: slice.high }, means, own, LOCALE),
  ]);
  return title + table(["VALUE", "N", "MEAN", "INTERVAL"], lines, [1, 2, 3]);
}
