// pass@k of a score whose items were tried more than once: asks for it, and lets people choose k.
import { type Run, scoreLabel } from "../../../src/core/run.ts";
import type { RunPasses } from "../../../src/core/scores/passOfRun.ts";
import { definitionOf } from "../../../src/core/scores/statisticText.ts";
import { drawTwin } from "../../charts/tableTwin.ts";
import { dataText, fill, h } from "../../shared/dom.ts";
import { Asked } from "./asked.ts";
import type { ShowDrawn } from "./chartDrawing.ts";
import { type PassLine, type PassView, toPassView } from "./passView.ts";
import type { ResultHost } from "./resultHost.ts";

export class PassTab {
  readonly element = h("div", { class: "slices" });
  private readonly asked: Asked<RunPasses>;
  /** Tries chosen; `null`: the most there are. */
  private k: number | null = null;

  constructor(
    private readonly host: ResultHost,
    private readonly drawn: ShowDrawn,
  ) {
    this.asked = new Asked((words, ...more) => this.say(words, ...more));
  }

  /** Ends what is under way. */
  stop(): void {
    this.asked.stop();
  }

  show(run: Run, at: number, stamp: string, isTable: boolean, locale: string): void {
    const score = run.scores[at];
    if (score === undefined) return;
    // What passes is said by metrics.json, which may change.
    const key = JSON.stringify([run.id, at, score.contract ?? null, stamp]);
    const passes = this.asked.answer(key);
    if (passes === null) {
      this.drawn(null);
      void this.asked.ask({
        key,
        ask: (signal) => this.host.passes(at, signal),
        waiting: () => "Counting tries…",
        answered: () => this.show(run, at, stamp, isTable, locale),
      });
      return;
    }
    if (!passes.estimable) {
      this.drawn(null);
      this.say(`pass@k not estimable: ${passes.reason}.`);
      return;
    }
    const view = toPassView(passes, this.k, scoreLabel(score, run.scores), locale);
    this.drawn({ twin: view.twin, legend: view.legend });
    const choose = (k: number): void => {
      this.k = k;
      this.show(run, at, stamp, isTable, locale);
      this.element.querySelector<HTMLElement>("select")?.focus();
    };
    if (isTable) fill(this.element, drawTwin(view.twin));
    else
      fill(
        this.element,
        drawChooser(view, choose),
        h("div", { class: "slice-lines pass-lines tn" }, ...view.lines.map(drawLine)),
      );
  }

  private say(words: string, ...more: readonly Node[]): void {
    fill(this.element, h("div", { class: "no-values muted", role: "status" }, dataText(words), ...more));
  }
}

function drawChooser({ k, choices }: PassView, choose: (k: number) => void): HTMLElement {
  const select = h("select", { class: "select", "aria-label": "Tries (k)", "data-brush": "tries" });
  select.append(
    ...choices.map((one) => h("option", { value: String(one) }, `${one} ${one === 1 ? "try" : "tries"}`)),
  );
  select.value = String(k);
  select.addEventListener("change", () => choose(Number(select.value)));
  return h("div", { class: "slice-head" }, select);
}

function drawLine({ name, meaning, share, at }: PassLine): HTMLElement {
  const lane = h("span", { class: "slice-lane", "aria-hidden": true });
  if (at !== null) {
    const bar = h("i", { class: "share" });
    bar.style.width = `${at * 100}%`;
    lane.append(bar);
  }
  return h(
    "div",
    { class: "slice", title: definitionOf(meaning) },
    h("span", null, name),
    lane,
    h("span", { class: "n" }, share),
  );
}
