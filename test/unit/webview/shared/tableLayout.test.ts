// Columns as someone arranged them, where keys lead, and characters that do not show.
import { describe, expect, it } from "vitest";
import { hasInvisible, invisibleName, splitInvisible } from "../../../../webview/shared/invisible.ts";
import type { TableColumn } from "../../../../webview/shared/tableHead.ts";
import {
  arrangeColumns,
  NO_LAYOUT,
  orderedColumns,
  withMoved,
  withPinned,
  withShown,
  withWidth,
} from "../../../../webview/shared/tableLayout.ts";
import { gridColumns, keyTarget, selectedRange } from "../../../../webview/shared/tableMoves.ts";

function aColumn(key: string, part: Partial<TableColumn<unknown>> = {}): TableColumn<unknown> {
  return {
    key,
    label: key,
    minPx: 100,
    cell: () => {
      throw new Error("No cell is drawn here.");
    },
    ...part,
  };
}
const COLUMNS = [
  aColumn("#"),
  aColumn("question", { grow: 2 }),
  aColumn("score"),
  aColumn("error", { isOptional: true }),
];
const keysOf = (columns: readonly { readonly key: string }[]) => columns.map(({ key }) => key);

describe("the columns of a table", () => {
  it("stand as they come, optional ones hidden, until someone arranges them", () => {
    expect(keysOf(arrangeColumns(COLUMNS, NO_LAYOUT))).toEqual(["#", "question", "score"]);
    const shown = withShown(withShown(NO_LAYOUT, "error", true), "question", false);
    expect(keysOf(arrangeColumns(COLUMNS, shown))).toEqual(["#", "score", "error"]);
    expect(keysOf(arrangeColumns(COLUMNS, withShown(shown, "question", true)))).toContain("question");
  });

  it("move both ways, and columns that come later keep their own place", () => {
    const moved = withMoved(NO_LAYOUT, keysOf(COLUMNS), "score", "question");
    expect(keysOf(orderedColumns(COLUMNS, moved))).toEqual(["#", "score", "question", "error"]);
    const back = withMoved(moved, ["#", "score", "question", "error"], "score", "question");
    expect(keysOf(orderedColumns(COLUMNS, back))).toEqual(["#", "question", "score", "error"]);
    const more = [aColumn("new"), ...COLUMNS];
    expect(keysOf(orderedColumns(more, moved))).toEqual(["new", "#", "score", "question", "error"]);
    expect(withMoved(moved, keysOf(COLUMNS), "score", "gone")).toBe(moved);
  });

  it("are pinned at the left at a fixed width, each after the one before", () => {
    const layout = withWidth(withPinned(withPinned(NO_LAYOUT, "score"), "question"), "question", 250.4);
    const [first, second, third] = arrangeColumns(COLUMNS, layout);
    expect(first).toMatchObject({ key: "question", pinnedPx: 0, minPx: 250 });
    expect(first?.grow).toBeUndefined();
    expect(second).toMatchObject({ key: "score", pinnedPx: 250 });
    expect(third?.pinnedPx).toBeUndefined();
    expect(withPinned(layout, "score").pinned).toEqual(["question"]);
    expect(withWidth(NO_LAYOUT, "#", 1).widths["#"]).toBeGreaterThan(20);
  });

  it("fill a grid whose least width is that of all columns", () => {
    expect(gridColumns(arrangeColumns(COLUMNS, NO_LAYOUT))).toEqual({
      template: "100px minmax(100px, 2fr) 108px",
      leastPx: 308,
    });
  });
});

describe("moving through rows", () => {
  it("goes by one, by a page and to the ends, and begins at the first row", () => {
    expect(keyTarget("ArrowDown", null, 10, 50)).toBe(0);
    expect(keyTarget("ArrowUp", 0, 10, 50)).toBe(0);
    expect(keyTarget("PageDown", 5, 10, 50)).toBe(15);
    expect(keyTarget("End", 5, 10, 50)).toBe(49);
    expect(keyTarget("x", 5, 10, 50)).toBeNull();
  });
  it("selects from the anchor to the current row, whichever comes first", () => {
    expect(selectedRange(null, 3)).toBeNull();
    expect(selectedRange(4, null)).toEqual({ first: 4, last: 4 });
    expect(selectedRange(4, 9)).toEqual({ first: 4, last: 9 });
    expect(selectedRange(9, 4)).toEqual({ first: 4, last: 9 });
  });
});

describe("characters that do not show", () => {
  it("are told apart from the text around them, and named", () => {
    expect(splitInvisible("a\u202Eb\u0000")).toEqual([
      { text: "a", isHidden: false },
      { text: "\u202E", isHidden: true },
      { text: "b", isHidden: false },
      { text: "\u0000", isHidden: true },
    ]);
    expect(invisibleName("\u202E")).toEqual({ code: "U+202E", name: "RLO" });
    expect(invisibleName("\u001B")).toEqual({ code: "U+001B", name: "ESC" });
    expect(invisibleName("\u{E0041}")).toEqual({ code: "U+E0041", name: "U+E0041" });
  });
  it("are not seen in plain texts, line ends, or where they join emoji and letters", () => {
    for (const text of ["plain", "two\r\nlines\tand a tab", "שלום עולם", "naïve café", "❤️"])
      expect(hasInvisible(text)).toBe(false);
    for (const text of ["👩‍👩‍👧‍👦", "🏳️‍🌈", "می‌خواهم"])
      expect(splitInvisible(text)).toEqual([{ text, isHidden: false }]);
  });
});
