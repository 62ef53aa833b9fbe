// The same things without a mouse. The tests follow on one another.
import { describe, expect, it } from "vitest";
import { textOf } from "../host/windowSteps.ts";
import { BASE, CANDIDATE, expectNames, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

describe("the extension without a mouse", () => {
  const used = useWindow({ isStory: true, size: TALL });
  const tree = () => used.window.tree("Results");
  const press = (key: string) => used.window.page.keyboard.press(key);

  /** The name of what has the focus in the tree. */
  const focusedRow = () =>
    textOf(
      used.window.page
        .getByRole("tree", { name: "Results", exact: true })
        .locator(".monaco-list-row.focused .label-name"),
    );
  const hasFocus = () =>
    used.window.page.evaluate(() => document.activeElement?.closest(".monaco-list") !== null);

  async function focusView(): Promise<void> {
    await used.window.runCommand("Eval Results: Focus on Results View");
    await expect.poll(hasFocus).toBe(true);
  }

  it("focuses the results by a command, and moves with the arrow keys", async () => {
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await used.window.runCommand("Eval Results: Focus on Results View");
    await expectNames(used.window, [BASE, CANDIDATE]);
    await focusView();
    await press("Home");
    await expect.poll(focusedRow).toBe(CANDIDATE);
    await press("ArrowDown");
    await expect.poll(focusedRow).toBe(BASE);
    await press("ArrowRight");
    await tree().waitFor("f1");
    await press("ArrowLeft");
    await tree().waitForNo("f1");
  });

  it("opens the focused result with Enter, and Tab goes on inside it", async () => {
    await press("Enter");
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("grid", { name: "Rows" }).waitFor();
    const focused = () =>
      panel.locator("body").evaluate(() => {
        const element = document.activeElement;
        return element === document.body
          ? ""
          : (element?.getAttribute("aria-label") ?? element?.tagName ?? "");
      });
    const walked: string[] = [];
    for (let i = 0; i < 30; i++) {
      await press("Tab");
      walked.push(await focused());
      if (walked.at(-1) === "Rows") break;
    }
    expect(walked).toEqual(expect.arrayContaining(["Compare…", "Export…", "Rows"]));
  });

  it("moves through the rows with the arrow keys, opens one with Enter and leaves it with Escape", async () => {
    const panel = await used.window.panels.content(BASE);
    const current = panel.getByRole("grid", { name: "Rows" }).locator('[aria-selected="true"]');
    const detail = panel.getByRole("complementary", { name: "Row detail" });
    await press("ArrowDown");
    await press("ArrowDown");
    await expect.poll(() => current.getAttribute("aria-rowindex")).toBe("3");
    await press("Enter");
    await detail.getByText("You can upload 5 GB in one request.", { exact: true }).waitFor();
    await press("Escape");
    await detail.waitFor({ state: "hidden" });
  });

  it("asks before the Delete key deletes, and Escape keeps the result", async () => {
    await focusView();
    await press("Delete");
    expect(await used.window.messages.dialogText()).toContain(`Delete ${BASE}, 38 rows?`);
    await press("Escape");
    await used.window.page.locator(".monaco-dialog-box").waitFor({ state: "hidden" });
    await expectNames(used.window, [BASE, CANDIDATE]);
  });
});
