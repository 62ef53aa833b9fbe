// The commands that look after the store: trash and doctor, as typed.
import { existsSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../../src/core/run.ts";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { Workbench } from "../../support/engineSupport.ts";
import { nemoLines } from "../../support/storeSupportNode.ts";

let bench: Workbench;
let run: Run;
beforeEach(async () => {
  bench = new Workbench();
  run = await bench.run("a.jsonl", nemoLines([1, 0, 0.5]));
  await bench.run("b.jsonl", nemoLines([1, 1]));
});

describe("trash", () => {
  it("lists, restores by name, and is empty afterwards", async () => {
    await typed(bench, "delete", "a");
    expect(await typed(bench, "trash", "list")).toMatch(/^NAME +DELETED +BYTES +ID\na +20\d\d-/);
    const { data } = await typedJson<{ data: { name: string; id: string; size_bytes: number }[] }>(
      bench,
      "trash",
      "list",
    );
    expect(data).toMatchObject([{ name: "a", id: run.id, size_bytes: expect.any(Number) }]);
    expect(await typed(bench, "trash", "restore", "a")).toBe("Restored a.\n");
    expect(await typed(bench, "trash", "list")).toBe("The trash is empty.\n");
    await typed(bench, "delete", "a");
    expect(await typed(bench, "restore", "a")).toBe("Restored a.\n");
  });

  it("says what emptying would remove, and removes it only with --yes", async () => {
    await typed(bench, "delete", "a", "b");
    expect(await typed(bench, "trash", "empty")).toMatch(
      /^Would remove for good: .*; [\d,]+ bytes\. Add --yes/,
    );
    expect(await typed(bench, "trash", "empty", "--max-age-days", "30", "--yes")).toBe(
      "Nothing in the trash to remove.\n",
    );
    expect(await bench.store.trash()).toHaveLength(2);
    const { removed } = await typedJson<{ removed: unknown[] }>(bench, "trash", "empty", "--yes");
    expect(removed).toHaveLength(2);
    expect(readdirSync(join(bench.storeFolder, "trash"))).toEqual([]);
  });

  it.each([
    [["trash"], "trash takes list, restore with names, or empty."],
    [["trash", "restore"], "trash takes list, restore with names, or empty."],
    [["trash", "empty", "--max-age-days", "soon"], "--max-age-days takes a number of at least 0, not soon."],
  ])("refuses %s in a sentence", async (argv, sentence) => {
    await expect(typed(bench, ...argv)).rejects.toMatchObject({ code: "badInput", message: sentence });
  });
});

describe("doctor", () => {
  it("finds a whole store whole", async () => {
    expect(await typed(bench, "doctor")).toBe("2 results checked, all whole.\n");
    expect(await typedJson(bench, "doctor")).toEqual({ runs: 2, findings: [], repaired: [] });
  });

  it("repairs the catalogue and says so", async () => {
    truncateSync(join(bench.storeFolder, "catalogue.sqlite"), 500);
    await expect(typed(bench, "doctor")).rejects.toThrow(/^1 problem found/);
    expect(await typed(bench, "doctor", "--repair")).toBe(
      "repaired  catalogue.sqlite: its checksum does not fit\n2 results checked, all whole.\n",
    );
    expect(await typed(bench, "doctor")).toBe("2 results checked, all whole.\n");
  });

  it("reports a damaged result and leaves it", async () => {
    const rows = join(bench.storeFolder, "runs", run.id, "rows-00000.jsonl");
    writeFileSync(rows, "x".repeat(10));
    await expect(typed(bench, "doctor", "--repair", "--json")).rejects.toMatchObject({ code: "damaged" });
    expect(existsSync(rows)).toBe(true);
  });
});
