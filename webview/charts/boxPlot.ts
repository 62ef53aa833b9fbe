// A score as boxes with whiskers: all rows above, the values of a field below, worst median first.

import type { ScoreAggregate } from "../../src/core/run.ts";
import type { BoxParts, BoxSummary, ScoreBoxes } from "../../src/core/scores/boxTypes.ts";
import { partName } from "../../src/core/scores/sliceText.ts";
import { MAX_SLICES } from "../../src/core/scores/sliceTypes.ts";
import { formatCount, formatScoreValue, NO_VALUE, valueDecimals } from "../../src/core/text/formatNumber.ts";
import { type ScoreStyle, styleOf } from "../../src/core/text/scoreUnit.ts";
import { typedFor } from "../shared/filterText.ts";
import { coverageFacts, type Fact, fact, rowsInWords } from "./scoreFacts.ts";
import type { TableTwin } from "./tableTwin.ts";

/** Boxes below the one of all rows; the table has every value. */
const MOST_BOXES = 12;

export interface BoxLine {
  readonly name: string;
  /** What it types under the column of its field; `null` for all rows. */
  readonly typed: string | null;
  /** Finite values. */
  readonly count: number;
  readonly parts: BoxParts;
  /** Everything the box says, for the tooltip. */
  readonly words: readonly string[];
}

export interface BoxView {
  readonly label: string;
  readonly lines: readonly BoxLine[];
  /** The quarters of all rows, for the brush. */
  readonly bins: readonly { readonly lower: number; readonly upper: number }[];
  /** Ends of the axis; never equal. */
  readonly lower: number;
  readonly upper: number;
  readonly decimals: number;
  readonly legend: readonly Fact[];
  readonly spoken: string;
  readonly twin: TableTwin;
  /** In place of boxes by value, where the field has too many. */
  readonly tooMany: string | null;
  readonly style: ScoreStyle;
  readonly locale: string;
}

export interface BoxNames {
  readonly label: string;
  /** `null`: all rows alone. */
  readonly field: string | null;
}

/** `null` where no row has a value. */
export function toBoxView(
  { overall, slices, values }: ScoreBoxes,
  score: ScoreAggregate,
  { label, field }: BoxNames,
  locale: string,
): BoxView | null {
  const { parts } = overall;
  if (parts === null) return null;
  const decimals = valueDecimals(score);
  const text = (value: number | null) =>
    value === null ? NO_VALUE : formatScoreValue(value, decimals, score, locale);
  const sorted = [...slices].sort((a, b) => compareWorst(a, b, score.higherIsBetter));
  const all: BoxSummary[] = [overall, ...sorted];
  const toLine = (box: BoxSummary, place: number): readonly BoxLine[] => {
    if (box.parts === null) return [];
    const { count } = box;
    return [
      {
        name: place === 0 ? "all rows" : partName(box, locale),
        typed: place === 0 ? null : typedFor(box),
        count,
        parts: box.parts,
        words: wordsOf(box, text, locale),
      },
    ];
  };
  const lines = all.flatMap(toLine);
  const spare = parts.max > parts.min ? 0 : Math.max(Math.abs(parts.min) / 2, 0.5);
  const tooMany =
    field !== null && values > MAX_SLICES
      ? `${field} has more than ${formatCount(MAX_SLICES, locale)} different values`
      : null;
  const hidden = lines.length - 1 - MOST_BOXES;
  return {
    label,
    lines: lines.slice(0, MOST_BOXES + 1),
    bins: quarters(parts),
    lower: parts.min - spare,
    upper: parts.max + spare,
    decimals,
    tooMany,
    legend: [
      ...coverageFacts(score, locale),
      fact(`box ${text(parts.q1)} to ${text(parts.q3)}`, "quartiles"),
      fact(`median ${text(parts.median)}`, "median"),
      fact(`whiskers ${text(parts.lowWhisker)} to ${text(parts.highWhisker)}`, "whiskers"),
      ...(parts.outlierCount === 0
        ? []
        : [fact(`${formatCount(parts.outlierCount, locale)} beyond the whiskers`, "whiskers")]),
      ...(parts.mean === null ? [] : [fact(`◆ mean ${text(parts.mean)}`, "trialMean")]),
      ...(tooMany === null ? [] : [fact(tooMany)]),
      ...(hidden > 0 ? [fact(`${formatCount(hidden, locale)} more values in the table`)] : []),
    ],
    spoken:
      `Box plot of ${label}, ${rowsInWords(overall.count, locale)}. ${wordsOf(overall, text, locale).join(", ")}.` +
      (lines.length > 1 ? ` By ${field ?? ""}: ${lines.slice(1).map(spokenLine).join("; ")}.` : ""),
    twin: {
      caption: `Box plot of ${label} as a table`,
      head: [field ?? label, "rows", "min", "low", "q1", "median", "q3", "high", "max", "mean", "beyond"],
      lines: lines.map(({ name, count, parts: own }) => [
        name,
        formatCount(count, locale),
        ...[own.min, own.lowWhisker, own.q1, own.median, own.q3, own.highWhisker, own.max, own.mean].map(
          text,
        ),
        formatCount(own.outlierCount, locale),
      ]),
    },
    style: styleOf(score),
    locale,
  };

  function spokenLine({ name, parts: own }: BoxLine): string {
    return `${name} median ${text(own.median)}`;
  }
}

function wordsOf(
  { count, parts }: BoxSummary,
  text: (value: number | null) => string,
  locale: string,
): readonly string[] {
  if (parts === null) return [];
  const { q1, q3, median, lowWhisker, highWhisker, outlierCount, mean } = parts;
  return [
    `median ${text(median)}`,
    `half of the rows ${text(q1)} to ${text(q3)}`,
    `whiskers ${text(lowWhisker)} to ${text(highWhisker)}`,
    `mean ${text(mean)}`,
    rowsInWords(count, locale),
    ...(outlierCount === 0 ? [] : [`${formatCount(outlierCount, locale)} beyond the whiskers`]),
  ];
}

/** Boxes without a value last; ties by how many rows they have, more first. */
function compareWorst(a: BoxSummary, b: BoxSummary, higherIsBetter: boolean): number {
  if (a.parts === null || b.parts === null) return a.parts === b.parts ? 0 : a.parts === null ? 1 : -1;
  const byMedian = a.parts.median - b.parts.median;
  return (higherIsBetter ? byMedian : -byMedian) || b.count - a.count;
}

/** The quarters that have some width. */
function quarters({ min, q1, median, q3, max }: BoxParts): BoxView["bins"] {
  const edges = [min, q1, median, q3, max];
  const all = edges.slice(1).map((upper, i) => ({ lower: edges[i] as number, upper }));
  const wide = all.filter(({ lower, upper }) => upper > lower);
  return wide.length === 0 ? [{ lower: min, upper: max }] : wide;
}
