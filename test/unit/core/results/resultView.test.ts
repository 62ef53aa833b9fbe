// How a list is shown, as data and in words; notes and tags as people type them, and what takes a change back.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../../src/core/json/json.ts";
import { toTest } from "../../../../src/core/results/condition.ts";
import {
  lineToNote,
  nameProblem,
  noteToLine,
  tagChange,
  tagProblem,
  tagStates,
} from "../../../../src/core/results/noteInput.ts";
import { parseSelection } from "../../../../src/core/results/parseQuery.ts";
import type { ResultGroup } from "../../../../src/core/results/resultQuery.ts";
import {
  type FilterPart,
  factPart,
  jsonPart,
  PLAIN_VIEW,
  type ResultView,
  readView,
  STARRED,
  sincePart,
  textPart,
  viewQuery,
  withoutPart,
  withPart,
} from "../../../../src/core/results/resultView.ts";
import {
  groupingText,
  groupLabels,
  keptText,
  nothingText,
  sortText,
  viewMessage,
} from "../../../../src/core/results/resultViewText.ts";
import { changedNotes, NO_NOTES, type NotesChange, undoOf } from "../../../../src/core/results/runNotes.ts";
import type { Run } from "../../../../src/core/run.ts";
import { aRun } from "../../../support/runBuilders.ts";

const view = (...parts: FilterPart[]): ResultView => ({ ...PLAIN_VIEW, parts });
const passes = (shown: ResultView, part: Partial<Run>, within: JsonObject | null = null): boolean => {
  const condition = parseSelection(viewQuery(shown, 1, 1, within));
  return condition === null || toTest(condition)(aRun(part));
};

describe("a view's filters", () => {
  it("must all hold, the group's too", () => {
    const shown = view(STARRED, factPart("model", ["a"]));
    expect(passes(shown, { starred: true, model: "a" })).toBe(true);
    expect(passes(shown, { starred: false, model: "a" })).toBe(false);
    expect(passes(shown, { starred: true, model: "b" })).toBe(false);
    expect(passes(shown, { starred: true, model: "a" }, { dataset: { $eq: "x" } })).toBe(false);
    expect(passes(PLAIN_VIEW, {})).toBe(true);
  });

  it("take several values as alternatives, and the lack of one", () => {
    const shown = view(factPart("model", ["a", null]));
    expect([{ model: "a" }, { model: null }, { model: "b" }].map((part) => passes(shown, part))).toEqual([
      true,
      true,
      false,
    ]);
    expect(passes(view(factPart("tag", ["x"])), { tags: ["y", "x"] })).toBe(true);
    expect(passes(view(factPart("dataset", [null])), { dataset: null })).toBe(true);
  });

  it("find a text in what people see, letter case ignored", () => {
    const shown = view(textPart("LLAMA%"));
    expect(passes(shown, { note: "a llama% b" })).toBe(true);
    expect(passes(shown, { tags: ["llama%"] })).toBe(true);
    expect(passes(shown, { name: "llama", model: null, dataset: null, metric: null })).toBe(false);
  });

  it("compare moments, the limit included", () => {
    const shown = view(sincePart("2026-11-20T14:32:00.000Z", "Nov 20"));
    expect(passes(shown, { createdAt: "2026-11-20T14:32:00Z" })).toBe(true);
    expect(passes(shown, { createdAt: "2026-11-20T14:31:59Z" })).toBe(false);
  });

  it("keep one of a kind, the last; texts add up, each once", () => {
    const shown = [
      factPart("model", ["a"]),
      textPart("x"),
      factPart("model", ["b"]),
      textPart("y"),
      textPart("x"),
    ];
    const all = shown.reduce(withPart, PLAIN_VIEW);
    expect(all.parts.map(({ label }) => label)).toEqual(["model b", "text “y”", "text “x”"]);
    expect(withoutPart(all, textPart("y")).parts.map(({ label }) => label)).toEqual(["model b", "text “x”"]);
  });

  it("are named by up to three values", () => {
    expect(factPart("model", ["a", "b", "c", "d", null]).label).toBe(
      "model a or b or c or 1 more or no model",
    );
    expect(factPart("tag", [null]).label).toBe("no tag");
  });

  it("refuse JSON that is none, or asks for what nobody knows", () => {
    expect(jsonPart('{"model":{"$like":"a"}}').filter).toEqual({ model: { $like: "a" } });
    expect(() => jsonPart("{model")).toThrow("The filter is not JSON");
    expect(() => jsonPart('{"modell":"a"}')).toThrow('"modell"');
    expect(() => jsonPart("[]")).toThrow("JSON object");
  });
});

describe("a view that was kept", () => {
  it("comes back as it was", () => {
    const shown: ResultView = {
      grouping: "day",
      sort: "-scores.f1.mean",
      parts: [STARRED, factPart("tag", ["a"])],
    };
    expect(readView(JSON.parse(JSON.stringify(shown)))).toEqual(shown);
  });

  it("loses what can't be understood, and never fails", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (kept) => {
        expect(Array.isArray(readView(kept).parts)).toBe(true);
      }),
    );
    const parts = [
      { kind: "json", label: "x", filter: { modell: "a" } },
      { kind: "new", label: "x", filter: {} },
    ];
    expect(readView({ grouping: "phase", sort: "size", parts: [...parts, STARRED] })).toEqual(view(STARRED));
    expect(readView(undefined)).toEqual(PLAIN_VIEW);
  });
});

describe("words about a view", () => {
  it("say filter, counts, order and errors, or nothing", () => {
    const shown = { ...view(factPart("dataset", ["docs-qa"]), STARRED), sort: "-scores.f1.mean" };
    expect(viewMessage(shown, { shown: 23, known: 1179 }, true, "en")).toBe(
      "Filter: dataset docs-qa, starred. 23 of 1,179 results. Sorted by f1, highest first. Errored rows are counted.",
    );
    expect(viewMessage(PLAIN_VIEW, null, false, "en")).toBeNull();
    expect(groupingText("dataset")).toBe("by dataset");
    expect(groupingText(null)).toBe("");
  });

  it("name orders as people do", () => {
    expect(["-created_at", "updated_at", "name", "-name", "scores.a.b.item_mean"].map(sortText)).toEqual([
      "created, newest first",
      "updated, oldest first",
      "name, A to Z",
      "name, Z to A",
      "a.b, lowest first",
    ]);
  });

  it("say what a filter alone keeps", () => {
    expect(nothingText([STARRED, STARRED])).toBe("No result passes both filters");
    expect(nothingText([STARRED, STARRED, STARRED])).toBe("No result passes all 3 filters");
    expect([keptText(0, "en"), keptText(1041, "en")]).toEqual([
      "alone keeps none either",
      "alone keeps 1,041",
    ]);
  });

  it("shorten groups' names where that leaves them apart", () => {
    const groups = (...keys: (string | null)[]): ResultGroup[] =>
      keys.map((key) => ({ key, label: key ?? "No model", count: 1, filter: {} }));
    expect(groupLabels("model", groups("a/x", "b/x", "c/y", null), "en")).toEqual([
      "a/x",
      "b/x",
      "y",
      "No model",
    ]);
    expect(groupLabels("day", groups("2026-11-20"), "en")).toEqual(["Fri, Nov 20, 2026"]);
    expect(groupLabels("source", groups("local", "nemo"), "en")).toEqual(["This Workspace", "nemo"]);
    expect(groupLabels("tag", groups("a/x"), "en")).toEqual(["a/x"]);
  });
});

describe("notes as people type them", () => {
  it("keep their line breaks in one line", () => {
    fc.assert(
      fc.property(fc.string(), (note) => {
        fc.pre(!note.includes("⏎") && !note.includes("\r"));
        expect(lineToNote(noteToLine(note))).toBe(note);
        expect(noteToLine(note)).not.toContain("\n");
      }),
    );
  });

  it("have names and tags of a length that fits a line", () => {
    expect(nameProblem("name", "a".repeat(200))).toBeNull();
    expect(nameProblem("model", "a".repeat(201))).toBe(
      "A model has at most 200 characters; this one has 201.",
    );
    expect(tagProblem("a".repeat(61))).toContain("at most 60");
  });

  it("change tags by ticks, and leave alone what only some have", () => {
    const runs = [{ tags: ["all", "some"] }, { tags: ["all"] }];
    expect(tagStates(runs)).toEqual([
      { tag: "all", count: 2, isOnAll: true },
      { tag: "some", count: 1, isOnAll: false },
    ]);
    expect(tagChange(runs, ["all"])).toBeNull();
    expect(tagChange(runs, ["some", "new"])).toEqual({ addTags: ["some", "new"], removeTags: ["all"] });
  });

  it("are taken back by what undoes a change, which leaves later changes of other things alone", () => {
    const text = fc.constantFrom("a", "b", "c");
    const texts = fc.uniqueArray(text);
    const change = fc.record<NotesChange>(
      {
        star: fc.boolean(),
        addTags: texts,
        removeTags: texts,
        note: text,
        name: text,
        model: fc.option(text),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, change, (before, made) => {
        const notes = changedNotes(NO_NOTES, before, "t");
        const undone = changedNotes(changedNotes(notes, made, "t"), undoOf(made, notes), "t");
        expect({ ...undone, tags: [...undone.tags].sort() }).toEqual({
          ...notes,
          tags: [...notes.tags].sort(),
        });
        const later = changedNotes(changedNotes(notes, { star: true }, "t"), { addTags: ["later"] }, "t");
        expect(changedNotes(later, undoOf({ star: true }, notes), "t").tags).toContain("later");
      }),
    );
  });
});
