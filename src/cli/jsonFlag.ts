// A flag that takes a JSON object: what is no JSON is told with its place, in every version of Node alike.
import { parse } from "lossless-json";
import { isJsonObject, type JsonObject } from "../core/json/json.ts";
import { Problem } from "../core/problem.ts";

/** How a flag's value is read. */
export interface JsonFlag {
  readonly name: string;
  readonly example: string;
  /** What a number becomes. */
  readonly toNumber: (text: string) => unknown;
}

/** Throws a `badInput` Problem for what is no JSON object. */
export function jsonObject(text: string, { name, example, toNumber }: JsonFlag): JsonObject {
  let json: unknown;
  try {
    json = parse(text, null, toNumber);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const place = why.replace(/ at position (\d+)$/, (_, at: string) => ` at character ${Number(at) + 1}`);
    throw new Problem("badInput", `--${name} is no JSON: ${place}.`);
  }
  if (!isJsonObject(json))
    throw new Problem("badInput", `--${name} takes a JSON object such as ${example}, not ${text}.`);
  return json;
}
