// What a check of a store finds and mends, and that damage is never shown as a result.
import { existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { LocalStore } from "../../../src/store/localStore.ts";
import {
  aCase,
  anEngine,
  aTemplate,
  DEAD_PROCESS,
  partsOver,
  type Template,
} from "../../support/storeBench.ts";

let template: Template;
let folder: string;

beforeEach(async () => {
  template = await aTemplate();
  folder = aCase(template).folder;
});
afterEach(() => template.remove());

const fresh = (): LocalStore => new LocalStore(partsOver(nodeFileSystem), folder);
const never = new AbortController().signal;

describe("a check", () => {
  const found = async (repair = false) => {
    const report = await anEngine(partsOver(nodeFileSystem), folder).engine.check(repair, never);
    return report.findings.map(({ place, message }) => `${place.split("/").at(-1)}: ${message}`);
  };
  const first = (file: string): string => join(folder, "runs", template.ids.first, file);
  /** Changes one byte, the size kept. */
  const flip = (path: string, at: number): void => {
    const bytes = readFileSync(path);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    writeFileSync(path, bytes);
  };

  it("finds nothing in a whole store", async () => {
    expect(await found()).toEqual([]);
  });

  it("finds a changed byte in rows and in columns", async () => {
    flip(first("rows-00000.jsonl"), 40);
    flip(first("columns.npz"), 200);
    expect(await found()).toEqual([
      expect.stringMatching(/^rows-00000\.jsonl: its bytes changed/),
      expect.stringMatching(/^columns\.npz: its bytes changed/),
    ]);
  });

  it.each([
    ["digests that are not their rows'", "digest.000", /1 of 5 rows do not fit their digest/],
    ["places that are no whole lines", "offset.000", /1 of 5 rows do not point at a whole line/],
    ["statistics that are not their columns'", "score.0.000", /score exact: \w+ of the stored rows is/],
  ])("finds %s, though the sums fit", async (_, member, message) => {
    const manifest = JSON.parse(readFileSync(first("manifest.json"), "utf8")) as {
      columns: { name: string; offset: number }[];
      files: Record<string, { crc32: number }>;
    };
    const place = manifest.columns.find((column) => column.name === member);
    const file = manifest.files["columns.npz"];
    if (place === undefined || file === undefined) throw new Error(`no ${member}`);
    flip(first("columns.npz"), place.offset + (member.startsWith("score") ? 7 : 0));
    file.crc32 = partsOver(nodeFileSystem).hashes.crc32(readFileSync(first("columns.npz")), 0);
    // As an older version wrote it, which knew no order of items.
    writeFileSync(first("manifest.json"), JSON.stringify({ ...manifest, itemOrder: undefined }));
    expect((await found()).join()).toMatch(message);
  });

  it("finds a manifest that names another order of items than its digests have", async () => {
    const manifest = readFileSync(first("manifest.json"), "utf8");
    const order = /"itemOrder": "([0-9a-f]{64})"/.exec(manifest)?.[1] ?? "";
    writeFileSync(first("manifest.json"), manifest.replace(order, "0".repeat(64)));
    expect(await found()).toEqual([
      expect.stringMatching(/^manifest\.json: it names another order of items/),
    ]);
  });

  it("mends catalogue, lock, STORE.json and rests; leaves damaged runs where they are", async () => {
    truncateSync(join(folder, "catalogue.sqlite"), 3000);
    writeFileSync(join(folder, "catalogue.lock"), JSON.stringify({ owner: DEAD_PROCESS, nonce: "1" }));
    writeFileSync(join(folder, "STORE.json"), "{");
    mkdirSync(join(folder, "tmp", `x.1~${DEAD_PROCESS}`), { recursive: true });
    truncateSync(first("rows-00000.jsonl"), 10);
    expect((await found()).map((text) => text.split(":")[0])).toEqual([
      "STORE.json",
      template.ids.first,
      "catalogue.sqlite",
      `x.1~${DEAD_PROCESS}`,
      "catalogue.lock",
    ]);
    expect(await found(true)).toEqual([
      expect.stringMatching(/has 10 bytes where \d+ were written; it is set aside/),
    ]);
    expect(await found()).toHaveLength(1);
    expect(existsSync(first("manifest.json"))).toBe(true);
    const { runs, damaged } = await fresh().list({ page: 1, pageSize: 10 });
    expect([runs.map((run) => run.name), damaged.length]).toEqual([["second"], 1]);
  });

  it("is not needed to set aside a run that turns out damaged when it is opened", async () => {
    const store = fresh();
    await store.list({ page: 1, pageSize: 10 });
    rmSync(first("columns.npz"));
    await expect(store.open(template.ids.first)).rejects.toMatchObject({ code: "damaged" });
    const { runs, damaged } = await store.list({ page: 1, pageSize: 10 });
    expect([runs.map((run) => run.name), damaged.map((run) => run.id)]).toEqual([
      ["second"],
      [template.ids.first],
    ]);
  });

  it("sees through every damage to the catalogue: the list is right or made anew, never wrong", async () => {
    const path = join(folder, "catalogue.sqlite");
    const whole = readFileSync(path);
    let chance = 7;
    const next = (limit: number): number => {
      chance = (Math.imul(chance, 1_103_515_245) + 12_345) >>> 0;
      return chance % limit;
    };
    for (let i = 0; i < 60; i++) {
      const bytes = Buffer.from(whole);
      const at = next(bytes.length);
      if (i % 3 === 0) bytes[at] = next(256);
      else if (i % 3 === 1) bytes.fill(0, at, Math.min(bytes.length, at + next(4000)));
      writeFileSync(path, i % 3 === 2 ? bytes.subarray(0, at) : bytes);
      const store = fresh();
      const { runs } = await store.list({ page: 1, pageSize: 10 });
      expect(runs.map((run) => [run.name, run.scores[0]?.mean])).toEqual([
        ["second", 2 / 3],
        ["first", 0.625],
      ]);
      store.close();
    }
  });
});
