// Bytes to lines: however a file is cut into chunks, its lines are the same, and each knows its place.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BatchBuffers, lineBatches, lineEnds, linesOf } from "../../../../src/app/import/lineBatches.ts";
import { nodeUtf8 } from "../../../../src/node/nodeUtf8.ts";

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]): AsyncIterable<Uint8Array> {
  let from = 0;
  for (let i = 0; from < bytes.length; i++) {
    const size = sizes[i % sizes.length] ?? 1;
    const chunk = new Uint8Array(bytes.subarray(from, from + size));
    yield await Promise.resolve(chunk);
    // A chunk holds only until the next is asked for.
    chunk.fill(0x21);
    from += size;
  }
}

const buffers = new BatchBuffers();

/** Texts with their line numbers, as read in chunks of those sizes. */
async function linesIn(bytes: Uint8Array, sizes: readonly number[]) {
  const lines: { readonly number: number; readonly text: string | null }[] = [];
  let before = 0;
  for await (const batch of lineBatches(chunksOf(bytes, sizes), buffers)) {
    for (const { number, text, offset, length } of linesOf(batch, lineEnds(batch, nodeUtf8), nodeUtf8)) {
      const place = Buffer.from(batch.subarray(offset, offset + length)).toString("utf8");
      if (text !== null) expect(place).toBe(text);
      lines.push({ number: before + number, text });
    }
    before += lineEnds(batch, nodeUtf8).length;
    buffers.give(batch);
  }
  return lines;
}

/** The same by the simplest means. */
function plainLines(text: string) {
  return text
    .split("\n")
    .map((line, i) => ({ number: i + 1, text: line.endsWith("\r") ? line.slice(0, -1) : line }))
    .filter((line) => line.text.trim() !== "");
}

const aText = fc
  .array(
    fc.constantFrom("{", "}", "a", "\n", "\r\n", "\r", " ", "é", "\u2028", "\u{1f600}", '{"q":1}\n', "\n\n"),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(""));
const sizes = fc.array(fc.integer({ min: 1, max: 17 }), { minLength: 1, maxLength: 5 });

describe("lines of a file", () => {
  it("are the same for every way of cutting it into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(aText, sizes, async (text, cuts) => {
        expect(await linesIn(Buffer.from(text), cuts)).toEqual(plainLines(text));
      }),
    );
  });

  it("lose no byte on the way", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), sizes, async (bytes, cuts) => {
        fc.pre(bytes[0] !== 0xef);
        const batches: Uint8Array[] = [];
        for await (const batch of lineBatches(chunksOf(bytes, cuts), buffers)) {
          batches.push(batch.slice());
          buffers.give(batch);
        }
        expect(Buffer.concat(batches)).toEqual(Buffer.from(bytes));
        for (const batch of batches.slice(0, -1)) expect(batch.at(-1)).toBe(10);
      }),
    );
  });

  it("do not include a byte order mark, even when it is cut by the first chunk", async () => {
    const bytes = Buffer.from("\ufeff{}\n[]\n");
    for (const cut of [1, 2, 3, 100])
      expect((await linesIn(bytes, [cut])).map((line) => line.text)).toEqual(["{}", "[]"]);
  });

  it("are unreadable one by one where bytes are not UTF-8", async () => {
    const bytes = Buffer.concat([Buffer.from("a\n"), Buffer.from([0xc3, 0x28, 10]), Buffer.from("é\n")]);
    expect(await linesIn(bytes, [4])).toEqual([
      { number: 1, text: "a" },
      { number: 2, text: null },
      { number: 3, text: "é" },
    ]);
  });
});
