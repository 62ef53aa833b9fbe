// The tabs beside the rows: charts of the pair, slices, and more on the chosen score. Closed, only the rows are there.
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { fill, h } from "../../shared/dom.ts";
import { drawTabList } from "../../shared/tabList.ts";
import type { EvidenceHost } from "./evidenceHost.ts";
import { MoreTab } from "./moreTab.ts";
import { type EvidenceChoice, PairCharts } from "./pairCharts.ts";
import { PairSlicesTab } from "./pairSlicesTab.ts";

export const EVIDENCE_TABS = ["rows", "charts", "slices", "more"] as const;
export type EvidenceTab = (typeof EVIDENCE_TABS)[number];

export const TAB_LABELS: Readonly<Record<EvidenceTab, string>> = {
  rows: "Rows",
  charts: "Charts",
  slices: "Slices",
  more: "Evidence",
};

/** What is kept with the page. */
export interface EvidenceState {
  readonly tab: EvidenceTab;
  readonly isTable: boolean;
  readonly sliceField: string | null;
  readonly method: MethodChoice;
  readonly rule: string;
}

/** What decides what the tabs say; `score`: of the pair's own. */
export type ShownEvidence = Omit<EvidenceChoice, "score" | "isTable" | "setTable"> & {
  readonly score: number | null;
};

export class EvidenceArea {
  readonly tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "What is shown of the items" });
  readonly element = h("section", { class: "evidence", "aria-label": "Charts and slices" });
  private readonly charts: PairCharts;
  private readonly slices: PairSlicesTab;
  private readonly more: MoreTab;

  constructor(
    host: EvidenceHost,
    private readonly actions: {
      readonly change: (part: Partial<EvidenceState>) => void;
      readonly method: (method: MethodChoice) => void;
      readonly failed: (message: string) => void;
    },
  ) {
    this.charts = new PairCharts(host, actions.failed);
    this.slices = new PairSlicesTab(host);
    this.more = new MoreTab(host);
  }

  /** Tabs and what the chosen one shows. */
  show(view: CompareView, state: EvidenceState, choice: ShownEvidence): void {
    const canShow = choice.score !== null && view.summary.join.matched > 0;
    this.tabs.hidden = !canShow;
    const tab = canShow ? state.tab : "rows";
    const tabs = EVIDENCE_TABS.map((name) => ({ name, label: TAB_LABELS[name] }));
    drawTabList(this.tabs, tabs, tab, (next) => this.actions.change({ tab: next }));
    this.showTab(view, { ...state, tab }, choice);
  }

  /** What a tab shows, where others draw the tabs. */
  showTab(view: CompareView, { tab, ...state }: EvidenceState, choice: ShownEvidence): void {
    const { score } = choice;
    this.element.hidden = tab === "rows";
    if (tab !== "charts") this.charts.stop();
    if (tab !== "slices") this.slices.stop();
    if (score === null || tab === "rows") {
      fill(this.element);
      return;
    }
    const setTable = (isTable: boolean): void => this.actions.change({ isTable });
    const own: EvidenceChoice = { ...choice, score, isTable: state.isTable, setTable };
    const body = { charts: this.charts, slices: this.slices, more: this.more }[tab];
    if (body.element.parentElement !== this.element) fill(this.element, body.element);
    if (tab === "charts") this.charts.show(view, own);
    else if (tab === "slices")
      this.slices.show(view, {
        ...own,
        field: state.sliceField,
        chooseField: (sliceField) => this.actions.change({ sliceField }),
      });
    else
      this.more.show(view, {
        ...own,
        method: state.method,
        chooseMethod: this.actions.method,
        rule: state.rule,
        keepRule: (rule) => this.actions.change({ rule }),
      });
  }
}
