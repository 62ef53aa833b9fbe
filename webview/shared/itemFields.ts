// The item of a row field by field, and what is said of a score without a number. Shared by both detail panes.

import type { Json, JsonObject } from "../../src/core/json/json.ts";
import { leadingFields } from "../../src/core/rows/itemColumns.ts";
import type { RowScore } from "../../src/core/run.ts";
import { field, fullText } from "./detailPane.ts";
import { dataText, h } from "./dom.ts";
import { STATE_WORDS } from "./stateWords.ts";

/** A field of an item as text: strings as they are, everything else as indented JSON. */
export function jsonText(value: Json): { readonly text: string; readonly isCode: boolean } {
  if (typeof value === "string") return { text: value, isCode: false };
  return { text: JSON.stringify(value, null, 2), isCode: typeof value === "object" };
}

/** Longer values get a place of their own. */
const SHORT_CHARS = 60;

/** An item in two parts: its first field, which says what the row is about, and the rest. */
export interface ItemParts {
  readonly first: readonly HTMLElement[];
  readonly rest: readonly HTMLElement[];
}

export function drawItem(item: JsonObject): ItemParts {
  const entries = leadingFields(Object.keys(item)).map((name): [string, Json] => [name, item[name] ?? null]);
  const [lead, ...others] = entries;
  const isShort = (value: Json) => {
    const { text, isCode } = jsonText(value);
    return !isCode && text.length <= SHORT_CHARS && !text.includes("\n");
  };
  const short = others.filter(([, value]) => isShort(value));
  const long = others.filter(([, value]) => !isShort(value));
  const list = short.flatMap(([name, value]) => [
    h("dt", null, dataText(name)),
    h("dd", null, dataText(jsonText(value).text)),
  ]);
  return {
    first: lead === undefined ? [] : [drawField(...lead)],
    rest: [
      ...(list.length === 0 ? [] : [field("item fields", h("dl", { class: "kv tn" }, ...list))]),
      ...long.map((entry) => drawField(...entry)),
    ],
  };
}

function drawField(name: string, value: Json): HTMLElement {
  const { text, isCode } = jsonText(value);
  return field(name, fullText(text, isCode));
}

/** What the detail says about a score without a number. */
export function scoreWords(score: RowScore): string {
  const words = STATE_WORDS[score.state];
  return [words, score.reason ?? ""].filter((text) => text !== "").join(": ");
}
