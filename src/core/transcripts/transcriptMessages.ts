// Reads one message as services write it: OpenAI chat and responses, Anthropic, Inspect, ShareGPT. Anything may be missing or
// of another shape; what is not understood stays as a value.
import { isJsonObject, type Json, type JsonObject } from "../json/json.ts";
import { type Budget, cutText, type JsonPath, pathInWords, toJsonNode } from "../json/jsonTree.ts";
import type { Transcript, TranscriptFact, TranscriptMessage, TranscriptPart } from "./transcript.ts";

/** Exchanges of one row, and messages of one exchange, that are shown. */
export const MOST_TRANSCRIPTS = 40;
export const MOST_MESSAGES = 300;
const NAME_CHARS = 80;
/** Messages keep more of their text than other values: they are what people came to read. */
const MESSAGE_CHARS = 20_000;
const TEXT_KEYS = ["text", "thinking", "reasoning", "refusal", "content", "summary", "output"] as const;

/** Members that `readMessage` shows in a place of their own, or that say nothing to a reader. */
const KNOWN: ReadonlySet<string> = new Set([
  "role",
  "from",
  "type",
  "content",
  "value",
  "name",
  "id",
  "tool_calls",
  "function_call",
  "tool_call_id",
  "call_id",
  "arguments",
  "output",
  "reasoning_content",
  "reasoning",
  "refusal",
  "summary",
  "status",
]);

/** True for an object that reads as a message. */
export function isMessage(value: unknown): value is JsonObject {
  if (!isJsonObject(value)) return false;
  if (typeof value.role === "string")
    return ["content", "tool_calls", "function_call", "parts"].some((key) => key in value);
  if (typeof value.from === "string") return typeof value.value === "string";
  return value.type === "function_call" || value.type === "function_call_output";
}

export function readMessage(message: JsonObject, path: JsonPath, budget: Budget): TranscriptMessage {
  const reader = new PartReader(budget);
  const at = (...steps: JsonPath): JsonPath => [...path, ...steps];
  for (const key of ["reasoning_content", "reasoning"] as const)
    reader.text("reasoning", message[key], at(key));
  if (message.type === "reasoning") reader.content(message.summary, at("summary"), "reasoning");
  for (const key of ["content", "value", "parts"] as const) reader.content(message[key], at(key), "text");
  reader.text("refusal", message.refusal, at("refusal"));
  if (message.type === "function_call") reader.call(message, path);
  if (message.type === "function_call_output") reader.content(message.output, at("output"), "text");
  if (Array.isArray(message.tool_calls))
    for (const [i, call] of (message.tool_calls as readonly Json[]).entries())
      reader.call(call, at("tool_calls", i));
  if (isJsonObject(message.function_call)) reader.call(message.function_call, at("function_call"));
  for (const [key, value] of Object.entries(message))
    if (!KNOWN.has(key) && key !== "parts" && says(value)) reader.value(key, value, at(key));
  return { role: roleOf(message), name: nameOf(message), parts: reader.parts };
}

function roleOf({ role, from, type }: JsonObject): string {
  if (typeof role === "string") return role.slice(0, NAME_CHARS);
  if (typeof from === "string") return from.slice(0, NAME_CHARS);
  return type === "function_call_output" ? "tool" : "assistant";
}

function nameOf(message: JsonObject): string | null {
  const names = [message.name, message.tool_call_id, message.call_id].filter(
    (name) => typeof name === "string",
  );
  return names.length === 0 ? null : names.join(" ").slice(0, NAME_CHARS);
}

/** False for what a service writes where it has nothing to say. */
function says(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return !isJsonObject(value) || Object.keys(value).length > 0;
}

/** An exchange, named by where it stands. */
export function toTranscript(
  path: JsonPath,
  messages: readonly TranscriptMessage[],
  left: number,
  facts: readonly TranscriptFact[] = [],
): Transcript {
  return { title: pathInWords(path), path, messages, left, facts };
}

/** A text, or several, of one speaker. */
export function ofTexts(
  role: string,
  value: Json | undefined,
  path: JsonPath,
  budget: Budget,
): readonly TranscriptMessage[] {
  if (Array.isArray(value))
    return (value as readonly Json[])
      .slice(0, MOST_MESSAGES)
      .flatMap((one, i) => ofTexts(role, textOf(one), [...path, i], budget));
  if (typeof value !== "string" || value === "") return [];
  return [{ role, name: null, parts: [{ kind: "text", text: cutText(value, budget), path }] }];
}

function textOf(value: Json): Json {
  return isJsonObject(value) && typeof value.text === "string" ? value.text : value;
}

class PartReader {
  readonly parts: TranscriptPart[] = [];

  constructor(private readonly budget: Budget) {}

  text(kind: "text" | "reasoning" | "refusal", value: Json | undefined, path: JsonPath): void {
    if (typeof value !== "string" || value === "") return;
    this.parts.push({ kind, text: cutText(value, this.budget, MESSAGE_CHARS), path });
  }

  value(label: string, value: Json, path: JsonPath): void {
    this.parts.push({
      kind: "value",
      label: label.slice(0, NAME_CHARS),
      node: toJsonNode(value, this.budget),
      path,
    });
  }

  /** A text, or a list of parts. */
  content(value: Json | undefined, path: JsonPath, kind: "text" | "reasoning"): void {
    if (typeof value === "string") this.text(kind, value, path);
    else if (Array.isArray(value))
      for (const [i, part] of (value as readonly Json[]).entries()) this.part(part, [...path, i], kind);
    else if (says(value)) this.part(value as Json, path, kind);
  }

  private part(part: Json, path: JsonPath, kind: "text" | "reasoning"): void {
    if (typeof part === "string") this.text(kind, part, path);
    else if (isJsonObject(part)) this.typed(part, path, kind);
    else if (says(part)) this.value(kind, part, path);
  }

  private typed(part: JsonObject, path: JsonPath, kind: "text" | "reasoning"): void {
    const type = typeof part.type === "string" ? part.type : "";
    const key = TEXT_KEYS.find((one) => typeof part[one] === "string");
    if (type === "tool_use" || type === "function_call") this.call(part, path);
    else if (type === "tool_result") this.content(part.content, [...path, "content"], kind);
    else if (key === undefined) this.value(type === "" ? "part" : type, part, path);
    else {
      const isReasoning = type === "thinking" || type.startsWith("reasoning");
      const own = isReasoning ? "reasoning" : type === "refusal" ? "refusal" : kind;
      this.text(own, part[key], [...path, key]);
    }
  }

  /** `{function: {name, arguments}}`, `{function: name, arguments}`, `{name, input}`: arguments are JSON, or a text of it. */
  call(call: Json, path: JsonPath): void {
    if (!isJsonObject(call)) {
      if (says(call)) this.value("tool call", call, path);
      return;
    }
    const made = isJsonObject(call.function) ? call.function : call;
    const name = typeof call.function === "string" ? call.function : made.name;
    const key = "arguments" in made ? "arguments" : "input";
    const given = made[key];
    const id = call.id ?? call.call_id;
    this.parts.push({
      kind: "call",
      name: typeof name === "string" ? name.slice(0, NAME_CHARS) : "tool",
      id: typeof id === "string" ? id.slice(0, NAME_CHARS) : null,
      args: toJsonNode(parsed(given) ?? {}, this.budget),
      path: made === call ? [...path, key] : [...path, "function", key],
    });
  }
}

function parsed(value: Json | undefined): Json | undefined {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return value; // cut by a token limit: shown as the model wrote it
  }
}
