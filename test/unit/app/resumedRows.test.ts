// A broken download goes on where it was, and never mixes two answers.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { resumedRows } from "../../../src/app/resumedRows.ts";
import { Problem } from "../../../src/core/problem.ts";
import { nodeHashes } from "../../../src/node/nodeHashes.ts";

const MB = 1024 * 1024;
const offline = (): Problem => new Problem("offline", "The connection broke.");

function someBytes(size: number, seed = 1): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + seed * (i >> 10)) & 255;
  return bytes;
}

/** Gives `bytes` in chunks, one reused buffer for all, and breaks before byte `cut`. */
async function* sent(bytes: Uint8Array, cut = Number.POSITIVE_INFINITY, chunkBytes = 100_000) {
  const chunk = new Uint8Array(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    if (at >= cut) throw offline();
    const piece = bytes.subarray(at, at + chunkBytes);
    chunk.set(piece);
    yield chunk.subarray(0, piece.length);
  }
  if (cut <= bytes.length) throw offline();
}

async function received(open: () => AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const block of resumedRows(nodeHashes, open)) pieces.push(block.slice());
  return Buffer.concat(pieces);
}

describe("a download", () => {
  it("gives every byte once, wherever and however often it breaks within reason", async () => {
    const whole = someBytes(3.5 * MB);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(whole.length), { maxLength: 3 }), async (cuts) => {
        let nth = 0;
        const bytes = await received(() => sent(whole, cuts[nth++]));
        expect(Buffer.compare(bytes, whole)).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it("that breaks again and again without getting further ends", async () => {
    let opened = 0;
    const asked = received(() => {
      opened++;
      return sent(someBytes(3 * MB), 1.5 * MB);
    });
    await expect(asked).rejects.toMatchObject({ code: "offline" });
    expect(opened).toBe(4);
  });

  it.each<[string, Uint8Array]>([
    ["other", someBytes(3 * MB, 2)],
    ["shorter", someBytes(0.5 * MB)],
  ])("whose second answer is %s is refused", async (_, second) => {
    let opened = 0;
    const asked = received(() => (opened++ === 0 ? sent(someBytes(3 * MB), 2.5 * MB) : sent(second)));
    await expect(asked).rejects.toThrow("differs from what it sent before");
  });

  it("is not begun anew for any other failure", async () => {
    let opened = 0;
    const asked = received(() => {
      opened++;
      // biome-ignore lint/correctness/useYield: it fails before its first chunk
      return (async function* (): AsyncGenerator<Uint8Array> {
        throw new Problem("forbidden", "No.");
      })();
    });
    await expect(asked).rejects.toThrow("No.");
    expect(opened).toBe(1);
  });
});
