// The extension as a person gets it. This file also runs against the packaged extension, so what it passes through
// must be in the package.
import { describe, expect, it } from "vitest";
import { useWindow } from "./useWindow.ts";

describe("the extension in the window", () => {
  const used = useWindow();

  it("is listed as installed", async () => {
    await used.window.runCommand("Extensions: Show Installed Extensions");
    const row = used.window.page
      .locator(".extensions-list .monaco-list-row")
      .filter({ hasText: "Eval Results" });
    await used.window.step("Eval Results among the installed extensions", () => row.first().waitFor());
    expect(await row.count()).toBe(1);
  });
});
