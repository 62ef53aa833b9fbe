// The receipt of an import as a plain text document: what was stored, which lines were skipped and why.
import * as vscode from "vscode";
import type { ImportOutcome } from "../core/importTypes.ts";
import { scoreLabel } from "../core/run.ts";
import { formatCount } from "../core/text/formatNumber.ts";

/** Opens the receipt of one or more imports. Plain text: nothing in it can act. */
export async function showReceipt(
  outcomes: readonly Extract<ImportOutcome, { kind: "imported" }>[],
): Promise<void> {
  const content = outcomes.map(receiptText).join("\n\n");
  const document = await vscode.workspace.openTextDocument({ language: "plaintext", content });
  await vscode.window.showTextDocument(document, { preview: true });
}

function receiptText({
  run,
  skipped,
  companion,
  roles,
}: Extract<ImportOutcome, { kind: "imported" }>): string {
  const count = (n: number): string => formatCount(n, vscode.env.language);
  const lines = [
    `${run.name}: ${count(run.rows)} rows stored, ${count(run.skippedLines)} lines skipped`,
    "",
    `Items     ${count(run.items)} distinct, ${count(run.duplicates)} repeated as trials`,
    `Scores    ${run.scores.map((score) => scoreLabel(score, run.scores)).join(", ") || "none"}`,
    `Unscored  ${run.scores.map((score) => `${count(run.items - score.scoredItems)} on ${score.name}`).join(", ") || "none"}`,
    ...(companion === null ? [] : [`Read with ${companion}`]),
    ...(roles === null ? [] : [`Input     ${roles.input.join(", ")}`, `Output    ${roles.output ?? "none"}`]),
  ];
  const listed = skipped.map(({ line, message }) => `line ${count(line)}: ${message}`);
  const rest = run.skippedLines - skipped.length;
  return [...lines, "", ...listed, ...(rest > 0 ? [`and ${count(rest)} more`] : [])].join("\n");
}
