// The window itself works: without this, no other window test says anything about the extension.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { useWindow } from "./useWindow.ts";

describe("the window", () => {
  const used = useWindow({ prepare: (workspace) => writeFileSync(join(workspace, "note.txt"), "Hello") });

  it("shows the files of the workspace", async () => {
    await used.window.tree("Files Explorer").doubleClick("note.txt");
    await expect.poll(() => used.window.panels.tabs()).toContain("note.txt");
  });

  it("runs a command from the palette", async () => {
    await used.window.runCommand("View: Close All Editors");
    await expect.poll(() => used.window.panels.tabs()).toEqual([]);
  });
});
