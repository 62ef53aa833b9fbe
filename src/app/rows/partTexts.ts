// The text of a part of a row, whole: texts as they are, values as JSON with their numbers as written.
import { applyEdits, findNodeAtLocation, format, parseTree } from "jsonc-parser";
import type { JsonObject } from "../../core/json/json.ts";
import { parseTolerant } from "../../core/json/jsonText.ts";
import { valueAt } from "../../core/json/jsonTree.ts";
import type { RowPart } from "../../core/rows/rowParts.ts";
import { readTranscripts } from "../../core/transcripts/readTranscripts.ts";
import { transcriptText } from "../../core/transcripts/transcriptText.ts";
import { type FullRow, itemJson } from "./itemSource.ts";

/** Longer JSON stays on its line: indenting it takes longer than anyone would wait. */
const MOST_INDENTED = 1_000_000;
const INDENT = { insertSpaces: true, tabSize: 2, eol: "\n" };

/** `null` where the row has no such part. */
export function partText(row: FullRow, part: RowPart): string | null {
  switch (part.kind) {
    case "output":
    case "expected":
    case "error":
      return row[part.kind];
    case "reason":
      return row.scores[part.score]?.reason ?? null;
    case "item":
      return indented(itemJson(row));
    case "source":
      return indented(row.source);
    case "transcript": {
      const unlimited = { chars: Number.POSITIVE_INFINITY, nodes: Number.POSITIVE_INFINITY };
      const transcripts = readTranscripts(parseTolerant(row.source) as JsonObject, unlimited);
      return transcripts.length === 0 ? null : transcriptText(transcripts);
    }
    case "value":
      return valueText(row.source, part.path);
  }
}

function valueText(source: string, path: readonly (string | number)[]): string | null {
  const value = valueAt(parseTolerant(source), path);
  if (value === undefined) return null;
  if (typeof value === "string") return value;
  const tree = source.length > MOST_INDENTED ? undefined : parseTree(source);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [...path]);
  return indented(
    node === undefined ? JSON.stringify(value) : source.slice(node.offset, node.offset + node.length),
  );
}

function indented(json: string): string {
  return json.length > MOST_INDENTED ? json : applyEdits(json, format(json, undefined, INDENT));
}
