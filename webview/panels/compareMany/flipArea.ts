// The flip matrix with its rule: which score, and from where on a row passes. Asks the host; the newest answer counts.

import { passThreshold } from "../../../src/core/compare/flipMatrix.ts";
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { FlipMatrix, ManyScore, PassRule } from "../../../src/core/compare/manyTypes.ts";
import { formatCount } from "../../../src/core/text/formatNumber.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { fill, h, icon, iconButton } from "../../shared/dom.ts";
import { drawFlipList, drawFlipTwin } from "./flipList.ts";
import type { ManyHost } from "./manyHost.ts";

export interface FlipChoice {
  readonly score: number | null;
  /** As typed, by the name of the score; absent: the score's own. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly passed: readonly number[];
  readonly inputs: readonly InputCondition[];
}

export interface FlipActions {
  readonly choose: (passed: readonly number[]) => void;
  readonly threshold: (score: string, threshold: number) => void;
  /** The matrix that is shown now; `null` for none. */
  readonly counted: (matrix: FlipMatrix | null) => void;
}

/** The rule of a score: as typed, else the metric contract's or what makes it low; `null` where none is known. */
export function ruleOf(
  view: ManyView,
  { score, thresholds }: Pick<FlipChoice, "score" | "thresholds">,
): PassRule | null {
  if (score === null) return null;
  const shown = view.summary.scores[score];
  const key = shown?.candidates.find((one) => one !== null)?.base;
  const aggregate = view.runs[0]?.scores.find(
    ({ name, metric }) => name === key?.name && metric === key.metric,
  );
  const threshold =
    thresholds[shown?.name ?? ""] ?? (aggregate === undefined ? null : passThreshold(aggregate));
  return threshold === null ? null : { score, threshold };
}

export class FlipArea {
  readonly element = h("section", { class: "flipm", "aria-label": "Flip matrix" });
  private readonly head = h("div", { class: "fm-h" });
  private readonly body = h("div", { class: "fm-body" });
  private loading = new AbortController();
  private matrix: FlipMatrix | null = null;
  private asked = "";
  private isTwin = false;
  private last: { readonly view: ManyView; readonly choice: FlipChoice } | null = null;

  constructor(
    private readonly host: ManyHost,
    private readonly actions: FlipActions,
  ) {
    this.element.append(this.head, this.body);
  }

  show(view: ManyView, choice: FlipChoice): void {
    this.last = { view, choice };
    this.element.style.setProperty("--runs", String(view.runs.length));
    this.drawHead(view, choice);
    const rule = ruleOf(view, choice);
    const asked = JSON.stringify([rule, choice.inputs, view.rev]);
    if (asked === this.asked) {
      this.draw();
      return;
    }
    this.asked = asked;
    this.loading.abort();
    if (rule === null) {
      this.matrix = null;
      this.draw();
      this.actions.counted(null);
      return;
    }
    const loading = new AbortController();
    this.loading = loading;
    this.host.loadFlips(rule, choice.inputs, loading.signal).then(
      (matrix) => {
        if (loading.signal.aborted) return;
        this.matrix = matrix;
        this.draw();
        this.actions.counted(matrix);
      },
      (error: unknown) => {
        if (loading.signal.aborted) return;
        this.asked = "";
        fill(
          this.body,
          h("p", { class: "err note" }, error instanceof Error ? error.message : String(error)),
        );
      },
    );
  }

  private drawHead(view: ManyView, choice: FlipChoice): void {
    if (this.head.contains(document.activeElement) && document.activeElement instanceof HTMLInputElement)
      return;
    const score = choice.score === null ? undefined : view.summary.scores[choice.score];
    const rule = ruleOf(view, choice);
    const input = h("input", {
      class: "select tn",
      "aria-label": `Pass threshold of ${score?.name ?? "the score"}`,
    });
    input.type = "number";
    input.step = "any";
    input.value = rule === null ? "" : String(rule.threshold);
    input.placeholder = "threshold";
    input.addEventListener("change", () => {
      const threshold = input.valueAsNumber;
      if (score !== undefined && Number.isFinite(threshold)) this.actions.threshold(score.name, threshold);
    });
    const twin = iconButton(
      this.isTwin ? "graph" : "table",
      this.isTwin ? "Show as Matrix" : "Show as Table",
      () => {
        this.isTwin = !this.isTwin;
        if (this.last !== null) this.show(this.last.view, this.last.choice);
        this.head.querySelector<HTMLElement>(".icon-btn")?.focus();
      },
    );
    fill(
      this.head,
      h("h2", { class: "h" }, "Flip matrix"),
      h("span", { class: "grow" }),
      score === undefined
        ? null
        : h(
            "span",
            { class: "muted rule clip" },
            "pass is ",
            h("bdi", null, score.name),
            score.higherIsBetter ? " ≥" : " ≤",
          ),
      score === undefined ? null : input,
      twin,
    );
  }

  private draw(): void {
    const { matrix, last } = this;
    if (last === null) return;
    const { view, choice } = last;
    const score = choice.score === null ? undefined : view.summary.scores[choice.score];
    const why = whyNot(score, matrix);
    if (why !== null || matrix === null) {
      fill(this.body, note(why ?? ""));
      return;
    }
    const focused = this.body.contains(document.activeElement) ? document.activeElement?.id : undefined;
    const { locale } = view;
    const unscored =
      matrix.unscored === 0
        ? null
        : note(
            `${formatCount(matrix.unscored, locale)} items of all runs are not scored in each and left out.`,
          );
    const list = this.isTwin
      ? drawFlipTwin(matrix, locale)
      : drawFlipList({ matrix, chosen: choice.passed, locale, choose: this.actions.choose });
    fill(this.body, list, unscored);
    if (focused !== undefined && focused !== "") document.getElementById(focused)?.focus();
  }
}

function note(text: string): HTMLElement {
  return h("p", { class: "muted note" }, icon("info"), " ", text);
}

/** Why there is no matrix to show, and what to do. */
function whyNot(score: ManyScore | undefined, matrix: FlipMatrix | null): string | null {
  if (score === undefined) return "The runs share no score.";
  const lacking = score.candidates.indexOf(null);
  if (lacking !== -1)
    return `${letterOf(lacking + 1)} has no ${score.name}: choose a score that all runs have.`;
  if (matrix === null) return `Type from where on ${score.name} passes.`;
  return matrix.rows === 0 ? "No item is scored in all runs." : null;
}
