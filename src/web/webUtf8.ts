// Text from bytes by TextDecoder. A byte order mark inside a file is text like any other.
import type { Utf8 } from "../core/ports.ts";
import { placesOf } from "../util/bytes.ts";

const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

export const webUtf8: Utf8 = {
  isValid(bytes) {
    try {
      strict.decode(bytes);
      return true;
    } catch {
      return false; // the decoder's only failure
    }
  },
  placesOf,
  latin1(bytes, start, end) {
    let text = "";
    // A call takes only so many arguments.
    for (let at = start; at < end; at += 8_192)
      text += String.fromCharCode(...bytes.subarray(at, Math.min(at + 8_192, end)));
    return text;
  },
  slice: (bytes, start, end) => decoder.decode(bytes.subarray(start, end)),
};
