// The columns of a comparison of several runs that can be filtered, by their keys. Knows nothing of the page.
import { letterOf } from "../../../src/core/compare/manyText.ts";
import type { ManyOutcomeOf } from "../../../src/core/compare/outcomeCondition.ts";
import type { ManyView } from "../../../src/protocol/manyPanel.ts";
import { inputColumns, type TypedColumn } from "../../compareShared/typedColumns.ts";

/** The key of a run's value of a score; of a candidate's delta; of a run's output. */
export const valueKey = (run: number, score: number): string => `value ${letterOf(run)} ${score}`;
export const deltaKey = (run: number, score: number): string => `delta ${letterOf(run)} ${score}`;
export const outputKey = (run: number): string => `output ${letterOf(run)}`;

/** Item fields, every run's output, every run's value of each score and every candidate's delta. */
export function manyFilterColumns(view: ManyView): readonly TypedColumn<ManyOutcomeOf>[] {
  const { summary, runs } = view;
  const outputs = runs.map((_, run): TypedColumn<ManyOutcomeOf> => {
    const label = `output of ${letterOf(run)}`;
    const column = { key: outputKey(run), label, kind: "text", place: { kind: "output" } } as const;
    return { of: { run, what: "value" }, column };
  });
  const scores = summary.scores.flatMap(({ name, candidates }, at) => {
    const known = candidates.find((one) => one !== null) ?? null;
    return runs.flatMap((own, run): readonly TypedColumn<ManyOutcomeOf>[] => {
      const compared = run === 0 ? known : (candidates[run - 1] ?? null);
      const key = run === 0 ? compared?.base : compared?.candidate;
      const score = own.scores.find((one) => one.name === key?.name && one.metric === key.metric);
      if (compared === null || score === undefined) return [];
      const kind = compared.kind === "boolean" ? "boolean" : "number";
      const letter = letterOf(run);
      const value = { key: valueKey(run, at), label: `${letter} ${name}`, kind, at, score } as const;
      const delta = {
        key: deltaKey(run, at),
        label: `Δ ${name} of ${letter}`,
        kind: "number",
        at,
        score,
      } as const;
      return [
        { of: { run, what: "value" }, column: value },
        ...(run === 0 ? [] : [{ of: { run, what: "delta" }, column: delta } as const]),
      ];
    });
  });
  return [...inputColumns(view), ...outputs, ...scores];
}
