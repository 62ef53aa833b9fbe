// Restricted Mode: a folder that nobody has trusted yet. Results in it can be read, and new ones stored, for neither runs
// anything from the folder.
import { describe, expect, it } from "vitest";
import { BASE, CANDIDATE, expectNames, openResults, TALL, welcome } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

describe("in Restricted Mode", () => {
  const used = useWindow({ isStory: true, size: TALL, isRestricted: true });

  it("is a window that the editor calls restricted", async () => {
    const mark = used.window.page.getByText("Restricted Mode").first();
    await used.window.step("the editor's own mark", () => mark.waitFor());
  });

  it("stores and lists results", async () => {
    await openResults(used.window);
    await welcome(used.window).getByRole("button", { name: "Open two sample runs" }).click();
    await used.window.messages.waitForNotification("2 results: 76 rows stored.");
    await expectNames(used.window, [BASE, CANDIDATE]);
    await used.window.messages.hideNotifications();
  });

  it("opens one", async () => {
    await used.window.tree("Results").click(BASE);
    const panel = await used.window.panels.content(BASE);
    const rows = panel.getByRole("grid", { name: "Rows" });
    await expect.poll(() => rows.getAttribute("aria-rowcount")).toBe("39");
  });
});
