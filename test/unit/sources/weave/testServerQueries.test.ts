// Sorts and filters of the Weave test server (Weave evaluation API, section 6; line 7 of the checklist in section 9).
import { describe, expect, it } from "vitest";
import { aRun, aTrial, sampleRow } from "../../../servers/weave/sampleRuns.ts";
import type { StoredTrial } from "../../../servers/weave/stored.ts";
import { post, queried } from "../../../support/weaveAsk.ts";
import { aWeaveServer } from "../../../support/weaveBench.ts";

const one = aRun(1, []).id;
const two = aRun(2, []).id;
const score = (path: string) => ({ $getField: `scores.${path}` });
const literal = (value: unknown) => ({ $literal: value });

describe("sorts and filters", () => {
  const values: readonly (number | boolean | null)[] = [0.5, true, null, 0.25, false];
  const trials = values.map(
    (s, i): StoredTrial =>
      aTrial(`t${i}`, {
        digest: `d${i}`,
        row: JSON.stringify(sampleRow(i)),
        scores: { s, j: { why: `text ${i}` } },
      }),
  );
  const server = () =>
    aWeaveServer([aRun(1, trials), aRun(2, [aTrial("x", { digest: "d0", scores: { s: 1 } })])]);
  const order = async (body: object, ids = [one]): Promise<string> =>
    (await queried(await server(), { evaluation_call_ids: ids, ...body })).rows
      .map(({ row_digest }) => row_digest)
      .join(" ");
  const kept = (expression: object, more: object = {}) =>
    order({ filters: [{ query: { $expr: expression } }], ...more });

  it("sort by the mean of a score or its differences, and refuse other fields", async () => {
    expect(await order({ sort_by: [{ field: "scores.s", direction: "desc" }] })).toBe("d1 d0 d3 d4 d2");
    expect(await order({ sort_by: [{ field: "scores.s", direction: "asc" }] })).toBe("d4 d3 d0 d1 d2");
    expect(await order({ sort_by: [{ field: "inputs.expected", direction: "desc" }] })).toBe(
      "d4 d3 d2 d1 d0",
    );
    const difference = { field: "scores.s", direction: "desc", mode: "difference" };
    expect(await order({ sort_by: [difference] }, [one, two])).toBe("d0 d1 d3 d4 d2");
    for (const sort of [
      { field: "digest" },
      { field: "output.x", mode: "difference" },
      { field: "outputs.x" },
    ])
      expect(
        (await post(await server(), "eval_results/query", { sort_by: [sort], evaluation_call_ids: [one] }))
          .status,
      ).toBe(400);
  });

  it("know every operator and operand; what is not there passes none, and not its opposite either", async () => {
    const number = { $convert: { input: score("s"), to: "double" } };
    expect(await kept({ $gte: [number, literal(0.5)] })).toBe("d0 d1");
    expect(await kept({ $not: [{ $gte: [number, literal(0.5)] }] })).toBe("d3 d4");
    expect(await kept({ $or: [{ $eq: [score("s"), literal(0.25)] }, { $lt: [number, literal(0.1)] }] })).toBe(
      "d3 d4",
    );
    expect(await kept({ $and: [{ $gt: [number, literal(0)] }, { $lte: [number, literal(0.5)] }] })).toBe(
      "d0 d3",
    );
    expect(await kept({ $in: [score("s"), [literal(0.5), literal(0.25)]] })).toBe("d0 d3");
    expect(
      await kept({ $contains: { input: score("j.why"), substr: literal("TEXT 3"), case_insensitive: true } }),
    ).toBe("d3");
    expect(await kept({ $eq: [{ $convert: { input: score("s"), to: "exists" } }, literal(false)] })).toBe(
      "d2",
    );
    expect(await kept({ $eq: [{ $size: score("s") }, literal(1)] })).toBe("");
  });

  it("are of one evaluation or any, all or one of them, and count before pages", async () => {
    const high = {
      query: { $expr: { $gt: [{ $convert: { input: score("s"), to: "double" } }, literal(0.9)] } },
    };
    const both = [one, two];
    expect(await order({ filters: [high] }, both)).toBe("d0 d1");
    expect(await order({ filters: [{ ...high, evaluation_call_id: one }] }, both)).toBe("d1");
    const each = both.map((id) => ({ ...high, evaluation_call_id: id }));
    expect(await order({ filters: each, filter_logic_operator: "or" }, both)).toBe("d0 d1");
    expect(await order({ filters: each, filter_logic_operator: "and" }, both)).toBe("");
    expect(
      await queried(await server(), { evaluation_call_ids: both, filters: [high], limit: 1 }),
    ).toMatchObject({ total: 2 });
  });

  it("7: refuse types that don't compare with 400, and unknown fields with the other 422", async () => {
    const filters = (expression: object) => ({
      evaluation_call_ids: [one],
      filters: [{ query: { $expr: expression } }],
    });
    const mixed = await post(
      await server(),
      "eval_results/query",
      filters({ $gt: [score("j.why"), literal(1)] }),
    );
    expect([mixed.status, mixed.json().reason]).toEqual([400, "can't compare string with number"]);
    const unknown = filters({ $eq: [{ $getField: "digest" }, literal(1)] });
    const refused = await post(await server(), "eval_results/query", unknown);
    expect([refused.status, refused.json().reason]).toEqual([422, "Unsupported field: digest"]);
  });
});
