// Which matched items have the same output in both runs, byte for byte; repetitions as multisets. Made when first asked.
import type { Join } from "../../core/join/joinItems.ts";
import type { Hashes } from "../../core/ports.ts";
import type { PickPart } from "../rows/rowPages.ts";
import { isLeftOut } from "./excludedSide.ts";
import type { Side } from "./joinSide.ts";

/** Bytes of an output's SHA-256 that are kept: as a number it stays exact, and two texts share it once in 2^48. */
const KEPT_BYTES = 6;
const NO_OUTPUT = -1;

/** Shape: one entry per matched position; 1 where the outputs are the same. */
export async function sameOutputs(
  base: Side,
  candidate: Side,
  join: Join,
  hashes: Hashes,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const [a, b] = [await outputNumbers(base, hashes, signal), await outputNumbers(candidate, hashes, signal)];
  const same = new Uint8Array(join.report.matched);
  for (let at = 0; at < same.length; at++) {
    const left = a.of(join.baseItem[at] as number);
    const right = b.of(join.candidateItem[at] as number);
    same[at] = left.length === right.length && left.every((one, i) => one === right[i]) ? 1 : 0;
  }
  return same;
}

/** The outputs of each item as sorted numbers. */
async function outputNumbers(side: Side, hashes: Hashes, signal: AbortSignal) {
  const { items, pages } = side;
  const starts = new Int32Array(items.count + 1);
  for (let item = 0; item < items.count; item++)
    starts[item + 1] = (starts[item] as number) + (items.rowCount[item] as number);
  const next = starts.slice();
  const numbers = new Float64Array(items.itemOf.length);
  const bytes = new Uint8Array(32);
  const pick: PickPart<string | null> = (record, reader) => reader.texts(record).output;
  for await (const { from, parts } of pages.walkParts(pick, signal))
    for (const [i, output] of parts.entries()) {
      if (isLeftOut(side, from + i)) continue;
      const item = items.itemOf[from + i] as number;
      const place = next[item] as number;
      next[item] = place + 1;
      numbers[place] = output === null ? NO_OUTPUT : numberOf(output, bytes, hashes);
    }
  return {
    of: (item: number) => numbers.subarray(starts[item], starts[item + 1]).sort(),
  };
}

function numberOf(text: string, bytes: Uint8Array, hashes: Hashes): number {
  hashes.sha256Into(text, bytes, 0);
  let number = 0;
  for (let i = 0; i < KEPT_BYTES; i++) number = number * 256 + (bytes[i] as number);
  return number;
}
