// Places in a JSON text: offsets as lines and columns, and what a pointer names.
import { parseTree } from "jsonc-parser";
import { describe, expect, it } from "vitest";
import { nodeAtPointer, pointerPath, textSpans } from "../../../../src/core/json/jsonPlace.ts";

describe("a place in a text", () => {
  it("counts lines of every ending from 0, and shows at least one unit", () => {
    const text = "a\r\nbc\rd\n";
    const span = textSpans(text);
    expect(span(0, 1)).toEqual({ line: 0, column: 0, endLine: 0, endColumn: 1 });
    expect(span(4, 3)).toEqual({ line: 1, column: 1, endLine: 2, endColumn: 1 });
    expect(span(text.length, 0)).toEqual({ line: 3, column: 0, endLine: 3, endColumn: 1 });
    expect(textSpans("")(0, 0)).toEqual({ line: 0, column: 0, endLine: 0, endColumn: 1 });
  });
});

describe("a JSON pointer", () => {
  const text = '{"runs": [{"name": "a"}, 7], "a/b": {"0": null}}';
  const at = (pointer: string): string => {
    const tree = parseTree(text);
    if (tree === undefined) throw new Error("The text has values.");
    const { offset, length } = nodeAtPointer(tree, pointer);
    return text.slice(offset, offset + length);
  };

  it("is read with its escapes", () => {
    expect(pointerPath("#/scores/a~1b")).toEqual(["scores", "a/b"]);
    expect(pointerPath("#")).toEqual([]);
  });

  it("names members and places of lists, and of what is not there the nearest around it", () => {
    expect(at("#")).toBe(text);
    expect(at("#/runs/0/name")).toBe('"a"');
    expect(at("#/runs/1")).toBe("7");
    expect(at("#/a~1b/0")).toBe("null");
    expect(at("#/runs/0/identity")).toBe('{"name": "a"}');
    expect(at("#/runs/9")).toBe('[{"name": "a"}, 7]');
    expect(at("#/runs/1/x")).toBe("7");
  });
});
