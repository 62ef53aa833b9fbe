// A row excluded in a result's panel beside an open comparison: the comparison leaves it out at once, tells of it, lists it
// with its reason, counts it on request, and is as it was after Undo. The tests follow on one another.
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { BASE, CANDIDATE, openResults } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const BOTH = `${BASE} ↔ ${CANDIDATE}`;
const OUT = "1 excluded row of A is left out, so 1 item is not compared.";

describe("a row excluded beside an open comparison", () => {
  const used = useWindow({ isStory: true, size: { width: 1900, height: 1000 } });
  const comparison = (): Promise<FrameLocator> => used.window.panels.content(BOTH);
  const report = async () => (await comparison()).getByRole("region", { name: "How the items meet" });
  const matched = async (): Promise<string> =>
    (await (await report()).locator('[data-filter="matched"] .c').textContent()) ?? "";
  let before = "";

  it("is left out there at once, and told of", async () => {
    const tree = await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await tree.doubleClick(BASE);
    await (await used.window.panels.content(BASE)).getByRole("grid", { name: "Rows" }).waitFor();
    await tree.select([BASE, CANDIDATE]);
    await tree.pickFromMenu(CANDIDATE, "Compare Selected Results");
    await (await report()).waitFor();
    await used.window.runCommand("View: Move Editor into Next Group");
    before = await matched();
    expect(Number(before)).toBeGreaterThan(1);
    // It was hidden behind the comparison, and is a page anew.
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("grid", { name: "Rows" }).locator('[aria-rowindex="3"]').click();
    await panel.getByText("Row 2", { exact: true }).waitFor();
    await used.window.page.keyboard.press("Control+Alt+e");
    await used.window.input.submit("wrong reference");
    await (await report()).getByText(OUT).waitFor();
    expect(await matched()).toBe(String(Number(before) - 1));
  });

  it("is listed with its reason", async () => {
    await (await report()).getByRole("button", { name: "Excluded in A 1" }).click();
    const items = (await comparison()).getByRole("grid", { name: "Items" });
    await expect.poll(() => items.getAttribute("aria-rowcount")).toBe("2");
    await items.getByRole("img", { name: "A: excluded, wrong reference" }).first().waitFor();
  });

  it("counts where that is asked", async () => {
    await (await report()).getByRole("button", { name: "Count Excluded Rows" }).click();
    await (await report()).getByText("1 excluded row of A counts here, as asked.").waitFor();
    expect(await matched()).toBe(before);
    await (await report()).getByRole("button", { name: "Leave Excluded Rows Out" }).click();
    await (await report()).getByText(OUT).waitFor();
  });

  it("counts again after Undo", async () => {
    await used.window.messages.clickNotification("Excluded row 2.", "Undo");
    await (await report()).getByText(OUT).waitFor({ state: "detached" });
    expect(await matched()).toBe(before);
  });
});
