// Exchanges in records of many makers, and in records that only look like them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Json, JsonObject } from "../../../../src/core/json/json.ts";
import { aBudget, valueAt } from "../../../../src/core/json/jsonTree.ts";
import { readTranscripts } from "../../../../src/core/transcripts/readTranscripts.ts";
import type { Transcript } from "../../../../src/core/transcripts/transcript.ts";
import { transcriptText } from "../../../../src/core/transcripts/transcriptText.ts";
import { describeReal, REAL, SAMPLES } from "../../../support/realFiles.ts";

const read = (record: JsonObject): readonly Transcript[] => readTranscripts(record, aBudget());

/** `role: text` of every message, calls as `role> name(arguments)`. */
function lines(transcript: Transcript | undefined): readonly string[] {
  return (transcript?.messages ?? []).flatMap(({ role, parts }) =>
    parts.map((part) => {
      if (part.kind === "call") {
        const args =
          part.args.kind === "object" ? part.args.children.map(({ key }) => key).join(",") : part.args.kind;
        return `${role}> ${part.name}(${args})`;
      }
      return part.kind === "value"
        ? `${role}= ${part.label}`
        : `${role}${part.kind === "text" ? "" : ` ${part.kind}`}: ${part.text.text}`;
    }),
  );
}

describe("exchanges in a record", () => {
  it("are NeMo's requests with their responses, model and tokens", () => {
    const line =
      readFileSync(join(SAMPLES, "nemo/docs-qa-atlas-8b.row-scores.jsonl"), "utf8").split("\n")[0] ?? "";
    const [answer, judge, ...rest] = read(JSON.parse(line) as JsonObject);
    expect(rest).toEqual([]);
    expect(answer?.title).toBe("requests[0]");
    expect(lines(answer)).toEqual([
      "user: How long does Larkspan keep a deleted bucket before it is gone for good?",
      "assistant: Deleted buckets are kept for 30 days.",
    ]);
    expect(answer?.facts).toContainEqual({ name: "model", value: "atlas-8b" });
    expect(answer?.facts).toContainEqual({ name: "tokens in", value: "14" });
    expect(judge?.facts).toContainEqual({ name: "model", value: "rule-judge" });
  });

  it("are prompts and responses of lm-evaluation-harness, generated or chosen by likelihood", () => {
    const generated = read({
      arguments: { gen_args_0: { arg_0: "Question: x\nAnswer:", arg_1: { until: ["\n"], temperature: 0 } } },
      resps: [["14 days", "15 days"]],
    });
    expect(lines(generated[0])).toEqual([
      "user: Question: x\nAnswer:",
      "assistant: 14 days",
      "assistant: 15 days",
    ]);
    expect(generated[0]?.facts).toContainEqual({ name: "until", value: '["\\n"]' });
    const chosen = read({
      arguments: [
        ["Q:", " yes"],
        ["Q:", " no"],
      ],
      resps: [[["-0.5", "True"]], [["-3.25", "False"]]],
    });
    expect(chosen.map(lines)).toEqual([
      ["user: Q:", "continuation:  yes"],
      ["user: Q:", "continuation:  no"],
    ]);
    expect(chosen[1]?.facts).toEqual([{ name: "log-likelihood", value: "-3.25" }]);
  });

  it("are messages that a harness put into a text", () => {
    const prompt = JSON.stringify([
      { role: "system", content: "Be brief." },
      { role: "user", content: "Hi" },
    ]);
    const [made] = read({ arguments: { gen_args_0: { arg_0: prompt, arg_1: {} } }, resps: [["Hello"]] });
    expect(lines(made)).toEqual(["system: Be brief.", "user: Hi", "assistant: Hello"]);
  });

  it("hold tool calls of OpenAI, Anthropic and Inspect with their arguments, and what tools answered", () => {
    const [openai] = read({
      item: {
        messages: [
          {
            role: "assistant",
            content: null,
            tool_calls: [
              { id: "c1", type: "function", function: { name: "find", arguments: '{"q":"x","n":2}' } },
            ],
          },
          { role: "tool", tool_call_id: "c1", content: "2 hits" },
        ],
      },
    });
    expect(openai?.title).toBe("item.messages");
    expect(lines(openai)).toEqual(["assistant> find(q,n)", "tool: 2 hits"]);
    expect(openai?.messages[1]?.name).toBe("c1");
    const [anthropic] = read({
      trace: [
        {
          role: "assistant",
          content: [
            { type: "thinking", thinking: "hm" },
            { type: "text", text: "Looking." },
            { type: "tool_use", id: "t", name: "find", input: { q: 1 } },
          ],
        },
        {
          role: "user",
          content: [{ type: "tool_result", tool_use_id: "t", content: [{ type: "text", text: "none" }] }],
        },
      ],
    });
    expect(lines(anthropic)).toEqual([
      "assistant reasoning: hm",
      "assistant: Looking.",
      "assistant> find(q)",
      "user: none",
    ]);
    const [inspect] = read({
      messages: [
        {
          role: "assistant",
          content: "",
          tool_calls: [{ id: "i", function: "bash", arguments: { cmd: "ls" } }],
        },
      ],
    });
    expect(lines(inspect)).toEqual(["assistant> bash(cmd)"]);
  });

  it("hold items of the responses interface, turns of ShareGPT, images and arguments that were cut", () => {
    const [responses] = read({
      requests: [
        {
          request: { model: "m", input: "Weather?", instructions: "Be brief." },
          response: {
            output: [
              { type: "reasoning", summary: [{ type: "summary_text", text: "look it up" }] },
              { type: "function_call", call_id: "f", name: "weather", arguments: '{"at":"Kyiv"}' },
              { type: "message", role: "assistant", content: [{ type: "output_text", text: "Sunny." }] },
            ],
          },
        },
      ],
    });
    expect(lines(responses)).toEqual([
      "system: Be brief.",
      "user: Weather?",
      "assistant reasoning: look it up",
      "assistant> weather(at)",
      "assistant: Sunny.",
    ]);
    const [turns] = read({
      conversations: [
        { from: "human", value: "Hi" },
        { from: "gpt", value: "Hello" },
      ],
    });
    expect(lines(turns)).toEqual(["human: Hi", "gpt: Hello"]);
    const [image] = read({
      messages: [
        { role: "user", content: [{ type: "image_url", image_url: { url: "https://x" } }] },
        { role: "assistant", tool_calls: [{ function: { name: "f", arguments: '{"a":' } }] },
      ],
    });
    expect(lines(image)).toEqual(["user= image_url", "assistant> f(text)"]);
  });

  it("are none where lists hold anything but messages", () => {
    expect(
      read({
        item: {
          messages: "none",
          tags: ["a"],
          rows: [{ role: 1, content: "x" }],
          team: [{ role: "lead", name: "x" }],
        },
      }),
    ).toEqual([]);
    expect(read({ requests: "x", resps: 3, arguments: null, sample: { response: [] } })).toEqual([]);
  });

  it("name for every part a place in the record where that very text stands", () => {
    const record: JsonObject = {
      sample: {
        steps: [
          {
            messages: [
              { role: "user", content: "one" },
              { role: "assistant", content: [{ type: "text", text: "two" }] },
            ],
          },
        ],
      },
    };
    const parts = read(record).flatMap(({ messages }) => messages.flatMap((message) => message.parts));
    expect(parts.map((part) => valueAt(record, part.path))).toEqual(["one", "two"]);
  });

  it("are cut, and count what is left out, where there is too much of them", () => {
    const messages = Array.from({ length: 1000 }, () => ({ role: "user", content: "long ".repeat(10_000) }));
    const [made] = read({ messages });
    expect(made?.messages.length).toBe(300);
    expect(made?.left).toBe(700);
    expect(JSON.stringify(made).length).toBeLessThan(700_000);
    expect(made?.messages[0]?.parts[0]).toMatchObject({ text: { length: 50_000 } });
  });

  it("never fail, whatever a record holds, and print as text", () => {
    const key = fc.constantFrom(
      "messages",
      "role",
      "content",
      "tool_calls",
      "function",
      "arguments",
      "requests",
      "request",
      "response",
      "choices",
      "message",
      "resps",
      "gen_args_0",
      "arg_0",
      "from",
      "value",
      "type",
      "__proto__",
      "usage",
      "output",
    );
    const word = fc.constantFrom<Json>("user", "function_call", "tool_use", "[{", "", 1, null, true);
    const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
      tree: fc.oneof(
        { depthSize: "medium" },
        word,
        fc.array(tie("tree"), { maxLength: 4 }),
        fc.dictionary(key, tie("tree"), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, tree), (record) => {
        const before = JSON.stringify(record);
        expect(typeof transcriptText(read(record))).toBe("string");
        expect(JSON.stringify(record)).toBe(before);
      }),
    );
  });
});

describeReal("exchanges in files of others", () => {
  it("tell every message of a customer service bench, tool calls with arguments", () => {
    const file = join(REAL, "tau-bench/tool-calling-grok-3-0.0_range_0--1_user-grok-3-llm_0921131646.json");
    const records = JSON.parse(readFileSync(file, "utf8")) as readonly JsonObject[];
    for (const record of records.slice(0, 20)) {
      const made = read(record).find(({ title }) => title === "traj");
      expect(made?.messages.length).toBe((record.traj as readonly Json[]).length);
    }
    const calls = read(records[0] ?? {}).flatMap(({ messages }) =>
      messages.flatMap(({ parts }) => parts.filter(({ kind }) => kind === "call")),
    );
    expect(calls[0]).toMatchObject({ name: "find_user_id_by_name_zip", args: { kind: "object", size: 3 } });
  });
});
