// The detail of a made-up row, made by the engine's own code from its stored record.
import { aBudget, type JsonNode, type JsonPath, toJsonNode, valueAt } from "../../src/core/json/jsonTree.ts";
import { makeRowSheet } from "../../src/core/rows/makeRowSheet.ts";
import type { RowPart } from "../../src/core/rows/rowParts.ts";
import { PIECE_CHARS, type RowSheet, type RowText, type RowTrials } from "../../src/core/rows/rowSheet.ts";
import { endingOf } from "../../src/core/text/textLanguage.ts";
import type { SampleRun } from "./sampleRun.ts";

export class FakeRowDetail {
  constructor(private readonly sample: SampleRun) {}

  sheet(index: number): RowSheet {
    const place = { member: "item" } as const;
    return makeRowSheet({ ...this.sample.detail(index), place }, this.sample.sameItem(index));
  }

  text(index: number, part: RowPart, from: number): RowText {
    const row = this.sample.detail(index);
    const record: unknown = JSON.parse(row.source);
    const value =
      part.kind === "value"
        ? valueAt(record, part.path)
        : part.kind === "reason"
          ? row.scores[part.score]?.reason
          : part.kind === "output" || part.kind === "expected" || part.kind === "error"
            ? row[part.kind]
            : row.source;
    const text = typeof value === "string" ? value : JSON.stringify(value ?? null);
    return { text: text.slice(from, from + PIECE_CHARS), from, length: text.length, ending: endingOf(text) };
  }

  value(index: number, path: JsonPath, from: number): JsonNode {
    return toJsonNode(valueAt(JSON.parse(this.sample.detail(index).source), path), aBudget(), from);
  }

  trials(index: number): RowTrials {
    const rows = this.sample.sameItem(index);
    return { rows: rows.map((row) => this.sample.preview(row)), total: rows.length };
  }
}
