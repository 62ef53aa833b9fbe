// A row of a result in the real window: moving by keys that the editor binds, links to a row, and its parts as documents.
// The tests follow on one another.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { BASE, openResults } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

describe("a row of a result", () => {
  const used = useWindow({ isStory: true, size: { width: 1500, height: 1000 } });
  const said = (panel: FrameLocator) => panel.locator(".rows-area .statusline .said").textContent();
  const titleOf = (panel: FrameLocator) => panel.locator(".pane-h b").textContent();

  /** Follows a link that is typed; the box says how links of this editor begin. */
  const follow = async (rest: string): Promise<void> => {
    const { input } = used.window;
    await used.window.runCommand("Eval Results: Open Link…");
    await expect.poll(async () => (await input.describe()).title).toBe("Open Link");
    const { placeholder } = await input.describe();
    expect(placeholder).toContain("://eval-results.eval-results/result/");
    await input.submit(placeholder.replace(/result\/.*$/, `result/${rest}`));
  };
  const idOf = (name: string): string => {
    const runs = join(used.workspace, ".eval-results/runs");
    const isNamed = (id: string) =>
      readFileSync(join(runs, id, "manifest.json"), "utf8").includes(`"${name}"`);
    return readdirSync(runs).find(isNamed) ?? "";
  };

  it("is the next with a low score by F8, which the editor binds", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await used.window.tree("Results").doubleClick(BASE);
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("grid", { name: "Rows" }).focus();
    await used.window.page.keyboard.press("F8");
    await expect.poll(() => said(panel)).toMatch(/low score 1 of \d+$/);
    await used.window.page.keyboard.press("Shift+F8");
    await expect.poll(() => said(panel)).toMatch(/low score (\d+) of \1$/);
  });

  it("is opened by its link, from a panel that is closed and from one that is open", async () => {
    const open = await used.window.panels.content(BASE);
    await open.getByRole("grid", { name: "Rows" }).focus();
    await used.window.page.keyboard.press("Home");
    await open.getByRole("grid", { name: "Rows" }).locator('[aria-rowindex="8"]').click();
    await expect.poll(() => titleOf(open)).toBe("Row 7");
    await used.window.page.keyboard.press("Control+Alt+l");
    await used.window.page.getByText("Link to row 7 copied").first().waitFor();
    await follow(`${idOf(BASE)}?row=3`);
    await expect.poll(() => titleOf(open)).toBe("Row 3");
    await used.window.panels.closeTab(BASE);
    await follow(`${idOf(BASE)}?row=7`);
    const fresh = await used.window.panels.content(BASE);
    await expect.poll(() => titleOf(fresh)).toBe("Row 7");
    await follow("20200101t000000000-0000000000000000?row=7");
    await used.window.messages.waitForNotification("The result of this link is not in this workspace.");
  });
});
