// Reads and writes the file of a saved comparison. What is wrong in it is said in one sentence; nothing of it is guessed.
import { type Schema, Validator } from "@cfworker/json-schema";
import { type Node, type ParseError, parseTree } from "jsonc-parser";
import schema from "../../../media/schemas/comparison.schema.json" with { type: "json" };
import type { JsonObject } from "../json/json.ts";
import { nodeAtPointer, parseErrorInWords, type TextSpan, textSpans } from "../json/jsonPlace.ts";
import { Problem } from "../problem.ts";
import type { SavedComparison } from "./savedComparison.ts";

/** The version of the file's form. */
const VERSION = 1;
/** Beside this version's members, newer ones stay in a file but can't be understood. */
const validator = new Validator(schema as Schema, "7", false);

export type ReadComparison =
  | { readonly saved: SavedComparison; readonly problem: null; readonly at: null }
  /** One sentence without a full stop, and where in the file; `at` null where it is about all of it. */
  | { readonly saved: null; readonly problem: string; readonly at: TextSpan | null };

interface FileContent {
  readonly runs: SavedComparison["runs"];
  readonly keys?: readonly string[];
  readonly scoreMap?: SavedComparison["scoreMap"];
  readonly inputs?: SavedComparison["inputs"];
  readonly withExcluded?: boolean;
  readonly shown?: JsonObject;
}

/** Reads a file's text. Never throws. */
export function readComparison(text: string): ReadComparison {
  const refused = (problem: string, at: TextSpan | null = null): ReadComparison => ({
    saved: null,
    problem: at === null ? problem : `line ${at.line + 1}: ${problem}`,
    at,
  });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    const [first] = parsed(text).errors;
    if (first === undefined)
      return refused(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
    const at = textSpans(text)(first.offset, first.length);
    return refused(`it is not JSON (${parseErrorInWords(first.error)})`, at);
  }
  const version = (content as { readonly version?: unknown } | null)?.version;
  if (typeof version === "number" && version > VERSION)
    return refused("it was written by a newer version of Eval Results");
  const { valid, errors } = validator.validate(content);
  if (!valid) {
    const last = errors.at(-1);
    const pointer = last?.instanceLocation ?? "#";
    const place = pointer.replace(/^#\/?/u, "");
    const words = (last?.error ?? "not as expected")
      .replace(/\.$/u, "")
      .replace(". Expected ", ", expected ");
    if (place === "") return refused(`the file: ${words}`);
    const { tree } = parsed(text);
    if (tree === undefined) return refused(`${place}: ${words}`);
    const { offset, length } = nodeAtPointer(tree, pointer);
    return refused(`${place}: ${words}`, textSpans(text)(offset, length));
  }
  const { runs, keys = [], scoreMap = [], inputs = [], shown = {} } = content as FileContent;
  const { withExcluded } = content as FileContent;
  const counted = withExcluded === true ? { withExcluded } : {};
  return { saved: { runs, keys, scoreMap, inputs, ...counted, shown }, problem: null, at: null };
}

/** By the parser that knows places. */
function parsed(text: string): { readonly tree: Node | undefined; readonly errors: readonly ParseError[] } {
  const errors: ParseError[] = [];
  try {
    return { tree: parseTree(text, errors, { disallowComments: true }), errors };
  } catch {
    return { tree: undefined, errors: [] }; // nested deeper than it can follow: no place then
  }
}

/** The text of a file: always the same members in the same order, so that a change reads well in a pull request. */
export function comparisonText(saved: SavedComparison): string {
  const { runs, keys, scoreMap, inputs, withExcluded, shown } = saved;
  const content = {
    format: "eval-results-comparison",
    version: VERSION,
    runs: runs.map(({ name, identity }) => ({ name, identity })),
    keys,
    scoreMap: scoreMap.map(({ base, candidate }) => ({ base, candidate })),
    // The field first, then what it has to say.
    inputs: inputs.map(({ field, ...condition }) => ({ field, ...condition })),
    // What differs from the default is told, so that older files and this version's are alike.
    ...(withExcluded === true ? { withExcluded } : {}),
    shown: sorted(shown),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, own]) => [key, sorted(own)]));
}

const MOST_CHARS = 80;
/** What some file system does not take, and device names of Windows. */
const FORBIDDEN = /[\\/:*?"<>|\p{Cc}\p{Cf}]/u;
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/iu;

/** The name of a saved comparison is a file's name everywhere. Throws a `badInput` Problem that says what does not fit. */
export function checkedComparisonName(text: string): string {
  const name = text.trim().normalize("NFC");
  if (name === "") throw new Problem("badInput", "A saved comparison needs a name.");
  if (name.length > MOST_CHARS)
    throw new Problem("badInput", `The name of a saved comparison takes at most ${MOST_CHARS} characters.`);
  if (FORBIDDEN.test(name))
    throw new Problem(
      "badInput",
      "The name is a file name too: it can't hold \\ / : * ? \" < > | or invisible characters.",
    );
  if (name.startsWith(".") || name.endsWith(".") || DEVICES.test(name))
    throw new Problem(
      "badInput",
      "The name is a file name too: it can't begin or end with a full stop or be a device's.",
    );
  return name;
}
