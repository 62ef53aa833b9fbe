// Head of the compare panel: the two runs by letter and name, then how their items meet.
import type { CompareFilter } from "../../../src/core/compareTypes.ts";
import { formatCount } from "../../../src/core/formatNumber.ts";
import { formatDateTime } from "../../../src/core/formatTime.ts";
import type { Run } from "../../../src/core/run.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { rowsInWords } from "../../charts/scoreFacts.ts";
import { drawShareBar } from "../../charts/shareBars.ts";
import { dataText, h, icon, iconButton, runToken } from "../../shared/dom.ts";
import { actionButton } from "../../shared/toolkit.ts";
import { joinSentence } from "./sentences.ts";

export interface HeaderActions {
  readonly swap: () => void;
  readonly exportComparison: () => void;
}

/** What both runs have in common is said once, what differs is said per run. */
export function sharedFact(base: string | null, candidate: string | null): string | null {
  return base !== null && base === candidate ? base : null;
}

function drawRunFacts(run: Run, side: "A" | "B", other: Run, locale: string): HTMLElement {
  const own = [
    run.model !== null && run.model !== run.name ? run.model : null,
    run.dataset === other.dataset ? null : run.dataset,
    run.metric === other.metric ? null : run.metric,
    formatDateTime(run.createdAt, locale),
    rowsInWords(run.rows, locale),
  ].filter((text) => text !== null);
  return h(
    "span",
    { class: "fact tn" },
    runToken(side),
    h("span", { class: "clip" }, dataText(own.join(", "))),
  );
}

export function drawHeader(view: CompareView, actions: HeaderActions): HTMLElement {
  const { base, candidate, locale } = view;
  const dataset = sharedFact(base.dataset, candidate.dataset);
  const metric = sharedFact(base.metric, candidate.metric);
  return h(
    "header",
    { class: "head" },
    h(
      "h1",
      { class: "title" },
      runToken("A"),
      dataText(base.name, "clip"),
      h("span", { class: "vs" }, "and"),
      runToken("B"),
      dataText(candidate.name, "clip"),
    ),
    h(
      "div",
      { class: "row-flex tight" },
      iconButton("arrow-swap", "Swap A and B", actions.swap),
      actionButton({ label: "Export…", icon: "export", isCompact: true, click: actions.exportComparison }),
    ),
    h(
      "div",
      { class: "facts" },
      dataset !== null &&
        h(
          "span",
          { class: "fact", title: "Dataset" },
          icon("database"),
          h("b", { class: "clip" }, dataText(dataset)),
        ),
      metric !== null &&
        h(
          "span",
          { class: "fact", title: "Metric" },
          icon("beaker"),
          h("b", { class: "clip" }, dataText(metric)),
        ),
      drawRunFacts(base, "A", candidate, locale),
      drawRunFacts(candidate, "B", base, locale),
    ),
  );
}

/** The join: sentence, proportional bar, and a chip per part that filters the rows. */
export function drawJoin(
  view: CompareView,
  filter: CompareFilter,
  choose: (filter: CompareFilter) => void,
): HTMLElement {
  const { join } = view.summary;
  const { locale } = view;
  const count = (value: number) => formatCount(value, locale);
  const isMatched = !["onlyBase", "onlyCandidate", "duplicates"].includes(filter);
  const chip = (name: CompareFilter, isOn: boolean, ...content: readonly (Node | string)[]) =>
    h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": isOn,
        "data-filter": name,
        on: { click: () => choose(name) },
      },
      ...content,
    );
  const number = (value: number) => h("span", { class: "c" }, count(value));
  const duplicates = join.duplicateBase + join.duplicateCandidate;
  return h(
    "section",
    { class: "join", "aria-label": "How the items meet" },
    h(
      "div",
      { class: "join-top" },
      h("span", { class: "say tn" }, joinSentence(join, locale)),
      h("span", { class: "grow" }),
      h("span", { class: "muted hide-n" }, "Joined by content digest"),
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
    h(
      "div",
      { class: "chips" },
      chip("matched", isMatched, "Matched", number(join.matched)),
      chip("onlyBase", filter === "onlyBase", runToken("A"), "Only in A", number(join.onlyBase)),
      chip(
        "onlyCandidate",
        filter === "onlyCandidate",
        runToken("B"),
        "Only in B",
        number(join.onlyCandidate),
      ),
      duplicates > 0
        ? chip(
            "duplicates",
            filter === "duplicates",
            icon("copy"),
            "Duplicates in A",
            number(join.duplicateBase),
            "in B",
            number(join.duplicateCandidate),
          )
        : h("span", { class: "no-duplicates muted" }, "No duplicates in A or B"),
    ),
  );
}
