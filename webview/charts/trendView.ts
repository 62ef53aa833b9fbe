// One score over results: what its chart, its table and a screen reader say. Oldest first, in equal steps, as results come
// in bursts that a time axis would draw on top of one another.

import type { RunId, ScoreAggregate } from "../../src/core/run.ts";
import type { ScoreTrend, TrendPoint } from "../../src/core/scores/trendTypes.ts";
import { formatCount, formatScoreValue, NO_VALUE, valueDecimals } from "../../src/core/text/formatNumber.ts";
import { formatDateTime, formatDay } from "../../src/core/text/formatTime.ts";
import { type ScoreStyle, styleOf } from "../../src/core/text/scoreUnit.ts";
import { type Fact, fact } from "./scoreFacts.ts";
import type { TableTwin } from "./tableTwin.ts";

export interface TrendMark {
  readonly id: RunId;
  readonly name: string;
  readonly mean: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly isCurrent: boolean;
  readonly isBaseline: boolean;
  /** The day it ran, for the axis. */
  readonly day: string;
  /** Everything about it, a line each: mean with interval, model, time, items. */
  readonly words: readonly string[];
}

export interface TrendView {
  readonly label: string;
  readonly marks: readonly TrendMark[];
  /** The baseline's mean; `null` where none is pinned. */
  readonly baseline: number | null;
  readonly decimals: number;
  readonly legend: readonly Fact[];
  readonly spoken: string;
  readonly twin: TableTwin;
  readonly style: ScoreStyle;
  readonly locale: string;
}

/** `open` opens the result of a line of the table. */
export function toTrendView(
  trend: ScoreTrend,
  score: ScoreAggregate,
  label: string,
  locale: string,
  open?: (id: RunId) => void,
): TrendView {
  const { points } = trend;
  const decimals = decimalsOf(points, valueDecimals(score));
  const text = (value: number | null) =>
    value === null ? NO_VALUE : formatScoreValue(value, decimals, score, locale);
  const marks = points.map(
    (point): TrendMark => ({
      id: point.id,
      name: point.name,
      mean: point.mean,
      low: point.low,
      high: point.high,
      isCurrent: point.isCurrent,
      isBaseline: point.isBaseline,
      day: formatDay(point.createdAt, locale),
      words: [
        `${text(point.mean)}${intervalWords(point, text)}`,
        point.model ?? "no model named",
        formatDateTime(point.createdAt, locale),
        `${formatCount(point.items, locale)} ${point.items === 1 ? "item" : "items"}${point.hasErrors ? ", errors counted" : ""}`,
        ...roleWords(point),
      ],
    }),
  );
  const baseline = points.find((point) => point.isBaseline)?.mean ?? null;
  return {
    label,
    marks,
    baseline,
    decimals,
    legend: legendOf(trend, score, label, locale),
    spoken: spokenOf(trend, label, text, locale),
    twin: {
      caption: `${label} over results as a table`,
      head: ["result", label, "low", "high", "items", "model", "date", ""],
      lines: points.map((point) => [
        point.name,
        text(point.mean),
        text(point.low),
        text(point.high),
        formatCount(point.items, locale),
        point.model ?? NO_VALUE,
        formatDateTime(point.createdAt, locale),
        roleWords(point).join(", "),
      ]),
      hints: points.map((point) => (point.reason === null ? "" : `Interval not estimable: ${point.reason}`)),
      ...(open === undefined
        ? {}
        : {
            open: {
              words: "Open This Result",
              press: (line) => {
                const point = points[line];
                if (point !== undefined) open(point.id);
              },
            },
          }),
    },
    style: styleOf(score),
    locale,
  };
}

/** Two digits of the usual half interval: as many decimals for all, so that they can be compared. */
function decimalsOf(points: readonly TrendPoint[], usual: number): number {
  const halves = points
    .flatMap(({ low, high }) => (low === null || high === null ? [] : [(high - low) / 2]))
    .filter((half) => half > 0)
    .sort((a, b) => a - b);
  const middle = halves[Math.floor(halves.length / 2)];
  if (middle === undefined) return Math.max(usual, 2);
  return Math.min(6, Math.max(usual, 1 - Math.floor(Math.log10(middle))));
}

function intervalWords(point: TrendPoint, text: (value: number | null) => string): string {
  if (point.reason !== null) return `, interval not estimable: ${point.reason}`;
  return ` [${text(point.low)}, ${text(point.high)}]`;
}

function roleWords({ isCurrent, isBaseline }: TrendPoint): readonly string[] {
  return [...(isCurrent ? ["this result"] : []), ...(isBaseline ? ["baseline"] : [])];
}

/** What the results have in common, in words. */
function commonWords({ dataset, metric }: ScoreTrend): string {
  if (dataset !== null) return metric === null ? dataset : `${dataset}, ${metric}`;
  return metric === null ? "results without dataset and metric" : metric;
}

function legendOf(trend: ScoreTrend, score: ScoreAggregate, label: string, locale: string): readonly Fact[] {
  const { points, without, older } = trend;
  const count = (value: number, one: string, many: string) =>
    `${formatCount(value, locale)} ${value === 1 ? one : many}`;
  const pinned = points.find((point) => point.isBaseline);
  return [
    fact(`${count(points.length, "result", "results")} of ${commonWords(trend)}`),
    fact("bars: 95 % intervals", "meanInterval"),
    fact("● this result"),
    ...(pinned === undefined ? [] : [fact(`■ dashed: baseline ${pinned.name}`)]),
    ...(without === 0 ? [] : [fact(`${formatCount(without, locale)} without ${label}`)]),
    ...(older === 0 ? [] : [fact(`${count(older, "older result", "older results")} not shown`)]),
    ...(score.higherIsBetter ? [] : [fact("lower is better")]),
  ];
}

function spokenOf(
  trend: ScoreTrend,
  label: string,
  text: (value: number | null) => string,
  locale: string,
): string {
  const { points } = trend;
  const first = points[0];
  const last = points.at(-1);
  const means = points.flatMap(({ mean }) => (mean === null ? [] : [mean]));
  const range =
    means.length < 2 ? "" : ` Means from ${text(Math.min(...means))} to ${text(Math.max(...means))}.`;
  const current = points.find((point) => point.isCurrent);
  const own =
    current === undefined ? "" : ` This result: ${text(current.mean)}${intervalWords(current, text)}.`;
  const span =
    first === undefined || last === undefined || points.length < 2
      ? ""
      : `, ${formatDateTime(first.createdAt, locale)} to ${formatDateTime(last.createdAt, locale)}`;
  return `${label} over ${formatCount(points.length, locale)} ${points.length === 1 ? "result" : "results"} of ${commonWords(trend)}${span}.${range}${own}`;
}

/** Where a key goes from a point; `null` for keys that go nowhere. */
export function stepTo(key: string, from: number, last: number): number | null {
  if (key === "Home") return 0;
  if (key === "End") return last;
  const by = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  return by === 0 ? null : Math.min(last, Math.max(0, from + by));
}
