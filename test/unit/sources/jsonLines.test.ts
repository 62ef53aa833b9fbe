import fc from "fast-check";
import { expect, it } from "vitest";
import { jsonLines } from "../../../src/sources/jsonLines.ts";

async function* inPieces(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0;
  for (let i = 0; at < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    // One buffer for all chunks: a reader that keeps a view of it would see it change.
    const chunk = bytes.slice(at, at + size);
    yield chunk;
    chunk.fill(0);
    at += size;
  }
}

async function valuesOf(bytes: Uint8Array, sizes: readonly number[] = [7]) {
  const found: [number, unknown][] = [];
  for await (const { line, value } of jsonLines(inPieces(bytes, sizes))) found.push([line, value]);
  return found;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

it("gives every line once, however the bytes are cut", async () => {
  const value = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.record({ a: fc.string({ unit: "grapheme" }) }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { minLength: 1, maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom("\n", "\r\n"),
      fc.boolean(),
      async (values, sizes, lineEnd, hasLast) => {
        const text = values.map((one) => JSON.stringify(one)).join(lineEnd) + (hasLast ? lineEnd : "");
        expect(await valuesOf(encode(text), sizes)).toEqual(values.map((one, i) => [i + 1, one]));
      },
    ),
  );
});

it("skips blank lines but counts them, and reads Python's constants", async () => {
  expect(await valuesOf(encode('\n{"a":NaN}\n \n[-Infinity]'))).toEqual([
    [2, { a: "NaN" }],
    [4, ["-Infinity"]],
  ]);
});

it("names the line that is no JSON", async () => {
  await expect(valuesOf(encode('{"a":1}\n{"a":\n'))).rejects.toThrow(
    "Line 2 of the service's answer is not JSON",
  );
});
