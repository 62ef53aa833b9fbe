// Runs of one dataset in one order join by what their manifests say of it, without their digests.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const roles = { input: ["question"], output: "output", expected: null, error: null, scores: ["score"] };

/** Rows of three questions, the first asked twice. */
function rows(step: number, order: readonly number[]): string {
  return jsonl(order.map((i) => ({ question: `question ${i}`, output: "o", score: ((i + 1) * step) % 4 })));
}

/** Makes every digest unreadable as a digest: whoever joins by them finds nothing shared. */
function spoilDigests(folder: string): void {
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as {
    columns: { role: string; offset: number; shape: number[] }[];
  };
  const path = join(folder, "columns.npz");
  const bytes = readFileSync(path);
  for (const { offset } of manifest.columns.filter(({ role }) => role === "digest"))
    for (let at = 0; at < 64; at++) bytes[offset + at] = at;
  writeFileSync(path, bytes);
}

describe("runs that have the same items row by row", () => {
  it("join with no digest read; others by their digests", async () => {
    const bench = new Workbench();
    const imported = async (name: string, text: string) =>
      (await bench.imported(bench.write(name, text), { roles })).run.id;
    const base = await imported("a.jsonl", rows(1, [0, 1, 2]));
    const same = await imported("b.jsonl", rows(3, [0, 1, 2]));
    const turned = await imported("c.jsonl", rows(3, [2, 1, 0]));
    const repeated = await imported("d.jsonl", rows(1, [0, 1, 0, 2]));
    const alike = await imported("e.jsonl", rows(3, [0, 1, 0, 2]));
    const runs = join(bench.storeFolder, "runs");
    expect(readdirSync(runs)).toHaveLength(5);
    spoilDigests(join(runs, same));
    const report = async (candidate: typeof base, of = base) =>
      (await bench.engine.compare({ base: of, candidate })).summary.join;
    expect(await report(same)).toMatchObject({ matched: 3, onlyBase: 0, onlyCandidate: 0 });
    expect(await report(turned)).toMatchObject({ matched: 3, onlyBase: 0, onlyCandidate: 0 });
    expect(await report(alike, repeated)).toMatchObject({
      matched: 3,
      duplicateBase: 1,
      duplicateCandidate: 1,
    });
    expect(await report(turned, same)).toMatchObject({ matched: 1 });
  });
});
