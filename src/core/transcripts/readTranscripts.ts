// Finds the exchanges with models in a stored record, whatever its format: NeMo's requests, arguments and responses of
// lm-evaluation-harness, and lists of messages anywhere else.

import { isJsonObject, type Json, type JsonObject } from "../json/json.ts";
import type { Budget, JsonPath } from "../json/jsonTree.ts";
import { ofHarness } from "./harnessTranscripts.ts";
import type { Transcript, TranscriptFact, TranscriptMessage } from "./transcript.ts";
import {
  isMessage,
  MOST_MESSAGES,
  MOST_TRANSCRIPTS,
  ofTexts,
  readMessage,
  toTranscript,
} from "./transcriptMessages.ts";

/** Lists of messages are looked for this deep, and among so many values. */
const DEEPEST = 5;
const MOST_LOOKED_AT = 5_000;

/** The exchanges of a record in its order; none where it holds none. */
export function readTranscripts(record: JsonObject, budget: Budget): readonly Transcript[] {
  const requests = Array.isArray(record.requests) ? (record.requests as readonly Json[]) : [];
  const exchanges = requests
    .slice(0, MOST_TRANSCRIPTS)
    .flatMap((request, i) => ofExchange(request, ["requests", i], budget));
  const harness = ofHarness(record, budget);
  const lists = listsOfMessages(record, exchanges.length > 0);
  const others = lists.map(({ path, messages }) => ofMessages(messages, path, budget));
  const sample = isJsonObject(record.sample) ? record.sample.response : undefined;
  const alone = exchanges.length > 0 ? [] : ofResponse(sample, ["sample", "response"], budget);
  return [...exchanges, ...harness, ...others, ...alone].slice(0, MOST_TRANSCRIPTS);
}

/** One request to a service with its response. */
function ofExchange(value: Json, path: JsonPath, budget: Budget): readonly Transcript[] {
  if (!isJsonObject(value)) return [];
  const { request, response } = value;
  const asked = isJsonObject(request) ? messagesOfRequest(request, [...path, "request"], budget) : [];
  const answered = isJsonObject(response) ? messagesOfResponse(response, [...path, "response"], budget) : [];
  const messages = [...asked, ...answered];
  if (messages.length === 0) return [];
  return [toTranscript(path, messages, 0, factsOf(request, response))];
}

function ofResponse(response: Json | undefined, path: JsonPath, budget: Budget): readonly Transcript[] {
  if (!isJsonObject(response)) return [];
  const messages = messagesOfResponse(response, path, budget);
  return messages.length === 0 ? [] : [toTranscript(path, messages, 0, factsOf(undefined, response))];
}

function messagesOfRequest(
  request: JsonObject,
  path: JsonPath,
  budget: Budget,
): readonly TranscriptMessage[] {
  const { system, messages, input, prompt, instructions } = request;
  return [
    ...ofTexts(
      "system",
      system ?? instructions,
      [...path, system === undefined ? "instructions" : "system"],
      budget,
    ),
    ...listed(messages, [...path, "messages"], budget),
    ...listed(input, [...path, "input"], budget),
    ...ofTexts(
      "user",
      typeof input === "string" ? input : prompt,
      [...path, typeof input === "string" ? "input" : "prompt"],
      budget,
    ),
  ];
}

function messagesOfResponse(
  response: JsonObject,
  path: JsonPath,
  budget: Budget,
): readonly TranscriptMessage[] {
  const choices = Array.isArray(response.choices) ? (response.choices as readonly Json[]) : [];
  const chosen = choices.slice(0, MOST_MESSAGES).flatMap((choice, i): readonly TranscriptMessage[] => {
    if (!isJsonObject(choice)) return [];
    const at = [...path, "choices", i];
    if (isJsonObject(choice.message))
      return [readMessage({ role: "assistant", ...choice.message }, [...at, "message"], budget)];
    return ofTexts("assistant", choice.text, [...at, "text"], budget);
  });
  const own = isMessage(response) ? [readMessage(response, path, budget)] : [];
  const error = isJsonObject(response.error)
    ? ofTexts("error", response.error.message, [...path, "error", "message"], budget)
    : [];
  return [...chosen, ...own, ...listed(response.output, [...path, "output"], budget), ...error];
}

function listed(value: Json | undefined, path: JsonPath, budget: Budget): readonly TranscriptMessage[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[])
    .slice(0, MOST_MESSAGES)
    .flatMap((one, i) => (isJsonObject(one) ? [readMessage(one, [...path, i], budget)] : []));
}

/** What was asked of the model and how it went, as services report it. */
function factsOf(request: Json | undefined, response: Json | undefined): readonly TranscriptFact[] {
  const asked = isJsonObject(request) ? request : {};
  const answer = isJsonObject(response) ? response : {};
  const usage = isJsonObject(answer.usage) ? answer.usage : {};
  const [choice] = Array.isArray(answer.choices) ? (answer.choices as readonly Json[]) : [];
  const ended = (isJsonObject(choice) ? choice.finish_reason : undefined) ?? answer.stop_reason;
  const facts: readonly (readonly [string, Json | undefined])[] = [
    ["model", answer.model ?? asked.model],
    ["ended by", ended],
    ["tokens in", usage.prompt_tokens ?? usage.input_tokens],
    ["tokens out", usage.completion_tokens ?? usage.output_tokens],
    ["temperature", asked.temperature],
    ["max tokens", asked.max_tokens],
  ];
  return facts.flatMap(([name, value]) =>
    typeof value === "string" || typeof value === "number"
      ? [{ name, value: String(value).slice(0, 120) }]
      : [],
  );
}

interface Found {
  readonly path: JsonPath;
  readonly messages: readonly JsonObject[];
}

/** Lists whose every entry reads as a message; those inside NeMo's requests have been read with them. */
function listsOfMessages(record: JsonObject, hasExchanges: boolean): readonly Found[] {
  const found: Found[] = [];
  let left = MOST_LOOKED_AT;
  const look = (value: Json, path: JsonPath): void => {
    if (left-- <= 0 || path.length > DEEPEST || found.length >= MOST_TRANSCRIPTS) return;
    if (Array.isArray(value)) {
      const list = value as readonly Json[];
      if (list.length > 0 && list.every(isMessage)) found.push({ path, messages: list });
      else for (const [i, one] of list.entries()) look(one, [...path, i]);
    } else if (isJsonObject(value)) {
      for (const [key, one] of Object.entries(value)) {
        const isRead = path.length === 0 && hasExchanges && key === "requests";
        if (!isRead) look(one, [...path, key]);
      }
    }
  };
  look(record, []);
  return found;
}

function ofMessages(messages: readonly JsonObject[], path: JsonPath, budget: Budget): Transcript {
  const shown = messages.slice(0, MOST_MESSAGES).map((one, i) => readMessage(one, [...path, i], budget));
  return toTranscript(path, shown, messages.length - shown.length);
}
