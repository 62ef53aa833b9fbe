// Pages of a comparison's rows: the first ones, found without making the order of all, are those of that order.
import { describe, expect, it } from "vitest";
import {
  COMPARE_FILTERS,
  COMPARE_SORTS,
  type ComparePair,
} from "../../../../src/core/compare/compareTypes.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const ROWS = 1_500;

async function aPair(): Promise<{ readonly bench: Workbench; readonly pair: ComparePair }> {
  const bench = new Workbench();
  const roles = { input: ["question"], output: "output", expected: null, error: null, scores: ["score"] };
  const run = (step: number) =>
    Array.from({ length: ROWS }, (_, i) => ({
      question: `question ${i + step}`,
      output: `output ${(i * step) % 5}`,
      score: i % 11 === 0 ? null : ((i + step) * step) % 7,
    }));
  const a = await bench.imported(bench.write("a.jsonl", jsonl(run(2))), { roles });
  const b = await bench.imported(bench.write("b.jsonl", jsonl(run(3))), { roles });
  return { bench, pair: { base: a.run.id, candidate: b.run.id } };
}

describe("a page of compared rows", () => {
  it.each(COMPARE_SORTS)(
    "sorted by %s is the same found alone and out of the order of all",
    async (column) => {
      const { bench, pair } = await aPair();
      for (const filter of COMPARE_FILTERS)
        for (const descending of [false, true]) {
          const query = { filter, score: 0, sort: { column, descending } };
          const page = async (offset: number, limit: number) => {
            const { total, rows } = await bench.engine.compareRows(pair, { ...query, offset, limit });
            return { total, positions: rows.map(({ position }) => position) };
          };
          const [first, later] = [await page(0, 20), await page(30, 20)];
          const all = await page(0, 2 * ROWS);
          expect(all.positions).toHaveLength(all.total);
          expect(first).toEqual({ total: all.total, positions: all.positions.slice(0, 20) });
          expect(later).toEqual({ total: all.total, positions: all.positions.slice(30, 50) });
        }
    },
  );
});
