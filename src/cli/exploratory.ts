// That a saved comparison's filters on inputs leave only some items: said with their number, as text and in JSON.
import type { ComparisonHead } from "../core/compare/compareTypes.ts";
import type { InputCondition } from "../core/compare/inputCondition.ts";
import { exploratorySentence } from "../core/compare/inputText.ts";
import { inert, LOCALE } from "./render.ts";

export interface Exploratory {
  /** Members of the candidate's JSON. */
  readonly json: Readonly<Record<string, unknown>>;
  /** A line; empty without conditions. */
  readonly text: string;
}

/** `whole`: the same comparison over all items. */
export function exploratory(
  inputs: readonly InputCondition[],
  whole: ComparisonHead,
  head: ComparisonHead,
): Exploratory {
  if (inputs.length === 0) return { json: {}, text: "" };
  const counts = { n: head.summary.join.matched, all: whole.summary.join.matched };
  const sentence = exploratorySentence(inputs, counts, LOCALE);
  return {
    json: { exploratory: { n: counts.n, of: counts.all, inputs, sentence } },
    text: `${inert(sentence, 500)}\n`,
  };
}
