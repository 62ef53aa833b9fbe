// A comparison whose runs hold the answer inside the item, as a person meets it: why nothing matches, the join by a key
// field, changed content as a diff of the items, and a filter on inputs.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { ROOT } from "../host/paths.ts";
import { expectNames, openResults, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const OFFLINE = ["offline-atlas-8b", "offline-atlas-49b"];
const BOTH = OFFLINE.join(" ↔ ");

function importOffline(workspace: string): void {
  for (const name of OFFLINE) {
    const file = join(ROOT, "media/samples/nemo", `${name}.row-scores.jsonl`);
    const args = [join(ROOT, "dist/cli.js"), "import", file, "--store", join(workspace, ".eval-results")];
    execFileSync(process.execPath, args);
  }
}

describe("runs that share no item by content", () => {
  const used = useWindow({ isStory: true, size: TALL, prepare: importOffline });
  const panel = (): Promise<FrameLocator> => used.window.panels.content(BOTH);
  const joined = async () => (await panel()).getByRole("region", { name: "How the items meet" });

  it("say why, and offer the field that would pair them", async () => {
    const tree = await openResults(used.window);
    await expectNames(used.window, OFFLINE);
    await tree.select(OFFLINE);
    await tree.pickFromMenu(OFFLINE[1] ?? "", "Compare Selected Results");
    const report = await joined();
    await report.getByText(/those of the same id differ in prediction/).waitFor();
    await report.getByRole("button", { name: "Join by id 11 items" }).click();
    await report.getByText("All 11 items are in both runs.").waitFor();
    await (await panel()).getByText(/exact-match: .*11 rows/).waitFor();
  });

  it("show changed content, and open it as a diff of the two items", async () => {
    const report = await joined();
    await report.getByRole("button", { name: "Same id, content changed 11" }).click();
    const items = (await panel()).getByRole("grid", { name: "Items" });
    await expect.poll(() => items.getAttribute("aria-rowcount")).toBe("12");
    await items.locator(".rt-body .rt-row").first().click();
    await (await panel()).getByRole("button", { name: "Diff Items" }).click();
    const tab = expect.stringContaining("row 1 item");
    await expect.poll(() => used.window.panels.tabs(), { timeout: 10_000 }).toContainEqual(tab);
    await used.window.panels.selectTab(BOTH);
  });

  it("narrow rows and summary to a filter on inputs, marked exploratory", async () => {
    await (await joined()).getByRole("button", { name: "Matched" }).click();
    const content = await panel();
    await content.getByLabel("Field to search in").selectOption("topic");
    await content.getByLabel("Show items whose field contains").fill("STORAGE");
    await content.getByText(/^Exploratory: \d+ items where topic contains “STORAGE”/).waitFor();
    await content.getByRole("button", { name: "Clear Filter" }).click();
    await content.getByText("11 matched items").waitFor();
  });

  it("show slices of the change; the one pressed filters the inputs", async () => {
    const content = await panel();
    await content.getByRole("tab", { name: "Slices" }).click();
    await content.getByLabel("Slice the change by").selectOption("by topic");
    await content.getByRole("button", { name: /^storage: Δ/ }).click();
    await content.getByText(/^Exploratory: \d+ items where topic is storage/).waitFor();
    await content.getByRole("button", { name: "Remove filter topic is storage" }).click();
    await content.getByText("11 matched items").waitFor();
  });

  it("show rows by keys on the chart of A against B", async () => {
    const content = await panel();
    await content.getByRole("tab", { name: "Charts" }).click();
    await content.locator('[data-brush="scatter"]').press("ArrowRight");
    await content.getByRole("button", { name: /^Remove filter A exact-match/ }).waitFor();
    await content.locator('[data-brush="scatter"]').press("Escape");
    await content.getByText("11 matched items").waitFor();
    await content.getByRole("tab", { name: "Rows" }).click();
  });

  it("open the outputs of all rows shown in one multi-diff", async () => {
    await (await panel()).getByRole("button", { name: "Open All Diffs" }).click();
    const tab = expect.stringContaining("11 rows");
    await expect.poll(() => used.window.panels.tabs(), { timeout: 15_000 }).toContainEqual(tab);
  });
});
