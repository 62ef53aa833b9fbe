// The content digest of a dataset row: what two runs are joined by. The hash itself comes in as a function.
import type { JsonObject } from "../json/json.ts";
import { hasAwkwardNumber, memberText, parseExact } from "../json/jsonText.ts";
import { type Ambiguity, pythonJson } from "../json/pythonJson.ts";

/** The rule's version, stored with every run. */
export const DIGEST_RULE = 1;
export const DIGEST_BYTES = 32;

/** Where an item stands in its source line: one member that is an object, or some members of the line itself. */
export type ItemPlace = { readonly member: string } | { readonly fields: readonly string[] };

/**
 * The text an item's digest is taken over: Python's `json.dumps(item, sort_keys=True)`. The parsed item decides where
 * it can; where a number may have lost its form in parsing (`1.0`, `1e3`, integers above 2^53, and bare NaN where the
 * line `hasConstants`), the source line does.
 */
export function itemText(item: JsonObject, line: string, place: ItemPlace, hasConstants = false): string {
  const ambiguity: Ambiguity = { found: hasConstants };
  const text = pythonJson(item, ambiguity);
  if (!ambiguity.found) return text;
  const exact = exactItem(item, line, place);
  return exact === null ? text : pythonJson(exact, ambiguity);
}

/** The item with every number as written, or `null` where parsing lost nothing. */
function exactItem(item: JsonObject, line: string, place: ItemPlace): JsonObject | null {
  if ("member" in place) return exactMember(line, place.member) as JsonObject | null;
  const exact: Record<string, unknown> = {};
  let isDifferent = false;
  for (const field of Object.keys(item)) {
    const own = exactMember(line, field);
    exact[field] = own ?? item[field];
    isDifferent ||= own !== null;
  }
  return isDifferent ? (exact as JsonObject) : null;
}

function exactMember(line: string, key: string): unknown {
  const text = memberText(line, key);
  return text !== null && hasAwkwardNumber(text) ? parseExact(text) : null;
}

const BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789XY";

/** A digest as people see it and services send it: base64url with `-` as `X`, `_` as `Y`, no padding; 43 characters. */
export function digestName(bytes: Uint8Array, offset = 0): string {
  let text = "";
  for (let i = 0; i < DIGEST_BYTES; i += 3) {
    const a = bytes[offset + i] ?? 0;
    const b = i + 1 < DIGEST_BYTES ? (bytes[offset + i + 1] ?? 0) : 0;
    const c = i + 2 < DIGEST_BYTES ? (bytes[offset + i + 2] ?? 0) : 0;
    text += BASE64.charAt(a >> 2) + BASE64.charAt(((a & 3) << 4) | (b >> 4));
    text += BASE64.charAt(((b & 15) << 2) | (c >> 6)) + BASE64.charAt(c & 63);
  }
  return text.slice(0, 43);
}
