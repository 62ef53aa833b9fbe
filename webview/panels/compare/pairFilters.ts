// The columns of a comparison of two runs that can be filtered, by their keys. Knows nothing of the page.
import type { OutcomeCondition } from "../../../src/core/compare/outcomeCondition.ts";
import type { CompareView } from "../../../src/protocol/comparePanel.ts";
import { inputColumns, type TypedColumn } from "../../compareShared/typedColumns.ts";

export type PairOf = OutcomeCondition["of"];

/** The key of a score's filter on one side, or of its delta's. */
export const scoreKey = (of: PairOf, score: number): string => `${of} ${score}`;

/** Every column that can be filtered: item fields, both outputs, both sides and the delta of each score. */
export function pairColumns(view: CompareView): readonly TypedColumn<PairOf>[] {
  const { summary, base, candidate } = view;
  const outputs = (["base", "candidate"] as const).map((of): TypedColumn<PairOf> => {
    const label = `output of ${of === "base" ? "A" : "B"}`;
    return { of, column: { key: `output ${of}`, label, kind: "text", place: { kind: "output" } } };
  });
  const scores = summary.scores.flatMap((score, at) =>
    (["base", "candidate", "delta"] as const).flatMap((of): readonly TypedColumn<PairOf>[] => {
      const run = of === "candidate" ? candidate : base;
      const name = of === "candidate" ? score.candidate : score.base;
      const own = run.scores.find((one) => one.name === name.name && one.metric === name.metric);
      if (own === undefined) return [];
      const sign = of === "delta" ? "Δ" : of === "base" ? "A" : "B";
      const kind = of !== "delta" && score.kind === "boolean" ? "boolean" : "number";
      const label = `${sign} ${score.name}`;
      return [{ of, column: { key: scoreKey(of, at), label, kind, at, score: own } }];
    }),
  );
  return [...inputColumns(view), ...outputs, ...scores];
}
