// What a comparison says of excluded rows.
import { expect, it } from "vitest";
import { excludedRowsSentence, pairExcluded } from "../../../../src/core/compare/excludedRowsText.ts";

const pair = (baseRows: number, candidateRows: number, items = 0, isCounted = false) =>
  excludedRowsSentence(pairExcluded({ baseRows, candidateRows, items, isCounted }), ["A", "B"], "en");

it("says how many rows are left out of which run, and what is not compared for it", () => {
  expect(pair(1, 0)).toBe("1 excluded row of A is left out.");
  expect(pair(0, 2, 1)).toBe("2 excluded rows of B are left out, so 1 item is not compared.");
  expect(pair(1200, 1, 3)).toBe(
    "1,201 excluded rows are left out (1,200 of A, 1 of B), so 3 items are not compared.",
  );
});

it("says that they count where that was asked", () => {
  expect(pair(1, 0, 0, true)).toBe("1 excluded row of A counts here, as asked.");
  expect(pair(2, 1, 0, true)).toBe("3 excluded rows count here, as asked (2 of A, 1 of B).");
});

it("says nothing where nothing is excluded", () => {
  expect(pair(0, 0)).toBeNull();
  expect(excludedRowsSentence(undefined, [], "en")).toBeNull();
});
