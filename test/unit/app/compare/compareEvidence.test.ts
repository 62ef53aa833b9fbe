// Slices, pass@k, grader drift and charts of real pairs, against the same computed by a few lines of Python.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { ComparePair } from "../../../../src/core/compare/compareTypes.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { describePython, describeReal, python, REAL, SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

const NEVER = new AbortController().signal;
const quiet = (): undefined => undefined;

async function pairOf(base: string, candidate: string): Promise<ComparePair> {
  const a = await bench.imported(base);
  const b = await bench.imported(candidate);
  return { base: a.run.id, candidate: b.run.id };
}

/** Slices of one score by a field, drift of one score, for two files of rows joined by their items. */
const EVIDENCE_IN_PYTHON = `
import json, math, sys
from collections import defaultdict
base, candidate, score, field = sys.argv[1:5]
def value_of(row):
    if "item" in row:
        for m in row["metrics"]:
            for o in row["metrics"][m]:
                if o["name"] == score: return o["value"]
        return None
    return row.get(score)
def output_of(row):
    if "item" in row: return (row.get("sample") or {}).get("output_text")
    r = row.get("filtered_resps")
    if len(r) > 1: return str(max(range(len(r)), key=lambda i: float(r[i][0]))) # the choice that was picked
    r = r[0] if isinstance(r, list) and len(r) == 1 else r
    return r if isinstance(r, str) else json.dumps(r)
def read(path):
    items = {}
    for line in open(path, encoding="utf-8", newline="\\n"):
        row = json.loads(line)
        item = row["item"] if "item" in row else row["doc"]
        entry = items.setdefault(json.dumps(item, sort_keys=True), {"item": item, "values": [], "outputs": []})
        v = value_of(row)
        if isinstance(v, (int, float)) and math.isfinite(v): entry["values"].append(float(v))
        entry["outputs"].append(output_of(row) or "")
    return items
a, b = read(base), read(candidate)
mean = lambda values: math.fsum(values) / len(values)
slices = defaultdict(list); equal = []; all = []
for key in a:
    if key not in b or not a[key]["values"] or not b[key]["values"]: continue
    d = mean(b[key]["values"]) - mean(a[key]["values"])
    v = a[key]["item"].get(field)
    slices[v if v is None or isinstance(v, str) else json.dumps(v, separators=(",", ":"), ensure_ascii=False)].append(d); all.append(d)
    if sorted(a[key]["outputs"]) == sorted(b[key]["outputs"]): equal.append(d)
print(json.dumps({
  "slices": [[v, len(ds), mean(ds), math.fsum(ds) / len(all)] for v, ds in slices.items()],
  "drift": [len(equal), sum(abs(d) > 1e-9 for d in equal), math.fsum(equal) / len(all) if all else 0],
  "n": len(all), "delta": mean(all)}))
`;

interface PythonEvidence {
  readonly slices: readonly (readonly [string | null, number, number, number])[];
  readonly drift: readonly [number, number, number];
  readonly n: number;
  readonly delta: number;
}

async function expectAsInPython(base: string, candidate: string, name: string, field: string): Promise<void> {
  const wanted = python(EVIDENCE_IN_PYTHON, [base, candidate, name, field]) as PythonEvidence;
  const pair = await pairOf(base, candidate);
  const { summary } = await bench.engine.compare(pair);
  const score = summary.scores.findIndex((one) => one.base.name === name);
  const { evidence } = await bench.engine.comparison(pair);
  const found = await evidence.slices({ score, inputs: [], field }, NEVER, quiet);
  expect(found.n).toBe(wanted.n);
  expect(found.delta).toBeCloseTo(wanted.delta, 10);
  const bySize = [...wanted.slices].map(([value]) => value).sort();
  expect(found.slices.map((slice) => slice.value).sort()).toEqual(bySize);
  for (const [value, n, delta, contribution] of wanted.slices) {
    const slice = found.slices.find((one) => one.value === value);
    expect(slice?.n).toBe(n);
    expect(slice?.delta).toBeCloseTo(delta, 10);
    expect(slice?.contribution).toBeCloseTo(contribution, 10);
    expect(slice?.isRanked).toBe(n >= 10);
  }
  const ranked = found.slices.filter((slice) => slice.isRanked).map((slice) => Math.abs(slice.contribution));
  expect(ranked).toEqual([...ranked].sort((a, b) => b - a));
  const { drift } = await evidence.evidence({ score, inputs: [], k: null, drift: true }, NEVER);
  const [rows, drifted, contribution] = wanted.drift;
  if (rows === 0) expect(drift).toMatchObject({ estimable: false });
  else {
    expect(drift).toMatchObject({ estimable: true, rows, drifted });
    if (drift?.estimable) expect(drift.contribution).toBeCloseTo(contribution, 10);
  }
  const plot = await evidence.plot({ score, inputs: [] }, NEVER);
  expect(plot.n).toBe(wanted.n);
  expect(plot.points.reduce((sum, point) => sum + point.items, 0)).toBe(wanted.n);
}

describePython("evidence on sample runs", () => {
  const nemo = (name: string) => join(SAMPLES, `nemo/${name}.row-scores.jsonl`);
  it.each([
    ["helpfulness", "topic"],
    ["number-check", "topic"],
  ])("on %s by %s has the numbers of Python", async (score, field) => {
    await expectAsInPython(nemo("docs-qa-atlas-8b"), nemo("docs-qa-atlas-49b"), score, field);
  });
});

describeReal("evidence on published runs", () => {
  describePython("in pairs", () => {
    it.each(["belief"])("of %s has the numbers of Python", async (task) => {
      const at = (time: string) =>
        join(REAL, `lm-eval/v0.4.13/Qwen__Qwen3-8B/samples_negotiationtom_${task}_2026-07-08T${time}.jsonl`);
      await expectAsInPython(at("16-04-34.219874"), at("18-15-33.115417"), "acc", "slot");
    });
  });
});

describe("slices and charts", () => {
  const rows = (scores: readonly number[]) =>
    jsonl(
      scores.map((score, i) => ({
        question: `q${i}`,
        topic: i % 2 === 0 ? "even" : "odd",
        output: "o",
        score,
      })),
    );

  async function somePair(): Promise<ComparePair> {
    const base = bench.write("a.jsonl", rows(Array.from({ length: 40 }, (_, i) => (i % 3 === 0 ? 1 : 0))));
    const candidate = bench.write(
      "b.jsonl",
      rows(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : 0))),
    );
    return pairOf(base, candidate);
  }

  it("are over the items that a filter on inputs keeps", async () => {
    const { evidence } = await bench.engine.comparison(await somePair());
    const inputs = [{ field: "topic", equals: "even" }];
    const { slices, n } = await evidence.slices({ score: 0, inputs, field: "topic" }, NEVER, quiet);
    expect(slices.map(({ value }) => value)).toEqual(["even"]);
    expect(n).toBe(20);
    expect((await evidence.plot({ score: 0, inputs }, NEVER)).n).toBe(20);
  });

  it("refuse a field of as many values as rows, with how many there are", async () => {
    const many = rows(Array.from({ length: 600 }, () => 1));
    const pair = await pairOf(bench.write("m.jsonl", many), bench.write("n.jsonl", `${many} `));
    const { evidence } = await bench.engine.comparison({ base: pair.base, candidate: pair.base });
    const found = await evidence.slices({ score: 0, inputs: [], field: "question" }, NEVER, quiet);
    expect(found).toMatchObject({ slices: [], values: 501 });
  });
});

describe("pass@k of a pair", () => {
  const tries = (passes: Readonly<Record<string, string>>) =>
    jsonl(
      Object.entries(passes).flatMap(([question, marks]) =>
        [...marks].map((mark) => ({ question, output: "o", score: mark === "+" })),
      ),
    );

  it("is over the items that both runs tried k times", async () => {
    const base = bench.write("a.jsonl", tries({ one: "+--", two: "++-", three: "---", four: "+" }));
    const candidate = bench.write("b.jsonl", tries({ one: "++-", two: "+++", three: "+--", four: "++++" }));
    const pair = await pairOf(base, candidate);
    const { evidence } = await bench.engine.comparison(pair);
    const ask = async (k: number | null) =>
      (await evidence.evidence({ score: 0, inputs: [], k, drift: false }, NEVER)).pass;
    // pass@2 of c passes of 3: 1 − C(3−c, 2)/C(3, 2) = 0, 2/3, 1, 1; pass^2: C(c, 2)/3 = 0, 0, 1/3, 1.
    const two = await ask(2);
    if (!two.estimable) throw new Error(two.reason);
    expect(two).toMatchObject({ k: 2, n: 3, tooFew: 1, mostTries: 3 });
    expect(two.any.base).toBeCloseTo((2 / 3 + 1 + 0) / 3, 12);
    expect(two.any.candidate).toBeCloseTo((1 + 1 + 2 / 3) / 3, 12);
    expect(two.all.base).toBeCloseTo((0 + 1 / 3 + 0) / 3, 12);
    expect(two.all.delta).toBeCloseTo((1 / 3 + 1 + 0) / 3 - 1 / 9, 12);
    expect(await ask(null)).toMatchObject({ k: 3, n: 3 });
    expect(await ask(9)).toEqual({ estimable: false, reason: "no item has 9 tries in both runs" });
    const [run] = await bench.engine.passAtK(pair.base, 2);
    if (run?.pass.estimable !== true) throw new Error("no pass@2");
    expect(run.pass).toMatchObject({ tooFewTrials: 1, any: { n: 3 } });
    expect(run.pass.any.mean).toBeCloseTo((2 / 3 + 1 + 0) / 3, 12);
  });
});
