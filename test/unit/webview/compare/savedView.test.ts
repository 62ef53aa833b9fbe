// What of a comparison of two runs is saved comes back as it was; what is not known here is left out.
import { describe, expect, it } from "vitest";
import { fromSavedView, toSavedView } from "../../../../webview/panels/compare/savedView.ts";
import { aCompareView } from "../../../support/compareBuilders.ts";

const CHOICE = {
  filter: "regressed",
  inputs: [{ field: "topic", equals: "billing" }],
  score: 0,
  sort: { column: "disagreement", descending: true },
  allScores: true,
} as const;

describe("a saved comparison of two runs", () => {
  it("shows what was shown", () => {
    const { inputs, shown } = JSON.parse(JSON.stringify(toSavedView(aCompareView(), CHOICE)));
    expect(fromSavedView(aCompareView({ saved: { name: "nightly", inputs, shown } }))).toEqual({
      ...CHOICE,
      // The filter is also there as it would be typed, for its field and its pill.
      filters: { "item topic": "=billing" },
    });
  });

  it("begins as any other where nothing is saved, and leaves out what it does not know", () => {
    expect(fromSavedView(aCompareView())).toEqual({});
    const saved = { name: "v", inputs: [], shown: { rows: "exploded", score: "gone", sort: { column: 7 } } };
    expect(fromSavedView(aCompareView({ saved }))).toEqual({ inputs: [], filters: {}, allScores: false });
  });
});
