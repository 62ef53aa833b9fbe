// Rows that a person excludes and notes something on, and where else an item occurs, in the real window. The tests follow
// on one another.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BASE, CANDIDATE, openResults } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

describe("what people say of rows", () => {
  const used = useWindow({ isStory: true, size: { width: 1500, height: 1000 } });
  const files = (): readonly string[] => {
    const notes = join(used.workspace, ".eval-results/notes");
    return readdirSync(notes).filter((name) => name.endsWith(".rows.json"));
  };

  it("is why one is excluded, asked for by a key: both means stand there, and Undo takes it back", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await used.window.tree("Results").doubleClick(BASE);
    const panel = await used.window.panels.content(BASE);
    const grid = panel.getByRole("grid", { name: "Rows" });
    await grid.locator('[aria-rowindex="3"]').click();
    await panel.getByText("Row 2", { exact: true }).waitFor();
    await used.window.page.keyboard.press("Control+Alt+e");
    await expect
      .poll(async () => (await used.window.input.describe()).title)
      .toBe("Exclude row 2 from Statistics");
    await used.window.input.submit("wrong reference");
    await panel.getByText(/^1 row excluded: .* → .* without them\.$/).waitFor();
    await panel.locator(".pane-b").getByText("wrong reference").waitFor();
    await grid.getByRole("img", { name: "excluded: wrong reference" }).waitFor();
    expect(files()).toHaveLength(1);
    await used.window.messages.clickNotification("Excluded row 2.", "Undo");
    await panel.getByText(/row excluded: /).waitFor({ state: "detached" });
    expect(files()).toEqual([]);
  });

  it("is a note, kept in a file beside the result", async () => {
    const panel = await used.window.panels.content(BASE);
    await panel.locator(".row-marks").getByRole("button", { name: "Note…" }).click();
    await used.window.input.submit("good example");
    await panel.locator(".pane-b").getByText("good example").waitFor();
    const [file = ""] = files();
    const text = readFileSync(join(used.workspace, ".eval-results/notes", file), "utf8");
    expect(text).toContain('"note":"good example"');
  });

  it("stands beside the same item in the other result, which opens at its row", async () => {
    const panel = await used.window.panels.content(BASE);
    await panel.locator(".where-else summary").click();
    await panel.getByText("in 1 of 1 other result").waitFor();
    await panel.locator(".else-row").first().click();
    const other = await used.window.panels.content(CANDIDATE);
    await other
      .locator(".pane-h b")
      .getByText(/^Row \d+$/)
      .waitFor();
  });
});
