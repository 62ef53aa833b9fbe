// What a comparison of several runs is asked of one candidate: the same as the comparison of two, and filters beside it.
import { beforeEach, describe, expect, it } from "vitest";
import type { ComparePair } from "../../../../src/core/compare/compareTypes.ts";
import type { ManyQuery, RunSet } from "../../../../src/core/compare/manyTypes.ts";
import type { ManyOutcome } from "../../../../src/core/compare/outcomeCondition.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { NEVER } from "../../../../src/util/never.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";

const ITEMS = 60;
/** Each run by what it says and how it scores; the second has no `speed`, the third its own last items. */
const RUNS = [
  { from: 0, ok: (i: number) => i % 3 !== 0, speed: (i: number) => i, says: () => "as ever" },
  { from: 0, ok: (i: number) => i % 4 !== 0, speed: null, says: (i: number) => (i % 2 ? "as ever" : "new") },
  {
    from: 6,
    ok: (i: number) => i % 5 !== 0,
    speed: (i: number) => i + (i % 2 ? 3 : -3),
    says: () => "other",
  },
] as const;

const QUERY: ManyQuery = {
  members: { kind: "any" },
  change: "all",
  flips: null,
  inputs: [],
  score: 0,
  sort: { column: "index", run: 0, descending: false },
  offset: 0,
  limit: 500,
};

let bench: Workbench;
let set: RunSet;
/** Names of the shared scores, in the order of several runs. */
let names: readonly string[];

beforeEach(async () => {
  bench = new Workbench();
  const ids: RunId[] = [];
  for (const [run, { from, ok, speed, says }] of RUNS.entries()) {
    const rows = Array.from({ length: ITEMS }, (_, at) => {
      const i = at + from;
      const scores = speed === null ? {} : { speed: speed(i) };
      return { q: `q${i}`, topic: `t${i % 4}`, output: says(i), ok: ok(i) ? 1 : 0, ...scores };
    });
    const scores = speed === null ? ["ok"] : ["speed", "ok"];
    const roles = { input: ["q", "topic"], expected: null, output: "output", scores, error: null };
    ids.push((await bench.imported(bench.write(`run${run}.jsonl`, jsonl(rows)), { roles })).run.id);
  }
  set = { runs: ids };
  names = (await bench.engine.many.head(set, { scope: "pair", inputs: [] })).summary.scores.map(
    ({ name }) => name,
  );
});

function pairOf(run: number): ComparePair {
  return { base: set.runs[0] as RunId, candidate: set.runs[run] as RunId };
}

async function shown(part: Partial<ManyQuery>): Promise<readonly string[]> {
  const { rows } = await bench.engine.many.rows(
    set,
    { ...QUERY, score: names.indexOf("ok"), ...part },
    NEVER,
  );
  return rows.map(({ fields }) => String(fields[0])).sort();
}

const questions = (holds: (i: number) => boolean): readonly string[] =>
  Array.from({ length: ITEMS + 6 }, (_, i) => i)
    .filter(holds)
    .map((i) => `q${i}`)
    .sort();

describe("one candidate among several", () => {
  it("has the charts, slices, drift and gate of the comparison of two", async () => {
    for (const run of [1, 2]) {
      const alone = (await bench.engine.comparison(pairOf(run))).evidence;
      const among = (await bench.engine.comparison({ ...pairOf(run), among: set.runs })).evidence;
      expect(among).not.toBe(alone);
      const query = { score: 0, inputs: [{ field: "topic", contains: "t1" }] };
      expect(await among.plot(query, NEVER)).toEqual(await alone.plot(query, NEVER));
      const slices = { score: 0, inputs: [], field: "topic" };
      const found = await among.slices(slices, NEVER, () => undefined);
      expect(found.slices.length).toBe(4);
      expect(found).toEqual(await alone.slices(slices, NEVER, () => undefined));
      const evidence = { score: 0, inputs: [], k: null, drift: true };
      expect(await among.evidence(evidence, NEVER)).toEqual(await alone.evidence(evidence, NEVER));
      const gate = { rules: ["ok>=-0.5"], level: 0.95, isStrict: false, candidates: 2 };
      expect(await among.gate(gate)).toEqual(await alone.gate(gate));
    }
  });

  it("is refused where it is no part of them", async () => {
    const other = { ...pairOf(1), base: set.runs[2] as RunId, among: set.runs };
    await expect(bench.engine.comparison(other)).rejects.toThrow("no part of this comparison");
  });

  it("is asked what changed in it alone, or in any", async () => {
    const fell =
      (run: number) =>
      (i: number): boolean => {
        const isIn = i >= (RUNS[run]?.from ?? 0) && i < ITEMS;
        return isIn && RUNS[0].ok(i) && RUNS[run]?.ok(i) === false;
      };
    expect(await shown({ change: "regressed", of: 1 })).toEqual(questions(fell(1)));
    expect(await shown({ change: "regressed", of: 2 })).toEqual(questions(fell(2)));
    expect(await shown({ change: "regressed" })).toEqual(questions((i) => fell(1)(i) || fell(2)(i)));
    expect(await shown({ change: "same", of: 1 })).toEqual(
      questions((i) => i < ITEMS && RUNS[0].ok(i) === RUNS[1].ok(i)),
    );
  });

  it("is asked for changed outputs and grader drift", async () => {
    expect(await shown({ change: "outputChanged", of: 1 })).toEqual(
      questions((i) => i < ITEMS && i % 2 === 0),
    );
    expect(await shown({ change: "graderDrift" })).toEqual(
      questions((i) => i < ITEMS && i % 2 === 1 && RUNS[0].ok(i) !== RUNS[1].ok(i)),
    );
  });
});

describe("filters on outcomes of several runs", () => {
  const range = (name: string, min: number | null, max: number | null) =>
    ({ kind: "range", score: names.indexOf(name), min, max }) as const;

  it("keep the items whose values and deltas hold, by the scores of the comparison of all", async () => {
    const held = (...outcomes: readonly ManyOutcome[]) => shown({ outcomes });
    expect(await held({ of: { run: 2, what: "delta" }, condition: range("speed", 0, null) })).toEqual(
      questions((i) => i >= 6 && i < ITEMS && i % 2 === 1),
    );
    // The first candidate has no speed, the second has it: the base's values are found all the same.
    expect(await held({ of: { run: 0, what: "value" }, condition: range("speed", 50, null) })).toEqual(
      questions((i) => i >= 50 && i < ITEMS),
    );
    expect(await held({ of: { run: 1, what: "value" }, condition: range("speed", 0, null) })).toEqual([]);
    expect(
      await held(
        { of: { run: 1, what: "value" }, condition: range("ok", 1, null) },
        { of: { run: 2, what: "value" }, condition: range("ok", null, 0) },
      ),
    ).toEqual(questions((i) => i >= 6 && i < ITEMS && i % 4 !== 0 && i % 5 === 0));
  });

  it("look at the outputs of the run they name, and change no statistic", async () => {
    const condition = { kind: "contains", place: { kind: "output" }, text: "new" } as const;
    const rows = await shown({ outcomes: [{ of: { run: 1, what: "value" }, condition }] });
    expect(rows).toEqual(questions((i) => i < ITEMS && i % 2 === 0));
  });

  it("refuse a run that is none, and a delta of the base", async () => {
    const condition = range("ok", 0, null);
    await expect(shown({ outcomes: [{ of: { run: 9, what: "value" }, condition }] })).rejects.toThrow(
      "no such run",
    );
    await expect(shown({ outcomes: [{ of: { run: 0, what: "delta" }, condition }] })).rejects.toThrow(
      "no such run",
    );
  });
});
