// An answer about pairs is kept for its own question alone.
import { describe, expect, it } from "vitest";
import type { CompareView } from "../../../../src/protocol/comparePanel.ts";
import { evidenceKey } from "../../../../webview/panels/compare/evidenceKey.ts";

const VIEW = {
  ...{ rev: 1, base: { id: "a" }, candidate: { id: "b" } },
  summary: { join: { keys: [] } },
} as unknown as CompareView;
const CHOICE = { score: 0, inputs: [] };

describe("the key of an answer about pairs", () => {
  it("is the same for the same question", () => {
    expect(evidenceKey(VIEW, CHOICE, "topic")).toBe(evidenceKey({ ...VIEW }, { ...CHOICE }, "topic"));
  });

  it("is another after a switch, which gives the view anew, and for another score, filter or field", () => {
    const others = [
      evidenceKey({ ...VIEW, rev: 2 }, CHOICE),
      evidenceKey(VIEW, { ...CHOICE, score: 1 }),
      evidenceKey(VIEW, { ...CHOICE, inputs: [{ field: "topic", equals: "x" }] }),
      evidenceKey(VIEW, CHOICE, "topic"),
    ];
    expect(new Set([...others, evidenceKey(VIEW, CHOICE)]).size).toBe(5);
  });
});
