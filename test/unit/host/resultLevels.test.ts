// What the results view loads: a hundred at a time, kept over refreshes, each result once.
import { describe, expect, it } from "vitest";
import { groupResults } from "../../../src/core/results/groupResults.ts";
import { parseQuery, parseSelection, selectResults } from "../../../src/core/results/parseQuery.ts";
import type { GroupQuery, ResultQuery } from "../../../src/core/results/resultQuery.ts";
import { PLAIN_VIEW, type ResultView, STARRED } from "../../../src/core/results/resultView.ts";
import type { Run, RunId } from "../../../src/core/run.ts";
import type { EngineCall } from "../../../src/host/engineClient.ts";
import { PAGE_SIZE, ResultLevels } from "../../../src/host/tree/resultLevels.ts";
import { aRun } from "../../support/runBuilders.ts";

/** An engine over results in memory, the newest last, and what it was asked for. */
function levelsOver(count: number, view: () => ResultView = () => PLAIN_VIEW) {
  const runs: Run[] = [];
  const add = (part: Partial<Run> = {}): void => {
    const createdAt = new Date(Date.UTC(2026, 0, 1) + runs.length * 60_000).toISOString();
    runs.push(aRun({ id: `run-${runs.length}` as RunId, createdAt, ...part }));
  };
  for (let i = 0; i < count; i++) add({ model: i % 3 === 0 ? "x" : "y" });
  const asked: string[] = [];
  const call = (async (method: "list" | "groups", params: ResultQuery & GroupQuery) => {
    asked.push(method);
    if (method === "groups") return groupResults(runs, params, parseSelection(params.query));
    const { items, total } = selectResults(runs, parseQuery(params));
    return { runs: items, total, damaged: [] };
  }) as unknown as EngineCall;
  return { levels: new ResultLevels(call, view), runs, add, asked };
}

describe("loaded levels", () => {
  it("add a hundred at a time, keep what is shown, and ask once for what they know", async () => {
    const { levels, asked } = levelsOver(PAGE_SIZE + 5);
    const first = await levels.list(null, null);
    expect([first.runs.length, first.total]).toEqual([100, 105]);
    await levels.list(null, null);
    expect(asked).toEqual(["list"]);
    await levels.more(null, null);
    const both = await levels.list(null, null);
    expect(both.runs.map(({ id }) => id).slice(0, 100)).toEqual(first.runs.map(({ id }) => id));
    expect(both.runs).toHaveLength(105);
    expect(await levels.renew()).toBe(true); // the first time it has nothing to compare groups with
    expect(await levels.renew()).toBe(false);
    expect((await levels.list(null, null)).runs.map(({ id }) => id)).toEqual(both.runs.map(({ id }) => id));
    levels.reset();
    expect((await levels.list(null, null)).runs).toHaveLength(100);
  });

  it("tell news from what is shown already", async () => {
    let view: ResultView = PLAIN_VIEW;
    const { levels, runs, add } = levelsOver(3, () => view);
    await levels.list(null, null);
    await levels.renew();
    expect(await levels.renew()).toBe(false);
    runs[0] = aRun({ ...runs[0], starred: true });
    expect([await levels.renew(), await levels.renew()]).toEqual([true, false]);
    add();
    expect([await levels.renew(), await levels.renew()]).toEqual([true, false]);
    view = { ...PLAIN_VIEW, grouping: "model", parts: [STARRED] };
    levels.reset();
    await levels.list(null, null);
    await levels.renew();
    add({ model: "z" });
    expect([await levels.renew(), await levels.renew()]).toEqual([true, false]);
  });

  it("load as far as it takes to show a result, and say where one is not", async () => {
    const { levels } = levelsOver(PAGE_SIZE + 5);
    const all = await levels.list(null, null);
    await levels.more(null, null);
    const last = (await levels.list(null, null)).runs.at(-1)?.id as RunId;
    levels.reset();
    expect(all.runs.map(({ id }) => id)).not.toContain(last);
    expect(await levels.showAlso(last, null, null)).toBe(true);
    expect((await levels.list(null, null)).runs.at(-1)?.id).toBe(last);
    expect(await levels.showAlso("none" as RunId, null, null)).toBe(false);
  });

  it("show a page that moved under them each result once", async () => {
    const { levels, add } = levelsOver(PAGE_SIZE + 5);
    await levels.list(null, null);
    add();
    await levels.more(null, null);
    const ids = (await levels.list(null, null)).runs.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it("count what filters leave, together and alone, and forget a failed answer", async () => {
    let view: ResultView = { ...PLAIN_VIEW, parts: [STARRED] };
    const { levels, runs } = levelsOver(3, () => view);
    const id = "run-0" as RunId;
    expect([await levels.counts(), await levels.kept(), await levels.has(id)]).toEqual([
      { shown: 0, known: 3 },
      [0],
      false,
    ]);
    runs[0] = aRun({ ...runs[0], starred: true });
    expect([await levels.counts(), await levels.has(id)]).toEqual([{ shown: 1, known: 3 }, true]);
    view = { ...PLAIN_VIEW, sort: "scores.nothing.mean" };
    await expect(levels.list(null, null)).rejects.toThrow("no result has it");
    view = { ...PLAIN_VIEW, grouping: "model" };
    expect((await levels.list(null, null)).total).toBe(3);
    expect((await levels.groups({ id: { $eq: id } })).map(({ count }) => count)).toEqual([1]);
  });
});
