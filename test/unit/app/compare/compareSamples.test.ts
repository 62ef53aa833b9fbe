// Comparisons of the sample runs and of published lm-eval runs, against numbers computed elsewhere.
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { ComparisonSummary } from "../../../../src/core/compare/compareTypes.ts";
import { jsonl, Workbench } from "../../../support/engineSupport.ts";
import { describePython, describeReal, python, REAL, SAMPLES } from "../../../support/realFiles.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function compared(
  base: string,
  candidate: string,
  keys: readonly string[] = [],
): Promise<ComparisonSummary> {
  const a = await bench.imported(base);
  const b = await bench.imported(candidate);
  return (await bench.engine.compare({ base: a.run.id, candidate: b.run.id, keys })).summary;
}

describe("the comparison of the NeMo samples", () => {
  const nemo = (name: string) => join(SAMPLES, "nemo", `${name}.row-scores.jsonl`);

  it("joins by content: a reworded question is two items, a repeated one is one", async () => {
    const { join } = await compared(nemo("docs-qa-atlas-8b"), nemo("docs-qa-atlas-49b"));
    expect(join).toEqual({
      matched: 34,
      onlyBase: 3,
      onlyCandidate: 4,
      duplicateBase: 1,
      duplicateCandidate: 0,
      keys: [],
    });
  });

  it("compares each score over the items that have it on both sides", async () => {
    const { scores } = await compared(nemo("docs-qa-atlas-8b"), nemo("docs-qa-atlas-49b"));
    const check = scores.find((score) => score.base.name === "number-check");
    expect(check).toMatchObject({ n: 30, improved: 0, regressed: 1, same: 29 });
    expect(check?.delta).toBeCloseTo(-1 / 30, 12);
    expect(scores.find((score) => score.base.name === "helpfulness")?.n).toBe(32);
    expect(scores.map((score) => score.base.name)).not.toContain("helpfulness.label");
  });

  it("shares no item where the answer is a column of the item", async () => {
    const { join, scores } = await compared(nemo("offline-atlas-8b"), nemo("offline-atlas-49b"));
    expect(join).toMatchObject({ matched: 0, onlyBase: 11, onlyCandidate: 11 });
    for (const score of scores) expect(score).toMatchObject({ n: 0, baseMean: null, delta: null });
  });

  it("shares all questions of the two lm-eval runs", async () => {
    const lmEval = join(SAMPLES, "lm-eval");
    const { join: found } = await compared(
      join(lmEval, "atlas-8b/samples_larkspan_docs_qa_2026-11-21T21-31-46.260595.jsonl"),
      join(lmEval, "atlas-49b/samples_larkspan_docs_qa_2026-11-21T21-31-58.363100.jsonl"),
    );
    expect(found).toMatchObject({ matched: 18, onlyBase: 0, onlyCandidate: 0, duplicateBase: 0 });
  });
});

describe("an item with several trials", () => {
  const line = (q: string, score: unknown) => ({ question: q, output: "o", score });

  it("counts once, by the mean of its trials", async () => {
    const base = bench.write("base.jsonl", jsonl([line("a", 1), line("a", 0), line("a", 0.5), line("b", 1)]));
    const candidate = bench.write("candidate.jsonl", jsonl([line("b", 0), line("a", 0.5)]));
    const { join, scores } = await compared(base, candidate);
    expect(join).toMatchObject({ matched: 2, duplicateBase: 2, duplicateCandidate: 0 });
    expect(scores).toEqual([
      expect.objectContaining({ n: 2, baseMean: 0.75, candidateMean: 0.25, delta: -0.5, same: 1 }),
    ]);
    expect(scores[0]).toMatchObject({ improved: 0, regressed: 1 });
  });

  it("is averaged over the trials that have a value", async () => {
    const base = bench.write("base.jsonl", jsonl([line("a", 1), line("a", "NaN"), line("b", "NaN")]));
    const candidate = bench.write("candidate.jsonl", jsonl([line("a", 1), line("b", 1)]));
    const { scores } = await compared(base, candidate);
    expect(scores[0]).toMatchObject({ n: 1, baseMean: 1, same: 1, onlyScoredInCandidate: 1 });
  });
});

/** Joins two files of rows by their items, in plain Python: the same numbers by another hand. */
const JOIN_IN_PYTHON = `
import hashlib, json, math, sys
from collections import defaultdict
def scores_of(row):
    if "item" in row:
        return [(m + "|" + o["name"], o["value"]) for m in row["metrics"] for o in row["metrics"][m]]
    names = row.get("metrics", [k for k in row if k not in {"doc_id", "target"}])
    suffix = "" if row.get("filter", "none") == "none" else "," + row["filter"]
    return [("|" + name + suffix, row.get(name)) for name in names]
keys = json.loads(sys.argv[3])
def key_of(item):
    text = lambda v: v if isinstance(v, str) else json.dumps(v)
    return item if not keys or any(k not in item for k in keys) else [text(item[k]) for k in keys]
def read(path):
    items = defaultdict(lambda: defaultdict(list)); rows = set(); duplicates = 0
    for line in open(path, encoding="utf-8", newline="\\n"):
        row = json.loads(line)
        item = json.dumps(key_of(row["item"] if "item" in row else row["doc"]), sort_keys=True)
        digest = hashlib.sha256(item.encode()).hexdigest()
        duplicates += (digest, row.get("filter")) in rows
        rows.add((digest, row.get("filter")))
        for name, value in scores_of(row):
            if isinstance(value, (int, float)) and math.isfinite(value):
                items[digest][name].append(float(value))
        items[digest]
    return items, duplicates
a, da = read(sys.argv[1]); b, db = read(sys.argv[2])
both = [d for d in a if d in b]
mean = lambda values: math.fsum(values) / len(values)
scores = {}
for name in {n for d in a for n in a[d]} & {n for d in b for n in b[d]}:
    pairs = [(mean(a[d][name]), mean(b[d][name])) for d in both if a[d][name] and b[d][name]]
    deltas = [y - x for x, y in pairs]
    scores[name] = {"n": len(pairs), "base": mean([x for x, _ in pairs]), "candidate": mean([y for _, y in pairs]),
      "delta": mean(deltas), "up": sum(d > 1e-9 for d in deltas), "down": sum(d < -1e-9 for d in deltas)}
print(json.dumps({"join": [len(both), len(a) - len(both), len(b) - len(both), da, db], "scores": scores}))
`;

interface PythonJoin {
  readonly join: readonly number[];
  readonly scores: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

async function expectAsInPython(
  base: string,
  candidate: string,
  keys: readonly string[] = [],
): Promise<void> {
  const wanted = python(JOIN_IN_PYTHON, [base, candidate, JSON.stringify(keys)]) as PythonJoin;
  const { join, scores } = await compared(base, candidate, keys);
  const { matched, onlyBase, onlyCandidate, duplicateBase, duplicateCandidate } = join;
  expect([matched, onlyBase, onlyCandidate, duplicateBase, duplicateCandidate]).toEqual(wanted.join);
  const keyOf = ({ base: { metric, name } }: (typeof scores)[number]) => `${metric ?? ""}|${name}`;
  expect(scores.map(keyOf).sort()).toEqual(Object.keys(wanted.scores).sort());
  for (const score of scores) {
    const theirs = wanted.scores[keyOf(score)];
    const [up, down] = score.higherIsBetter ? ["improved", "regressed"] : ["regressed", "improved"];
    expect(score).toMatchObject({ n: theirs?.n, [up as string]: theirs?.up, [down as string]: theirs?.down });
    expect(score.baseMean).toBeCloseTo(theirs?.base ?? Number.NaN, 12);
    expect(score.candidateMean).toBeCloseTo(theirs?.candidate ?? Number.NaN, 12);
    expect(score.delta).toBeCloseTo(theirs?.delta ?? Number.NaN, 12);
  }
}

describePython("a comparison of sample runs", () => {
  const nemo = (name: string) => `nemo/${name}.row-scores.jsonl`;
  const docsQa = [
    "lm-eval/atlas-8b/samples_larkspan_docs_qa_2026-11-21T21-31-46.260595.jsonl",
    "lm-eval/atlas-49b/samples_larkspan_docs_qa_2026-11-21T21-31-58.363100.jsonl",
  ];
  const topic = [
    "lm-eval/dummy-seed-3/samples_larkspan_docs_topic_2026-11-21T21-32-11.472962.jsonl",
    "lm-eval/dummy-seed-14/samples_larkspan_docs_topic_2026-11-21T21-32-24.569901.jsonl",
  ];
  it.each([
    [nemo("docs-qa-atlas-8b"), nemo("docs-qa-atlas-49b")],
    [nemo("docs-qa-atlas-49b"), nemo("docs-qa-atlas-8b")],
    docsQa,
    topic,
  ])("has the numbers of the same join in Python: %s", async (base, candidate) => {
    const at = (path = "") => join(SAMPLES, path);
    await expectAsInPython(at(base), at(candidate));
  });
});

describePython("a join by key fields", () => {
  const lmEval = (run: string) => join(SAMPLES, "lm-eval", run);
  it.each([
    ["nemo/offline-atlas-8b.row-scores.jsonl", "nemo/offline-atlas-49b.row-scores.jsonl", ["id"]],
    ["nemo/offline-atlas-8b.row-scores.jsonl", "nemo/offline-atlas-49b.row-scores.jsonl", ["topic"]],
    [
      "nemo/offline-atlas-49b.row-scores.jsonl",
      "nemo/offline-atlas-8b.row-scores.jsonl",
      ["topic", "question"],
    ],
    ["nemo/docs-qa-atlas-8b.row-scores.jsonl", "nemo/docs-qa-atlas-49b.row-scores.jsonl", ["id"]],
  ])("has the numbers of the same join in Python: %s, %s by %s", async (base, candidate, keys) => {
    await expectAsInPython(join(SAMPLES, base), join(SAMPLES, candidate), keys);
  });

  it("of an lm-eval task keeps its numbers", async () => {
    await expectAsInPython(
      lmEval("atlas-8b/samples_larkspan_docs_qa_2026-11-21T21-31-46.260595.jsonl"),
      lmEval("atlas-49b/samples_larkspan_docs_qa_2026-11-21T21-31-58.363100.jsonl"),
      ["question"],
    );
  });
});

describeReal("published lm-eval runs", () => {
  describePython("in pairs", () => {
    const qwen = (task: string) => [
      `v0.4.13/Qwen__Qwen3-8B/samples_negotiationtom_${task}_2026-07-08T16-04-34.219874.jsonl`,
      `v0.4.13/Qwen__Qwen3-8B/samples_negotiationtom_${task}_2026-07-08T18-15-33.115417.jsonl`,
    ];
    const llama = "meta-llama__Meta-Llama-3-8B-Instruct";
    it.each([
      qwen("belief"),
      qwen("desire"),
      qwen("intention"),
      [
        `v0.4-2024-08/asdiv/${llama}/samples_asdiv_2024-08-21T03-44-09.494230.jsonl`,
        `v0.4-2024-08/asdiv_cot/${llama}/samples_asdiv_2024-08-21T03-40-10.802679.jsonl`,
      ],
      [
        "v0.4.10-ner/samples_masakhaner_luo_prompt_2_2026-01-16T16-37-38.713565.jsonl",
        "v0.4.10-ner/samples_masakhaner_luo_prompt_2_2026-01-16T16-59-59.899345.jsonl",
      ],
    ])("have the numbers of the same join in Python: %s", async (base, candidate) => {
      const at = (path = "") => join(REAL, "lm-eval", path);
      await expectAsInPython(at(base), at(candidate));
    });

    it.each([
      [...qwen("belief"), ["dialogue_id"]],
      [
        `v0.4-2024-08/asdiv/${llama}/samples_asdiv_2024-08-21T03-44-09.494230.jsonl`,
        `v0.4-2024-08/asdiv_cot/${llama}/samples_asdiv_2024-08-21T03-40-10.802679.jsonl`,
        ["question"],
      ],
    ] as [string, string, string[]][])("joined by a key too: %s", async (base, candidate, keys) => {
      await expectAsInPython(join(REAL, "lm-eval", base), join(REAL, "lm-eval", candidate), keys);
    });
  });
});
