// Excluded rows on the command line and in files: what compare and export say of them, and what a saved comparison keeps.
import { beforeEach, expect, it } from "vitest";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  for (const [name, scores] of [
    ["base", [1, 0, 0.5]],
    ["next", [1, 1, 1]],
  ] as const) {
    bench.write(`${name}.jsonl`, jsonl(scores.map((score, i) => ({ q: `q${i}`, output: name, score }))));
    const roles = ["--score", "score", "--input", "q", "--output", "output"];
    await typed(bench, "import", `${name}.jsonl`, ...roles);
  }
  await typed(bench, "exclude", "base", "1", "--reason", "wrong label");
});

interface Json {
  readonly candidates: readonly {
    readonly join: { readonly matched: number; readonly excluded?: unknown };
    readonly scores: readonly { readonly n: number; readonly delta: number }[];
    readonly rows?: readonly unknown[];
  }[];
}
const compared = async (...flags: readonly string[]) => {
  const [one] = ((await typedJson(bench, "compare", "base", "next", ...flags)) as Json).candidates;
  return one;
};

it("compare leaves them out and says so, and counts them on request", async () => {
  expect(await typed(bench, "compare", "base", "next")).toContain(
    "1 excluded row of base is left out, so 1 item is not compared.\n",
  );
  // Deltas are 0, 1 and 0.5; the 1 is over the excluded row.
  expect(await compared()).toMatchObject({
    join: {
      matched: 2,
      excluded: { counted: false, base_rows: 1, candidate_rows: 0, items_not_compared: 1 },
    },
    scores: [{ n: 2, delta: 0.25 }],
  });
  expect(await compared("--with-excluded")).toMatchObject({
    join: { matched: 3, excluded: { counted: true, base_rows: 1, items_not_compared: 0 } },
    scores: [{ n: 3, delta: 0.5 }],
  });
});

it("compare lists them with their reasons", async () => {
  expect((await compared("--rows", "excluded"))?.rows).toMatchObject([
    {
      join: "excluded",
      base: { row_index: 1, trials: 0, excluded_rows: 1, exclusion_reason: "wrong label" },
      candidate: { row_index: 1, trials: 1 },
      scores: { score: { base: null, candidate: 1, delta: null } },
      excluded_rows: "left out",
    },
  ]);
});

it("list has the mean without them beside the one over all rows", async () => {
  expect(await typed(bench, "list")).toMatch(/WITHOUT EXCLUDED[\s\S]*0\.75 ±0\.25 without 1 row/u);
});

it("an export keeps every row, marked, and says whether they count", async () => {
  const csv = (await typed(bench, "export", "base", "next", "--format", "csv")).trim().split(/\r?\n/u);
  expect(csv).toHaveLength(4);
  expect(csv[0]).toMatch(
    /,base_excluded_rows,candidate_excluded_rows,base_exclusion_reason,candidate_exclusion_reason,excluded_rows$/u,
  );
  expect(csv.filter((line) => line.endsWith(",1,0,wrong label,,left out"))).toHaveLength(1);
  const counted = await typed(bench, "export", "base", "next", "--format", "jsonl", "--with-excluded");
  const lines = counted
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ join, excluded_rows }) => [join, excluded_rows])).toEqual(
    Array(3).fill(["matched", "counted"]),
  );
});

it("a saved comparison keeps that they count, and only where they do", async () => {
  const runs = (await bench.engine.list({ page: 1, pageSize: 9, sort: "name" })).runs.map(({ id }) => id);
  const choice = { runs, keys: [], scoreMap: [], inputs: [], shown: {} };
  await bench.engine.saved.save("All", { ...choice, withExcluded: true });
  await bench.engine.saved.save("Left", choice);
  const of = async (view: string) =>
    ((await typedJson(bench, "compare", "--view", view)) as Json).candidates[0]?.join.matched;
  expect([await of("All"), await of("Left")]).toEqual([3, 2]);
  expect((await bench.engine.saved.find("Left")).saved).not.toHaveProperty("withExcluded");
});
