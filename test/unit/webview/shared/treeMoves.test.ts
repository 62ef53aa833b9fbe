import { describe, expect, it } from "vitest";
import { type TreeLine, treeKeyTarget } from "../../../../webview/shared/treeMoves.ts";

const line = (level: number, isOpen: boolean | null = null, acts = false): TreeLine => ({
  level,
  isOpen,
  acts,
});
/** a (open) › b (closed), c (a leaf); d (open, empty); a line that acts. */
const LINES = [line(1, true), line(2, false), line(2), line(1, true), line(1, null, true)];

describe("keys in a tree", () => {
  it("move among the lines in view, and stop at both ends", () => {
    expect([treeKeyTarget("ArrowDown", 0, LINES), treeKeyTarget("ArrowDown", 4, LINES)]).toEqual([1, 4]);
    expect([treeKeyTarget("ArrowUp", 2, LINES), treeKeyTarget("ArrowUp", 0, LINES)]).toEqual([1, 0]);
    expect([treeKeyTarget("Home", 3, LINES), treeKeyTarget("End", 0, LINES)]).toEqual([0, 4]);
  });
  it("open a closed line with →, then go in; a leaf and an empty branch have no inside", () => {
    expect(treeKeyTarget("ArrowRight", 1, LINES)).toBe("toggle");
    expect(treeKeyTarget("ArrowRight", 0, LINES)).toBe(1);
    expect(treeKeyTarget("ArrowRight", 2, LINES)).toBeNull();
    expect(treeKeyTarget("ArrowRight", 3, LINES)).toBeNull();
  });
  it("close an open line with ←, else go to what it is in", () => {
    expect(treeKeyTarget("ArrowLeft", 0, LINES)).toBe("toggle");
    expect(treeKeyTarget("ArrowLeft", 2, LINES)).toBe(0);
    expect(treeKeyTarget("ArrowLeft", 4, LINES)).toBeNull();
  });
  it("press what can be pressed, and leave other keys to the page", () => {
    expect([treeKeyTarget("Enter", 1, LINES), treeKeyTarget(" ", 4, LINES)]).toEqual(["toggle", "toggle"]);
    expect(treeKeyTarget("Enter", 2, LINES)).toBeNull();
    expect(treeKeyTarget("F8", 0, LINES)).toBeNull();
    expect(treeKeyTarget("ArrowDown", -1, LINES)).toBeNull();
  });
});
