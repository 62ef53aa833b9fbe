// How a row of a result prints: columns, their cells, and the order they can be sorted by.

import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import { fieldLabel } from "../../../src/core/rows/rowField.ts";
import { MEASURE_LABELS, MEASURE_NAMES } from "../../../src/core/rows/rowMeasures.ts";
import type { RowPreview } from "../../../src/core/rows/rowQuery.ts";
import {
  type RowScore,
  type Run,
  type ScoreAggregate,
  type ScoreSummary,
  scoreLabel,
} from "../../../src/core/run.ts";
import { isBelowThreshold, isFailing } from "../../../src/core/scores/metricContract.ts";
import { formatRowValue, formatValue, valueDecimals } from "../../../src/core/text/formatNumber.ts";
import { dataText, h, icon } from "../../shared/dom.ts";
import { readNumberFormat, withNumberFormat } from "../../shared/numberFormat.ts";
import { STATE_WORDS } from "../../shared/stateWords.ts";
import type { TableColumn } from "../../shared/tableHead.ts";
import type { TableLayout } from "../../shared/tableLayout.ts";

/** What was asked and its id stand before the output; other fields come behind the scores, which they would push out. */
const FIELDS_BEFORE_OUTPUT = 2;
/** More item fields than this are shown when asked for. */
const MAX_FIELDS = 6;
const CHAR_PX = 7.5;

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

/** Room for the marks of what people say of a row. */
const MARKS_PX = 36;

/** The row's number behind the marks of what people say of it. */
function drawNumber({ index, exclusion, note }: RowPreview): Node {
  const mark = (name: string, words: string): HTMLElement =>
    h("span", { class: "mark", role: "img", title: words, "aria-label": words }, icon(name));
  return h(
    "span",
    { class: "muted" },
    exclusion === undefined ? null : mark("circle-slash", `excluded: ${exclusion}`),
    note === undefined ? null : mark("note", `note: ${note}`),
    ` ${index + 1}`,
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
function scoreWidth(run: Run, score: ScoreAggregate, locale: string): number {
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

/**
 * `seen`: the rows of the first page, by which the columns of item fields are measured. `formats`: chosen ones,
 * by key; `more`: names of fields besides the item's own.
 */
export function toRowColumns(
  run: Run,
  locale: string,
  room: { readonly isNarrow: boolean; readonly isBesidePane: boolean },
  seen: readonly RowPreview[],
  { formats = {}, more = [] }: { formats?: TableLayout["formats"]; more?: readonly string[] } = {},
): readonly TableColumn<RowPreview>[] {
  const { isNarrow } = room;
  const lastNumber = String(run.rows).length;
  const shownFields = isNarrow || room.isBesidePane ? 1 : MAX_FIELDS;
  const fields = leadingFields(run.itemFields).map((field, place): TableColumn<RowPreview> => {
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
      isOptional: place >= shownFields,
      cell: (row) => drawText(row.fields[i] ?? null),
    };
  });
  const scores = run.scores.map((own, i): TableColumn<RowPreview> => {
    const key = `score ${i}`;
    const score = withNumberFormat(own, readNumberFormat(formats[key]));
    const decimals = valueDecimals(score);
    return {
      key,
      label: scoreLabel(score, run.scores),
      minPx: scoreWidth(run, score, locale),
      hasFormat: score.kind === "number",
      isNumeric: score.kind !== "label",
      isSortable: true,
      cell: (row) => drawScore(row.scores[i], decimals, locale, score),
    };
  });
  return [
    {
      key: "index",
      label: "#",
      minPx: Math.max(52, Math.ceil(lastNumber * 8 + 30)) + (run.rowMarks === undefined ? 0 : MARKS_PX),
      isNumeric: true,
      isSortable: true,
      cell: drawNumber,
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
    ...measureColumns(seen, locale),
    ...more.map((name) => moreColumn(name, run)),
    optional("error", 200, (row) => drawText(row.error)),
    optional("trial", 70, (row) => h("span", null, String(row.trial))),
    optional("digest", 120, (row) => h("span", { class: "mono clip" }, row.digest)),
  ];
}

/** A field besides the item's own: hidden until someone asks for it. */
function moreColumn(name: string, { itemFields }: Run): TableColumn<RowPreview> {
  return {
    key: `item ${name}`,
    label: fieldLabel(name, itemFields),
    minPx: 130,
    isOptional: true,
    isSortable: true,
    cell: (row) => drawText(row.more?.[name] ?? null),
  };
}

/** What rows took to answer, where the first of them tell: hidden until someone asks for it. */
function measureColumns(seen: readonly RowPreview[], locale: string): readonly TableColumn<RowPreview>[] {
  const told = MEASURE_NAMES.filter((name) => seen.some(({ measures }) => measures?.[name] !== undefined));
  return told.map((name) => ({
    key: `measure ${name}`,
    label: MEASURE_LABELS[name],
    minPx: 96,
    isOptional: true,
    isSortable: true,
    isNumeric: true,
    cell: (row) => {
      const value = row.measures?.[name];
      return value === undefined
        ? h("span", { class: "na" }, "—")
        : h("span", { title: String(value) }, formatValue(value, name === "costUsd" ? 4 : 0, locale));
    },
  }));
}

/** A column that is hidden until someone asks for it. */
function optional(
  key: "error" | "trial" | "digest",
  minPx: number,
  cell: (row: RowPreview) => Node,
): TableColumn<RowPreview> {
  return { key, label: key, minPx, isOptional: true, isSortable: true, isNumeric: key === "trial", cell };
}
