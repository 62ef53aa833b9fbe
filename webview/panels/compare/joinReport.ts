// How the items of both runs meet: sentence, bar, whether the inputs were the same, a chip per part that filters the
// rows, and where little matches the fields that would bring more items together.
import type { ExcludedReport } from "../../../src/core/compare/cellTypes.ts";
import type { CompareFilter, InputReport, JoinReport } from "../../../src/core/compare/compareTypes.ts";
import { pairExcluded } from "../../../src/core/compare/excludedRowsText.ts";
import {
  changedFieldsText,
  inputsSentence,
  isLittle,
  noMatchSentence,
} from "../../../src/core/compare/inputText.ts";
import type { JoinChoice } from "../../../src/core/compare/joinChoice.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { drawShareBar } from "../../charts/shareBars.ts";
import { drawJoinedBy } from "../../compareShared/joinedBy.ts";
import { dataText, h, icon, runToken } from "../../shared/dom.ts";
import { drawExcludedLine } from "../../shared/excludedRows.ts";
import { joinSentence } from "./sentences.ts";

export interface JoinActions {
  readonly filter: (filter: CompareFilter) => void;
  /** None: by content. */
  readonly joinBy: (choice: JoinChoice) => void;
  readonly countExcluded: (withExcluded: boolean) => void;
}

/** What is known of the inputs: `null` while they are read. */
export type InputsState = InputReport | { readonly failed: string } | null;

export function drawJoin(
  view: CompareView,
  inputs: InputsState,
  filter: CompareFilter,
  actions: JoinActions,
): HTMLElement {
  const { join } = view.summary;
  const { locale } = view;
  const count = (value: number) => formatCount(value, locale);
  return h(
    "section",
    { class: "join", "aria-label": "How the items meet" },
    h(
      "div",
      { class: "join-top" },
      h("span", { class: "say tn" }, joinSentence(join, locale)),
      drawInputs(inputs, locale),
      h("span", { class: "grow" }),
      drawJoinedBy(join, actions.joinBy),
    ),
    drawShareBar(
      "join-bar",
      `${count(join.onlyBase)} only in A, ${count(join.matched)} matched, ${count(join.onlyCandidate)} only in B`,
      [
        { className: "a", count: join.onlyBase },
        { className: "m", count: join.matched },
        { className: "b", count: join.onlyCandidate },
      ],
    ),
    drawChips(view, inputs, filter, actions),
    drawExcludedLine(pairExcluded(join.excluded), ["A", "B"], locale, actions.countExcluded),
    drawOffers(join, inputs, locale, actions),
  );
}

function drawInputs(inputs: InputsState, locale: string): HTMLElement {
  if (inputs === null) return h("span", { class: "muted" }, "Checking inputs…");
  if ("failed" in inputs)
    return h("span", { class: "err" }, icon("error"), ` Inputs not checked: ${inputs.failed}`);
  const fields = inputs.changed === 0 ? undefined : `They differ in ${changedFieldsText(inputs, locale)}.`;
  const mark = inputs.isIdentical ? icon("pass") : icon("warning");
  const tone = inputs.isIdentical ? "muted" : "warned";
  return h(
    "span",
    { class: `inputs ${tone}`, title: fields },
    mark,
    dataText(inputsSentence(inputs, locale)),
  );
}

function drawChips(
  view: CompareView,
  inputs: InputsState,
  filter: CompareFilter,
  actions: JoinActions,
): HTMLElement {
  const { join } = view.summary;
  const chip: Chip = (name, value, ...content) =>
    h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": name === "matched" ? !OWN_FILTERS.includes(filter) : filter === name,
        "data-filter": name,
        on: { click: () => actions.filter(name) },
      },
      ...content,
      h("span", { class: "c" }, formatCount(value, view.locale)),
    );
  const report = inputs !== null && !("failed" in inputs) ? inputs : null;
  const hasDuplicates = join.duplicateBase + join.duplicateCandidate > 0;
  return h(
    "div",
    { class: "chips" },
    chip("matched", join.matched, "Matched"),
    chip("onlyBase", join.onlyBase, runToken("A"), "Only in A"),
    chip("onlyCandidate", join.onlyCandidate, runToken("B"), "Only in B"),
    join.duplicateBase > 0 && chip("duplicatesBase", join.duplicateBase, icon("copy"), "Duplicates in A"),
    join.duplicateCandidate > 0 &&
      chip("duplicatesCandidate", join.duplicateCandidate, icon("copy"), "Duplicates in B"),
    report !== null &&
      report.changed > 0 &&
      chip(
        "contentChanged",
        report.changed,
        icon("edit"),
        h("span", null, "Same ", dataText(report.pairedBy.join(" and ")), ", content changed"),
      ),
    ...(join.excluded === undefined ? [] : excludedChips(join.excluded, chip)),
    !hasDuplicates && h("span", { class: "no-duplicates muted" }, "No duplicates"),
  );
}

type Chip = (name: CompareFilter, value: number, ...content: readonly (Node | string)[]) => HTMLElement;

function excludedChips(
  { baseRows, candidateRows, items }: ExcludedReport,
  chip: Chip,
): readonly HTMLElement[] {
  const mark = (): HTMLElement => icon("circle-slash");
  return [
    ...(baseRows > 0 ? [chip("excludedBase", baseRows, mark(), "Excluded in A")] : []),
    ...(candidateRows > 0 ? [chip("excludedCandidate", candidateRows, mark(), "Excluded in B")] : []),
    ...(items > 0 ? [chip("excluded", items, mark(), "Not compared")] : []),
  ];
}

/** Filters that a chip of the join stands for; all others are among the matched. */
const OWN_FILTERS: readonly CompareFilter[] = [
  "onlyBase",
  "onlyCandidate",
  "duplicatesBase",
  "duplicatesCandidate",
  "contentChanged",
  "excludedBase",
  "excludedCandidate",
  "excluded",
];

function drawOffers(
  join: JoinReport,
  inputs: InputsState,
  locale: string,
  { joinBy }: JoinActions,
): HTMLElement | null {
  if (inputs === null || "failed" in inputs || !isLittle(join)) return null;
  const why = noMatchSentence(join, inputs, locale);
  if (why === null && inputs.offers.length === 0) return null;
  const items = (value: number): string => `${formatCount(value, locale)} ${value === 1 ? "item" : "items"}`;
  const buttons = inputs.offers.map(({ field, matched }) =>
    h(
      "button",
      { class: "toggle", type: "button", on: { click: () => joinBy({ keys: [field], by: "content" }) } },
      icon("key"),
      h("span", null, "Join by ", dataText(field)),
      h("span", { class: "c" }, `${items(matched)}`),
    ),
  );
  return h(
    "div",
    { class: "callout offers" },
    icon("info"),
    h("span", null, why === null ? "Few items have the same content in both runs." : dataText(why)),
    ...buttons,
  );
}
