// What stands above the rows of several runs and changes only with the view: the head, and scores of other names.
import type { ScoreMapping } from "../../../src/core/compare/compareTypes.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import type { PanelSlots } from "../../compareShared/panelSlots.ts";
import { fill } from "../../shared/dom.ts";
import { drawScoreMapping } from "../compare/scoreMapping.ts";
import { drawManyHeader, type ManyHeaderActions } from "./manyHeader.ts";
import type { ManyHost } from "./manyHost.ts";

export interface ManyTopActions extends ManyHeaderActions {
  readonly map: (scoreMap: readonly ScoreMapping[]) => void;
}

/** What is copied is of the whole comparison: it must not depend on a filter that nobody sees later. */
export function drawManyTop(
  { header, mapping }: PanelSlots,
  view: ManyView,
  host: ManyHost,
  actions: ManyTopActions,
): void {
  fill(header, drawManyHeader(view, host, actions));
  const [base, ...candidates] = view.runs;
  const { scoreMap } = view;
  const { map } = actions;
  fill(mapping, base === undefined ? null : drawScoreMapping({ base, candidates, scoreMap, map }));
}
