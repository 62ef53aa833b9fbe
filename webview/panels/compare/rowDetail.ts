// One joined row in full: the item once, both outputs side by side, every score of both with its reason.
import type { CompareRow } from "../../../src/core/compare/compareTypes.ts";
import type { RowDetail } from "../../../src/core/rows/rowQuery.ts";
import type { ScoreKey } from "../../../src/core/run.ts";
import type { CompareDetail, CompareView } from "../../../src/protocol/comparePanel.ts";
import { drawSide } from "../../compareShared/wordDiff.ts";
import { field, fullText } from "../../shared/detailPane.ts";
import { dataText, fill, h, icon, runToken } from "../../shared/dom.ts";
import { drawExclusion, firstThatCounts } from "../../shared/excludedRows.ts";
import { drawItem, scoreWords } from "../../shared/itemFields.ts";
import { actionButton } from "../../shared/toolkit.ts";
import type { CompareHost } from "./compareHost.ts";
import { drawCell, drawDelta, formatRowDelta, toScoreFormat } from "./scoreFormat.ts";

/** Which repetition of the item is shown on each side. */
interface Shown {
  readonly base: number;
  readonly candidate: number;
}

/** Open the editor's own diffs: of both items where they differ, of both outputs. */
export function drawDiffButtons(row: CompareRow, host: CompareHost): readonly HTMLElement[] {
  const items = { label: "Diff Items", icon: "edit", isCompact: true };
  const outputs = { label: "Open Diff", icon: "diff", isCompact: true };
  const button = (options: typeof items, title: string, click: () => void): HTMLElement => {
    const made = actionButton({ ...options, click });
    made.title = title;
    return made;
  };
  const canDiff = row.base !== null && row.candidate !== null;
  return [
    ...(row.isChanged
      ? [button(items, "Show what changed in the item", () => host.openItemDiff(row.position))]
      : []),
    ...(canDiff ? [button(outputs, "Open Diff (Ctrl+Enter)", () => host.openDiff(row.position))] : []),
  ];
}

export function drawCompareDetail(detail: CompareDetail, row: CompareRow, view: CompareView): HTMLElement {
  const place = h("div", null);
  const show = (shown: Shown): void => {
    fill(place, ...drawParts(detail, row, view, shown, show));
  };
  const first = (rows: readonly RowDetail[]): number => firstThatCounts(rows, view.withExcluded);
  show({ base: first(detail.base), candidate: first(detail.candidate) });
  return place;
}

function drawParts(
  detail: CompareDetail,
  row: CompareRow,
  view: CompareView,
  shown: Shown,
  show: (shown: Shown) => void,
): readonly HTMLElement[] {
  const base = detail.base[shown.base] ?? null;
  const candidate = detail.candidate[shown.candidate] ?? null;
  const either = base ?? candidate;
  if (either === null) return [h("p", { class: "muted" }, "Neither run has this item any more.")];
  const expected = base?.expected ?? candidate?.expected ?? null;
  const item = drawItem(either.item);
  return [
    ...item.first,
    ...(expected === null ? [] : [field("expected", fullText(expected))]),
    h(
      "div",
      { class: "duo" },
      drawOutput("base", base, candidate, detail.base.length, shown.base, (at) =>
        show({ ...shown, base: at }),
      ),
      drawOutput("candidate", base, candidate, detail.candidate.length, shown.candidate, (at) =>
        show({ ...shown, candidate: at }),
      ),
    ),
    ...(view.summary.scores.length === 0 ? [] : [field("scores", drawScores(row, view, base, candidate))]),
    ...item.rest,
    h(
      "dl",
      { class: "kv tn" },
      h("dt", null, "digest"),
      h("dd", { class: "mono" }, detail.digest),
      h("dt", null, "row"),
      h("dd", null, rowNumbers(base, candidate)),
    ),
  ];
}

function rowNumbers(base: RowDetail | null, candidate: RowDetail | null): string {
  return [
    base === null ? "not in A" : `${base.index + 1} of A`,
    candidate === null ? "not in B" : `${candidate.index + 1} of B`,
  ].join(", ");
}

function drawOutput(
  side: "base" | "candidate",
  base: RowDetail | null,
  candidate: RowDetail | null,
  trials: number,
  shown: number,
  choose: (trial: number) => void,
): HTMLElement {
  const own = side === "base" ? base : candidate;
  const letter = side === "base" ? "A" : "B";
  const content =
    own === null
      ? h("div", { class: "muted" }, `This item is not in ${letter}.`)
      : own.error !== null
        ? h("div", { class: "text err", dir: "auto" }, icon("error"), " ", own.error)
        : own.output === null
          ? h("div", { class: "muted" }, "No output on this row.")
          : h(
              "div",
              { class: "text", dir: "auto" },
              ...drawSide(base?.output ?? null, candidate?.output ?? null, side),
            );
  const buttons = Array.from({ length: trials }, (_, i) =>
    h(
      "button",
      {
        class: "toggle",
        type: "button",
        "aria-pressed": i === shown,
        "aria-label": `Repetition ${i + 1} in ${letter}`,
        on: { click: () => choose(i) },
      },
      String(i + 1),
    ),
  );
  return h(
    "div",
    { class: `field box ${letter}` },
    h(
      "div",
      { class: "lab" },
      runToken(letter),
      "output",
      h("span", { class: "grow" }),
      trials > 1 ? h("span", { class: "seg" }, ...buttons) : null,
    ),
    drawExclusion(own),
    content,
  );
}

function reasonOf(row: RowDetail | null, key: ScoreKey): string {
  const score = row?.scores.find((s) => s.name === key.name && s.metric === key.metric);
  return score === undefined ? "" : scoreWords(score);
}

function drawScores(
  row: CompareRow,
  view: CompareView,
  base: RowDetail | null,
  candidate: RowDetail | null,
): HTMLElement {
  const cells = view.summary.scores.flatMap((score, i) => {
    const own = row.scores[i];
    if (own === undefined) return [];
    const format = toScoreFormat(score, view.base, view.candidate, view.locale);
    const reasons = (["A", "B"] as const).map((letter) => ({
      letter,
      text: letter === "A" ? reasonOf(base, score.base) : reasonOf(candidate, score.candidate),
    }));
    const said = reasons.filter((reason) => reason.text !== "");
    return [
      h("span", { class: "clip" }, dataText(score.name), score.higherIsBetter ? null : " ↓"),
      h("span", { class: "n" }, drawCell(own.base, format)),
      h("span", { class: "n" }, drawCell(own.candidate, format)),
      drawDelta(formatRowDelta(own, format), own.change),
      ...said.map((reason) =>
        h("div", { class: "reason" }, runToken(reason.letter), h("span", { dir: "auto" }, reason.text)),
      ),
    ];
  });
  const heads = [
    h("span", null),
    h("span", { class: "n" }, runToken("A")),
    h("span", { class: "n" }, runToken("B")),
    h("span", { class: "n muted small" }, "Δ B − A"),
  ];
  return h("div", { class: "score-grid tn" }, ...heads, ...cells);
}
