// What excluded rows make of means, in words.
import { expect, it } from "vitest";
import type { WithoutExcluded } from "../../../../src/core/run.ts";
import { excludedSentence } from "../../../../src/core/scores/excludedText.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const score = (name: string, itemMean: number | null) => aScore([], { name, itemMean });
const without = (part: Partial<WithoutExcluded> = {}): WithoutExcluded => ({
  excludedRows: 2,
  excludedItems: 2,
  rows: 8,
  items: 8,
  scores: [score("quality", 0.748)],
  ...part,
});
const aMarked = (part?: Partial<WithoutExcluded>) =>
  aRun({ scores: [score("quality", 0.742)], withoutExcluded: without(part) });

it("has both means of the score asked for", () => {
  expect(excludedSentence(aMarked(), 0, "en")).toBe("2 rows excluded: quality 0.742 → 0.748 without them");
});

it("says how many items are gone only where rows are repetitions of items", () => {
  expect(excludedSentence(aMarked({ excludedItems: 1 }), 0, "en")).toMatch(
    /^2 rows excluded \(1 item gone\): /,
  );
  expect(excludedSentence(aMarked({ excludedRows: 1, excludedItems: 1 }), 0, "en")).toMatch(
    /^1 row excluded: /,
  );
});

it("names three scores of many, and none that has no mean", () => {
  const names = ["a", "b", "c", "d", "e"];
  const scores = names.map((name) => score(name, 0.5));
  const run = aRun({ scores, withoutExcluded: without({ scores }) });
  expect(excludedSentence(run, null, "en")).toMatch(
    /^2 rows excluded: a .*, b .*, c .*, 2 more scores without/,
  );
  const label = aScore([], { name: "label", kind: "label" });
  const labelled = aRun({ scores: [label], withoutExcluded: without({ scores: [label] }) });
  expect(excludedSentence(labelled, 0, "en")).toBe("2 rows excluded");
});

it("shows a mean that is gone as a dash, and says nothing where no row is excluded", () => {
  expect(excludedSentence(aMarked({ scores: [score("quality", null)] }), 0, "en")).toContain("→ —");
  expect(excludedSentence(aRun(), 0, "en")).toBeNull();
});
