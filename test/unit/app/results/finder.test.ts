// Finding results while someone types: narrowing words, letters left out of names, and an index that follows the store.
import { beforeEach, describe, expect, it } from "vitest";
import { Finder } from "../../../../src/app/results/finder.ts";
import type { RunOutline } from "../../../../src/core/results/resultQuery.ts";
import type { RunId } from "../../../../src/core/run.ts";
import { Workbench } from "../../../support/engineSupport.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { nemoLines } from "../../../support/storeSupportNode.ts";

function anOutline(name: string, part: Partial<RunOutline> = {}): RunOutline {
  const plain = {
    metric: null,
    dataset: null,
    model: null,
    source: "local",
    status: "completed",
    tags: [],
    labels: {},
  };
  return { id: name as RunId, name, ...plain, scores: [], ...part };
}

const OUTLINES = [
  anOutline("docs-qa-nemotron49-v2", {
    model: "nvidia/Nemotron",
    tags: ["release"],
    scores: ["exact", "f1"],
  }),
  anOutline("docs-qa-llama8-v1", {
    model: "meta/llama",
    dataset: "default/qa",
    labels: { suite: "Nightly" },
  }),
  anOutline("summaries: llama", { model: "meta/llama-2", metric: "default/bleu" }),
  anOutline("docs", {}),
];

let stamp = "1";
let made = 0;
let nowMs = 0;
const store = {
  stamp: async () => stamp,
  outlines: async () => {
    made++;
    return OUTLINES;
  },
  summaries: async (ids: readonly RunId[]) => ids.map((id) => ({ ...aRun({ id, name: id }), scores: [] })),
};
const finder = new Finder(store, () => nowMs);
const find = async (text: string, limit = 10) =>
  (await finder.find({ text, limit })).runs.map((run) => run.name);

describe("words", () => {
  it.each<[string, readonly string[]]>([
    ["", ["docs-qa-nemotron49-v2", "docs-qa-llama8-v1", "summaries: llama", "docs"]],
    ["  ", ["docs-qa-nemotron49-v2", "docs-qa-llama8-v1", "summaries: llama", "docs"]],
    ["docs", ["docs", "docs-qa-llama8-v1", "docs-qa-nemotron49-v2"]],
    ["dqn49", ["docs-qa-nemotron49-v2"]],
    ["LLAMA docs", ["docs-qa-llama8-v1"]],
    ["model:LLAMA", ["docs-qa-llama8-v1", "summaries: llama"]],
    ["model:llama v1", ["docs-qa-llama8-v1"]],
    ["model:llama model:meta dataset:qa", ["docs-qa-llama8-v1"]],
    ["metric:bleu", ["summaries: llama"]],
    ["tag:rel", ["docs-qa-nemotron49-v2"]],
    ["suite:night", ["docs-qa-llama8-v1"]],
    ["score:F1", ["docs-qa-nemotron49-v2"]],
    ["source:local status:comp docs-qa-ll", ["docs-qa-llama8-v1"]],
    // A key alone is not yet a wish; a word whose key nothing has is part of a name.
    ["model:", ["docs-qa-nemotron49-v2", "docs-qa-llama8-v1", "summaries: llama", "docs"]],
    ["summaries:", ["summaries: llama"]],
    ["constructor:a", []],
    ["zzz", []],
  ])("%j", async (text, expected) => {
    expect(await find(text)).toEqual(expected);
  });

  it("give no more than asked, and how many there are", async () => {
    const { runs, total } = await finder.find({ text: "docs", limit: 1 });
    expect([runs.map((run) => run.name), total]).toEqual([["docs"], 3]);
  });
});

describe("the index", () => {
  beforeEach(() => {
    made = 0;
  });

  it("is made anew when the stamp changes, not before, and once for many who ask", async () => {
    stamp = "2";
    nowMs += 1_000;
    await Promise.all([find("docs"), find("doc"), find("do")]);
    expect(made).toBe(1);
    await find("docs");
    expect(made).toBe(1);
    stamp = "3";
    nowMs += 999;
    await find("docs");
    expect(made).toBe(1);
    nowMs += 1;
    await find("docs");
    expect(made).toBe(2);
    stamp = "4";
    await finder.during(() => Promise.resolve());
    await find("docs");
    expect(made).toBe(3);
  });

  it("of a store knows corrected names, tags and labels at once", async () => {
    const bench = new Workbench();
    const run = await bench.run("first.jsonl", nemoLines([1]), { labels: { suite: "weekly" } });
    await bench.run("second.jsonl", nemoLines([0]));
    const found = async (text: string) =>
      (await bench.engine.find({ text, limit: 5 })).runs.map((one) => one.name);
    expect(await found("suite:week score:exact")).toEqual(["first"]);
    await bench.engine.annotate({ ids: [run.id], change: { name: "renamed", addTags: ["keep"] } });
    expect(await found("tag:keep")).toEqual(["renamed"]);
    expect(await found("first")).toEqual([]);
    await bench.engine.remove([run.id]);
    expect(await found("")).toEqual(["second"]);
  });
});
