// A page of Weave's rows as the lines that are stored: one a trial, numbers as they were written, since digests of inputs
// depend on `1` and `1.0`. Pure. Source: Weave evaluation API, sections 6 and 7.
import { elementTexts, memberText } from "../../core/json/jsonText.ts";
import { compareCodePoints } from "../../core/json/pythonJson.ts";
import type { ResultsAnswer } from "./client.ts";

/** Lines of one run's trials, each with its line end, in the order of rows; trials by their call's id, so by time. */
export function rowLines({ text, wire }: ResultsAnswer, runId: string): readonly string[] {
  const rows = elementTexts(memberText(text, "rows") ?? "[]");
  return rows.flatMap((row, i) => {
    const digest = wire.rows?.[i]?.row_digest ?? "";
    const item = itemText(memberText(row, "raw_data_row") ?? "null", digest);
    const head = `{"row_digest":${JSON.stringify(digest)},"item":${item},"trial":`;
    return trialTexts(row, wire.rows?.[i]?.evaluations ?? [], runId).map(
      (trial) => `${oneLine(`${head}${trial}}`)}\n`,
    );
  });
}

type EvaluationsWire = NonNullable<NonNullable<ResultsAnswer["wire"]["rows"]>[number]["evaluations"]>;

function trialTexts(row: string, evaluations: EvaluationsWire, runId: string): readonly string[] {
  const texts = elementTexts(memberText(row, "evaluations") ?? "[]");
  const trials = evaluations.flatMap((evaluation, i) => {
    if (evaluation.evaluation_call_id !== runId) return [];
    const own = elementTexts(memberText(texts[i] ?? "{}", "trials") ?? "[]");
    return own.map((trial, n) => ({ id: evaluation.trials?.[n]?.predict_and_score_call_id ?? "", trial }));
  });
  // The service keeps no order among trials; a download that goes on after a break needs one.
  return trials.sort((a, b) => compareCodePoints(a.id, b.id)).map(({ trial }) => trial);
}

/**
 * The input as an object. A ref that stayed unresolved, and an input that is not there, leave the service's digest to join
 * by; other plain values stand under `input`.
 */
function itemText(raw: string, digest: string): string {
  const text = raw.trim();
  if (text.startsWith("{")) return text;
  if (text === "null" || /^"weave(?:-trace-internal)?:\/\/\//.test(text))
    return `{"row_digest":${JSON.stringify(digest)}}`;
  return `{"input":${text}}`;
}

/** Line ends outside strings are space; inside, JSON has none. */
function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, " ") : text;
}
