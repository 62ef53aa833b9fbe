import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseExact } from "../../../../src/core/json/jsonText.ts";
import {
  aBudget,
  CHILDREN,
  CUT_CHARS,
  type JsonNode,
  pathInWords,
  toJsonNode,
  valueAt,
} from "../../../../src/core/json/jsonTree.ts";

/** The value that a whole tree stands for. */
function standsFor(node: JsonNode): unknown {
  if (node.kind === "text") return node.text;
  if (node.kind === "plain") return JSON.parse(node.text) as unknown;
  if (node.kind === "list") return node.children.map((child) => standsFor(child.node));
  return Object.fromEntries(node.children.map(({ key, node: value }) => [key, standsFor(value)]));
}

describe("a value as a tree", () => {
  it("is the value, where nothing is too large", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const plain: unknown = JSON.parse(JSON.stringify(value));
        expect(standsFor(toJsonNode(plain, aBudget()))).toEqual(plain);
      }),
    );
  });
  it("has numbers as they were written", () => {
    const node = toJsonNode(parseExact('{"a": 1.0, "b": 12345678901234567890, "c": NaN}'), aBudget());
    const texts =
      node.kind === "object" ? node.children.map(({ node: one }) => one.kind === "plain" && one.text) : [];
    expect(texts).toEqual(["1.0", "12345678901234567890", "NaN"]);
  });
  it("begins long texts and lists, and goes on from where it is asked to", () => {
    expect(toJsonNode("x".repeat(CUT_CHARS + 5), aBudget())).toMatchObject({
      kind: "text",
      length: CUT_CHARS + 5,
    });
    const list = Array.from({ length: CHILDREN + 20 }, (_, i) => i);
    expect(toJsonNode(list, aBudget())).toMatchObject({
      size: CHILDREN + 20,
      from: 0,
      children: { length: CHILDREN },
    });
    const rest = toJsonNode(list, aBudget(), CHILDREN);
    expect(rest).toMatchObject({ from: CHILDREN, children: { length: 20, 0: { key: CHILDREN } } });
    expect(toJsonNode(list, aBudget(), 10_000)).toMatchObject({ children: [] });
  });
  it("stays small whatever it is made of", () => {
    let deep: unknown = 1;
    for (let i = 0; i < 5_000; i++) deep = { deep };
    const wide = Object.fromEntries(
      Array.from({ length: 300 }, (_, i) => [
        `k${i}`,
        Array.from({ length: 300 }, () => "word ".repeat(2_000)),
      ]),
    );
    for (const value of [deep, wide])
      expect(JSON.stringify(toJsonNode(value, aBudget())).length).toBeLessThan(1_500_000);
  });
});

describe("a path in a value", () => {
  it("leads through own members only", () => {
    const value = { a: [{ b: "x" }], "": 1 };
    expect(valueAt(value, ["a", 0, "b"])).toBe("x");
    expect(valueAt(value, [""])).toBe(1);
    for (const path of [
      ["a", "0"],
      ["a", 1],
      ["constructor"],
      ["__proto__"],
      ["a", "length"],
      ["a", 0, "b", 0],
    ])
      expect(valueAt(value, path)).toBeUndefined();
  });
  it("reads in words", () => {
    expect(pathInWords(["requests", 0, "response", "a b"])).toBe('requests[0].response."a b"');
  });
});
