import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitPath } from "../../../src/app/import/probeFile.ts";
import { fromEditorPath, isEditorPath, toEditorPath } from "../../../src/core/editorPath.ts";

describe("a path of the editor's", () => {
  it("gives its place back, whatever the names", () => {
    const place = fc.record({
      scheme: fc.constantFrom("vscode-vfs", "memfs", "file", "vscode-remote", "https"),
      authority: fc.string(),
      path: fc.string().map((text) => `/${text}`),
      query: fc.string(),
    });
    fc.assert(
      fc.property(place, (one) => {
        expect(isEditorPath(toEditorPath(one))).toBe(true);
        expect(fromEditorPath(toEditorPath(one))).toEqual(one);
      }),
    );
  });

  it("reads like any path: folder and name, nothing escaped", () => {
    const path = toEditorPath({
      scheme: "vscode-vfs",
      authority: "github",
      path: "/me/my evals/é 50%.jsonl",
      query: "",
    });
    expect(path).toBe("vscode-vfs://github/me/my evals/é 50%.jsonl");
    expect(splitPath(path)).toEqual({ folder: "vscode-vfs://github/me/my evals", name: "é 50%.jsonl" });
  });

  it("is no path on disk", () => {
    for (const path of [
      "/data/a.jsonl",
      "C:\\work\\a.jsonl",
      "C://work",
      "\\\\server\\share",
      "a:b",
      "rel/a",
    ])
      expect([path, isEditorPath(path)]).toEqual([path, false]);
    expect(() => fromEditorPath("/work")).toThrow(RangeError);
  });
});
