// Reads and edits metrics.json. What is wrong in it is said with its place; comments and trailing commas are fine, and
// an edit keeps all text around it.
import { type Schema, Validator } from "@cfworker/json-schema";
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  type Node,
  type ParseError,
  parseTree,
} from "jsonc-parser";
import schema from "../../../media/schemas/metrics.schema.json" with { type: "json" };
import {
  nodeAtPointer,
  parseErrorInWords,
  pointerPath,
  type TextSpan,
  textSpans,
} from "../json/jsonPlace.ts";
import { Problem } from "../problem.ts";
import { type ScoreKey, type ScoreSummary, scoreServiceName } from "../run.ts";
import { type MetricContract, NO_CONTRACT, ruleFor } from "./metricContract.ts";
import type { MetricRule } from "./metricRule.ts";
import { METRIC_FILE, starterText } from "./settingsFiles.ts";

/** One thing wrong in the file, and where. */
export interface MetricProblem extends TextSpan {
  /** One sentence without a full stop. */
  readonly message: string;
}

export interface MetricFile {
  /** Empty as soon as anything is wrong: half a file would turn some scores and not others. */
  readonly contract: MetricContract;
  readonly problems: readonly MetricProblem[];
}

const validator = new Validator(schema as Schema, "7", false);

/** Reads the file's text. Never throws: what is wrong is in `problems`, in file order. An empty file says nothing. */
export function readMetricFile(text: string): MetricFile {
  if (text.trim() === "") return { contract: NO_CONTRACT, problems: [] };
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const spanOf = textSpans(text);
  const place: Place = (offset, length, message) => ({ message, ...spanOf(offset, length) });
  if (errors.length > 0 || tree === undefined) {
    const problems = errors.map(({ error, offset, length }) =>
      place(offset, length, `not JSON: ${parseErrorInWords(error)}`),
    );
    return { contract: NO_CONTRACT, problems };
  }
  const value: unknown = getNodeValue(tree);
  const problems = [...schemaProblems(tree, value, place), ...doubleKeys(tree, place)];
  if (problems.length > 0) return { contract: NO_CONTRACT, problems: problems.sort(byPlace) };
  const scores = (value as { readonly scores?: Readonly<Record<string, MetricRule>> }).scores ?? {};
  return { contract: Object.entries(scores), problems: [] };
}

function byPlace(a: MetricProblem, b: MetricProblem): number {
  return a.line - b.line || a.column - b.column;
}

type Place = (offset: number, length: number, message: string) => MetricProblem;

/** Keywords that only pass on what is wrong below them. */
const PASSED_ON = new Set([
  "properties",
  "additionalProperties",
  "$ref",
  "allOf",
  "if",
  "then",
  "propertyNames",
]);

function schemaProblems(tree: Node, value: unknown, place: Place): readonly MetricProblem[] {
  return validator
    .validate(value)
    .errors.filter(({ keyword }) => !PASSED_ON.has(keyword))
    .map(({ keyword, instanceLocation, error }) => {
      const path = pointerPath(instanceLocation);
      const node = nodeAtPointer(tree, instanceLocation);
      // What is wrong about an unknown property is its name.
      const shown = keyword === "false" ? (node.parent?.children?.[0] ?? node) : node;
      return place(shown.offset, shown.length, sentence(keyword, path, node, error));
    });
}

function sentence(keyword: string, path: readonly string[], node: Node, error: string): string {
  const name = String(path[path.length - 1] ?? "the file");
  const given =
    node.type === "object" || node.type === "array" ? `an ${node.type}` : JSON.stringify(node.value);
  const known = path[0] === "scores" && path.length === 3 ? SCORE_PARTS : schema.properties;
  const rule = (known as Readonly<Record<string, KnownPart>>)[name];
  if (keyword === "false") return `${name} is not known here. Known: ${Object.keys(known).join(", ")}`;
  if (path.length === 0) return "the file needs an object in braces";
  if (path.length === 2)
    return path[1] === "" ? "a score needs a name" : `${name} needs an object with its settings`;
  if (keyword === "enum") return `${name} takes ${listed(rule?.enum ?? [])}, not ${given}`;
  if (keyword === "type" && rule?.type !== undefined)
    return `${name} takes ${TYPES[rule.type]}, not ${given}`;
  if (keyword === "const") return `${name} must be ${JSON.stringify(rule?.const)}, not ${given}`;
  if (keyword === "minimum") return `${name} takes at least ${rule?.minimum}, not ${given}`;
  if (keyword === "maximum") return `${name} takes at most ${rule?.maximum}, not ${given}`;
  if (keyword === "minLength") return `${name} must not be empty`;
  if (keyword === "maxLength") return `${name} takes at most ${rule?.maxLength} characters`;
  if (keyword === "pattern") return `${name} of a currency takes a code such as USD, not ${given}`;
  return `${name}: ${error.replace(/\.$/, "")}`;
}

interface KnownPart {
  readonly type?: keyof typeof TYPES;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
}
const SCORE_PARTS = schema.definitions.score.properties;
const TYPES = {
  string: "a text",
  number: "a number",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
} as const;

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

/** A score named twice: JSON would silently take the last. */
function doubleKeys(tree: Node, place: Place): readonly MetricProblem[] {
  const scores = findNodeAtLocation(tree, ["scores"]);
  if (scores?.type !== "object") return [];
  const seen = new Set<unknown>();
  return (scores.children ?? []).flatMap((property) => {
    const key = property.children?.[0];
    if (key === undefined) return [];
    if (seen.has(key.value)) return [place(key.offset, key.length, `${key.value} is named twice`)];
    seen.add(key.value);
    return [];
  });
}

/** A run as far as its scores go. */
interface ScoredRun {
  readonly scores: readonly ScoreSummary[];
  readonly primaryScore: number | null;
}

/**
 * The file's text with `score` as the primary one of the run it is in; everything else of the text stays. Throws a
 * `badInput` Problem where the text is not fit to be edited.
 */
export function withPrimaryScore(text: string, run: ScoredRun, score: number): string {
  const chosen = run.scores[score];
  if (chosen === undefined) throw new Problem("notFound", "The result has no such score.");
  const { problems } = readMetricFile(text);
  const [first] = problems;
  if (first !== undefined)
    throw new Problem(
      "badInput",
      `${METRIC_FILE} needs mending first: line ${first.line + 1}: ${first.message}.`,
    );
  const start = text.trim() === "" ? starterText([]) : text;
  const others = run.scores.filter((other) => other !== chosen);
  const set = withPrimary(start, scoreServiceName(chosen, run.scores), true);
  return others.reduce((now, other) => withoutPrimary(now, other, run.scores), set);
}

/** Takes `primary` from another score of the run: from its own entry, and where a pattern gives it, by saying false. */
function withoutPrimary(text: string, score: ScoreKey, all: readonly ScoreKey[]): string {
  const isPrimary = (now: string): boolean => ruleFor(readMetricFile(now).contract, score)?.primary === true;
  if (!isPrimary(text)) return text;
  const own = readMetricFile(text).contract.filter(
    ([key, rule]) => rule.primary === true && !key.includes("*") && ruleFor([[key, rule]], score) !== null,
  );
  const freed = own.reduce((now, [key]) => withPrimary(now, key, undefined), text);
  return isPrimary(freed) ? withPrimary(freed, scoreServiceName(score, all), false) : freed;
}

function withPrimary(text: string, key: string, value: boolean | undefined): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes("\r\n") ? "\r\n" : "\n" };
  // What is taken out leaves the lines around it as they were laid out.
  const options = value === undefined ? {} : { formattingOptions };
  return applyEdits(text, modify(text, ["scores", key, "primary"], value, options));
}
