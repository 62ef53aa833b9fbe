// Text from bytes on Node: Buffer's own decoder, without a call through TextDecoder for each line.
import { isUtf8 } from "node:buffer";
import type { Utf8 } from "../core/ports.ts";
import { placesOf } from "../util/bytes.ts";

export const nodeUtf8: Utf8 = {
  isValid: (bytes) => isUtf8(bytes),
  // A Buffer finds bytes five times faster than a Uint8Array does.
  placesOf: (byte, bytes) => placesOf(byte, asBuffer(bytes)),
  latin1: (bytes, start, end) => asBuffer(bytes).toString("latin1", start, end),
  slice: (bytes, start, end) => asBuffer(bytes).toString("utf8", start, end),
};

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
