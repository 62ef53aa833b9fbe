// One joined row of several runs in full: the item once, every run's output with the words that differ from the base's,
// and every score of every run with its reason.
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { ManyItem, ManyRow } from "../../../src/core/compare/manyTypes.ts";
import type { RowDetail } from "../../../src/core/rows/rowQuery.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { drawSide } from "../../compareShared/wordDiff.ts";
import { field, fullText } from "../../shared/detailPane.ts";
import { dataText, h, icon, iconButton, runToken } from "../../shared/dom.ts";
import { drawExclusion, firstThatCounts } from "../../shared/excludedRows.ts";
import { drawItem, scoreWords } from "../../shared/itemFields.ts";
import { drawCell, drawDelta, formatRowDelta, toScoreFormat } from "../compare/scoreFormat.ts";

export function drawManyDetail(
  detail: ManyItem,
  row: ManyRow,
  view: ManyView,
  openDiff: (run: number) => void,
): readonly HTMLElement[] {
  const firsts = detail.runs.map((rows) => rows[firstThatCounts(rows, view.withExcluded)] ?? null);
  const known = firsts.find((one) => one !== null) ?? null;
  if (known === null) return [h("p", { class: "muted" }, "No run has this item any more.")];
  const expected = firsts.find((one) => one !== null && one.expected !== null)?.expected ?? null;
  const item = drawItem(known.item);
  const base = firsts[0]?.output ?? null;
  return [
    ...item.first,
    ...(expected === null ? [] : [field("expected", fullText(expected))]),
    ...(view.summary.scores.length === 0 ? [] : [field("scores", drawScores(row, view, firsts))]),
    ...firsts.map((own, run) => drawOutput(own, run, base, detail.runs[run]?.length ?? 0, openDiff)),
    ...item.rest,
    h("dl", { class: "kv tn" }, h("dt", null, "digest"), h("dd", { class: "mono" }, detail.digest)),
  ];
}

function drawOutput(
  own: RowDetail | null,
  run: number,
  base: string | null,
  trials: number,
  openDiff: (run: number) => void,
): HTMLElement {
  const letter = letterOf(run);
  const content =
    own === null
      ? h("div", { class: "muted" }, `This item is not in ${letter}.`)
      : own.error !== null
        ? h("div", { class: "text err", dir: "auto" }, icon("error"), " ", dataText(own.error))
        : own.output === null
          ? h("div", { class: "muted" }, "No output on this row.")
          : run === 0 || base === null
            ? fullText(own.output)
            : h("div", { class: "text", dir: "auto" }, ...drawSide(base, own.output, "candidate"));
  const canDiff = run > 0 && own !== null && own.output !== null && base !== null;
  return h(
    "div",
    { class: `field box ${letter}` },
    h(
      "div",
      { class: "lab" },
      runToken(letter),
      "output",
      trials > 1 ? h("span", { class: "muted" }, `, first of ${trials} repetitions`) : null,
      h("span", { class: "grow" }),
      canDiff ? iconButton("diff", `Open Diff of A and ${letter}`, () => openDiff(run)) : null,
    ),
    drawExclusion(own),
    content,
  );
}

function drawScores(row: ManyRow, view: ManyView, firsts: readonly (RowDetail | null)[]): HTMLElement {
  const [base] = view.runs;
  const lines = view.summary.scores.flatMap((score, at) => {
    const own = row.scores[at];
    const known = score.candidates.find((one) => one !== null);
    if (own === undefined || base === undefined || known === undefined || known === null) return [];
    const cells = view.runs.map((run, place) => {
      const compared = score.candidates[place - 1] ?? known;
      const format = toScoreFormat(compared, base, run, view.locale);
      const cell = own.cells[place] ?? null;
      const key = place === 0 ? known.base : compared.candidate;
      const said = firsts[place]?.scores.find(
        ({ name, metric }) => name === key.name && metric === key.metric,
      );
      const title = said === undefined ? undefined : scoreWords(said);
      const first = own.cells[0] ?? null;
      const pair =
        place === 0 || first === null || cell === null
          ? null
          : {
              base: first,
              candidate: cell,
              delta: own.deltas[place - 1] ?? null,
              change: own.changes[place - 1] ?? "unscored",
            };
      const isShown =
        pair !== null && pair.change !== "same" && pair.change !== "unscored" && !format.isPassFail;
      return h(
        "td",
        { class: "n", title },
        cell === null ? h("span", { class: "na" }, "—") : drawCell(cell, format),
        pair !== null && isShown
          ? h("div", { class: "small" }, drawDelta(formatRowDelta(pair, format), pair.change))
          : null,
      );
    });
    return [h("tr", null, h("td", null, dataText(score.name), score.higherIsBetter ? null : " ↓"), ...cells)];
  });
  return h(
    "table",
    { class: "t many-scores tn" },
    h(
      "thead",
      null,
      h(
        "tr",
        null,
        h("th", { scope: "col" }, h("span", { class: "sr" }, "Score")),
        ...view.runs.map((_, place) => h("th", { scope: "col", class: "n" }, runToken(letterOf(place)))),
      ),
    ),
    h("tbody", null, ...lines),
  );
}
