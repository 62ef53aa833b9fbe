// What an answer about pairs belongs to: another join, switch, score or filter makes it another answer.
import type { InputCondition } from "../../../src/core/compare/inputCondition.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";

/** The same only for the same question; `more`: what a tab asks besides. */
export function evidenceKey(
  { rev, base, candidate, summary }: CompareView,
  { score, inputs }: { readonly score: number; readonly inputs: readonly InputCondition[] },
  ...more: readonly unknown[]
): string {
  return JSON.stringify([rev, base.id, candidate.id, summary.join.keys, score, inputs, ...more]);
}
