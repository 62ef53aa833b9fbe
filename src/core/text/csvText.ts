// Cells of exported CSV: how values read back, and what keeps a spreadsheet from running them.
import type { RowScore } from "../run.ts";

/** A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function guardFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

/** A score as a cell: numbers and booleans as they are, `NaN`, `Infinity`, `null` and `error` by name, missing empty. */
export function scoreCell(score: RowScore): string | number | boolean {
  switch (score.state) {
    case "value":
    case "text":
      return score.value ?? "";
    case "nan":
      return "NaN";
    case "infinite":
      return String(score.value ?? "Infinity");
    case "null":
      return "null";
    case "error":
      return "error";
    case "missing":
      return "";
  }
}

/** A score as JSON: as `scoreCell`, with null for null; `undefined` (left out) for a missing one. */
export function scoreJson(score: RowScore): string | number | boolean | null | undefined {
  if (score.state === "missing") return undefined;
  return score.state === "null" ? null : scoreCell(score);
}
