import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digestName, itemText } from "../../../../src/core/join/digest.ts";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import {
  hasAwkwardNumber,
  memberText,
  parseExact,
  parseLine,
  parseTolerant,
} from "../../../../src/core/json/jsonText.ts";
import {
  compareCodePoints,
  pythonFloat,
  pythonJson,
  pythonNumber,
} from "../../../../src/core/json/pythonJson.ts";

const sha256 = (text: string) => createHash("sha256").update(text).digest();
const textOf = (source: string) => {
  const line = `{"metrics": {"m": [{"value": 1.0}]}, "item": ${source}, "sample": {}}`;
  const parsed = JSON.parse(line) as { item: JsonObject };
  return itemText(parsed.item, line, { member: "item" });
};

// Vectors of the Weave evaluation API's row digest rule, computed with CPython 3.11.
const VECTORS = [
  ['{"b":2,"a":1}', '{"a": 1, "b": 2}', "2El9nYJ3CnBykmEJWqmPfvUVTXr0mfgDe2yiUClnhaY"],
  [
    '{"question":"What is 2 + 2?","expected":"4"}',
    '{"expected": "4", "question": "What is 2 + 2?"}',
    "66Ga4hb0By0LV2n1oo8flvPzor9dbyTgk56hvFFxNHI",
  ],
  [
    '{"question":"caf\u00e9 \u{1F600}","n":1.0,"k":null}',
    '{"k": null, "n": 1.0, "question": "caf\\u00e9 \\ud83d\\ude00"}',
    "DWhy8YenNAPWYuIXKVRpNCmRn8HTzWBRAqHdNcfYqHg",
  ],
  [
    '{"w":[0.5,1e-05,1e16,true],"t":"a/b \\"q\\"\\n"}',
    '{"t": "a/b \\"q\\"\\n", "w": [0.5, 1e-05, 1e+16, true]}',
    "2PrwaSFuCXd2GrBZuXYZJgohMWBmADXsjj50G0heCAI",
  ],
  ["{}", "{}", "RBNvo1WzZ4oRRq0W9XhknpT7T8If536DEMBg9hyqY4o"],
  ['{"x":1}', '{"x": 1}', "YTYlqmU0Pbsbmr5qusZ3P1yRvWDT8vX34urmnh24sic"],
] as const;

describe("item digest", () => {
  it.each(VECTORS)("gives Weave's digest of %s", (source, text, digest) => {
    expect(textOf(source)).toBe(text);
    expect(digestName(sha256(text))).toBe(digest);
  });

  it("keeps the form of numbers that JSON.parse loses", () => {
    expect(textOf('{"a": 1.0, "b": 1, "c": 1e3, "d": -0, "e": -0.0, "f": 12345678901234567890}')).toBe(
      '{"a": 1.0, "b": 1, "c": 1000.0, "d": 0, "e": -0.0, "f": 12345678901234567890}',
    );
  });

  it("prints items taken from fields of the line by their own source text", () => {
    const line = '{"id": 1, "score": 1.0, "w": 2.0, "w": 3.0}';
    expect(itemText({ id: 1, w: 3 }, line, { fields: ["id", "w"] })).toBe('{"id": 1, "w": 3.0}');
  });

  it("prints bare constants of Python as Python does, also inside lists", () => {
    const line = '{"item": {"a": NaN, "b": [1.0, -Infinity], "c": "NaN"}, "sample": {}}';
    const { value, hasConstants } = parseLine(line);
    const { item } = value as { item: JsonObject };
    expect(itemText(item, line, { member: "item" }, hasConstants)).toBe(
      '{"a": NaN, "b": [1.0, -Infinity], "c": "NaN"}',
    );
  });

  it("sorts keys by code point, not by UTF-16 unit", () => {
    expect(textOf('{"\u{1F600}": 1, "\uFF5E": 2}')).toBe('{"\\uff5e": 2, "\\ud83d\\ude00": 1}');
  });

  it("escapes DEL, controls and lone surrogates as Python does", () => {
    expect(textOf('{"k": "\\u007f\\u0001\\b\\ud800/"}')).toBe('{"k": "\\u007f\\u0001\\b\\ud800/"}');
  });

  it("prints floats by Python's repr thresholds", () => {
    const cases: readonly (readonly [number, string])[] = [
      [1e-5, "1e-05"],
      [0.0001, "0.0001"],
      [1.5e-7, "1.5e-07"],
      [1e16, "1e+16"],
      [1e22, "1e+22"],
      [123456789012345.6, "123456789012345.6"],
      [1e300, "1e+300"],
      [0.1, "0.1"],
    ];
    for (const [value, text] of cases) expect(pythonFloat(value)).toBe(text);
    expect(pythonNumber("1E400")).toBe("Infinity");
  });

  it("is the same whatever the order and spacing of the source", () => {
    const scalar = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), scalar), (item) => {
        const reversed = Object.fromEntries(Object.entries(item).reverse());
        const spaced = JSON.stringify(reversed, null, 2);
        expect(textOf(spaced)).toBe(textOf(JSON.stringify(item)));
      }),
    );
  });
});

describe("memberText", () => {
  it("finds the member that JSON.parse would find, whatever surrounds it", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (object) => {
        const text = JSON.stringify(object, null, 1);
        for (const [key, value] of Object.entries(object)) {
          const found = memberText(text, key);
          expect(found === null ? null : JSON.parse(found)).toEqual(JSON.parse(JSON.stringify(value)));
        }
        expect(memberText(text, "\u0000absent\u0000")).toBeNull();
      }),
    );
  });
});

describe("memberText of a repeated key", () => {
  it("is the last one's, also where an escape spells it", () => {
    expect(memberText('{"item": 1, "b": "item", "item": 2}', "item")).toBe("2");
    expect(memberText('{"item": 1, "i\\u0074em": 2.0}', "item")).toBe("2.0");
    expect(memberText('{"a/b": 1, "a\\/b": 2}', "a/b")).toBe("2");
    expect(memberText('{"item": {"item": 3}, "x": 1}', "item")).toBe('{"item": 3}');
  });
});

describe("hasAwkwardNumber", () => {
  const lexeme = fc.constantFrom(
    ...["1", "-1", "0", "-0", "1.0", "1.50", "1e3", "2E-2", "-0.0", "123456789012345", "1234567890123456"],
    ...[
      "-12345678901234567890",
      "0.1234567890123456789",
      "1e400",
      "NaN",
      "-Infinity",
      '"1.0"',
      '"e \\" 1e5"',
    ],
    ...["true", "null", '"NaN"'],
  );

  it("is never false where parsing changes the text that is hashed", () => {
    fc.assert(
      fc.property(fc.array(lexeme, { maxLength: 6 }), fc.boolean(), (values, isNested) => {
        const text = isNested ? `{"a" : [ ${values.join(" ,")} ]}` : `[${values.join(",")}]`;
        const exact = pythonJson(parseExact(text), { found: false });
        fc.pre(!hasAwkwardNumber(text));
        expect(pythonJson(JSON.parse(text), { found: false })).toBe(exact);
      }),
    );
  });

  it("leaves plain numbers, and whatever strings hold, to the faster way", () => {
    for (const text of ["1", "-12.5", '["1.0", "NaN \\" 1e5", 0.25, 123456789012345, true, null]'])
      expect(hasAwkwardNumber(text)).toBe(false);
    for (const text of ["1.0", "[-0]", '{"a":1e3}', "-Infinity", "NaN", "1234567890123456"])
      expect(hasAwkwardNumber(text)).toBe(true);
  });
});

describe("parseTolerant", () => {
  it("reads Python's bare constants and leaves those words in strings alone", () => {
    expect(parseTolerant('{"a": NaN, "b": -Infinity, "c": "is NaN, \\"NaN\\""}')).toEqual({
      a: "NaN",
      b: "-Infinity",
      c: 'is NaN, "NaN"',
    });
  });

  it("refuses what is not JSON", () => {
    expect(() => parseTolerant('{"a": NaNa}')).toThrow(SyntaxError);
  });
});

describe("compareCodePoints", () => {
  it("agrees with an order over code point arrays", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
        const x = [...a].map((c) => c.codePointAt(0) ?? 0);
        const y = [...b].map((c) => c.codePointAt(0) ?? 0);
        let expected = x.length - y.length;
        for (let i = 0; i < Math.min(x.length, y.length); i++)
          if (x[i] !== y[i]) {
            expected = (x[i] ?? 0) - (y[i] ?? 0);
            break;
          }
        expect(Math.sign(compareCodePoints(a, b))).toBe(Math.sign(expected));
      }),
    );
  });
});
