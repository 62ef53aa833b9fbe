// What of a comparison of two runs is saved comes back as it was; what is not known here is left out.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SavedShown } from "../../../../src/core/compare/savedComparison.ts";
import type { Json } from "../../../../src/core/json/json.ts";
import { readFilters } from "../../../../webview/compareShared/typedColumns.ts";
import { pairColumns } from "../../../../webview/panels/compare/pairFilters.ts";
import { fromSavedView, toSavedView } from "../../../../webview/panels/compare/savedView.ts";
import { aCompareView, aComparison, aScoreComparison } from "../../../support/compareBuilders.ts";
import { aRun } from "../../../support/runBuilders.ts";
import { aScore } from "../../../support/scoreBuilders.ts";

const CHOICE = {
  filter: "regressed",
  inputs: [{ field: "topic", equals: "billing" }],
  score: 0,
  sort: { column: "disagreement", descending: true },
  allScores: true,
  onlyDiffering: true,
  filters: { "item topic": "=billing" },
} as const;

const OLD = { inputs: [], filters: {}, allScores: false, onlyDiffering: false };
const run = aRun({ scores: [aScore([0, 1], { name: "correctness" })] });
/** Two runs that share the score. */
const PAIR = { base: run, candidate: run };
const opened = (shown: SavedShown) =>
  fromSavedView(aCompareView({ ...PAIR, saved: { name: "v", inputs: [], shown } }));

describe("a saved comparison of two runs", () => {
  it("shows what was shown", () => {
    const { inputs, shown } = JSON.parse(JSON.stringify(toSavedView(aCompareView(), CHOICE)));
    expect(fromSavedView(aCompareView({ saved: { name: "nightly", inputs, shown } }))).toEqual(CHOICE);
  });

  it("begins as any other where nothing is saved, and leaves out what it does not know", () => {
    expect(fromSavedView(aCompareView())).toEqual({});
    const saved = { name: "v", inputs: [], shown: { rows: "exploded", score: "gone", sort: { column: 7 } } };
    expect(fromSavedView(aCompareView({ saved }))).toEqual(OLD);
  });
});

describe("filters on outcomes of a saved comparison", () => {
  const typed = {
    "output candidate": "/sorry|can't/",
    "output base": "error",
    "base 0": "0.5 – <1",
    "candidate 0": "missing",
    "delta 0": "< 0",
  };

  it("are saved as typed, by side and by the name of the score, and come back", () => {
    const view = aCompareView(PAIR);
    const { inputs, shown } = JSON.parse(
      JSON.stringify(toSavedView(view, { ...CHOICE, inputs: [], filters: typed })),
    );
    expect(inputs).toEqual([]);
    expect(shown.filters).toEqual([
      { of: "base", typed: "error" },
      { of: "candidate", typed: "/sorry|can't/" },
      { of: "base", score: "correctness", typed: "0.5 – <1" },
      { of: "candidate", score: "correctness", typed: "missing" },
      { of: "delta", score: "correctness", typed: "< 0" },
    ]);
    expect(opened(shown).filters).toEqual(typed);
  });

  it("come back whatever is typed, or are not saved because they can't be read", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }), (output, delta) => {
        const filters = { "output base": output, "delta 0": delta };
        const view = aCompareView(PAIR);
        const { shown } = toSavedView(view, { ...CHOICE, filters });
        const back = opened(JSON.parse(JSON.stringify(shown))).filters ?? {};
        expect(readFilters(pairColumns(view), back).outcomes).toEqual(
          readFilters(pairColumns(view), filters).outcomes,
        );
      }),
    );
  });

  it("stay with their score where it stands elsewhere", () => {
    const other = aRun({
      scores: [aScore([1, 0], { name: "brevity" }), aScore([0, 1], { name: "correctness" })],
    });
    const summary = aComparison({
      scores: ["brevity", "correctness"].map((name) =>
        aScoreComparison({ name, base: { name, metric: null }, candidate: { name, metric: null } }),
      ),
    });
    const shown = { filters: [{ of: "delta", score: "correctness", typed: "< 0" }] };
    const view = aCompareView({
      base: other,
      candidate: other,
      summary,
      saved: { name: "v", inputs: [], shown },
    });
    expect(fromSavedView(view).filters).toEqual({ "delta 1": "< 0" });
  });

  it("are absent in older files and where nothing is typed", () => {
    expect(opened({})).toEqual(OLD);
    expect(toSavedView(aCompareView(PAIR), CHOICE).shown).not.toHaveProperty("filters");
  });

  it("have no effect where they are unknown, of another form or can't be read", () => {
    const hostile: readonly Json[] = [
      ...["< 0", 7, null, true, { of: "base", typed: "x" }, [null, 7, "x", []]],
      [{ of: "judge", typed: "x" }, { of: "delta", typed: "< 0" }, { typed: "x" }],
      [
        { of: "base", score: "gone", typed: "1" },
        { of: "base", score: 0, typed: "1" },
      ],
      [
        { of: "base", typed: { toString: "x" } },
        { of: "candidate", typed: "/(/" },
      ],
      [
        { of: "delta", score: "correctness", typed: "downwards" },
        { of: "__proto__", typed: "x" },
      ],
    ];
    for (const filters of hostile) expect(opened({ filters }), JSON.stringify(filters)).toEqual(OLD);
  });
});
