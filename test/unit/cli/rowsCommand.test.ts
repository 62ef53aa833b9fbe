// `rows` by filter and search, and what it says of a filter that it does not understand.
import { beforeEach, describe, expect, it } from "vitest";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = new Workbench();
  const rows = Array.from({ length: 12 }, (_, i) =>
    JSON.stringify({
      item: { topic: i % 2 === 0 ? "billing" : "regions", n: i },
      sample: { output_text: `Answer ${i}`, model: i < 5 ? "m/1" : "m/2", tries: i },
      metrics: {
        m: [
          { name: "f1", value: i / 10 },
          { name: "grade", value: i % 3 === 0 ? "good" : "bad" },
          ...(i < 4 ? [{ name: "late", value: true }] : []),
        ],
      },
      ...(i === 11 ? { metric_errors: { m: "the judge did not answer" } } : {}),
    }),
  );
  await bench.run("r.jsonl", rows.join("\n"), { format: "nemo-rows" });
});

async function kept(...args: readonly string[]): Promise<readonly number[]> {
  const page = await typedJson<{ data: { row_index: number }[] }>(bench, "rows", "r", ...args);
  return page.data.map((row) => row.row_index);
}
const filtered = (filter: unknown): Promise<readonly number[]> => kept("--filter", JSON.stringify(filter));

describe("rows", () => {
  it("keeps the rows that fit every condition", async () => {
    expect(await filtered({ f1: { $lt: 0.3 } })).toEqual([0, 1, 2]);
    expect(await filtered({ f1: { $lte: 0.3, $gt: 0.1 } })).toEqual([2, 3]);
    expect(await filtered({ f1: { $gte: 1.1 } })).toEqual([11]);
    expect(await filtered({ f1: 0.5 })).toEqual([5]);
    expect(await filtered({ f1: { $gt: -0.5, $lt: 0.1 } })).toEqual([0]);
    expect(await filtered({ f1: { $gt: 0, $lt: 0.2 } })).toEqual([1]);
    expect(await filtered({ grade: "good", "item.topic": "billing" })).toEqual([0, 6]);
    expect(await filtered({ grade: { $in: ["good"] }, topic: { $regex: "^reg" } })).toEqual([3, 9]);
    expect(await filtered({ late: true })).toEqual([0, 1, 2, 3]);
    expect(await filtered({ late: { $state: "missing" }, error: false })).toEqual([4, 5, 6, 7, 8, 9, 10]);
    expect(await filtered({ error: true })).toEqual([11]);
    expect(await filtered({ error: "judge" })).toEqual([11]);
    expect(await filtered({})).toHaveLength(12);
  });

  it("keeps rows by what stands beside the item, and by whole values and numbers of fields", async () => {
    expect(await filtered({ "meta:sample.model": "m/1", "item.topic": { $eq: "billing" } })).toEqual([
      0, 2, 4,
    ]);
    expect(await filtered({ "meta:sample.tries": { $gte: 3, $lt: 5 } })).toEqual([3, 4]);
    expect(await filtered({ n: { $eq: 7 } })).toEqual([7]);
    expect(await kept("--sort", "-meta:sample.tries", "--page-size", "2")).toEqual([11, 10]);
  });

  it("slices a result by them", async () => {
    interface Sliced {
      readonly slices: readonly {
        readonly name: string;
        readonly slices: readonly { value: string; n: number; mean: number }[];
      }[];
    }
    const shown = await typedJson<Sliced>(bench, "show", "r", "--slices", "meta:sample.model");
    const f1 = shown.slices.find(({ name }) => name === "f1")?.slices;
    expect(f1?.map(({ value, n }) => [value, n])).toEqual([
      ["m/1", 5],
      ["m/2", 7],
    ]);
    expect(f1?.[0]?.mean).toBeCloseTo(0.2, 12);
    const text = await typed(bench, "show", "r", "--slices", "topic");
    expect(JSON.stringify(text)).toContain("f1 by topic, worst first");
  });

  it("finds a text anywhere in a row, in the order asked for", async () => {
    expect(await kept("--search", "ANSWER 1", "--sort", "-f1")).toEqual([11, 10, 1]);
    expect(await kept("--search", "billing", "--filter", '{"f1":{"$gt":0.6}}')).toEqual([8, 10]);
    expect(await typed(bench, "rows", "r", "--search", "nowhere")).toBe("No row fits.\n");
  });

  it("names what it does not understand", async () => {
    const said = (filter: string) => typed(bench, "rows", "r", "--filter", filter).then(String, String);
    expect(await said('{"f2":1}')).toMatch(/Can't filter by f2\. Fields: .*item\.topic.*f1/);
    expect(await said('{"f1":{"$near":1}}')).toMatch(/f1 has no operator \$near/);
    expect(await said('{"f1":{"$lt":"x"}}')).toMatch(/\$lt on f1 takes a number/);
    expect(await said('{"late":{"$state":"gone"}}')).toMatch(/\$state on late takes value, text/);
    expect(await said('{"output":{"$like":""}}')).toMatch(/\$like on output takes a text/);
    expect(await said('{"output":{"$regex":"("}}')).toMatch(/is not a regular expression/);
    expect(await said('{"f1":')).toMatch(/--filter is no JSON/);
    expect(await said("[1]")).toMatch(/--filter takes a JSON object/);
  });
});
