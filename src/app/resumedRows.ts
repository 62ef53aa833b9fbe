// A download that goes on where its connection broke. Services give no ranges, so it begins anew and what was given before is
// checked, block by block, and left out: rows are stored once, and only if the service still sends the same.
import type { Hashes } from "../core/ports.ts";
import { Problem } from "../core/problem.ts";

/** Blocks of so many bytes are given, and checked by their checksum when they come again. */
const BLOCK_BYTES = 1024 * 1024;
/** Breaks in a row without a new block are so often forgiven. */
const MAX_BREAKS = 3;

/** Blocks of `open`'s bytes in order, each held only until the next. Only failures with the code `offline` begin it anew. */
export async function* resumedRows(
  hashes: Pick<Hashes, "crc32">,
  open: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const given: number[] = [];
  let breaks = 0;
  for (;;)
    try {
      let nth = 0;
      for await (const block of blocks(open())) {
        const checksum = hashes.crc32(block, 0);
        const before = given[nth++];
        if (before === undefined) {
          given.push(checksum);
          breaks = 0;
          yield block;
        } else if (before !== checksum) throw changedMeanwhile();
      }
      if (nth < given.length) throw changedMeanwhile();
      return;
    } catch (error) {
      const isBreak = error instanceof Problem && error.code === "offline";
      if (!isBreak || ++breaks > MAX_BREAKS) throw error;
    }
}

function changedMeanwhile(): Problem {
  return new Problem(
    "badResponse",
    "The connection broke, and what the service sends now differs from what it sent before. Nothing was stored; try again.",
  );
}

async function* blocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const block = new Uint8Array(BLOCK_BYTES);
  let filled = 0;
  for await (const chunk of chunks)
    for (let at = 0; at < chunk.length; ) {
      const piece = chunk.subarray(at, at + BLOCK_BYTES - filled);
      block.set(piece, filled);
      filled += piece.length;
      at += piece.length;
      if (filled < BLOCK_BYTES) continue;
      yield block;
      filled = 0;
    }
  if (filled > 0) yield block.subarray(0, filled);
}
