// How a row of a result prints: columns, their cells, and the order they can be sorted by.
import { formatRowValue, valueDecimals } from "../../../src/core/formatNumber.ts";
import { leadingFields } from "../../../src/core/itemColumns.ts";
import { isBelowThreshold, isFailing } from "../../../src/core/metricContract.ts";
import type { RowPreview, RowSort } from "../../../src/core/rowQuery.ts";
import { type RowScore, type Run, type ScoreSummary, scoreLabel } from "../../../src/core/run.ts";
import { dataText, h, icon } from "../../shared/dom.ts";
import { STATE_WORDS } from "../../shared/stateWords.ts";
import type { TableColumn, TableSort } from "../../shared/tableHead.ts";

/** What was asked and its id stand before the output; other fields come behind the scores, which they would push out. */
const FIELDS_BEFORE_OUTPUT = 2;
/** At most so many item fields become columns; the detail pane has all of them. */
const MAX_FIELDS = 6;
const CHAR_PX = 7.5;

export function sortKey(sort: RowSort | null): TableSort | null {
  if (sort === null) return null;
  const { column } = sort;
  const key =
    column.kind === "item"
      ? `item ${column.field}`
      : column.kind === "score"
        ? `score ${column.score}`
        : column.kind;
  return { key, descending: sort.descending };
}

/** The order after a click on a head: the other way round when it is already sorted by it. */
export function nextSort(key: string, sort: RowSort | null): RowSort {
  const isSame = sortKey(sort)?.key === key;
  const descending = isSame ? !(sort?.descending ?? true) : false;
  if (key.startsWith("item ")) return { column: { kind: "item", field: key.slice(5) }, descending };
  if (key.startsWith("score ")) return { column: { kind: "score", score: Number(key.slice(6)) }, descending };
  return { column: { kind: key as "index" | "output" }, descending };
}

/** The order in words, for the status line. */
export function sortInWords(sort: RowSort | null, run: Run): string {
  if (sort === null) return "in file order";
  const { column, descending } = sort;
  if (column.kind === "score") {
    const score = run.scores[column.score];
    const name = score === undefined ? "score" : scoreLabel(score, run.scores);
    return `sorted by ${name}, ${descending ? "highest" : "lowest"} first`;
  }
  const name = column.kind === "item" ? column.field : column.kind === "index" ? "row number" : column.kind;
  return `sorted by ${name}, ${descending ? "descending" : "ascending"}`;
}

export function drawScore(
  score: RowScore | undefined,
  decimals: number,
  locale: string,
  style: ScoreSummary,
): Node {
  if (score === undefined) return h("span", { class: "na" }, "—");
  const words = STATE_WORDS[score.state];
  const text = formatRowValue(score, decimals, locale, style);
  if (score.state === "error")
    return h("span", { class: "err", title: score.reason ?? words }, icon("error"), " error");
  if (words !== "") return h("span", { class: "na", title: words, "aria-label": `${text}, ${words}` }, text);
  if (isFailing(score.value, style)) return h("span", { class: "fail" }, text);
  if (typeof score.value === "boolean") return h("span", { class: "muted" }, text);
  if (isBelowThreshold(score.value, style)) return drawLow(score, text, style);
  const full =
    typeof score.value === "number" && String(score.value) !== text ? String(score.value) : undefined;
  return typeof score.value === "string"
    ? dataText(text, "clip")
    : h("span", full === undefined ? null : { title: full }, text);
}

/** A value on the worse side of the contract's threshold: a mark before the number, not colour alone. */
function drawLow(score: RowScore, text: string, { higherIsBetter, contract }: ScoreSummary): Node {
  const threshold = `${higherIsBetter ? "below" : "above"} ${contract?.passThreshold}`;
  return h(
    "span",
    { class: "low", title: `${String(score.value)}, ${threshold}`, "aria-label": `${text}, ${threshold}` },
    text,
  );
}

function drawText(text: string | null): Node {
  return text === null ? h("span", { class: "na" }, "—") : dataText(text, "clip");
}

function drawOutput(row: RowPreview): Node {
  if (row.error === null) return drawText(row.output);
  // A scorer may fail on a row that has its output: the output stays readable, the icon says that something failed.
  if (row.output === null) return h("span", { class: "err clip" }, icon("error"), " ", dataText(row.error));
  const failed = h(
    "span",
    { class: "err", title: row.error, role: "img", "aria-label": row.error },
    icon("error"),
  );
  return h("span", { class: "clip" }, failed, " ", dataText(row.output));
}

/** Widest text a score column can hold, in pixels: numbers are never cut. */
function scoreWidth(run: Run, index: number, locale: string): number {
  const score = run.scores[index];
  if (score === undefined) return 80;
  const decimals = valueDecimals(score);
  const texts = [score.min, score.max].map((value) =>
    formatRowValue({ state: value === null ? "missing" : "value", value }, decimals, locale, score),
  );
  const labels = score.kind === "label" ? score.rubric.map((level) => level.label) : [];
  const chars = Math.max(
    7,
    ...texts.map((text) => text.length),
    ...labels.map((text) => Math.min(18, text.length)),
  );
  const head = Math.min(26, scoreLabel(score, run.scores).length) * 6.3 + 34;
  return Math.ceil(Math.max(chars * CHAR_PX + 18, head));
}

/** Room for an item field: what the rows seen so far need, within limits; long ones share the spare width. */
function fieldRoom(label: string, texts: readonly (string | null)[], isNarrow: boolean) {
  const longest = Math.max(label.length + 2, ...texts.map((text) => text?.length ?? 0));
  const wantedPx = Math.ceil(longest * CHAR_PX + 18);
  const limitPx = isNarrow ? 200 : 170;
  return wantedPx <= limitPx ? { minPx: Math.max(56, wantedPx) } : { minPx: limitPx, grow: 2 };
}

/** `seen`: the rows of the first page, by which the columns of item fields are measured. */
export function toRowColumns(
  run: Run,
  locale: string,
  room: { readonly isNarrow: boolean; readonly isBesidePane: boolean },
  seen: readonly RowPreview[],
): readonly TableColumn<RowPreview>[] {
  const { isNarrow } = room;
  const lastNumber = String(run.rows).length;
  const fields = leadingFields(run.itemFields)
    .slice(0, isNarrow || room.isBesidePane ? 1 : MAX_FIELDS)
    .map((field): TableColumn<RowPreview> => {
      const i = run.itemFields.indexOf(field);
      const width = fieldRoom(
        field,
        seen.map((row) => row.fields[i] ?? null),
        isNarrow,
      );
      return {
        key: `item ${field}`,
        label: field,
        ...(seen.length === 0 ? { minPx: 170, grow: 2 } : width),
        isSortable: true,
        cell: (row) => drawText(row.fields[i] ?? null),
      };
    });
  const scores = run.scores.map((score, i): TableColumn<RowPreview> => {
    const decimals = valueDecimals(score);
    return {
      key: `score ${i}`,
      label: scoreLabel(score, run.scores),
      minPx: scoreWidth(run, i, locale),
      isNumeric: score.kind !== "label",
      isSortable: true,
      cell: (row) => drawScore(row.scores[i], decimals, locale, score),
    };
  });
  return [
    {
      key: "index",
      label: "#",
      minPx: Math.max(52, Math.ceil(lastNumber * 8 + 30)),
      isNumeric: true,
      isSortable: true,
      cell: (row) => h("span", { class: "muted" }, String(row.index + 1)),
    },
    ...fields.slice(0, FIELDS_BEFORE_OUTPUT),
    {
      key: "output",
      label: "output",
      minPx: 170,
      grow: 3,
      isSortable: true,
      cell: drawOutput,
    },
    ...scores,
    ...fields.slice(FIELDS_BEFORE_OUTPUT),
  ];
}

/** A row as tab-separated values at full precision. */
export function rowToText(row: RowPreview): string {
  const clean = (text: string | null) => (text ?? "").replace(/[\t\r\n]+/gu, " ");
  return [
    String(row.index + 1),
    ...row.fields.map(clean),
    clean(row.output),
    ...row.scores.map((score) => (score.value === null ? "" : String(score.value))),
  ].join("\t");
}
