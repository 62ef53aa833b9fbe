// How a joined row prints: item, both outputs with the words that differ, and the scores.
import type { CompareSide } from "../../../src/core/compare/cellTypes.ts";
import type { CompareRow } from "../../../src/core/compare/compareTypes.ts";
import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { drawOutput } from "../../compareShared/outputCell.ts";
import { inputKey } from "../../compareShared/typedColumns.ts";
import { drawBothSides } from "../../compareShared/wordDiff.ts";
import { dataText, h, icon, runToken } from "../../shared/dom.ts";
import { exclusionInWords, exclusionMark } from "../../shared/excludedRows.ts";
import type { TableColumn } from "../../shared/tableHead.ts";
import { scoreKey } from "./pairFilters.ts";
import {
  drawCell,
  drawDelta,
  formatCell,
  formatRowDelta,
  type ScoreFormat,
  toScoreFormat,
} from "./scoreFormat.ts";

export interface ColumnChoice {
  readonly score: number | null;
  /** A and B of every score, not only of the chosen one. */
  readonly allScores: boolean;
  /** Leaves out the scores that no item differs on; never the chosen one. */
  readonly onlyDiffering: boolean;
  readonly isNarrow: boolean;
  /** The pane is open: only the item and the chosen delta stay. */
  readonly isBrief: boolean;
}

const CHAR_PX = 7.4;
/** The glyph of a change and the gap before it. */
const GLYPH_PX = 15;
const PADDING_PX = 18;

/** The side that failed without an output. */
function errorOf(row: CompareRow): CompareSide | null {
  return [row.base, row.candidate].find((side) => side?.output === null && side.error !== null) ?? null;
}

/** The item, and in a narrow panel both outputs in a line under it. */
function drawItem(
  row: CompareRow,
  fieldOrder: readonly number[],
  isNarrow: boolean,
  isCounted: boolean,
): Node {
  const item = fieldOrder.map((at) => row.fields[at] ?? null).find((text) => text !== null) ?? null;
  const own = item === null ? h("span", { class: "na" }, "—") : dataText(item, isNarrow ? "clip" : "two");
  if (!isNarrow) return own;
  const sides = [
    { letter: "A", side: row.base },
    { letter: "B", side: row.candidate },
  ];
  const mark = exclusionMark(exclusionInWords(sides, isCounted));
  const title = mark === null ? own : h("div", { class: "row-flex tight" }, mark, own);
  const failed = errorOf(row);
  const base = row.base?.output ?? null;
  const candidate = row.candidate?.output ?? null;
  const words =
    failed?.error != null
      ? [h("span", { class: "err" }, icon("error"), " ", dataText(failed.error))]
      : base !== null && candidate !== null
        ? drawBothSides(base, candidate)
        : [dataText(base ?? candidate ?? "—")];
  return h("div", { class: "stack" }, title, h("div", { class: "clip muted small", dir: "auto" }, ...words));
}

function columnPx(texts: readonly string[], leastPx: number): number {
  return Math.ceil(Math.max(leastPx, ...texts.map((text) => text.length * CHAR_PX + PADDING_PX)));
}

function scoreColumns(
  view: CompareView,
  index: number,
  choice: ColumnChoice,
): readonly TableColumn<CompareRow>[] {
  const score = view.summary.scores[index];
  if (score === undefined) return [];
  const format: ScoreFormat = toScoreFormat(score, view.base, view.candidate, view.locale);
  const isChosen = index === choice.score;
  const sides = [...view.base.scores, ...view.candidate.scores].filter(
    (side) => side.name === score.base.name || side.name === score.candidate.name,
  );
  const ends = sides.flatMap((side) => [side.min, side.max]);
  const texts = ends.map((value) => formatCell({ value, trials: 1, state: "value" }, format));
  const valuePx = columnPx(texts, 54);
  const group = score.higherIsBetter ? score.name : `${score.name} ↓`;
  const delta: TableColumn<CompareRow> = {
    key: isChosen ? "delta" : `delta ${index}`,
    filterKey: scoreKey("delta", index),
    label: "Δ",
    group,
    minPx: Math.max(
      columnPx(format.isPassFail ? ["pass → fai"] : texts.map((text) => `${text}+`), 48) + GLYPH_PX,
      (isChosen && !choice.isBrief) || choice.allScores
        ? 0
        : Math.min(150, Math.ceil(group.length * 6.3 + PADDING_PX)),
    ),
    isNumeric: true,
    isSortable: isChosen,
    hasEdge: !isChosen && !choice.allScores,
    cell: (row) => {
      const own = row.scores[index];
      return own === undefined
        ? h("span", { class: "na" }, "—")
        : drawDelta(formatRowDelta(own, format), own.change);
    },
  };
  if (choice.isBrief || (!isChosen && !choice.allScores)) return [delta];
  const side = (name: "base" | "candidate"): TableColumn<CompareRow> => ({
    key: isChosen ? name : `${name} ${index}`,
    filterKey: scoreKey(name, index),
    label: name === "base" ? "A" : "B",
    head: () => runToken(name === "base" ? "A" : "B"),
    group,
    minPx: valuePx,
    isNumeric: true,
    isSortable: isChosen,
    hasEdge: name === "base",
    cell: (row) => {
      const own = row.scores[index];
      return own === undefined ? h("span", { class: "na" }, "—") : drawCell(own[name], format);
    },
  });
  return [side("base"), side("candidate"), delta];
}

/** Whether any item fares differently on a score, or is scored in one run only. */
export function doesDiffer({ summary }: CompareView, index: number): boolean {
  const score = summary.scores[index];
  if (score === undefined) return false;
  return score.improved + score.regressed + score.onlyScoredInBase + score.onlyScoredInCandidate > 0;
}

/** The chosen score first, then the others in order. */
function scoreOrder(view: CompareView, choice: ColumnChoice): readonly number[] {
  const all = view.summary.scores.map((_, i) => i);
  const chosen = choice.score === null ? [] : [choice.score];
  if (choice.isBrief || (choice.isNarrow && !choice.allScores)) return chosen;
  const others = all.filter((i) => i !== choice.score && (!choice.onlyDiffering || doesDiffer(view, i)));
  return [...chosen, ...others];
}

export function toCompareColumns(
  view: CompareView,
  choice: ColumnChoice,
): readonly TableColumn<CompareRow>[] {
  const { join } = view.summary;
  const total = join.matched + join.onlyBase + join.onlyCandidate + (join.excluded?.items ?? 0);
  const leading = leadingFields(view.itemFields);
  const fieldOrder = leading.map((field) => view.itemFields.indexOf(field));
  const isStacked = choice.isNarrow && !choice.isBrief;
  const output = (side: "base" | "candidate"): TableColumn<CompareRow> => ({
    key: `output ${side}`,
    label: side === "base" ? "output of A" : "output of B",
    head: () => h("span", { class: "row-flex tight" }, runToken(side === "base" ? "A" : "B"), "output"),
    minPx: 180,
    grow: 3,
    cell: (row) => {
      const own = [{ letter: side === "base" ? "A" : "B", side: row[side] }];
      return drawOutput(row, side, exclusionMark(exclusionInWords(own, view.withExcluded)));
    },
  });
  return [
    {
      key: "index",
      label: "#",
      minPx: Math.max(50, Math.ceil(formatCount(total, view.locale).length * 7.4 + 24)),
      isNumeric: true,
      isSortable: true,
      cell: (row) => h("span", { class: "muted" }, formatCount(row.position + 1, view.locale)),
    },
    {
      key: "item",
      ...(leading[0] === undefined ? {} : { filterKey: inputKey(leading[0]) }),
      label: leading[0] ?? "item",
      minPx: 170,
      grow: 2,
      cell: (row) => drawItem(row, fieldOrder, isStacked, view.withExcluded),
    },
    ...(choice.isNarrow || choice.isBrief ? [] : [output("base"), output("candidate")]),
    ...scoreOrder(view, choice).flatMap((index) => scoreColumns(view, index, choice)),
  ];
}

/** A row as tab-separated values at full precision. */
export function rowToText(row: CompareRow): string {
  const clean = (text: string | null | undefined) => (text ?? "").replace(/[\t\r\n]+/gu, " ");
  const scores = row.scores.flatMap((score) => [score.base.value, score.candidate.value, score.delta]);
  return [
    String(row.position + 1),
    ...row.fields.map(clean),
    clean(row.base?.output),
    clean(row.candidate?.output),
    ...scores.map((value) => (value === null ? "" : String(value))),
  ].join("\t");
}
