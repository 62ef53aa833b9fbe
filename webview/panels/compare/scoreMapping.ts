// Scores of other names that count as the same: what is mapped, what looks like a pair, and a pair of one's own choice.
import type { ScoreMapping } from "../../../src/core/compare/compareTypes.ts";
import { unpairedScores } from "../../../src/core/compare/scoreMapping.ts";
import type { Run } from "../../../src/core/run.ts";
import { dataText, h, icon, iconButton } from "../../shared/dom.ts";

export interface MappingParts {
  readonly base: Run;
  readonly candidates: readonly Run[];
  readonly scoreMap: readonly ScoreMapping[];
  readonly map: (scoreMap: readonly ScoreMapping[]) => void;
}

/** `null` where every score has its partner and nothing is mapped. */
export function drawScoreMapping({ base, candidates, scoreMap, map }: MappingParts): HTMLElement | null {
  const left = unpairedScores(base, candidates, scoreMap);
  const canChoose = left.base.length > 0 && left.candidates.length > 0;
  if (scoreMap.length === 0 && !canChoose) return null;
  const pills = scoreMap.map((mapping) =>
    h(
      "span",
      { class: "fchip" },
      dataText(`${mapping.base} = ${mapping.candidate}`),
      iconButton("close", `Compare ${mapping.base} and ${mapping.candidate} no longer as one score`, () =>
        map(scoreMap.filter((one) => one !== mapping)),
      ),
    ),
  );
  const offers = left.likely.map((mapping) =>
    h(
      "button",
      { class: "toggle", type: "button", on: { click: () => map([...scoreMap, mapping]) } },
      icon("link"),
      h("span", null, "Map ", dataText(`${mapping.base} = ${mapping.candidate}`)),
    ),
  );
  return h(
    "div",
    { class: "mapping", role: "group", "aria-label": "Scores of other names" },
    h("span", { class: "muted" }, scoreMap.length > 0 ? "Mapped scores" : "Scores without a partner"),
    ...pills,
    ...offers,
    canChoose ? drawChoice(left.base, left.candidates, (mapping) => map([...scoreMap, mapping])) : null,
  );
}

function drawChoice(
  bases: readonly string[],
  candidates: readonly string[],
  add: (mapping: ScoreMapping) => void,
): HTMLElement {
  const select = (label: string, names: readonly string[]): HTMLSelectElement =>
    h(
      "select",
      { class: "select", "aria-label": label },
      ...names.map((name) => h("option", { value: name }, dataText(name))),
    );
  const from = select("Score of A", bases);
  const to = select("Score of the candidate", candidates);
  const click = (): void => add({ base: from.value, candidate: to.value });
  return h(
    "span",
    { class: "row-flex tight" },
    from,
    "=",
    to,
    h("button", { class: "link", type: "button", on: { click } }, "Map"),
  );
}
