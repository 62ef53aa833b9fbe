// What people say about results, as they see it: a wrong metrics.json is a Problem and changes nothing; a baseline
// shows where the others stand.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BASE, CANDIDATE, expectNames, openResults, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

describe("metric settings and baselines", () => {
  const used = useWindow({ isStory: true, size: TALL });
  const tree = () => used.window.tree("Results");
  const metricsFile = () => join(used.workspace, ".eval-results", "metrics.json");
  const lineOf = async (name: string) => (await tree().texts()).find((text) => text.startsWith(name)) ?? "";
  const problems = () => used.window.page.locator(".markers-panel .monaco-list-row").allInnerTexts();

  function save(text: string): void {
    mkdirSync(join(used.workspace, ".eval-results"), { recursive: true });
    writeFileSync(metricsFile(), text);
  }

  it("shows a wrong file as a Problem with its place, reads scores by their names, and takes it back", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await expectNames(used.window, [BASE, CANDIDATE]);
    save('{ "scores": { "f1": { "primary": true, "unit": "pt" } } }');
    await expect.poll(() => lineOf(BASE), { timeout: 10_000 }).toMatch(/^\S+ 0\.54 pt ±0\.06 {2}35\/37/);
    save('{\n  "scores": {\n    "f1": { "primary": true, "unit": "pt", "direction": "up" }\n  }\n}\n');
    await tree().waitFor("Metric settings are not used");
    await expect.poll(() => lineOf(BASE)).not.toContain("pt");
    await used.window.runCommand("Problems: Focus on Problems View");
    await expect
      .poll(problems, { timeout: 10_000 })
      .toEqual([
        expect.stringContaining("metrics.json"),
        expect.stringMatching(/direction takes higher or lower, not "up"[\s\S]*Ln 3, Col 57/),
      ]);
    save("{}");
    await tree().waitForNo("Metric settings are not used");
    await expect.poll(problems, { timeout: 10_000 }).toEqual([]);
  });

  it("opens the settings from the notice, and shows what is wrong there once", async () => {
    save('{ "scores": { "f1": { "direction": "up" } } }');
    await tree().waitFor("Metric settings are not used");
    await tree().click("Metric settings are not used");
    await expect
      .poll(() => used.window.panels.tabs())
      .toContainEqual(expect.stringContaining("metrics.json"));
    await expect.poll(async () => (await problems()).length, { timeout: 10_000 }).toBe(2);
    await used.window.page.waitForTimeout(2_000);
    expect((await problems()).length).toBe(2);
    rmSync(metricsFile());
    await tree().waitForNo("Metric settings are not used");
  });

  it("writes the primary score that is chosen, and starts the file with it", async () => {
    await tree().pickFromMenu(BASE, "Choose Primary Score…");
    await used.window.input.pick("bleu:sentence");
    await expect.poll(() => lineOf(BASE), { timeout: 10_000 }).toMatch(/^\S+ 39 ±7 {2}35\/37/);
    expect(readFileSync(metricsFile(), "utf8")).toContain('"sentence": {\n      "primary": true\n    }');
  });

  it("marks a pinned baseline, and shows the others' difference until it is unpinned", async () => {
    expect(await lineOf(CANDIDATE)).toMatch(/^\S+ 38 ±5 {2}37\/38/);
    await tree().pickFromMenu(BASE, "Pin as Baseline");
    await expect.poll(() => lineOf(CANDIDATE)).toMatch(/^\S+ 38 ±5 {2}≈ −1 {2}37\/38/);
    await expect.poll(() => lineOf(BASE)).toMatch(/^\S+ 39 ±7 {2}35\/37 {2}baseline/);
    expect(await tree().menuEntries(CANDIDATE)).not.toContain("Unpin Baseline");
    await tree().pickFromMenu(BASE, "Unpin Baseline");
    await expect.poll(() => lineOf(CANDIDATE)).toMatch(/^\S+ 38 ±5 {2}37\/38/);
  });

  it("counts errored rows in tree and panel from one switch, and leaves them out again", async () => {
    await tree().click(BASE);
    const panel = await used.window.panels.content(BASE);
    await panel.getByText(/2 errored rows left out; counted as 0: 37 ± 7 over 37 items\./).waitFor();
    await panel.getByRole("button", { name: "Count Errors" }).click();
    await panel.getByText(/2 errored rows counted as 0; left out: 39 ± 7 over 35 items\./).waitFor();
    await expect.poll(() => lineOf(BASE)).toMatch(/^\S+ 37 ±7 {2}37 /);
    await used.window.runCommand("Eval Results: Leave Errors Out");
    await expect.poll(() => lineOf(BASE)).toMatch(/^\S+ 39 ±7 {2}35\/37/);
    await panel.getByText(/left out; counted as 0/).waitFor();
  });
});
