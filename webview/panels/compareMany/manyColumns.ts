// How a joined row of several runs prints: the item, the base's value, and each candidate's value with its delta.
import type { CompareRowScore, ScoreComparison } from "../../../src/core/compare/compareTypes.ts";
import { allItems, letterOf } from "../../../src/core/compare/manyText.ts";
import type { ManyRow, ManyScore } from "../../../src/core/compare/manyTypes.ts";
import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { drawOutput } from "../../compareShared/outputCell.ts";
import { inputKey } from "../../compareShared/typedColumns.ts";
import { dataText, h, runToken } from "../../shared/dom.ts";
import { exclusionInWords, exclusionMark } from "../../shared/excludedRows.ts";
import type { TableColumn } from "../../shared/tableHead.ts";
import {
  drawCell,
  drawDelta,
  formatCell,
  formatRowDelta,
  type ScoreFormat,
  toScoreFormat,
} from "../compare/scoreFormat.ts";
import { deltaKey, valueKey } from "./manyFilters.ts";

export interface ManyColumnChoice {
  readonly score: number | null;
  /** The candidate that is looked at, from 1: its outputs stand beside the base's. `null`: all alike. */
  readonly of: number | null;
  /** Of every score, not only of the chosen one. */
  readonly allScores: boolean;
  /** Only columns in which a candidate differs from the base. */
  readonly onlyDiffering: boolean;
  readonly isNarrow: boolean;
  /** The pane is open: only the item and the deltas stay. */
  readonly isBrief: boolean;
}

const CHAR_PX = 7.4;
const PADDING_PX = 18;
const GLYPH_PX = 15;

/** Whether any compared row of a candidate differs from the base, or only one of both is scored somewhere. */
export function differs(score: ScoreComparison | null): boolean {
  if (score === null) return false;
  return score.improved + score.regressed + score.onlyScoredInBase + score.onlyScoredInCandidate > 0;
}

/** The scores whose columns are shown: the chosen one first. */
export function shownScores(scores: readonly ManyScore[], choice: ManyColumnChoice): readonly number[] {
  const chosen = choice.score === null ? [] : [choice.score];
  const all = choice.allScores && !choice.isBrief ? scores.map((_, at) => at) : [];
  const order = [...chosen, ...all.filter((at) => at !== choice.score)];
  return choice.onlyDiffering ? order.filter((at) => scores[at]?.candidates.some(differs)) : order;
}

/** The sort that a column's key stands for: `value C`, `delta B`. */
export function sortOfKey(key: string): {
  readonly column: "index" | "value" | "delta";
  readonly run: number;
} {
  const [column, letter = "A"] = key.split(" ");
  const run = Math.max(0, "ABCDEFGH".indexOf(letter));
  return column === "value" || column === "delta" ? { column, run } : { column: "index", run: 0 };
}

export function toManyColumns(view: ManyView, choice: ManyColumnChoice): readonly TableColumn<ManyRow>[] {
  const leading = leadingFields(view.itemFields);
  const fields = leading.map((field) => view.itemFields.indexOf(field));
  const scores = shownScores(view.summary.scores, choice);
  return [
    {
      key: "index",
      label: "#",
      minPx: Math.max(
        50,
        Math.ceil(formatCount(allItems(view.summary.join), view.locale).length * CHAR_PX + 24),
      ),
      isNumeric: true,
      isSortable: true,
      cell: (row) => h("span", { class: "muted" }, formatCount(row.position + 1, view.locale)),
    },
    {
      key: "item",
      label: leading[0] ?? "item",
      minPx: choice.isNarrow ? 150 : 200,
      grow: 3,
      ...(leading[0] === undefined ? {} : { filterKey: inputKey(leading[0]) }),
      cell: (row) => drawItem(row, fields, view.withExcluded),
    },
    ...(choice.of === null || choice.isNarrow || choice.isBrief ? [] : outputColumns(choice.of)),
    ...scores.flatMap((at) => scoreColumns(view, at, choice)),
  ];
}

/** The outputs of the base and a candidate, with the words that differ. */
function outputColumns(run: number): readonly TableColumn<ManyRow>[] {
  return (["base", "candidate"] as const).map((side) => {
    const letter = side === "base" ? "A" : letterOf(run);
    return {
      key: `output ${letter}`,
      label: `output of ${letter}`,
      head: () => h("span", { class: "row-flex tight" }, runToken(letter), "output"),
      minPx: 170,
      grow: 3,
      cell: ({ sides }) => drawOutput({ base: sides[0] ?? null, candidate: sides[run] ?? null }, side),
    };
  });
}

function drawItem(row: ManyRow, fields: readonly number[], isCounted: boolean): Node {
  const text = fields.map((at) => row.fields[at] ?? null).find((field) => field !== null) ?? null;
  const sides = row.sides.map((side, run) => ({ letter: letterOf(run), side }));
  const mark = exclusionMark(exclusionInWords(sides, isCounted));
  if (mark !== null) return h("div", { class: "two", dir: "auto" }, mark, " ", dataText(text ?? "—"));
  return text === null ? h("span", { class: "na" }, "—") : dataText(text, "two");
}

function scoreColumns(view: ManyView, at: number, choice: ManyColumnChoice): readonly TableColumn<ManyRow>[] {
  const score = view.summary.scores[at];
  const [base] = view.runs;
  const known = score?.candidates.find((one) => one !== null);
  if (score === undefined || known === undefined || known === null || base === undefined) return [];
  const isChosen = at === choice.score;
  const name = score.higherIsBetter ? score.name : `${score.name} ↓`;
  const group = choice.isNarrow ? {} : { group: name };
  const baseFormat = toScoreFormat(known, base, view.runs[1] ?? base, view.locale);
  const valuePx = widthOf(view, known, baseFormat);
  const shown = score.candidates
    .map((one, i) => ({ one, run: i + 1 }))
    .filter(({ one }) => one !== null && (!choice.onlyDiffering || differs(one)))
    // The candidate that is looked at stands beside the base: of eight runs the last ones are out of view.
    .sort((a, b) => Number(b.run === choice.of) - Number(a.run === choice.of));
  const value: TableColumn<ManyRow> = {
    key: isChosen ? "value A" : `value A ${at}`,
    filterKey: valueKey(0, at),
    label: "A",
    head: () => runToken("A"),
    ...group,
    minPx: valuePx,
    isNumeric: true,
    isSortable: isChosen,
    hasEdge: true,
    cell: (row) => drawValue(row, at, 0, baseFormat),
  };
  return [
    ...(choice.isBrief ? [] : [value]),
    ...shown.map(({ one, run }): TableColumn<ManyRow> => {
      const letter = letterOf(run);
      const format = toScoreFormat(one ?? known, base, view.runs[run] ?? base, view.locale);
      return {
        key: isChosen ? `delta ${letter}` : `delta ${letter} ${at}`,
        // Of pass or fail the value says more: a delta is one step either way.
        filterKey: format.isPassFail ? valueKey(run, at) : deltaKey(run, at),
        label: `${letter} Δ`,
        head: () => h("span", { class: "row-flex tight" }, runToken(letter), " Δ"),
        ...group,
        minPx: choice.isNarrow || choice.isBrief ? valuePx + GLYPH_PX : 2 * valuePx + GLYPH_PX,
        isNumeric: true,
        isSortable: isChosen,
        cell: (row) => drawPair(row, at, run, format, choice.isBrief),
      };
    }),
  ];
}

function widthOf(view: ManyView, score: ScoreComparison, format: ScoreFormat): number {
  const own = view.runs.flatMap((run) =>
    run.scores.filter(({ name }) => name === score.base.name || name === score.candidate.name),
  );
  const ends = own.flatMap(({ min, max }) => [min, max]);
  const texts = format.isPassFail
    ? ["✕ fail"]
    : ends.map((value) => formatCell({ value, trials: 1, state: "value" }, format));
  return Math.ceil(Math.max(54, ...texts.map((text) => text.length * CHAR_PX + PADDING_PX)));
}

function drawValue(row: ManyRow, at: number, run: number, format: ScoreFormat): Node {
  const cell = row.scores[at]?.cells[run] ?? null;
  return cell === null ? h("span", { class: "na", title: "Not in this run" }, "—") : drawCell(cell, format);
}

/** A candidate's value and its delta; alone the delta where room is short. */
function drawPair(row: ManyRow, at: number, run: number, format: ScoreFormat, isBrief: boolean): Node {
  const own = row.scores[at];
  const change = own?.changes[run - 1] ?? "unscored";
  const base = own?.cells[0] ?? null;
  const candidate = own?.cells[run] ?? null;
  const pair: CompareRowScore | null =
    base === null || candidate === null
      ? null
      : { base, candidate, delta: own?.deltas[run - 1] ?? null, change };
  const text =
    pair === null
      ? "—"
      : format.isPassFail && change !== "same"
        ? flipWord(change)
        : formatRowDelta(pair, format);
  const shown = format.isPassFail && change === "same" ? "" : text;
  const delta = drawDelta(shown, change);
  if (isBrief) return delta;
  return h("span", { class: "cell2" }, drawValue(row, at, run, format), delta);
}

/** Both sides of a flip stand in the row already: the value beside it and the base's. */
function flipWord(change: CompareRowScore["change"]): string {
  return change === "unscored" ? "—" : "";
}

/** A row as tab-separated values at full precision: item, then every run's output, then every score by run. */
export function manyRowToText(row: ManyRow): string {
  const clean = (text: string | null | undefined): string => (text ?? "").replace(/[\t\r\n]+/gu, " ");
  const values = row.scores.flatMap(({ cells }) => cells.map((cell) => cell?.value ?? null));
  return [
    String(row.position + 1),
    ...row.fields.map(clean),
    ...row.sides.map((side) => clean(side?.output)),
    ...values.map((value) => (value === null ? "" : String(value))),
  ].join("\t");
}

/** Whether a row regressed on a score in a candidate, or in any for `null`. */
export function isRegressed({ scores }: Pick<ManyRow, "scores">, score: number, of: number | null): boolean {
  const changes = scores[score]?.changes ?? [];
  return of === null ? changes.includes("regressed") : changes[of - 1] === "regressed";
}
