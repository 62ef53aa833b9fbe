// One row of a result in full: what went in, what was expected, what came out, how it was scored and why, what was said on the
// way, and everything else that its record holds.

import type { CutText } from "../../../src/core/json/jsonTree.ts";
import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import { partInWords, type RowPart } from "../../../src/core/rows/rowParts.ts";
import type { RowSheet, RowTrials, SheetField, SheetScore } from "../../../src/core/rows/rowSheet.ts";
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import { isBelowThreshold, isFailing } from "../../../src/core/scores/metricContract.ts";
import { formatCount, formatRowValue, valueDecimals } from "../../../src/core/text/formatNumber.ts";
import { field } from "../../shared/detailPane.ts";
import { dataText, fill, h, icon, iconButton } from "../../shared/dom.ts";
import type { Folds } from "../../shared/folds.ts";
import { drawJsonTree } from "../../shared/jsonTree.ts";
import { STATE_WORDS } from "../../shared/stateWords.ts";
import { textBlock } from "../../shared/textBlock.ts";
import type { PartActions } from "./rowParts.ts";
import { drawTranscripts } from "./transcriptView.ts";
import { drawTrials } from "./trialsView.ts";

export interface RowDetailActions extends PartActions {
  readonly trials: () => Promise<RowTrials>;
  readonly goTo: (index: number) => void;
  readonly copyText: (text: string) => void;
}

export interface RowDetailParts {
  readonly sheet: RowSheet;
  readonly run: Run;
  readonly locale: string;
  readonly folds: Folds;
  readonly actions: RowDetailActions;
}

/** Longer values get a place of their own. */
const SHORT_CHARS = 60;

export function drawRowDetail({
  sheet,
  run,
  locale,
  folds,
  actions,
}: RowDetailParts): readonly HTMLElement[] {
  const { error, expected, output, scores, transcripts } = sheet;
  const names = leadingFields(sheet.item.map(({ name }) => name));
  const item = names.flatMap((name) => sheet.item.find((one) => one.name === name) ?? []);
  const [lead, ...others] = item;
  const whole = (kind: "item" | "source" | "transcript") => tools({ kind }, actions);
  return [
    error !== null &&
      field(
        "error",
        withClass(block(error, { kind: "error" }, actions), "err"),
        ...tools({ kind: "error" }, actions),
      ),
    lead !== undefined && drawField(lead, actions),
    expected !== null &&
      field(
        "expected",
        block(expected, { kind: "expected" }, actions),
        ...tools({ kind: "expected" }, actions),
      ),
    output === null
      ? field("output", h("div", { class: "na" }, "—"))
      : field("output", block(output, { kind: "output" }, actions), ...tools({ kind: "output" }, actions)),
    scores.length > 0 &&
      field(
        "scores",
        h("div", null, ...scores.map((score, i) => drawScoreLine(score, i, run, locale, actions))),
      ),
    sheet.trials.length > 1 && drawTrialsPart(sheet, run, locale, folds, actions),
    ...drawTranscripts(transcripts, folds, actions),
    others.length > 0 && drawFields("item fields", others, actions, ...whole("item")),
    sheet.rest.length > 0 &&
      folds.part("rest", true, [h("b", null, "also recorded")], () => drawFields("", sheet.rest, actions)),
    folds.part(
      "record",
      false,
      [h("b", null, "stored record "), h("span", { class: "muted" }, "as JSON")],
      () => drawJsonTree("Stored record", sheet.record, [], treeActions(actions)),
      ...whole("source"),
      ...(transcripts.length > 0
        ? [iconButton("go-to-file", "Open Transcript in Editor", () => actions.open({ kind: "transcript" }))]
        : []),
    ),
    drawIds(sheet, locale, actions),
  ].filter((part) => part !== false);
}

function withClass(element: HTMLElement, name: string): HTMLElement {
  element.classList.add(name);
  return element;
}

function tools(part: RowPart, actions: PartActions): readonly HTMLElement[] {
  const words = partInWords(part);
  const what = `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
  return [
    iconButton("go-to-file", `Open ${what} in Editor`, () => actions.open(part)),
    iconButton("copy", `Copy ${what}`, () => actions.copy(part)),
  ];
}

function block(text: CutText, part: RowPart, actions: PartActions): HTMLElement {
  return textBlock(text, { load: (from) => actions.text(part, from), open: () => actions.open(part) });
}

function treeActions(actions: PartActions) {
  return { load: actions.value, open: (path: SheetField["path"]) => actions.open({ kind: "value", path }) };
}

/** Short values in a list, each of the others in a place of its own. */
function drawFields(
  label: string,
  fields: readonly SheetField[],
  actions: PartActions,
  ...ofAll: readonly HTMLElement[]
): HTMLElement {
  const short = fields.filter(isShort);
  const list = short.flatMap(({ name, node }) => {
    const text =
      node.kind === "text" || node.kind === "plain" ? node.text : node.kind === "list" ? "[]" : "{}";
    return [h("dt", null, dataText(name)), h("dd", null, dataText(text))];
  });
  const facts = h("dl", { class: "kv tn" }, ...list);
  const others = fields.filter((one) => !isShort(one)).map((one) => drawField(one, actions));
  const own = label === "" ? facts : field(label, list.length === 0 ? h("div", null) : facts, ...ofAll);
  return h("div", null, ...(list.length === 0 && label === "" ? [] : [own]), ...others);
}

function isShort({ node }: SheetField): boolean {
  if (node.kind === "plain") return true;
  if (node.kind === "text") return node.length <= SHORT_CHARS && !node.text.includes("\n");
  return node.size === 0;
}

function drawField({ name, node, path }: SheetField, actions: PartActions): HTMLElement {
  const part: RowPart = { kind: "value", path };
  if (node.kind === "text") return field(name, block(node, part, actions), ...tools(part, actions));
  return field(name, drawJsonTree(name, node, path, treeActions(actions)), ...tools(part, actions));
}

function drawScoreLine(
  score: SheetScore,
  at: number,
  run: Run,
  locale: string,
  actions: PartActions,
): HTMLElement {
  const aggregate = run.scores.find((s) => s.name === score.name && s.metric === score.metric);
  const decimals = aggregate === undefined ? 2 : valueDecimals(aggregate);
  const text = formatRowValue(score, decimals, locale, aggregate);
  const isFail = isFailing(score.value, aggregate);
  const isLow = aggregate !== undefined && isBelowThreshold(score.value, aggregate);
  const tone = isFail ? "fail" : isLow ? "low" : score.value === null ? "na" : "";
  const value =
    score.state === "error"
      ? h("span", { class: "err" }, icon("error"), " error")
      : h("span", { class: tone }, dataText(text));
  const state = STATE_WORDS[score.state];
  const { reason, reasonLength } = score;
  return h(
    "div",
    { class: "sc" },
    dataText(scoreLabel(score, run.scores)),
    h("span", { class: "n tn" }, value),
    state === "" ? null : h("div", { class: "reason" }, state),
    reason === undefined || reason === ""
      ? null
      : withClass(
          block(
            { text: reason, length: reasonLength ?? reason.length },
            { kind: "reason", score: at },
            actions,
          ),
          "reason",
        ),
  );
}

/** The trials are read when they are looked at. */
function drawTrialsPart(
  sheet: RowSheet,
  run: Run,
  locale: string,
  folds: Folds,
  actions: RowDetailActions,
): HTMLElement {
  const count = formatCount(sheet.trials.length, locale);
  const summary = [h("b", null, "trials "), h("span", { class: "muted" }, `${count} rows of this item`)];
  return folds.part("trials", true, summary, () => {
    const body = h("div", { "aria-busy": true });
    const read = async (): Promise<void> => {
      try {
        fill(body, drawTrials(await actions.trials(), sheet.index, run, locale, actions.goTo));
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        fill(body, h("span", { class: "err", role: "alert" }, icon("error"), " ", dataText(why)));
      }
      body.removeAttribute("aria-busy");
    };
    void read();
    return body;
  });
}

function drawIds(
  { digest, trial, trials }: RowSheet,
  locale: string,
  actions: RowDetailActions,
): HTMLElement {
  const repeats =
    trials.length > 1
      ? [h("dt", null, "trial"), h("dd", null, `${formatCount(trial, locale)} of this item`)]
      : [];
  const copy = iconButton("copy", "Copy Digest", () => actions.copyText(digest));
  return h(
    "dl",
    { class: "kv tn ids" },
    h("dt", null, "digest"),
    h("dd", { class: "mono" }, h("span", null, digest), copy),
    ...repeats,
  );
}
