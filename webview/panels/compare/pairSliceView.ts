// Slices of a comparison as lines to draw and as a table: what drives the change first, right is always better.
import type { ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import type { PairSlice, PairSlices } from "../../../src/core/compare/evidenceTypes.ts";
import { groupsSentence, partName } from "../../../src/core/scores/sliceText.ts";
import { MAX_SLICES } from "../../../src/core/scores/sliceTypes.ts";
import { alphaOf } from "../../../src/core/statistics/estimate.ts";
import { intervalInWords } from "../../../src/core/statistics/scoreStatistics.ts";
import { formatPEquals, formatScoreLimits } from "../../../src/core/text/formatInterval.ts";
import {
  formatCount,
  formatMeanBeside,
  formatScoreDelta,
  NO_VALUE,
} from "../../../src/core/text/formatNumber.ts";
import type { TableTwin } from "../../charts/tableTwin.ts";
import { typedFor } from "../../shared/filterText.ts";

/** One slice; places are shares of the lane, 0 worst to 1 best. */
export interface PairSliceLine {
  readonly value: string | null;
  /** What it types under the column of its field. */
  readonly typed: string;
  readonly name: string;
  readonly delta: string;
  readonly adds: string;
  readonly n: string;
  readonly at: number | null;
  readonly from: number | null;
  readonly to: number | null;
  /** The interval excludes 0: better or worse; else unclear. */
  readonly verdict: "better" | "worse" | "unclear";
  readonly isRanked: boolean;
  readonly hint: string;
}

export interface PairSliceView {
  readonly lines: readonly PairSliceLine[];
  /** Where no change and the change of all items stand. */
  readonly zero: number;
  readonly overall: number | null;
  readonly legend: readonly string[];
  readonly twin: TableTwin;
  /** In place of lines, where there are too many or none. */
  readonly instead: string | null;
}

export function toPairSliceView(
  { slices, values, delta, level }: PairSlices,
  score: ScoreComparison,
  field: string,
  locale: string,
  letter = "B",
): PairSliceView {
  const sign = score.higherIsBetter ? 1 : -1;
  const ranked = slices.filter((slice) => slice.isRanked);
  // The axis is of slices that say something: one row would make all others a dot.
  const drawn = ranked.length > 0 ? ranked : slices;
  const ends = drawn.flatMap(({ interval, delta: own }) => [
    own,
    ...(interval.estimable ? [interval.low, interval.high] : []),
  ]);
  const most = Math.max(1e-12, ...[...ends, delta].map((end) => Math.abs(end ?? 0)));
  const place = (value: number | null): number | null =>
    value === null ? null : Math.min(1, Math.max(0, 0.5 + (0.5 * sign * value) / most));
  const toLine = (slice: PairSlice): PairSliceLine => {
    const { interval } = slice;
    const means = [slice.baseMean, slice.candidateMean];
    const [low, high] = interval.estimable ? [interval.low, interval.high] : [null, null];
    const [from, to] = sign === 1 ? [place(low), place(high)] : [place(high), place(low)];
    const excludes = interval.estimable && (interval.low > 0 || interval.high < 0);
    return {
      value: slice.value,
      typed: typedFor(slice),
      name: partName(slice, locale),
      delta: formatScoreDelta(slice.delta, means, score, locale),
      adds: slice.isRanked ? formatScoreDelta(slice.contribution, means, score, locale) : "",
      n: formatCount(slice.n, locale),
      at: place(slice.delta),
      from,
      to,
      verdict: !excludes ? "unclear" : (low ?? 0) * sign > 0 ? "better" : "worse",
      isRanked: slice.isRanked,
      hint: hintOf(slice, score, level, locale),
    };
  };
  const groups = groupsSentence(slices);
  const small = slices.length - ranked.length;
  const values_ = `${formatCount(slices.length, locale)} ${slices.length === 1 ? "value" : "values"} of ${field}`;
  return {
    lines: slices.map(toLine),
    zero: 0.5,
    overall: place(delta),
    legend: [
      "exploratory: chosen after looking",
      `${values_}, what adds most to the change first`,
      ...(groups === null ? [] : [groups]),
      `dashed: all items ${formatScoreDelta(delta, [score.baseMean, score.candidateMean], score, locale)}`,
      ...(small === 0 ? [] : [`${formatCount(small, locale)} with under 10 items not ranked`]),
    ],
    instead:
      values > MAX_SLICES
        ? `${field} has more than ${formatCount(MAX_SLICES, locale)} different values: slices need a field whose values repeat.`
        : slices.length === 0
          ? `No item is scored on ${score.name} in both runs.`
          : null,
    twin: {
      caption: `Δ ${score.name} by ${field} as a table`,
      head: [field, "A", letter, `Δ ${score.name}`, "interval", "p adj.", "adds", "items"],
      lines: slices.map((slice) => {
        const means = [slice.baseMean, slice.candidateMean];
        return [
          partName(slice, locale),
          ...means.map((mean) => formatMeanBeside(mean, means, score, locale)),
          formatScoreDelta(slice.delta, means, score, locale),
          slice.interval.estimable ? formatScoreLimits(slice.interval, means, score, locale) : NO_VALUE,
          slice.pAdjusted === null
            ? NO_VALUE
            : formatPEquals(slice.pAdjusted, alphaOf(level), locale).replace(/^p(?: =)? /u, ""),
          formatScoreDelta(slice.contribution, means, score, locale),
          formatCount(slice.n, locale),
        ];
      }),
    },
  };
}

function hintOf(slice: PairSlice, score: ScoreComparison, level: number, locale: string): string {
  const { interval, pAdjusted, restPAdjusted } = slice;
  const means = [slice.baseMean, slice.candidateMean];
  const count = (value: number): string => formatCount(value, locale);
  const p = (value: number): string => formatPEquals(value, alphaOf(level), locale);
  return [
    interval.estimable
      ? `95 % interval ${formatScoreLimits(interval, means, score, locale)} by ${intervalInWords(interval.method)}, not adjusted.`
      : `Interval not estimable: ${interval.reason}.`,
    `${count(slice.improved)} improved, ${count(slice.regressed)} regressed of ${count(slice.n)} items.`,
    ...(slice.isRanked ? [] : ["Fewer than 10 items: not ranked, no test."]),
    ...(pAdjusted === null
      ? []
      : [`Changed: ${p(pAdjusted)}, adjusted over the values of this field (Holm).`]),
    ...(restPAdjusted === null
      ? []
      : [`Differs from the other items: ${p(restPAdjusted)}, adjusted likewise (Welch's t).`]),
  ].join("\n");
}
