// Head of the result panel: what was evaluated, where it comes from, how much of it is scored.

import { measureFacts } from "../../../src/core/rows/measureSummary.ts";
import type { Run } from "../../../src/core/run.ts";
import { formatShare } from "../../../src/core/text/formatNumber.ts";
import { formatDateTime } from "../../../src/core/text/formatTime.ts";
import { dataText, h, icon } from "../../shared/dom.ts";
import { actionButton } from "../../shared/toolkit.ts";
import { type Coverage, rowNotes, toCoverage } from "./coverage.ts";

export interface HeaderActions {
  readonly compare: () => void;
  readonly exportRun: () => void;
}

function fact(iconName: string, kind: string, text: string): HTMLElement {
  return h(
    "span",
    { class: "fact", title: kind },
    icon(iconName),
    h("span", { class: "sr" }, `${kind}: `),
    h("b", { class: "clip" }, dataText(text)),
  );
}

export function drawHeader(run: Run, locale: string, actions: HeaderActions): HTMLElement {
  const coverage = toCoverage(run, locale);
  const labels = Object.entries(run.labels);
  return h(
    "header",
    { class: "head" },
    h("h1", { class: "title" }, dataText(run.name, "clip")),
    h(
      "div",
      { class: "row-flex tight" },
      actionButton({ label: "Compare…", icon: "git-compare", isPrimary: true, click: actions.compare }),
      actionButton({ label: "Export…", icon: "export", isCompact: true, click: actions.exportRun }),
    ),
    h(
      "div",
      { class: "facts" },
      run.model !== null && fact("server-process", "Model", run.model),
      run.dataset !== null && fact("database", "Dataset", run.dataset),
      run.metric !== null && fact("beaker", "Metric", run.metric),
      ...labels.map(([name, value]) =>
        h("span", { class: "fact" }, dataText(name), " ", h("b", { class: "clip" }, dataText(value))),
      ),
    ),
    h(
      "div",
      { class: "facts" },
      // A file that does not say when it was made has the time of its import.
      fact(
        "calendar",
        run.createdAt === run.importedAt ? "Imported" : "Evaluated",
        formatDateTime(run.createdAt, locale),
      ),
      h(
        "span",
        { class: "fact", title: "Source" },
        icon("file"),
        h("b", { class: "clip" }, dataText(run.sourceFile)),
        dataText(run.format),
      ),
      coverage !== null && drawCoverage(coverage, locale),
      ...rowNotes(run, locale).map((note) => h("span", { class: "fact tn" }, note)),
      ...measureFacts(run.measures ?? [], run.rows, locale).map(({ text, hint }) =>
        h("span", { class: "fact tn", title: hint }, text),
      ),
    ),
  );
}

function drawCoverage(coverage: Coverage, locale: string): HTMLElement {
  const bar = h("i", null);
  bar.style.width = `${coverage.share * 100}%`;
  return h(
    "span",
    { class: "fact tn", title: formatShare(coverage.share, 1, locale) },
    h("span", { class: "cov", "aria-hidden": true }, bar),
    h("span", { class: "clip" }, h("b", null, dataText(coverage.text)), coverage.rest),
  );
}
