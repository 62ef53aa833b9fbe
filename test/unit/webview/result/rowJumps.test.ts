import { describe, expect, it } from "vitest";
import type { RowMatch, RowSearch } from "../../../../src/core/rows/rowQuery.ts";
import {
  type JumpParts,
  lowWords,
  placeBeside,
  RowJumps,
} from "../../../../webview/panels/result/rowJumps.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const NONE: RowMatch = { total: 0, position: null, ordinal: null };

function jumps(part: Partial<JumpParts>) {
  const done: string[] = [];
  const searches: RowSearch[] = [];
  const made = new RowJumps({
    current: () => null,
    view: () => ({ filter: [], sort: null }),
    locate: (search) => {
      searches.push(search);
      return Promise.resolve(NONE);
    },
    scores: () => [aScore([0, 1])],
    below: () => 0.7,
    locale: () => "en",
    moveTo: (position) => done.push(`move ${position}`),
    open: (position) => done.push(`open ${position}`),
    say: (words) => done.push(words),
    ...part,
  });
  return { made, done, searches };
}

describe("jumps to low scores", () => {
  it("begin beside the current row; without one at the first, or at the last", () => {
    expect([placeBeside(4, 1), placeBeside(4, -1)]).toEqual([5, 3]);
    expect([placeBeside(null, 1), placeBeside(null, -1)]).toEqual([0, -1]);
  });
  it("move to the row found and say which of them it is", async () => {
    const { made, done } = jumps({
      locate: () => Promise.resolve({ total: 1200, position: 7, ordinal: 3 }),
    });
    await made.toLow(1);
    expect(done).toEqual(["move 7", "low score 3 of 1,200"]);
  });
  it("say that there is none, and why where no score can be low", async () => {
    const none = jumps({});
    await none.made.toLow(-1);
    expect(none.done).toEqual([lowWords(NONE, "en")]);
    const noThreshold = jumps({ scores: () => [aScore([1, 5])] });
    await noThreshold.made.toLow(1);
    expect(noThreshold.done).toEqual(["No score here has a threshold to be low by"]);
    expect(noThreshold.searches).toEqual([]);
  });
  it("leave everything as it is when a later jump came before their answer", async () => {
    let answer: (match: RowMatch) => void = () => undefined;
    const late = new Promise<RowMatch>((resolve) => {
      answer = resolve;
    });
    let calls = 0;
    const { made, done } = jumps({
      locate: () => (calls++ === 0 ? late : Promise.resolve({ total: 2, position: 1, ordinal: 2 })),
    });
    const first = made.toLow(1);
    await made.toLow(1);
    answer({ total: 2, position: 0, ordinal: 1 });
    await first;
    expect(done).toEqual(["move 1", "low score 2 of 2"]);
  });
});

describe("jumps to a row of the run", () => {
  it("open it where it stands in view", async () => {
    const { made, done } = jumps({ locate: () => Promise.resolve({ total: 1, position: 5, ordinal: 1 }) });
    await made.toRow(12, () => done.push("cleared"));
    expect(done).toEqual(["open 5"]);
  });
  it("clear filters that hide it, and say so", async () => {
    let isFiltered = true;
    const { made, done } = jumps({
      locate: ({ find }) => {
        expect(find).toEqual([{ kind: "row", index: 12 }]);
        return Promise.resolve(isFiltered ? NONE : { total: 1, position: 12, ordinal: 1 });
      },
    });
    await made.toRow(12, () => {
      isFiltered = false;
    });
    expect(done).toEqual(["open 12", "Filters hid row 13 and were cleared"]);
  });
  it("say why they failed", async () => {
    const { made, done } = jumps({ locate: () => Promise.reject(new Error("The result was deleted.")) });
    await made.toRow(1, () => undefined);
    expect(done).toEqual(["The result was deleted."]);
  });
});
