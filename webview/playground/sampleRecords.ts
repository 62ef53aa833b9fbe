// Stored records of the made-up rows beyond item, output and scores: exchanges with tools, deep values, very long texts.
import type { JsonObject } from "../../src/core/json/json.ts";
import { HOSTILE } from "./sampleTexts.ts";

/** A search by an agent: system prompt, tool calls with arguments, what the tools answered, reasoning, an image. */
export function agentRecord(question: string, answer: string): JsonObject {
  const call = (id: string, name: string, args: JsonObject) => ({
    id,
    type: "function",
    function: { name, arguments: JSON.stringify(args) },
  });
  return {
    requests: [
      {
        request: {
          model: "nvidia/nemotron-super-49b",
          temperature: 0.2,
          max_tokens: 4096,
          messages: [
            {
              role: "system",
              content: `You answer questions about the product from its handbook.\n\n${"Quote the passage that you used, and say so where the handbook is silent. ".repeat(40)}`,
            },
            {
              role: "user",
              content: [
                { type: "text", text: question },
                {
                  type: "image_url",
                  image_url: { url: "data:image/png;base64,iVBORw0KGgo=", detail: "low" },
                },
              ],
            },
            {
              role: "assistant",
              content: null,
              reasoning_content: "The handbook has a chapter on limits. Search there first.",
              tool_calls: [
                call("call_1", "search_handbook", {
                  query: "limit upload batch",
                  top_k: 3,
                  filters: { product: ["storage"], language: "en" },
                }),
                call("call_2", "get_page", { page: 12 }),
              ],
            },
            {
              role: "tool",
              tool_call_id: "call_1",
              name: "search_handbook",
              content: '[{"page": 12, "text": "The batch endpoint accepts files up to 512 MB per request."}]',
            },
            {
              role: "tool",
              tool_call_id: "call_2",
              name: "get_page",
              content: "Page 12\n\nLimits\n\n".concat(
                "Requests above the limit are refused with 413. ".repeat(60),
              ),
            },
          ],
        },
        response: {
          model: "nemotron-super-49b-v1",
          choices: [
            {
              index: 0,
              finish_reason: "stop",
              message: { role: "assistant", content: answer, tool_calls: null, refusal: null },
            },
          ],
          usage: { prompt_tokens: 1412, completion_tokens: 86, total_tokens: 1498 },
        },
      },
      {
        request: {
          model: "judge-70b",
          messages: [
            {
              role: "user",
              content: `Rate the answer from 1 to 5.\n\nQuestion: ${question}\nAnswer: ${answer}`,
            },
          ],
        },
        response: {
          model: "judge-70b",
          choices: [
            {
              finish_reason: "stop",
              message: { role: "assistant", content: "The figure is in the passage.\nRATING: 4" },
            },
          ],
          usage: { prompt_tokens: 120, completion_tokens: 14 },
        },
      },
    ],
    row_index: 0,
    metric_errors: null,
    took_s: 1.32,
  };
}

/** A conversation of many turns, hostile texts among them. */
export function longTalk(): JsonObject {
  return {
    messages: Array.from({ length: 60 }, (_, i) => ({
      role: i % 2 === 0 ? "user" : "assistant",
      content: HOSTILE[i % HOSTILE.length] ?? "",
    })),
  };
}

/** Nested far down, wide, with every kind of value. */
export function deepRecord(): JsonObject {
  let deep: JsonObject = { end: true };
  for (let i = 0; i < 60; i++) deep = { [`level ${60 - i}`]: deep, note: null };
  return {
    trace: {
      deep,
      wide: Array.from({ length: 1_000 }, (_, i) => ({ step: i, score: i / 7, text: `step ${i}` })),
      kinds: [
        1.5,
        -0,
        1e300,
        true,
        false,
        null,
        "",
        [],
        {},
        "a\nb\nc",
        HOSTILE[0] ?? "",
        "word ".repeat(4_000),
      ],
      [HOSTILE[2] ?? ""]: { [HOSTILE[0] ?? ""]: "a hostile name" },
    },
  };
}

/** Ten megabytes in one text, and as many in a list of them. */
export function hugeRecord(): JsonObject {
  return {
    log: "log line of a run\n".repeat(580_000),
    parts: Array.from({ length: 200 }, () => "part ".repeat(10_000)),
  };
}
