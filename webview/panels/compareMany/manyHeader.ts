// Head of the panel of several runs: each by letter and name, what may be done with it, and what to do with all.

import { letterOf } from "../../../src/core/compare/manyText.ts";
import { MOST_RUNS } from "../../../src/core/compare/manyTypes.ts";
import { shortName } from "../../../src/core/results/nodeTexts.ts";
import type { Run } from "../../../src/core/run.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { rowsInWords } from "../../charts/scoreFacts.ts";
import { dataText, h, iconButton, runToken } from "../../shared/dom.ts";
import { actionButton } from "../../shared/toolkit.ts";
import type { ManyHost } from "./manyHost.ts";

export interface ManyHeaderActions {
  readonly save: () => void;
  readonly copySummary: () => void;
}

/** What the host does at once. */
type HeaderHost = Pick<ManyHost, "addRun" | "removeRun" | "makeBase" | "openPair" | "exportComparison">;

/** `4 runs on docs-qa`; without the dataset where the runs name several or none. */
export function manyTitle(runs: readonly Run[]): string {
  const [first] = runs;
  const dataset = first?.dataset ?? null;
  const isShared = dataset !== null && runs.every((run) => run.dataset === dataset);
  return `${runs.length} runs${isShared ? ` on ${shortName(dataset)}` : ""}`;
}

/** What of a run is not in its name already. */
export function runFacts(run: Run, place: number, locale: string): string {
  const model = run.model !== null && run.model !== run.name ? shortName(run.model) : null;
  const facts = [place === 0 ? "base" : null, model, rowsInWords(run.rows, locale)];
  return facts.filter((text) => text !== null).join(", ");
}

export function drawManyHeader(
  { runs, locale, saved }: ManyView,
  host: HeaderHost,
  actions: ManyHeaderActions,
): HTMLElement {
  const add = iconButton("add", `Add a Run… (up to ${MOST_RUNS})`, () => host.addRun());
  add.disabled = runs.length >= MOST_RUNS;
  const save = actionButton({
    label: "Save Comparison…",
    icon: "save",
    isCompact: true,
    click: actions.save,
  });
  return h(
    "header",
    { class: "head" },
    h(
      "h1",
      { class: "title" },
      dataText(saved === null ? manyTitle(runs) : saved.name, "clip"),
      saved === null ? null : h("span", { class: "vs clip" }, dataText(manyTitle(runs))),
    ),
    h(
      "div",
      { class: "row-flex tight" },
      add,
      iconButton("copy", "Copy Summary as Markdown", actions.copySummary),
      actionButton({
        label: "Export…",
        icon: "export",
        isCompact: true,
        click: () => host.exportComparison(),
      }),
      save,
    ),
    h("ul", { class: "runs" }, ...runs.map((run, place) => drawRun(run, place, locale, host))),
  );
}

function drawRun(run: Run, place: number, locale: string, host: HeaderHost): HTMLElement {
  const letter = letterOf(place);
  const isBase = place === 0;
  const tools = isBase
    ? []
    : [
        iconButton("git-compare", `Open A and ${letter} Alone`, () => host.openPair(place)),
        iconButton("pinned", `Make ${letter} the Base`, () => host.makeBase(place)),
      ];
  return h(
    "li",
    null,
    runToken(letter),
    dataText(run.name, "clip"),
    h("span", { class: "muted clip facts-of" }, dataText(runFacts(run, place, locale))),
    h(
      "span",
      { class: "run-tools" },
      ...tools,
      iconButton("close", `Remove ${letter} from the Comparison`, () => host.removeRun(place)),
    ),
  );
}
