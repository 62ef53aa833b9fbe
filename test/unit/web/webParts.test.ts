// Hashes and text of the web give what Node's give, byte by byte: runs from either match.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHashes } from "../../../src/node/nodeHashes.ts";
import { nodeUtf8 } from "../../../src/node/nodeUtf8.ts";
import { webHashes } from "../../../src/web/webHashes.ts";
import { webUtf8 } from "../../../src/web/webUtf8.ts";

const bytes = fc.uint8Array({ maxLength: 300 });

describe("the web's hashes", () => {
  it("agree with Node's on texts", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        const [ours, theirs] = [new Uint8Array(40), new Uint8Array(40)];
        webHashes.sha256Into(text, ours, 4);
        nodeHashes.sha256Into(text, theirs, 4);
        expect(ours).toEqual(theirs);
      }),
    );
  });

  it("agree with Node's on bytes in pieces", () => {
    fc.assert(
      fc.property(fc.array(bytes), (pieces) => {
        const [ours, theirs] = [webHashes.sha256Stream(), nodeHashes.sha256Stream()];
        let [ourCrc, theirCrc] = [0, 0];
        for (const piece of pieces) {
          ours.update(piece);
          theirs.update(piece);
          ourCrc = webHashes.crc32(piece, ourCrc);
          theirCrc = nodeHashes.crc32(piece, theirCrc);
        }
        expect([ours.hex(), ourCrc]).toEqual([theirs.hex(), theirCrc]);
      }),
    );
  });

  it("agree with the published values", () => {
    const target = new Uint8Array(32);
    webHashes.sha256Into("abc", target, 0);
    expect(Buffer.from(target).toString("hex")).toBe(
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    );
    expect(webHashes.crc32(new TextEncoder().encode("123456789"), 0)).toBe(0xcbf43926);
  });
});

describe("the web's text", () => {
  it("agrees with Node's on what is UTF-8", () => {
    fc.assert(
      fc.property(bytes, (some) => {
        expect(webUtf8.isValid(some)).toBe(nodeUtf8.isValid(some));
      }),
    );
  });

  it("agrees with Node's on slices, byte order marks included", () => {
    const text = fc.string({ unit: "grapheme" });
    fc.assert(
      fc.property(text, text, (before, inside) => {
        const all = new TextEncoder().encode(`${before}\ufeff${inside}é`);
        const start = new TextEncoder().encode(before).length;
        expect(webUtf8.slice(all, start, all.length)).toBe(nodeUtf8.slice(all, start, all.length));
      }),
    );
  });
});
