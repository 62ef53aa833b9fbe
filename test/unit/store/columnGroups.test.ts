// Column files of runs with very many scores: groups of fewer rows, read back by the number the manifest keeps.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ScannedBatch } from "../../../src/core/scannedBatch.ts";
import { nodeFileSystem } from "../../../src/node/nodeFileSystem.ts";
import { nodeHashes } from "../../../src/node/nodeHashes.ts";
import { ColumnGroups, GROUP_ROWS, groupRowsFor } from "../../../src/store/columnGroups.ts";
import { ColumnReader } from "../../../src/store/columnReader.ts";
import { NpzBuilder } from "../../../src/store/npz.ts";
import { aFolder } from "../../support/engineSupport.ts";

const SCORES = 1_000;
const ROWS = 8_300;

/** Row r of score s has the value r + s; every hundredth row of score 7 has none. */
function aBatch(from: number, rows: number): ScannedBatch {
  const at = Array.from({ length: rows }, (_, i) => from + i);
  return {
    rows,
    lines: rows,
    digests: Uint8Array.from({ length: rows * 32 }, (_, i) => (from + (i >> 5)) % 251),
    offsets: Uint32Array.from(at, (row) => row * 10),
    lengths: new Uint32Array(rows).fill(9),
    errors: Uint8Array.from(at, (row) => (row % 10 === 0 ? 1 : 0)),
    facets: null,
    facetNames: [""],
    scores: Array.from({ length: SCORES }, (_, score) => ({
      metric: null,
      name: `s${score}`,
      values: Float64Array.from(at, (row) => row + score),
      states: Uint8Array.from(at, (row) => (score === 7 && row % 100 === 0 ? 5 : 0)),
      labels: [],
      numbers: rows,
      booleans: 0,
      texts: 0,
    })),
    itemFields: [],
    skipped: [],
    skippedCount: 0,
  };
}

describe("column groups", () => {
  it("hold the usual number of rows for usual runs and fewer for a thousand scores", () => {
    expect([0, 1, 4, 50, 200].map(groupRowsFor)).toEqual(new Array(5).fill(GROUP_ROWS));
    expect([1_000, 100_000].map(groupRowsFor)).toEqual([8_192, 1_024]);
  });

  it("are read back whole and row by row across their border", async () => {
    const npz = new NpzBuilder(nodeHashes);
    const groups = new ColumnGroups(npz);
    const pieces: Uint8Array[] = [];
    for (let from = 0; from < ROWS; from += 1_000) {
      const rows = Math.min(1_000, ROWS - from);
      groups.add(aBatch(from, rows), 3, from * 10, new Uint16Array(rows).fill(2));
      pieces.push(...npz.take());
    }
    groups.end();
    pieces.push(...npz.end());
    const path = join(aFolder(), "columns.npz");
    writeFileSync(path, Buffer.concat(pieces));
    expect(readFileSync(path).subarray(0, 2).toString()).toBe("PK");
    expect(groups.groupRows).toBe(8_192);
    const reader = new ColumnReader(nodeFileSystem, path, groups.members, groups.groupRows);

    const column = await reader.score(7, { metric: null, name: "s7", dictionary: [] });
    expect(column.values.length).toBe(ROWS);
    expect([column.values[8_191], column.values[8_192], column.values[8_299]]).toEqual([8_198, 8_199, 8_306]);
    expect([column.states?.[8_100], column.states?.[8_192], column.states?.[8_200]]).toEqual([5, 0, 5]);
    expect((await reader.score(999, { metric: null, name: "s999", dictionary: [] })).states).toBeNull();
    const errors = await reader.whole("error", new Uint8Array(ROWS));
    expect(errors.reduce((sum, error) => sum + error, 0)).toBe(830);
    const rows = [8_192, 8_191, 8_193, 0, 1, 2, 8_299];
    expect([...(await reader.some("error", rows, new Uint8Array(rows.length)))]).toEqual(
      rows.map((row) => (row % 10 === 0 ? 1 : 0)),
    );
    expect([...(await reader.some("part", rows, new Uint16Array(rows.length)))]).toEqual(rows.map(() => 3));
    const digests = await reader.some("digest", rows, new Uint8Array(rows.length * 32), 32);
    expect(rows.map((_, i) => digests[i * 32])).toEqual(rows.map((row) => row % 251));
  });
});
