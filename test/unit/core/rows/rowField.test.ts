// Fields of a row by name.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import {
  fieldLabel,
  fieldText,
  fieldValue,
  mayHaveField,
  moreFieldNames,
  numberOfText,
} from "../../../../src/core/rows/rowField.ts";

const ROW = {
  item: { topic: "billing", source: { page: 7, "a.b": { c: true } }, "x.y": "own", x: { y: "path" } },
  meta: { filter: "strict", sample: { model: "m/1", tags: ["a", "b"] } },
};

describe("a field by name", () => {
  it("is the item's own, a path into its objects, or what stands beside the item", () => {
    expect(fieldValue(ROW, "topic")).toBe("billing");
    expect(fieldValue(ROW, "source.page")).toBe(7);
    expect(fieldValue(ROW, "meta:filter")).toBe("strict");
    expect(fieldValue(ROW, "meta:sample.model")).toBe("m/1");
  });

  it("finds members whose names have dots, before any path", () => {
    expect(fieldValue(ROW, "x.y")).toBe("own");
    expect(fieldValue(ROW, "source.a.b.c")).toBe(true);
  });

  it("is absent where nothing has the name, and never what an object inherits", () => {
    for (const name of ["nothing", "topic.page", "meta:topic", "filter", "constructor", "source.toString"])
      expect(fieldText(ROW, name)).toBeNull();
    expect(fieldText({ item: {} }, "meta:filter")).toBeNull();
  });

  it("reads as text: strings as they are, a list as one value", () => {
    expect(fieldText(ROW, "meta:sample.tags")).toBe('["a","b"]');
    expect(fieldText(ROW, "source.page")).toBe("7");
  });

  it("is called without its prefix, unless the item has a field that reads alike", () => {
    expect(fieldLabel("meta:filter", ["topic"])).toBe("filter");
    expect(fieldLabel("meta:topic", ["topic"])).toBe("topic (metadata)");
    expect(fieldLabel("source.page", ["source"])).toBe("source.page");
  });

  it("may be there where the item has the field, or the object on its path", () => {
    expect(mayHaveField(["source"], "source.page")).toBe(true);
    expect(mayHaveField(["sour"], "source.page")).toBe(false);
    expect(mayHaveField([], "meta:filter")).toBe(true);
  });
});

describe("names of fields", () => {
  it("are paths to plain values and lists of them, those of the item first; lists of objects are left out", () => {
    const rows = [ROW, { item: { source: { page: 1, talk: [{ role: "user" }] } }, meta: { lang: "en" } }];
    expect(moreFieldNames(rows)).toEqual([
      "source.page",
      "source.a.b.c",
      "x.y",
      "meta:filter",
      "meta:sample.model",
      "meta:sample.tags",
      "meta:lang",
    ]);
  });

  it("find what they name, whatever the objects hold", () => {
    const member = fc.oneof(
      fc.constantFrom("a", "b", "a.b", "meta:a", "__proto__"),
      fc.string({ maxLength: 3 }),
    );
    const objects = fc.letrec<{ value: unknown; object: JsonObject }>((tie) => ({
      value: fc.oneof({ maxDepth: 4 }, fc.integer(), fc.string(), tie("object")),
      object: fc.dictionary(member, tie("value"), { maxKeys: 3 }) as fc.Arbitrary<JsonObject>,
    })).object;
    fc.assert(
      fc.property(objects, objects, (item, meta) => {
        for (const name of moreFieldNames([{ item, meta }])) {
          const value = fieldValue({ item, meta }, name);
          // Keys with dots may stand in one another's way; what is found is a value all the same.
          expect(value === undefined && !name.slice(5).includes(".")).toBe(false);
        }
      }),
    );
  });
});

it("a text is a number by its form", () => {
  expect(["1", "-2.5e3", " 7 ", ".5"].map(numberOfText)).toEqual([1, -2500, 7, 0.5]);
  expect(["", "1,5", "0x10", "NaN", "Infinity", "1e999", null].map(numberOfText)).toEqual(
    Array(7).fill(null),
  );
});
