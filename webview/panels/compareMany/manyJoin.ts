// How the items of all runs meet: sentence, bar, who used the same inputs, a chip per part that filters the rows, and
// where no item is in all runs the fields that would bring items together.
import type { InputReport } from "../../../src/core/compare/compareTypes.ts";
import type { JoinChoice } from "../../../src/core/compare/joinChoice.ts";
import {
  allItems,
  letterOf,
  manyInputsSentence,
  manyJoinSentence,
} from "../../../src/core/compare/manyText.ts";
import type { ManyInputs, ManyMembers } from "../../../src/core/compare/manyTypes.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { drawShareBar } from "../../charts/shareBars.ts";
import { drawJoinedBy } from "../../compareShared/joinedBy.ts";
import { dataText, h, icon, runToken } from "../../shared/dom.ts";
import { drawExcludedLine } from "../../shared/excludedRows.ts";

export interface ManyJoinActions {
  readonly members: (members: ManyMembers) => void;
  /** None: by content. */
  readonly joinBy: (choice: JoinChoice) => void;
  readonly countExcluded: (withExcluded: boolean) => void;
}

/** What is known of the inputs: `null` while they are read. */
export type ManyInputsState = ManyInputs | { readonly failed: string } | null;

export interface MembersChip {
  readonly members: ManyMembers;
  readonly label: string;
  readonly run: number | null;
  readonly iconName: string | null;
  readonly count: number;
}

/** The chips that say something: all and one run always, numbers between and single runs where there are such items. */
export function toMembersChips({ summary }: Pick<ManyView, "summary">): readonly MembersChip[] {
  const { inRuns, runs } = summary.join;
  const chip = (
    members: ManyMembers,
    label: string,
    count: number,
    part: Partial<MembersChip> = {},
  ): MembersChip => ({
    ...{ members, label, count, run: null, iconName: null },
    ...part,
  });
  const byNumber = inRuns.map((count, i) => {
    const label =
      i + 1 === inRuns.length ? `In all ${inRuns.length}` : i === 0 ? "In one only" : `In ${i + 1}`;
    return chip({ kind: "in", runs: i + 1 }, label, count);
  });
  const { rows = [], items: gone = 0 } = summary.join.excluded ?? {};
  const excluded = rows.flatMap((count, run) =>
    count === 0
      ? []
      : [chip({ kind: "excluded", run }, "excluded", count, { run, iconName: "circle-slash" })],
  );
  const [one, ...more] = byNumber;
  const only = runs.flatMap(({ only }, run) =>
    only === 0 ? [] : [chip({ kind: "only", run }, "only", only, { run })],
  );
  const repeated = runs.flatMap(({ duplicates }, run) =>
    duplicates === 0
      ? []
      : [chip({ kind: "duplicates", run }, "duplicates", duplicates, { run, iconName: "copy" })],
  );
  return [
    ...more
      .reverse()
      .filter(({ count, members }) => count > 0 || (members.kind === "in" && members.runs === inRuns.length)),
    ...(one === undefined ? [] : [one]),
    ...only,
    ...repeated,
    ...excluded,
    ...(gone === 0
      ? []
      : [chip({ kind: "excluded", run: null }, "Not compared", gone, { iconName: "circle-slash" })]),
  ];
}

/** Fields that every candidate's inputs offer as a key, with the fewest items that one of them pairs by it. */
export function sharedOffers(
  inputs: readonly InputReport[],
): readonly { readonly field: string; readonly matched: number }[] {
  const [first, ...others] = inputs;
  return (first?.offers ?? []).flatMap(({ field, matched }) => {
    const same = others.map(({ offers }) => offers.find((offer) => offer.field === field)?.matched ?? 0);
    const least = Math.min(matched, ...same);
    return least === 0 ? [] : [{ field, matched: least }];
  });
}

export function drawManyJoin(
  view: ManyView,
  inputs: ManyInputsState,
  members: ManyMembers,
  actions: ManyJoinActions,
): HTMLElement {
  const { join } = view.summary;
  const count = (value: number): string => formatCount(value, view.locale);
  const parts = join.inRuns.map((items, i) => ({ items, runs: i + 1 })).reverse();
  const spoken = parts.map(
    ({ items, runs }) => `${count(items)} in ${runs === 1 ? "one run" : `${runs} runs`}`,
  );
  return h(
    "section",
    { class: "join", "aria-label": "How the items meet" },
    h(
      "div",
      { class: "join-top" },
      h("span", { class: "say tn" }, manyJoinSentence(join, view.locale)),
      drawInputs(inputs, view.locale),
      h("span", { class: "grow" }),
      drawJoinedBy(join, actions.joinBy),
    ),
    drawShareBar(
      "join-bar many",
      spoken.join(", "),
      parts.map(({ items, runs }) => ({
        className: runs === 1 ? "one" : `in in-${join.inRuns.length - runs}`,
        count: items,
      })),
    ),
    drawChips(view, members, actions),
    drawExcludedLine(
      join.excluded,
      view.runs.map((_, run) => letterOf(run)),
      view.locale,
      actions.countExcluded,
    ),
    drawOffers(view, inputs, actions),
  );
}

function drawInputs(inputs: ManyInputsState, locale: string): HTMLElement {
  if (inputs === null) return h("span", { class: "muted" }, "Checking inputs…");
  if ("failed" in inputs)
    return h("span", { class: "err" }, icon("error"), ` Inputs not checked: ${inputs.failed}`);
  const isIdentical = inputs.every((report) => report.isIdentical);
  const sentence = manyInputsSentence(inputs, locale) ?? "";
  return h(
    "span",
    { class: `inputs ${isIdentical ? "muted" : "warned"} clip`, title: sentence },
    icon(isIdentical ? "pass" : "warning"),
    dataText(sentence),
  );
}

function drawChips(view: ManyView, members: ManyMembers, actions: ManyJoinActions): HTMLElement {
  const chosen = JSON.stringify(members);
  const chips = toMembersChips(view).map(({ members: own, label, run, iconName, count }) => {
    const isOn = JSON.stringify(own) === chosen;
    return h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": isOn,
        "data-members": JSON.stringify(own),
        on: { click: () => actions.members(isOn ? { kind: "any" } : own) },
      },
      iconName === null ? null : icon(iconName),
      run === null ? null : runToken(letterOf(run)),
      label,
      h("span", { class: "c" }, formatCount(count, view.locale)),
    );
  });
  const all = h(
    "button",
    {
      class: "toggle",
      type: "button",
      "aria-pressed": members.kind === "any",
      on: { click: () => actions.members({ kind: "any" }) },
    },
    "Any",
    h("span", { class: "c" }, formatCount(allItems(view.summary.join), view.locale)),
  );
  return h("div", { class: "chips" }, ...chips, all);
}

function drawOffers(
  view: ManyView,
  inputs: ManyInputsState,
  { joinBy }: ManyJoinActions,
): HTMLElement | null {
  const { join } = view.summary;
  if (inputs === null || "failed" in inputs || (join.inRuns.at(-1) ?? 0) > 0 || join.keys.length > 0)
    return null;
  const buttons = sharedOffers(inputs).map(({ field, matched }) =>
    h(
      "button",
      { class: "toggle", type: "button", on: { click: () => joinBy({ keys: [field], by: "content" }) } },
      icon("key"),
      h("span", null, "Join by ", dataText(field)),
      h("span", { class: "c" }, `${formatCount(matched, view.locale)} items`),
    ),
  );
  const why =
    "Items are joined by the digest of their content, and no item has the same content in all runs.";
  return h("div", { class: "callout offers" }, icon("info"), h("span", null, why), ...buttons);
}
