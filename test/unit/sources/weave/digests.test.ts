// Digests of Weave's rows beside ours, and how pulled runs join one another and other sources by either.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { joinedBy } from "../../../../src/core/compare/inputText.ts";
import { rowLine } from "../../../servers/nemo/nemoServer.ts";
import { aResult } from "../../../servers/nemo/sampleResults.ts";
import { aRun, aTrial, inlineTrials, sampleRow, sampleTrials } from "../../../servers/weave/sampleRuns.ts";
import { inlineDigest, type StoredTrial, strDigest } from "../../../servers/weave/stored.ts";
import { jsonl } from "../../../support/engineSupport.ts";
import { aConnection, aServer } from "../../../support/nemoBench.ts";
import { aWeaveLab, call, never, rowsOf } from "../../../support/weaveLab.ts";

describe("digests", () => {
  const VECTORS: readonly (readonly [string, string])[] = [
    ['{"b":2,"a":1}', "2El9nYJ3CnBykmEJWqmPfvUVTXr0mfgDe2yiUClnhaY"],
    ['{"question":"What is 2 + 2?","expected":"4"}', "66Ga4hb0By0LV2n1oo8flvPzor9dbyTgk56hvFFxNHI"],
    ['{"question":"café 😀","n":1.0,"k":null}', "DWhy8YenNAPWYuIXKVRpNCmRn8HTzWBRAqHdNcfYqHg"],
    ['{"w":[0.5,1e-05,1e16,true],"t":"a/b \\"q\\"\\n"}', "2PrwaSFuCXd2GrBZuXYZJgohMWBmADXsjj50G0heCAI"],
    ["{}", "RBNvo1WzZ4oRRq0W9XhknpT7T8If536DEMBg9hyqY4o"],
  ];

  it("of pulled rows are Weave's own for dataset rows, numbers as written", async () => {
    const trials = VECTORS.map(
      ([row, digest], i): StoredTrial => aTrial(`t${i}`, { row, digest, ref: "weave:///x" }),
    );
    const { engine, pulled } = await aWeaveLab([aRun(1, trials)]);
    const rows = await rowsOf(engine, await pulled(aRun(1, []).id));
    expect(rows.map(({ digest }) => digest).sort()).toEqual(VECTORS.map(([, digest]) => digest).sort());
  });

  it("of both forms are kept beside ours in each row's source", async () => {
    const runs = [aRun(1, sampleTrials(1, 3)), aRun(2, inlineTrials(3))];
    const { engine, pulled } = await aWeaveLab(runs);
    for (const { id, trials } of runs) {
      const stored = await rowsOf(engine, await pulled(id));
      const sent = stored.map((row) => (JSON.parse(row.source) as { row_digest: string }).row_digest);
      expect(sent.sort()).toEqual(trials.map(({ digest }) => digest).sort());
    }
    expect(strDigest("{}")).toBe("RBNvo1WzZ4oRRq0W9XhknpT7T8If536DEMBg9hyqY4o");
  });
});

describe("across sources", () => {
  it("a Weave run joins a NeMo result and a local file over the same dataset by content", async () => {
    const nemoLines = Array.from({ length: 60 }, (_, i) =>
      rowLine({
        item: sampleRow(i),
        sample: { output_text: "x" },
        metrics: { exact: [{ name: "exact", value: i % 2 }] },
      }),
    );
    const result = aResult(1, 60, { rows: () => nemoLines });
    const nemo = aConnection(await aServer([result]));
    const { engine, pulled, folder } = await aWeaveLab([aRun(1, sampleTrials(1, 50, 2))], {}, [nemo]);
    const weave = await pulled(aRun(1, []).id);
    const [other] = await engine.services.pull(
      [{ connection: nemo.id, workspace: "default", name: result.name }],
      call,
    );
    if (other?.kind !== "pulled") throw new Error(JSON.stringify(other));
    const path = join(folder, "local.jsonl");
    const local = Array.from({ length: 40 }, (_, i) => ({
      ...sampleRow(i + 20),
      output: "y",
      exact: i % 3 === 0,
    }));
    writeFileSync(path, jsonl(local));
    const roles = {
      input: ["question", "expected"],
      expected: "expected",
      output: "output",
      scores: ["exact"],
      error: null,
    };
    const imported = await engine.import(path, { roles }, call);
    const join1 = (await engine.compare({ base: weave, candidate: other.run.id })).summary.join;
    expect(join1).toMatchObject({ matched: 50, onlyBase: 0, onlyCandidate: 10 });
    const join2 = (await engine.compare({ base: weave, candidate: imported.run.id })).summary.join;
    expect(join2).toMatchObject({ matched: 30, onlyBase: 20, onlyCandidate: 10 });
  });
});

describe("the join of two pulled runs", () => {
  const counts = ({
    matched,
    onlyBase,
    onlyCandidate,
  }: Record<"matched" | "onlyBase" | "onlyCandidate", number>) => [matched, onlyBase, onlyCandidate];
  const runs = [aRun(1, sampleTrials(1, 40, 2)), aRun(2, sampleTrials(2, 30)), aRun(3, sampleTrials(3, 35))];

  it("is by the service's row digest unless content is wished; over a dataset both find the same", async () => {
    const { engine, pulled } = await aWeaveLab(runs);
    const [base, candidate] = [await pulled(runs[0]?.id ?? ""), await pulled(runs[1]?.id ?? "")];
    const usual = (await engine.compare({ base, candidate })).summary;
    const byContent = (await engine.compare({ base, candidate, by: "content" })).summary;
    expect(usual.join).toMatchObject({ service: { name: "Weave", isUsed: true }, duplicateBase: 40 });
    expect(byContent.join.service).toEqual({ name: "Weave", isUsed: false });
    expect(counts(usual.join)).toEqual([30, 10, 0]);
    expect([joinedBy(usual.join), joinedBy(byContent.join)]).toEqual(["Weave's row digest", "content"]);
    expect({ ...usual, join: null }).toEqual({ ...byContent, join: null });
    expect({ ...usual.join, service: null }).toEqual({ ...byContent.join, service: null });
  });

  it("of several is by it too, and narrowed joins still say so", async () => {
    const { engine, pulled } = await aWeaveLab(runs);
    const ids = [];
    for (const { id } of runs) ids.push(await pulled(id));
    const choice = { scope: "pair", inputs: [] } as const;
    const usual = (await engine.many.head({ runs: ids }, choice)).summary.join;
    const byContent = (await engine.many.head({ runs: ids, by: "content" }, choice)).summary.join;
    expect(usual).toMatchObject({ inRuns: [5, 5, 30], service: { isUsed: true } });
    expect({ ...usual, service: null }).toEqual({ ...byContent, service: null });
    const inputs = [{ field: "expected", equals: "Answer 3" }];
    const narrowed = (await engine.many.head({ runs: ids }, { scope: "pair", inputs })).summary.join;
    expect(narrowed).toMatchObject({ inRuns: [0, 0, 1], service: { isUsed: true } });
    const [base, candidate] = ids;
    if (base === undefined || candidate === undefined) throw new Error("no runs");
    const some = await (await engine.comparison({ base, candidate })).summaryOf(inputs, never);
    expect(some.join).toMatchObject({ matched: 1, service: { isUsed: true } });
  });

  /** One input twice, its keys in another order: the service's SQL path names them differently. */
  it("differs where the service names equal inputs differently, and each says which it is", async () => {
    const turned = (i: number): string => {
      const { question, expected } = sampleRow(i);
      return JSON.stringify({ expected, question });
    };
    const inline = inlineTrials(10);
    const others = inline.map(
      (trial, i): StoredTrial =>
        i < 4 ? { ...trial, row: turned(i), digest: inlineDigest(turned(i)) } : trial,
    );
    const { engine, pulled } = await aWeaveLab([aRun(1, inline), aRun(2, others)]);
    const [base, candidate] = [await pulled(aRun(1, []).id), await pulled(aRun(2, []).id)];
    expect(counts((await engine.compare({ base, candidate })).summary.join)).toEqual([6, 4, 4]);
    expect(counts((await engine.compare({ base, candidate, by: "content" })).summary.join)).toEqual([
      10, 0, 0,
    ]);
  });

  it("meets rows whose inputs stayed refs with those that were resolved, which content can't", async () => {
    const lab = await aWeaveLab([aRun(1, sampleTrials(1, 12)), aRun(2, sampleTrials(2, 12))]);
    const base = await lab.pulled(aRun(1, []).id);
    lab.server.failsToResolve = true;
    const candidate = await lab.pulled(aRun(2, []).id);
    expect(counts((await lab.engine.compare({ base, candidate })).summary.join)).toEqual([12, 0, 0]);
    expect(counts((await lab.engine.compare({ base, candidate, by: "content" })).summary.join)).toEqual([
      0, 12, 12,
    ]);
  });

  it("with a result from elsewhere is by content, and by nothing else", async () => {
    const { engine, pulled, folder } = await aWeaveLab([aRun(1, sampleTrials(1, 10))]);
    const weave = await pulled(aRun(1, []).id);
    const path = join(folder, "rows.jsonl");
    writeFileSync(path, jsonl([{ item: sampleRow(1), exact: true }]));
    const roles = { input: ["item"], expected: null, output: null, scores: ["exact"], error: null };
    const { run } = await engine.import(path, { roles }, call);
    expect((await engine.compare({ base: weave, candidate: run.id })).summary.join.service).toBeUndefined();
    await expect(engine.compare({ base: weave, candidate: run.id, by: "service" })).rejects.toThrow(
      "can't be joined by their service's own row digests",
    );
  });
});

describe("inputs of two pulled runs", () => {
  it("are verified: which differ, in which fields, and the item in other results", async () => {
    const withId = (trials: readonly StoredTrial[], change: number): readonly StoredTrial[] =>
      trials.map((trial, i) => {
        const row = { id: `q${i}`, ...sampleRow(i), ...(i < change ? { expected: "Other" } : {}) };
        return { ...trial, row: JSON.stringify(row), digest: strDigest(JSON.stringify(row)) };
      });
    const lab = await aWeaveLab([
      aRun(1, withId(sampleTrials(1, 20), 0)),
      aRun(2, withId(sampleTrials(2, 20), 3)),
    ]);
    const [base, candidate] = [await lab.pulled(aRun(1, []).id), await lab.pulled(aRun(2, []).id)];
    for (const by of ["service", "content"] as const) {
      const report = await lab.engine.compareInputs({ base, candidate, by }, never);
      expect(report).toMatchObject({
        isIdentical: false,
        unchanged: 17,
        changed: 3,
        added: 0,
        removed: 0,
        pairedBy: ["id"],
        changedFields: [{ field: "expected", items: 3 }],
      });
    }
    const rows = await rowsOf(lab.engine, base);
    const shared = rows.find(({ item }) => item.id === "q9");
    const found = await lab.engine.beside.elsewhere.find(base, shared?.index ?? -1, never, () => undefined);
    expect(JSON.stringify(found)).toContain(candidate);
  });
});
