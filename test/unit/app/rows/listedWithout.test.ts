// Means without excluded rows in lists: kept in the notes' file when rows are excluded, used only for exactly these rows.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { runDescription, scoreDescription } from "../../../../src/core/results/nodeTexts.ts";
import { listedWithout } from "../../../../src/core/rows/withoutExcluded.ts";
import type { WithoutExcluded } from "../../../../src/core/run.ts";
import type { ListedRun } from "../../../../src/core/runStore.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const ROLES = { input: ["q"], expected: null, output: "output", scores: ["ok"], error: "error" };

interface Row {
  readonly q: number;
  readonly ok: number | null;
  readonly out: boolean;
}

async function stored(bench: Workbench, rows: readonly Row[]) {
  const lines = rows.map(({ q, ok }) => ({ q, ok, output: "o", error: ok === null ? "timeout" : null }));
  const { run } = await bench.imported(bench.write("r.jsonl", jsonl(lines)), { roles: ROLES });
  const changes = rows.flatMap(({ out }, row) => (out ? [{ row, exclusion: "wrong" }] : []));
  await bench.engine.beside.annotate({ id: run.id, changes });
  return run.id;
}

async function listed(bench: Workbench): Promise<ListedRun> {
  const [run] = (await bench.engine.list({ page: 1, pageSize: 9 })).runs;
  if (run === undefined) throw new Error("nothing is listed");
  return run;
}

const ROWS: readonly Row[] = [
  { q: 1, ok: 1, out: false },
  { q: 2, ok: 0, out: true },
  { q: 3, ok: 0.5, out: false },
];

function notesFile(bench: Workbench): string {
  const folder = join(bench.storeFolder, "notes");
  const name = readdirSync(folder).find((one) => one.endsWith(".rows.json")) ?? "";
  return join(folder, name);
}

describe("the numbers without excluded rows in a list", () => {
  it("are those of the panel, and the mean that one computes by hand", async () => {
    const row = fc.record({
      q: fc.nat({ max: 5 }),
      ok: fc.constantFrom(0, 0.25, 1, null),
      out: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 10 }), async (some) => {
        const bench = new Workbench();
        const rows = [...some, { q: 9, ok: 1, out: false }, { q: 9, ok: 0, out: true }];
        const id = await stored(bench, rows);
        // Another process has nothing in memory.
        const run = await listed(bench.another());
        const { withoutExcluded } = await bench.engine.run(id);
        expect(run.listedWithout).toEqual(listedWithout(withoutExcluded as WithoutExcluded));
        const byItem = new Map<number, number[]>();
        for (const { q, ok, out } of rows)
          if (!out && ok !== null) byItem.set(q, [...(byItem.get(q) ?? []), ok]);
        const means = [...byItem.values()].map((all) => all.reduce((a, b) => a + b) / all.length);
        const mean = means.reduce((a, b) => a + b, 0) / means.length;
        expect(run.listedWithout?.scores[0]?.itemMean).toBeCloseTo(mean, 12);
      }),
      { numRuns: 10 },
    );
  });

  it("stand beside the mean over all rows, with how many are left out", async () => {
    const bench = new Workbench();
    const id = await stored(bench, ROWS);
    const run = await listed(bench);
    expect(runDescription(run, "en")).toMatch(/^0\.50 ±0\.29 {2}3 {2}\(0\.75 ±0\.25 without 1 row\)$/u);
    expect(scoreDescription(run, run.scores[0] as never, "en")).toContain("(0.75 ±0.25 without 1 row)");
    await bench.engine.beside.annotate({ id, changes: [{ row: 1, exclusion: null }] });
    expect(runDescription(await listed(bench), "en")).not.toContain("without");
  });

  it("are not told where another program excluded rows, until the next change here", async () => {
    const bench = new Workbench();
    const id = await stored(bench, ROWS);
    const path = notesFile(bench);
    const text = readFileSync(path, "utf8");
    await bench.engine.beside.annotate({ id, changes: [{ row: 0, exclusion: "wrong too" }] });
    const both = JSON.parse(readFileSync(path, "utf8"));
    // Both exclusions, with the numbers of one.
    writeFileSync(path, JSON.stringify({ ...both, without: JSON.parse(text).without }));
    const run = await listed(bench.another());
    expect(run).not.toHaveProperty("listedWithout");
    expect(runDescription(run, "en")).toContain("(2 rows excluded)");
    await bench.engine.beside.annotate({ id, changes: [{ row: 2, note: "fine" }] });
    expect((await listed(bench)).listedWithout?.scores[0]?.itemMean).toBe(0.5);
  });

  it("are not used where they are not whole; what is said of rows stays", async () => {
    for (const without of [7, {}, { method: 2 }, { method: 1, of: [1], rows: 2, items: 2, scores: [{}] }]) {
      const bench = new Workbench();
      await stored(bench, ROWS);
      const path = notesFile(bench);
      writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), without }));
      const run = await listed(bench.another());
      expect(run).not.toHaveProperty("listedWithout");
      expect(run.rowMarks).toMatchObject({ excluded: 1 });
    }
  });
});
