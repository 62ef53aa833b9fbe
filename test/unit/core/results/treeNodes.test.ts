// The nodes of the results view: stable, distinct ids, parents, pages, groups, and what stands where nothing is left.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeBeyondNoise, runDescription } from "../../../../src/core/results/nodeTexts.ts";
import { GROUPINGS, type ResultGroup } from "../../../../src/core/results/resultQuery.ts";
import { STARRED, textPart } from "../../../../src/core/results/resultView.ts";
import { groupLabels } from "../../../../src/core/results/resultViewText.ts";
import {
  groupId,
  parentIdOf,
  type TreeNode,
  toGroupedNodes,
  toNothingNodes,
  toRunNodes,
  toScoreNodes,
  toTopNodes,
} from "../../../../src/core/results/treeNodes.ts";
import type { RunId } from "../../../../src/core/run.ts";
import type { ListedRun, RunList } from "../../../../src/core/runStore.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const run = (id: string, part: Partial<ListedRun> = {}): ListedRun => ({
  ...aRun({ id: id as RunId }),
  ...part,
});
const list = (ids: readonly string[], total = ids.length): RunList => ({
  runs: ids.map((id) => run(id)),
  total,
  damaged: [],
});
const group = (key: string | null, count = 1): ResultGroup => ({
  key,
  label: key ?? "No tag",
  count,
  filter: { tags: key },
});
const runNode = (node: TreeNode | undefined) => {
  if (node?.kind !== "run") throw new Error(`${node?.kind} is no run`);
  return node;
};

describe("ids of nodes", () => {
  it("are distinct over all levels, also for a result with several tags, and the same again", () => {
    const key = fc.option(fc.string({ maxLength: 6 }));
    const keys = fc.uniqueArray(key, { minLength: 1, maxLength: 6 });
    const ids = fc.uniqueArray(fc.stringMatching(/^[0-9a-z]{4}-[0-9a-z]{2}$/), { maxLength: 6 });
    fc.assert(
      fc.property(keys, ids, fc.constantFrom(...GROUPINGS), (groups, runs, by) => {
        const make = (): readonly string[] => {
          const given = groups.map((one) => group(one));
          const top = toGroupedNodes(list(runs), by, given, groupLabels(by, given, "en"));
          const below = top.flatMap((node) => toRunNodes(list(runs, runs.length + 1), node.id));
          const scores = below.flatMap((node) => (node.kind === "run" ? toScoreNodes(node) : []));
          return [...top, ...below, ...scores].map(({ id }) => id);
        };
        expect(new Set(make()).size).toBe(make().length);
        expect(make()).toEqual(make());
      }),
    );
  });

  it("do not depend on order or page", () => {
    const idsOf = (nodes: readonly TreeNode[]) => nodes.map(({ id }) => id).sort();
    expect(idsOf(toRunNodes(list(["a", "b"], 3), null))).toEqual(
      idsOf(toRunNodes(list(["b", "a"], 9), null)),
    );
  });

  it("name no group by a value that is like the lack of one", () => {
    expect(groupId("tag", null)).not.toBe(groupId("tag", ""));
    expect(groupId("tag", null)).not.toBe(groupId("tag", "null"));
  });
});

describe("parents of nodes", () => {
  it("lead from a score over its result to its group, and end there", () => {
    const top = toGroupedNodes(list(["a"]), "model", [group("m")], ["m"]);
    const below = toRunNodes(list(["a"], 2), top[0]?.id ?? "");
    const node = runNode(below[0]);
    const [score] = toScoreNodes(node);
    expect([score, node, below[1], top[0]].map((one) => one && parentIdOf(one))).toEqual([
      node.id,
      top[0]?.id,
      top[0]?.id,
      null,
    ]);
  });

  it("are none in a flat list", () => {
    for (const node of toTopNodes({ ...list(["a"], 2), damaged: [{ id: "x", reason: "r" }], notice: "n" }))
      expect(parentIdOf(node)).toBeNull();
  });
});

describe("a level of results", () => {
  it("ends in a line for the rest, which says how much there is", () => {
    expect(toRunNodes(list(["a", "b"], 7), null).at(-1)).toMatchObject({ kind: "more", shown: 2, total: 7 });
    expect(toRunNodes(list(["a", "b"]), null).map(({ kind }) => kind)).toEqual(["run", "run"]);
    expect(toRunNodes(list([]), null)).toEqual([]);
  });

  it("leaves out of a line what its group says", () => {
    const one = run("a", { name: "x", model: "w/m", dataset: "w/d" });
    expect(runDescription(one, "en")).toMatch(/ {2}m · d$/);
    expect(runDescription(one, "en", false, "model")).toMatch(/ {2}d$/);
    expect(runDescription(one, "en", false, "dataset")).toMatch(/ {2}m$/);
  });
});

describe("where filters leave nothing", () => {
  it("one filter is named, and can be cleared", () => {
    const nodes = toNothingNodes(list([]), [STARRED], [0]);
    expect(nodes).toMatchObject([
      { kind: "nothing", title: "No result passes the filter starred" },
      { kind: "clear" },
    ]);
  });

  it("several say what each alone would keep; what is damaged stays in sight", () => {
    const damaged = [{ id: "x", reason: "r" }];
    const nodes = toNothingNodes({ ...list([]), damaged }, [STARRED, textPart("a")], [3, 41]);
    expect(nodes.map((node) => (node.kind === "part" ? [node.part.label, node.kept] : node.kind))).toEqual([
      "nothing",
      ["starred", 3],
      ["text “a”", 41],
      "clear",
      "damaged",
    ]);
  });
});

describe("a mark of a result", () => {
  const against = (delta: number, isWithinNoise: boolean | null) =>
    run("a", {
      scores: [aScore()],
      baseline: {
        kind: "delta",
        id: "b" as RunId,
        name: "b",
        score: "s",
        scored: { delta, baseMean: 0, noise: 1, isWithinNoise, change: delta > 0 ? "improved" : "regressed" },
      },
    });

  it("is given beyond noise only", () => {
    expect(changeBeyondNoise(against(2, false), false)).toBe("improved");
    expect(changeBeyondNoise(against(-2, false), false)).toBe("regressed");
    expect(changeBeyondNoise(against(0.5, true), false)).toBeNull();
    expect(changeBeyondNoise(against(2, null), false)).toBeNull();
    expect(changeBeyondNoise(run("a", { baseline: { kind: "self" } }), false)).toBeNull();
    expect(changeBeyondNoise(run("a"), false)).toBeNull();
  });
});
