// A window that is reloaded: panels come back with what they showed. Also other ways to start a comparison.
import { describe, expect, it } from "vitest";
import { BASE, CANDIDATE, expectNames, openResults, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

describe("a comparison", () => {
  const used = useWindow({ isStory: true, size: TALL });
  const title = `${BASE} ↔ ${CANDIDATE}`;

  it("starts from a result that was selected for compare", async () => {
    const tree = await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await expectNames(used.window, [BASE, CANDIDATE]);
    await tree.pickFromMenu(BASE, "Select for Compare");
    await tree.pickFromMenu(CANDIDATE, "Compare with Selected");
    const panel = await used.window.panels.content(title);
    await panel.getByText("34 of 41 distinct items are in both runs.").waitFor();
  });

  it("is there again, with its filter, after the window was reloaded", async () => {
    const regressed = { name: /^▼?\s*Regressed/u };
    const before = await used.window.panels.content(title);
    await before.getByRole("button", regressed).first().click();
    await before
      .getByText(/10 of 34 matched items|10 regressed/u)
      .first()
      .waitFor();
    // The workbench's own command lets it save what is open first, which a reload of the page does not.
    const loaded = used.window.page.waitForEvent("load");
    await used.window.runCommand("Developer: Reload Window");
    await loaded;
    const panel = await used.window.panels.content(title);
    await panel.getByText("34 of 41 distinct items are in both runs.").waitFor();
    const isPressed = () => panel.getByRole("button", regressed).first().getAttribute("aria-pressed");
    await expect.poll(isPressed).toBe("true");
  });
});
