// Exchanges as plain text, for reading and searching in an editor: one block a message, headed by who spoke.
import type { JsonNode } from "../json/jsonTree.ts";
import type { Transcript, TranscriptMessage, TranscriptPart } from "./transcript.ts";

export function transcriptText(transcripts: readonly Transcript[]): string {
  return `${transcripts.map(oneText).join("\n\n\n")}\n`;
}

function oneText({ title, facts, messages, left }: Transcript): string {
  const about = facts.map(({ name, value }) => `${name} ${value}`).join(", ");
  const head = `==== ${title}${about === "" ? "" : ` (${about})`}`;
  const rest = left === 0 ? [] : [`… ${left} more messages`];
  return [head, ...messages.map(messageText), ...rest].join("\n\n");
}

function messageText({ role, name, parts }: TranscriptMessage): string {
  const head = `-- ${role}${name === null ? "" : ` (${name})`}`;
  return [head, ...parts.map(partText)].join("\n");
}

function partText(part: TranscriptPart): string {
  if (part.kind === "call")
    return `calls ${part.name}${part.id === null ? "" : ` (${part.id})`} ${jsonText(part.args)}`;
  if (part.kind === "value") return `${part.label}: ${jsonText(part.node)}`;
  return part.kind === "text" ? part.text.text : `[${part.kind}] ${part.text.text}`;
}

/** A tree as JSON, with `…` where something is left out. */
export function jsonText(node: JsonNode): string {
  if (node.kind === "plain") return node.text;
  if (node.kind === "text") return `${JSON.stringify(node.text)}${node.text.length < node.length ? "…" : ""}`;
  const rest = node.children.length < node.size ? ["…"] : [];
  if (node.kind === "list")
    return `[${[...node.children.map((child) => jsonText(child.node)), ...rest].join(", ")}]`;
  const members = node.children.map(({ key, node: value }) => `${JSON.stringify(key)}: ${jsonText(value)}`);
  return `{${[...members, ...rest].join(", ")}}`;
}
