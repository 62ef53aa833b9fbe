// The exchanges that a line of lm-evaluation-harness samples tells of.
import { isJsonObject, type Json, type JsonObject } from "../json/json.ts";
import type { Budget, JsonPath } from "../json/jsonTree.ts";
import type { Transcript, TranscriptFact, TranscriptMessage } from "./transcript.ts";
import { isMessage, MOST_TRANSCRIPTS, ofTexts, readMessage, toTranscript } from "./transcriptMessages.ts";

/** lm-evaluation-harness: `arguments` are prompts with a continuation or settings, `resps` what came back for each. */
export function ofHarness(record: JsonObject, budget: Budget): readonly Transcript[] {
  if (record.resps === undefined) return [];
  const asked = argumentsOf(record.arguments);
  const resps = Array.isArray(record.resps) ? (record.resps as readonly Json[]) : [];
  return asked.slice(0, MOST_TRANSCRIPTS).map(({ prompt, rest, path }, i) => {
    const continuation =
      typeof rest === "string"
        ? ofTexts("continuation", rest, [...path.slice(0, -1), restKey(path)], budget)
        : [];
    const answers = resps[i];
    const given = Array.isArray(answers) ? (answers as readonly Json[]) : [];
    const said = given.flatMap((one, k) =>
      ofTexts("assistant", one, ["resps", i, k], budget).filter(() => typeof one === "string"),
    );
    return toTranscript(
      ["arguments", ...path.slice(1, 2)],
      [...promptMessages(prompt, path, budget), ...continuation, ...said],
      0,
      [...likelihood(given[0]), ...settings(rest)],
    );
  });
}

interface Asked {
  readonly prompt: Json | undefined;
  readonly rest: Json | undefined;
  /** Of the prompt. */
  readonly path: JsonPath;
}

/** Both ways the harness has written them: `{gen_args_0: {arg_0, arg_1}}`, and lists of lists. */
function argumentsOf(value: Json | undefined): readonly Asked[] {
  if (Array.isArray(value))
    return (value as readonly Json[]).flatMap((one, i) =>
      Array.isArray(one)
        ? [{ prompt: one[0] as Json, rest: one[1] as Json | undefined, path: ["arguments", i, 0] }]
        : [],
    );
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    isJsonObject(one) ? [{ prompt: one.arg_0, rest: one.arg_1, path: ["arguments", key, "arg_0"] }] : [],
  );
}

function restKey(path: JsonPath): string | number {
  return path.at(-1) === 0 ? 1 : "arg_1";
}

/** A prompt as text; one made for a chat service is a JSON list of messages in a text. */
function promptMessages(
  prompt: Json | undefined,
  path: JsonPath,
  budget: Budget,
): readonly TranscriptMessage[] {
  if (typeof prompt === "string" && prompt.startsWith("[{")) {
    try {
      const messages = JSON.parse(prompt) as Json;
      // The parts stand inside a text: only the text itself has a place in the record.
      if (Array.isArray(messages) && messages.every(isMessage))
        return messages.map((one) => withPath(readMessage(one, path, budget), path));
    } catch {
      // A prompt that only begins like one.
    }
  }
  return ofTexts("user", prompt, path, budget);
}

function withPath(message: TranscriptMessage, path: JsonPath): TranscriptMessage {
  return { ...message, parts: message.parts.map((part) => ({ ...part, path })) };
}

/** `["-0.23", "True"]`: how likely the continuation was, and whether it was the likeliest. */
function likelihood(answer: Json | undefined): readonly TranscriptFact[] {
  if (!Array.isArray(answer) || answer.length !== 2 || Number.isNaN(Number(answer[0]))) return [];
  const isGreedy = String(answer[1]).toLowerCase() === "true";
  const greedy = isGreedy ? [{ name: "likeliest", value: "yes" }] : [];
  return [{ name: "log-likelihood", value: String(answer[0]).slice(0, 40) }, ...greedy];
}

function settings(rest: Json | undefined): readonly TranscriptFact[] {
  if (!isJsonObject(rest)) return [];
  return Object.entries(rest)
    .slice(0, 12)
    .map(([name, value]) => ({
      name: name.slice(0, 40),
      value: (typeof value === "string" ? value : JSON.stringify(value)).slice(0, 120),
    }));
}
