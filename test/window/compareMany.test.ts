// Three results compared as a person does it: from the list, by the flip matrix, saved, opened again from the list.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { ROOT } from "../host/paths.ts";
import { openResults, TALL } from "./resultsView.ts";
import { seriousFindings } from "./seriousFindings.ts";
import { useWindow } from "./useWindow.ts";

const ITEMS = 20;
/** Which items each run passes. */
const RUNS: Readonly<Record<string, (item: number) => boolean>> = {
  alpha: (item) => item >= 4,
  beta: (item) => item >= 8,
  gamma: (item) => item % 2 === 0,
};
const TITLE = "alpha ↔ 2 runs";

function importThree(workspace: string): void {
  for (const [name, passes] of Object.entries(RUNS)) {
    const file = join(workspace, `${name}.jsonl`);
    const rows = Array.from({ length: ITEMS }, (_, item) => ({
      question: `question ${item}`,
      topic: item % 2 === 0 ? "even" : "odd",
      output: `${name} says ${item}`,
      ok: passes(item),
    }));
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const roles = ["--input", "question", "--input", "topic", "--output", "output", "--score", "ok"];
    const args = [join(ROOT, "dist/cli.js"), "import", file, ...roles];
    execFileSync(process.execPath, [...args, "--store", join(workspace, ".eval-results")]);
  }
}

describe("three results", () => {
  const used = useWindow({ isStory: true, size: TALL, prepare: importThree });
  const panel = (title = TITLE): Promise<FrameLocator> => used.window.panels.content(title);
  const shownRows = async (title?: string) =>
    (await panel(title)).getByRole("grid", { name: "Items" }).getAttribute("aria-rowcount");
  const views = () => join(used.workspace, ".eval-results", "views");

  it("are compared from the list, the first selected as the base", async () => {
    const tree = await openResults(used.window);
    await tree.waitFor(/^gamma/);
    await tree.select([/^alpha/, /^beta/, /^gamma/]);
    await tree.pickFromMenu(/^alpha/, "Compare Selected Results");
    await (await panel()).getByText(`All ${ITEMS} items are in all 3 runs.`).waitFor();
    await (await panel()).getByText("All runs used identical inputs.").waitFor();
  });

  it("show which of them pass a row; a click filters, Ctrl adds", async () => {
    const content = await panel();
    // Of 20 items 6 pass everywhere: even ones from 8 on.
    await content.getByRole("option", { name: "passed by all, 6 rows" }).click();
    await expect.poll(() => shownRows()).toBe("7");
    await content
      .getByRole("option", { name: "passed by all but C, 6 rows" })
      .click({ modifiers: ["Control"] });
    await expect.poll(() => shownRows()).toBe("13");
    await content.getByRole("button", { name: "Remove the filter Passed by all but C" }).click();
    await expect.poll(() => shownRows()).toBe("7");
    await content.getByRole("button", { name: "Show as Table" }).click();
    await content.getByRole("region", { name: "Rows by which runs pass them" }).waitFor();
    await content.getByRole("button", { name: "Show as Matrix" }).click();
  });

  it("have charts of one candidate; a brush by keys filters the rows and no statistic", async () => {
    const content = await panel();
    await content.getByRole("button", { name: "Remove the filter Passed by all" }).click();
    await content.getByRole("tab", { name: "Charts" }).click();
    await content.getByRole("button", { name: "C, gamma" }).click();
    const plot = content.locator('[data-brush="scatter"]');
    await plot.press("ArrowRight");
    const pill = content.getByRole("button", { name: /^Remove filter A ok/ });
    await pill.waitFor();
    // Of 20 items A fails the first 4.
    await expect.poll(() => shownRows()).toBe("5");
    expect(await content.getByText(/^Exploratory:/).count()).toBe(0);
    await plot.press("Escape");
    await expect.poll(() => shownRows()).toBe("21");
  });

  it("have slices of one candidate; the one pressed recomputes the summary", async () => {
    const content = await panel();
    await content.getByRole("tab", { name: "Slices" }).click();
    await content.getByLabel("Slice the change by").selectOption("by topic");
    await content.getByRole("button", { name: /^even: Δ/ }).click();
    await content.getByText(/^Exploratory: 10 items where topic is even/).waitFor();
    await content.getByRole("button", { name: "Remove filter topic is even" }).click();
    await expect.poll(() => shownRows()).toBe("21");
    await content.getByRole("tab", { name: "Rows", exact: true }).click();
  });

  it("are filtered under a head, and F8 goes to the next regression of a candidate", async () => {
    const content = await panel();
    await content.getByLabel("Candidate of filters and F8").selectOption("2");
    await content.getByLabel("Filter question").fill("question 1");
    // 1 and 10 to 19.
    await expect.poll(() => shownRows()).toBe("12");
    await content.getByRole("grid", { name: "Items" }).click({ position: { x: 20, y: 5 } });
    await used.window.page.keyboard.press("F8");
    const current = content.locator('.rt-row[aria-selected="true"]');
    await current.getByText(/^question 1[13579]$/).waitFor();
    await content.getByRole("button", { name: /^Remove filter question contains/ }).click();
    await content.getByLabel("Candidate of filters and F8").selectOption("");
    await content.getByRole("option", { name: "passed by all, 6 rows" }).click();
  });

  it("have nothing serious for a checker of accessibility, in any theme", async () => {
    for (const theme of ["dark", "light", "highContrast"] as const) {
      await used.window.setTheme(theme);
      await (await panel()).getByRole("tab", { name: "All scores" }).click();
      expect(await seriousFindings(await panel()), theme).toEqual([]);
    }
    await (await panel()).getByRole("tab", { name: "Rows", exact: true }).click();
  });

  it("are saved as a file that names them", async () => {
    await (await panel()).getByRole("button", { name: "Save Comparison…" }).click();
    await used.window.input.submit("Three ways");
    const read = () => JSON.parse(readFileSync(join(views(), "Three ways.json"), "utf8"));
    await expect.poll(() => read().shown.passedBy, { timeout: 10_000 }).toEqual(["ABC"]);
    expect(read().runs.map(({ name }: { name: string }) => name)).toEqual(["alpha", "beta", "gamma"]);
  });

  it("open again from the list as they were shown", async () => {
    await used.window.panels.closeTab(TITLE);
    const tree = await used.window.tree("Results");
    await tree.expand("Saved comparisons");
    await tree.click("Three ways");
    await expect.poll(() => shownRows("Three ways"), { timeout: 15_000 }).toBe("7");
    const chosen = (await panel("Three ways")).getByRole("option", { name: "passed by all, 6 rows" });
    await expect.poll(() => chosen.getAttribute("aria-selected")).toBe("true");
  });

  it("are seen to be saved elsewhere, and a broken file stays with its reason", async () => {
    writeFileSync(join(views(), "broken.json"), "{ not json");
    const tree = await used.window.tree("Results");
    await tree.waitFor("broken");
    expect((await tree.texts()).find((text) => text.startsWith("broken"))).toContain("it is not JSON");
  });
});
