// More on the chosen score: how interval and test are made, pass@k where items have trials, grader drift, and a gate to try.

import { driftSentence, passName, passSentence } from "../../../src/core/compare/evidenceText.ts";
import type {
  GateReport,
  MethodChoice,
  PairEvidence,
  PassShares,
} from "../../../src/core/compare/evidenceTypes.ts";
import { gateSentence, ruleSentence } from "../../../src/core/compare/gateText.ts";
import { leadingFields } from "../../../src/core/rows/itemColumns.ts";
import { formatScoreLimits } from "../../../src/core/text/formatInterval.ts";
import { formatMeanBeside, formatScoreDelta, NO_VALUE } from "../../../src/core/text/formatNumber.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { dataText, fill, h, icon, runToken } from "../../shared/dom.ts";
import { actionButton } from "../../shared/toolkit.ts";
import type { EvidenceHost } from "./evidenceHost.ts";
import { evidenceKey } from "./evidenceKey.ts";
import { drawMethod } from "./methodChoice.ts";
import type { EvidenceChoice } from "./pairCharts.ts";

export interface MoreChoice extends EvidenceChoice {
  readonly method: MethodChoice;
  readonly chooseMethod: (method: MethodChoice) => void;
  /** The gate's rule as typed. */
  readonly rule: string;
  readonly keepRule: (rule: string) => void;
}

export class MoreTab {
  readonly element = h("div", { class: "more" });
  private readonly method = h("section", { class: "more-part", "aria-label": "Method" });
  private readonly evidence = h("section", { class: "more-part", "aria-label": "Trials and grader" });
  private readonly gate = h("section", { class: "more-part", "aria-label": "Gate" });
  private request = new AbortController();
  private known: { readonly key: string; readonly found: PairEvidence } | null = null;
  private judged: { readonly key: string; readonly report: GateReport | string } | null = null;

  constructor(private readonly host: EvidenceHost) {
    this.element.append(this.method, this.evidence, this.gate);
  }

  stop(): void {
    this.request.abort();
    this.known = null;
  }

  show(view: CompareView, choice: MoreChoice): void {
    const score = view.summary.scores[choice.score];
    if (score === undefined) return;
    fill(
      this.method,
      h("h3", null, "Method"),
      drawMethod(choice.method, leadingFields(view.itemFields), choice.chooseMethod),
    );
    this.drawGate(view, choice);
    const key = evidenceKey(view, choice);
    if (this.known?.key === key) this.drawEvidence(view, choice, this.known.found);
    else void this.load(view, choice, key, false);
  }

  private async load(view: CompareView, choice: MoreChoice, key: string, drift: boolean): Promise<void> {
    this.request.abort();
    const request = new AbortController();
    this.request = request;
    const { score, inputs } = choice;
    if (drift) this.saying("Reading the outputs of both runs…");
    try {
      const found = await this.host.evidence({ score, inputs, k: null, drift }, request.signal);
      if (request.signal.aborted) return;
      this.known = { key, found };
      this.drawEvidence(view, choice, found);
    } catch (error) {
      if (!request.signal.aborted) this.saying(error instanceof Error ? error.message : String(error));
    }
  }

  private saying(words: string): void {
    fill(
      this.evidence,
      h("h3", null, "Trials and grader"),
      h("p", { class: "muted", role: "status" }, dataText(words)),
    );
  }

  private drawEvidence(view: CompareView, choice: MoreChoice, { pass, drift }: PairEvidence): void {
    const score = view.summary.scores[choice.score];
    if (score === undefined) return;
    const { locale } = view;
    const key = this.known?.key ?? "";
    const check = actionButton({
      label: "Check Grader Drift",
      icon: "law",
      isCompact: true,
      click: () => void this.load(view, choice, key, true),
    });
    const table = !pass.estimable
      ? null
      : h(
          "table",
          { class: "t pass-table", "aria-label": "pass@k" },
          h(
            "thead",
            null,
            h(
              "tr",
              null,
              h("th", { scope: "col" }, ""),
              h("th", { scope: "col", class: "n" }, runToken("A")),
              h("th", { scope: "col", class: "n" }, runToken(choice.letter)),
              h("th", { scope: "col", class: "n" }, "Δ"),
              h("th", { scope: "col", class: "n" }, "95 % interval"),
            ),
          ),
          h(
            "tbody",
            null,
            passLine(passName("any", pass.k), "At least one of the tries passes", pass.any, locale),
            passLine(passName("all", pass.k), "All of the tries pass", pass.all, locale),
          ),
        );
    fill(
      this.evidence,
      h("h3", null, "Trials and grader"),
      table,
      h("p", { class: "muted" }, dataText(passSentence(pass, locale))),
      drift === null ? check : h("p", { role: "status" }, dataText(driftSentence(score.name, drift, locale))),
    );
  }

  private drawGate(view: CompareView, choice: MoreChoice): void {
    const score = view.summary.scores[choice.score];
    if (score === undefined) return;
    const example = `${score.name}${score.higherIsBetter ? ">=-0.02" : "<=5%"}`;
    const input = h("input", { class: "input", "aria-label": "Gate rule" });
    input.placeholder = example;
    input.value = choice.rule;
    input.spellcheck = false;
    const judge = (): void => {
      choice.keepRule(input.value);
      void this.judge(view, choice, input.value.trim());
    };
    input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      judge();
    });
    const { judged } = this;
    const isCurrent = judged?.key === gateKey(view, choice.rule.trim());
    fill(
      this.gate,
      h("h3", null, "Gate"),
      h(
        "div",
        { class: "row-flex tight" },
        input,
        actionButton({ label: "Judge", isCompact: true, click: judge }),
      ),
      h(
        "div",
        { role: "status" },
        ...(judged !== null && isCurrent
          ? drawReport(judged.report, view.locale)
          : [
              h(
                "p",
                { class: "muted" },
                "How much worse may the score get? The whole comparison is judged, without filters; the command line does the same with --gate.",
              ),
            ]),
      ),
    );
  }

  private async judge(view: CompareView, choice: MoreChoice, rule: string): Promise<void> {
    const key = gateKey(view, rule);
    try {
      const report = await this.host.gate(rule === "" ? [] : [rule]);
      this.judged = rule === "" ? null : { key, report };
    } catch (error) {
      this.judged = { key, report: error instanceof Error ? error.message : String(error) };
    }
    this.drawGate(view, { ...choice, rule });
    this.gate.querySelector("input")?.focus();
  }
}

function gateKey(view: CompareView, rule: string): string {
  return JSON.stringify([rule, view.base.id, view.candidate.id, view.summary.join.keys]);
}

function drawReport(report: GateReport | string, locale: string): readonly HTMLElement[] {
  if (typeof report === "string") return [h("p", { class: "err" }, icon("error"), " ", dataText(report))];
  const mark = report.verdict === "fail" ? icon("error") : icon("pass");
  return [
    h("p", { class: report.verdict === "fail" ? "err" : "" }, mark, " ", gateSentence(report, locale)),
    ...report.rules.map((rule) => h("p", { class: "muted" }, dataText(ruleSentence(rule, report, locale)))),
  ];
}

function passLine(name: string, title: string, shares: PassShares, locale: string): HTMLElement {
  const style = { kind: "boolean" } as const;
  const means = [shares.base, shares.candidate];
  const cell = (text: string): HTMLElement => h("td", { class: "n" }, text);
  return h(
    "tr",
    null,
    h("td", { title }, name),
    ...means.map((mean) => cell(formatMeanBeside(mean, means, style, locale))),
    cell(formatScoreDelta(shares.delta, means, style, locale)),
    cell(shares.interval.estimable ? formatScoreLimits(shares.interval, means, style, locale) : NO_VALUE),
  );
}
