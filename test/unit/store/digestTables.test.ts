// Tables of digests: what they tell is what the runs hold, whatever is damaged, gone, or can't be written.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type DigestBeginnings, rowsBeginning } from "../../../src/core/join/digestBeginnings.ts";
import type { FileSystem } from "../../../src/core/ports.ts";
import type { RunId } from "../../../src/core/run.ts";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { nodeHashes } from "../../../src/node/nodeHashes.ts";
import { decodeTable, encodeTable, sharedColumns } from "../../../src/store/digestTable.ts";
import { DigestTables } from "../../../src/store/digestTables.ts";
import { StoreLayout } from "../../../src/store/layout.ts";
import { STORE_FORMAT } from "../../../src/store/manifest.ts";
import { FILE_SYSTEMS } from "../../support/fileSystems.ts";
import { partsOver } from "../../support/storeBench.ts";

const { crc32 } = nodeHashes;
const run = (name: string | number): RunId => `run-${name}` as RunId;

/** Digests by small numbers, so that they repeat. */
const beginnings = (numbers: readonly number[]): DigestBeginnings => ({
  first: Uint32Array.from(numbers, (n) => Math.floor(n / 2)),
  second: Uint32Array.from(numbers),
});
const digestOf = (n: number): Uint8Array =>
  new Uint8Array(Uint32Array.from([Math.floor(n / 2), n, 0, 0, 0, 0, 0, 0]).buffer);

const someRuns = fc
  .array(fc.array(fc.nat(9), { maxLength: 12 }), { maxLength: 8 })
  .map((all) => new Map(all.map((numbers, i) => [run(i), beginnings(numbers)])));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "eval results tables-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tables(fs: FileSystem = nodeFileSystem, at = folder): DigestTables {
  return new DigestTables(new StoreLayout(fs, partsOver(fs).environment, at), nodeHashes);
}
const files = (): readonly string[] =>
  existsSync(join(folder, "digests")) ? readdirSync(join(folder, "digests")) : [];
/** Runs that are merged must be there. */
const makeRun = (id: RunId): Promise<void> => nodeFileSystem.makeFolder(join(folder, "runs", id));

describe("a table as a file", () => {
  it("gives back what was put in", () => {
    fc.assert(
      fc.property(someRuns, (runs) => {
        const bytes = encodeTable(sharedColumns(runs, crc32), crc32);
        expect(decodeTable(bytes, crc32)).toEqual(runs);
        // Wherever the bytes lie in memory.
        const moved = new Uint8Array(bytes.length + 1);
        moved.set(bytes, 1);
        expect(decodeTable(moved.subarray(1), crc32)).toEqual(runs);
      }),
    );
  });

  it("holds rows that runs share once", () => {
    const own = [1, 2, 3];
    const runs = new Map([
      [run("a"), beginnings(own)],
      [run("b"), beginnings([1, 2])],
      [run("c"), beginnings(own)],
    ]);
    expect(sharedColumns(runs, crc32).rows).toBe(5);
    const table = decodeTable(encodeTable(sharedColumns(runs, crc32), crc32), crc32);
    expect(table?.get(run("a"))).toBe(table?.get(run("c")));
  });

  it("is not taken for one after any change or cut", () => {
    const bytes = encodeTable(sharedColumns(new Map([[run("a"), beginnings([1, 2, 3])]]), crc32), crc32);
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 4;
      expect(decodeTable(changed, crc32)).toBeNull();
      expect(decodeTable(bytes.slice(0, at), crc32)).toBeNull();
    }
  });
});

describe("looking", () => {
  it("tells of every run which rows begin so, as its own digests do", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someRuns, { maxLength: 3 }), fc.nat(9), async (batches, n) => {
        const at = mkdtempSync(join(folder, "case-"));
        const all = new Map(
          batches.flatMap((runs, batch) => [...runs].map(([id, own]) => [run(`${batch}${id}`), own])),
        );
        const writer = tables(nodeFileSystem, at);
        for (const [batch, runs] of batches.entries())
          await writer.add(new Map([...runs].map(([id, own]) => [run(`${batch}${id}`), own])));
        const expected = new Map([...all].map(([id, own]) => [id, rowsBeginning(own, digestOf(n))]));
        expect(await writer.look(digestOf(n))).toEqual(expected);
        expect(await tables(nodeFileSystem, at).look(digestOf(n))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it("knows nothing of a store without tables", async () => {
    expect((await tables().look(digestOf(1))).size).toBe(0);
  });

  it.each(FILE_SYSTEMS)("works on %s", async (_, make) => {
    const place = await make();
    await tables(place.fs, place.folder).add(new Map([[run("a"), beginnings([4, 5, 4])]]));
    expect(await tables(place.fs, place.folder).look(digestOf(4))).toEqual(new Map([[run("a"), [0, 2]]]));
    place.remove?.();
  });

  it("leaves out what is damaged or removed, and names what is damaged", async () => {
    const one = tables();
    await one.add(new Map([[run("a"), beginnings([1])]]));
    await one.add(new Map([[run("b"), beginnings([1])]]));
    const [first = "", second = ""] = files();
    const path = join(folder, "digests", first);
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = 77;
    writeFileSync(path, bytes);
    expect((await tables().look(digestOf(1))).size).toBe(1);
    expect(await tables().damaged()).toEqual([first]);
    await tables().removeDamaged();
    expect(files()).toEqual([second]);
    rmSync(join(folder, "digests", second));
    expect((await one.look(digestOf(1))).size).toBe(0);
  });
});

describe("adding", () => {
  it("makes small tables one, without the runs that are gone", async () => {
    const one = tables();
    for (let i = 0; i < 40; i++) {
      if (i !== 3) await makeRun(run(i));
      await one.add(new Map([[run(i), beginnings([7, i])]]));
    }
    expect(files().length).toBeLessThan(16);
    for (const seen of [await one.look(digestOf(7)), await tables().look(digestOf(7))]) {
      expect([...seen.keys()].sort()).toEqual(
        Array.from({ length: 40 }, (_, i) => run(i))
          .filter((id) => id !== run(3))
          .sort(),
      );
      expect([...seen.values()].every((rows) => rows[0] === 0)).toBe(true);
    }
    expect(readdirSync(join(folder, "tmp"))).toEqual([]);
  });

  it("loses nothing when two processes make them one at once", async () => {
    const [one, other] = [tables(), tables()];
    for (let i = 0; i < 40; i++) {
      await makeRun(run(i));
      await Promise.all([
        one.add(new Map([[run(i), beginnings([7])]])),
        makeRun(run(`other-${i}`)).then(() => other.add(new Map([[run(`other-${i}`), beginnings([7])]]))),
      ]);
    }
    expect((await tables().look(digestOf(7))).size).toBe(80);
  });

  it("keeps in memory what can't be written", async () => {
    const refusing: FileSystem = { ...nodeFileSystem, create: () => Promise.reject(new Error("read only")) };
    const one = tables(refusing);
    await one.add(new Map([[run("a"), beginnings([1])]]));
    expect(await one.look(digestOf(1))).toEqual(new Map([[run("a"), [0]]]));
    expect(files()).toEqual([]);
  });

  it("writes nothing into the store of a newer version", async () => {
    const newer = { format: STORE_FORMAT, version: 99, minReader: 1 };
    writeFileSync(join(folder, "STORE.json"), JSON.stringify(newer));
    const one = tables();
    await one.add(new Map([[run("a"), beginnings([1])]]));
    expect(files()).toEqual([]);
    expect((await one.look(digestOf(1))).size).toBe(1);
  });
});
