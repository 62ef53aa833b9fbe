import { describe, expect, it } from "vitest";
import { rowNotes, toCoverage } from "../../../../webview/panels/result/coverage.ts";
import { nextOrder, orderInWords } from "../../../../webview/panels/result/rowOrder.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

describe("coverage in the header", () => {
  it("says how many rows are scored and names what is not", () => {
    const run = aRun({ rows: 640, scores: [aScore([], { count: 631, nanCount: 5, errorCount: 4 })] });
    expect(toCoverage(run, "en")).toMatchObject({
      text: "631 of 640 rows scored",
      rest: ", 5 NaN, 4 errors",
    });
  });
  it("names the score when there are several", () => {
    const run = aRun({ rows: 4, scores: [aScore(), aScore([1], { name: "tone" })] });
    expect(toCoverage(run, "en")?.text).toBe("4 of 4 rows scored on correctness");
  });
  it("is left out where nothing can be scored", () => {
    expect(toCoverage(aRun({ scores: [], primaryScore: null }), "en")).toBeNull();
    expect(toCoverage(aRun({ rows: 0 }), "en")).toBeNull();
  });
  it("is followed by repeats, errors and skipped lines, each only when there are some", () => {
    expect(rowNotes(aRun(), "en")).toEqual([]);
    const run = aRun({ items: 1990, duplicates: 6, erroredRows: 1, skippedLines: 4 });
    expect(rowNotes(run, "en")).toEqual([
      "1,990 distinct items, 6 repeated",
      "1 row with an error",
      "4 lines skipped at import",
    ]);
  });
});

describe("order of rows", () => {
  it("turns round when the same head is pressed again", () => {
    const once = nextOrder("score 0", null);
    expect(once).toEqual([{ column: { kind: "score", score: 0 }, descending: false }]);
    expect(nextOrder("score 0", once)[0]?.descending).toBe(true);
    expect(nextOrder("item question", once)).toEqual([
      { column: { kind: "item", field: "question" }, descending: false },
    ]);
  });
  it("takes another column after the first with Shift, and turns one of several round in its place", () => {
    const two = nextOrder("item question", nextOrder("score 0", null), true);
    expect(two.map(({ column }) => column.kind)).toEqual(["score", "item"]);
    const turned = nextOrder("score 0", two, true);
    expect(turned.map(({ descending }) => descending)).toEqual([true, false]);
    expect(orderInWords(turned, aRun())).toBe(
      "sorted by correctness, highest first, then question, ascending",
    );
  });
  it("is said in words", () => {
    expect(orderInWords(null, aRun())).toBe("in file order");
    expect(orderInWords(nextOrder("score 0", null), aRun())).toBe("sorted by correctness, lowest first");
    expect(orderInWords(nextOrder("index", null), aRun())).toBe("sorted by row number, ascending");
  });
});
