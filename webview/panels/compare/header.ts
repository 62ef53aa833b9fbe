// Head of the compare panel: the two runs by letter and name.

import type { Run } from "../../../src/core/run.ts";
import { formatDateTime } from "../../../src/core/text/formatTime.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { rowsInWords } from "../../charts/scoreFacts.ts";
import { dataText, h, icon, iconButton, runToken } from "../../shared/dom.ts";
import { actionButton } from "../../shared/toolkit.ts";
import type { CompareHost } from "./compareHost.ts";

export interface HeaderActions {
  readonly copySummary: () => void;
  readonly save: () => void;
}

/** What the host does at once. */
type HeaderHost = Pick<CompareHost, "swap" | "exportComparison" | "addRun">;

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

export function drawHeader(view: CompareView, host: HeaderHost, actions: HeaderActions): HTMLElement {
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
      iconButton("add", "Add a Run…", () => host.addRun()),
      iconButton("save", "Save Comparison…", actions.save),
      iconButton("arrow-swap", "Swap A and B", () => host.swap()),
      iconButton("copy", "Copy Summary as Markdown", actions.copySummary),
      actionButton({
        label: "Export…",
        icon: "export",
        isCompact: true,
        click: () => host.exportComparison(),
      }),
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
