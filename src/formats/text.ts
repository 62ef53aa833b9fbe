// Small readings of JSON values as text, shared by the formats.
import { isJsonObject, type Json, type JsonObject } from "../core/json/json.ts";

/** A value as people read it: strings as they are, everything else as JSON; `null` for null and absent. */
export function asText(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The first of `keys` that the object has with a value that says something, as text: null and `{}` do not. */
export function firstText(object: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = object[key];
    const isEmpty = isJsonObject(value) && Object.keys(value).length === 0;
    const text = isEmpty ? null : asText(value);
    if (text !== null) return text;
  }
  return null;
}

/** The text of a chat completion response (`choices[0].message.content` or `choices[0].text`), else `null`. */
export function completionText(response: Json | undefined): string | null {
  if (!isJsonObject(response) || !Array.isArray(response.choices)) return null;
  const choice: Json | undefined = response.choices[0];
  if (!isJsonObject(choice)) return null;
  return isJsonObject(choice.message) ? asText(choice.message.content) : asText(choice.text);
}

/** A string member, else `undefined`. */
export function stringAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/**
 * A time as ISO 8601 in UTC. Text without a zone is UTC (services leave it out; JavaScript would read local time).
 * `undefined` for what is no time.
 */
export function utcTime(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) || !text.includes("T") ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The members of an object but those named. */
export function without(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}
