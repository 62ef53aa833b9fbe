// What was said between people, models and tools, in one form for every format: who spoke, texts, calls with their arguments.
import type { CutText, JsonNode, JsonPath } from "../json/jsonTree.ts";

/** One part of a message. `path` says where it stands in the stored record. */
export type TranscriptPart =
  | { readonly kind: "text" | "reasoning" | "refusal"; readonly text: CutText; readonly path: JsonPath }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly id: string | null;
      readonly args: JsonNode;
      readonly path: JsonPath;
    }
  /** Anything else, such as an image, under the name it bears. */
  | { readonly kind: "value"; readonly label: string; readonly node: JsonNode; readonly path: JsonPath };

export interface TranscriptMessage {
  /** `system`, `user`, `assistant`, `tool` or what the record calls it. */
  readonly role: string;
  /** Who spoke, or which call is answered; `null` where the record does not say. */
  readonly name: string | null;
  readonly parts: readonly TranscriptPart[];
}

/** A number or word about the exchange: model, tokens, why it ended. */
export interface TranscriptFact {
  readonly name: string;
  readonly value: string;
}

export interface Transcript {
  /** Where it stands: `requests[0]`, `messages`. */
  readonly title: string;
  readonly path: JsonPath;
  readonly messages: readonly TranscriptMessage[];
  /** Messages that are not here: the rest of a very long exchange. */
  readonly left: number;
  readonly facts: readonly TranscriptFact[];
}
