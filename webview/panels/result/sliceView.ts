// Slices of a score as lines to draw and as a table: worst first, each with its interval on one axis.

import type { ScoreAggregate } from "../../../src/core/run.ts";
import { worstFirst } from "../../../src/core/scores/sliceOrder.ts";
import { groupsSentence, partName } from "../../../src/core/scores/sliceText.ts";
import { MAX_SLICES, type ScoreSlices } from "../../../src/core/scores/sliceTypes.ts";
import {
  formatCount,
  formatScoreValue,
  NO_VALUE,
  valueDecimals,
} from "../../../src/core/text/formatNumber.ts";
import { type Fact, fact } from "../../charts/scoreFacts.ts";
import type { TableTwin } from "../../charts/tableTwin.ts";
import { typedFor } from "../../shared/filterText.ts";

/** One slice; places are shares of the axis, 0 to 1. */
export interface SliceLine {
  readonly value: string | null;
  /** What it types under the column of its field. */
  readonly typed: string;
  readonly name: string;
  readonly mean: string;
  readonly n: string;
  readonly at: number | null;
  readonly from: number | null;
  readonly to: number | null;
  /** The interval in words, or why there is none. */
  readonly hint: string;
}

export interface SliceView {
  readonly lines: readonly SliceLine[];
  /** Where the mean of all items stands. */
  readonly overall: number | null;
  readonly legend: readonly Fact[];
  readonly twin: TableTwin;
  /** In place of lines, where there are too many. */
  readonly tooMany: string | null;
}

export function toSliceView(
  { slices, overall, values }: ScoreSlices,
  score: ScoreAggregate,
  names: { readonly label: string; readonly field: string },
  locale: string,
): SliceView {
  const { label, field } = names;
  const sorted = worstFirst(slices, score.higherIsBetter);
  const ends = sorted.flatMap(({ low, high, mean }) => [low, high, mean]).filter((end) => end !== null);
  const lower = Math.min(...ends, overall.mean ?? Infinity);
  const upper = Math.max(...ends, overall.mean ?? -Infinity);
  const place = (value: number | null): number | null =>
    value === null ? null : upper > lower ? (value - lower) / (upper - lower) : 0.5;
  const decimals = Math.max(2, valueDecimals(score));
  const groups = groupsSentence(slices);
  const kind = groups === null ? "value" : "slice";
  const text = (value: number | null) =>
    value === null ? NO_VALUE : formatScoreValue(value, decimals, score, locale);
  const lines = sorted.map(
    (slice): SliceLine => ({
      value: slice.value,
      typed: typedFor(slice),
      name: partName(slice, locale),
      mean: text(slice.mean),
      n: formatCount(slice.n, locale),
      at: place(slice.mean),
      from: place(slice.low),
      to: place(slice.high),
      hint:
        slice.reason === null
          ? `95 % interval ${text(slice.low)} to ${text(slice.high)} (${slice.method}), mean over ${formatCount(slice.n, locale)} items`
          : `Interval not estimable: ${slice.reason}`,
    }),
  );
  const tooMany =
    values > MAX_SLICES
      ? `${field} has more than ${formatCount(MAX_SLICES, locale)} different values: slices need a field whose values repeat.`
      : null;
  return {
    lines,
    overall: place(overall.mean),
    tooMany,
    legend: [
      fact(
        `${formatCount(lines.length, locale)} ${kind}${lines.length === 1 ? "" : "s"} of ${field}, worst first`,
      ),
      ...(groups === null ? [] : [fact(groups)]),
      fact(`dashed: all items ${text(overall.mean)}`, "itemMean"),
      fact("bars: 95 % intervals", "meanInterval"),
    ],
    twin: {
      caption: `${label} by ${field} as a table`,
      head: [field, `mean ${label}`, "low", "high", "items"],
      lines: sorted.map((slice) => [
        partName(slice, locale),
        text(slice.mean),
        text(slice.low),
        text(slice.high),
        formatCount(slice.n, locale),
      ]),
    },
  };
}
