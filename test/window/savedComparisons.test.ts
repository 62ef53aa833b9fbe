// A saved comparison as a person meets it: saved with a mapped score and filters, opened by a click, by the palette and by
// a link; broken and mended by hand; deleted and brought back; missing a result. The tests follow on one another.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { ROOT } from "../host/paths.ts";
import { openResults, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const ITEMS = 12;
/** Each run names its score in its own way. */
const RUNS = [
  { name: "strict", score: "accuracy", passes: (item: number) => item >= 4 },
  { name: "loose", score: "acc", passes: (item: number) => item % 2 === 0 },
];
const SAVED = "Nightly";
/** Items 5, 7, 9 and 11 regress, and of these one output holds a 1; the head is a row of its own. */
const REGRESSED = { all: "5", filtered: "2" };
const FILTER = /^Remove filter output of B contains “says 1”/;

function importBoth(workspace: string): void {
  for (const { name, score, passes } of RUNS) {
    const file = join(workspace, `${name}.jsonl`);
    const rows = Array.from({ length: ITEMS }, (_, item) => ({
      question: `question ${item}`,
      output: `${name} says ${item}`,
      [score]: passes(item),
    }));
    writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const roles = ["--input", "question", "--output", "output", "--score", score];
    const args = [join(ROOT, "dist/cli.js"), "import", file, ...roles];
    execFileSync(process.execPath, [...args, "--store", join(workspace, ".eval-results")]);
  }
}

describe("a saved comparison of two results", () => {
  const used = useWindow({ isStory: true, size: TALL, prepare: importBoth });
  const tree = () => used.window.tree("Results");
  const panel = (title = SAVED): Promise<FrameLocator> => used.window.panels.content(title);
  const shownRows = async (title?: string) =>
    (await panel(title)).getByRole("grid", { name: "Items" }).getAttribute("aria-rowcount");
  const file = () => join(used.workspace, ".eval-results", "views", `${SAVED}.json`);
  const text = (): string => readFileSync(file(), "utf8");
  const line = async () => (await tree().texts()).find((one) => one.startsWith(SAVED)) ?? "";
  const problems = () => used.window.page.locator(".markers-panel .monaco-list-row").allInnerTexts();

  const byPalette = async (): Promise<void> => {
    await used.window.runCommand("Eval Results: Open Saved Comparison…");
    await used.window.input.pick(SAVED);
  };
  const byLink = async (rest: string): Promise<void> => {
    const { input } = used.window;
    await used.window.runCommand("Eval Results: Open Link…");
    await expect.poll(async () => (await input.describe()).title).toBe("Open Link");
    const { placeholder } = await input.describe();
    await input.submit(placeholder.replace(/result\/.*$/, rest));
  };
  /** It opens as it was saved. */
  const expectShown = async (): Promise<void> => {
    const shown = await panel();
    await shown.getByRole("button", { name: "Compare accuracy and acc no longer as one score" }).waitFor();
    await expect.poll(() => shownRows(), { timeout: 15_000 }).toBe(REGRESSED.filtered);
    await shown.getByRole("button", { name: FILTER }).waitFor();
    expect(await shown.getByText(/^Exploratory:/).count()).toBe(0);
    await expect
      .poll(() => shown.locator('.toggle[data-filter="regressed"]').first().getAttribute("aria-pressed"))
      .toBe("true");
  };

  it("is made after scores of other names are mapped", async () => {
    await openResults(used.window);
    await tree().waitFor("loose");
    await tree().select(["strict", "loose"]);
    await tree().pickFromMenu("strict", "Compare Selected Results");
    const title = "strict ↔ loose";
    const fresh = await panel(title);
    await fresh.getByRole("button", { name: "Map accuracy = acc" }).click();
    await fresh.getByRole("button", { name: "Compare accuracy and acc no longer as one score" }).waitFor();
    await fresh.locator('.toggle[data-filter="regressed"]').first().click();
    await expect.poll(() => shownRows(title)).toBe(REGRESSED.all);
    await fresh.getByLabel("Filter output of B").fill("says 1");
    await expect.poll(() => shownRows(title)).toBe(REGRESSED.filtered);
    await fresh.getByRole("button", { name: "Save Comparison…" }).click();
    await used.window.input.submit(SAVED);
    await used.window.messages.waitForNotification(`Saved ${SAVED}.`);
    const saved = JSON.parse(text());
    expect(saved.runs.map(({ name }: { readonly name: string }) => name)).toEqual(["strict", "loose"]);
    expect(saved.scoreMap).toEqual([{ base: "accuracy", candidate: "acc" }]);
    expect(saved.shown).toMatchObject({ rows: "regressed", score: "accuracy" });
    expect(saved.shown.filters).toEqual([{ of: "candidate", typed: "says 1" }]);
    await used.window.messages.hideNotifications();
    // Selecting showed a result, which would take the focus each time that it is shown again.
    await used.window.runCommand("View: Close All Editors");
  });

  it("opens from the list", async () => {
    await tree().expand("Saved comparisons");
    await tree().click(SAVED);
    await expectShown();
    await used.window.panels.closeTab(SAVED);
  });

  it("opens by the palette", async () => {
    await byPalette();
    await expectShown();
    await used.window.panels.closeTab(SAVED);
  });

  it("opens by a link; one that names nothing here says so", async () => {
    await byLink(`comparison?name=${SAVED}`);
    await expectShown();
    await byLink("comparison?name=Elsewhere");
    const said = await used.window.messages.waitForNotification("Elsewhere");
    expect(said).toContain("There is no saved comparison Elsewhere.");
    await used.window.messages.hideNotifications();
    await used.window.panels.closeTab(SAVED);
  });

  it("broken by hand says what is wrong and where, and is back once it is mended", async () => {
    const whole = text();
    await used.window.runCommand("Problems: Focus on Problems View");
    writeFileSync(file(), whole.replace('"candidate": "acc"', '"candidate": 7'));
    const row = whole.split("\n").findIndex((one) => one.includes('"candidate": "acc"')) + 1;
    const wrong = new RegExp(`line ${row}: scoreMap/0/candidate: `);
    await expect.poll(line).toMatch(wrong);
    await expect.poll(problems).toContainEqual(expect.stringContaining(`Ln ${row}, `));
    expect(await problems()).toContainEqual(expect.stringMatching(wrong));
    await byPalette();
    const said = await used.window.messages.waitForNotification(
      `The saved comparison ${SAVED} can't be used`,
    );
    expect(said).toMatch(wrong);
    expect(said).toContain(file());
    await used.window.messages.hideNotifications();

    writeFileSync(file(), whole.replace("],", "]"));
    await expect.poll(line).toMatch(/line \d+: it is not JSON/);
    await expect.poll(problems).toContainEqual(expect.stringMatching(/it is not JSON/));

    writeFileSync(file(), whole);
    await expect.poll(line).toBe(`${SAVED} strict, loose`);
    await expect.poll(problems).toEqual([]);
    await tree().click(SAVED);
    await expectShown();
    await used.window.panels.closeTab(SAVED);
  });

  it("comes back as it was by Undo after it was deleted", async () => {
    const before = text();
    await tree().pickFromMenu(SAVED, "Delete Saved Comparison");
    await tree().waitForNo("Saved comparisons");
    expect(() => text()).toThrow();
    await used.window.messages.clickNotification(`Deleted the comparison ${SAVED}.`, "Undo");
    await tree().waitFor("Saved comparisons");
    await tree().expand("Saved comparisons");
    await tree().waitFor(SAVED);
    expect(text()).toBe(before);
  });

  it("names a result that was deleted, and opens again once it is restored", async () => {
    await tree().pickFromMenu("loose", /^Delete Results?…/);
    await used.window.messages.clickDialog("Delete");
    await tree().waitForNo("loose");
    await used.window.messages.hideNotifications();
    await tree().click(SAVED);
    const missing = `${SAVED} compares loose, which is not in this store.`;
    const said = await used.window.messages.waitForNotification(missing);
    expect(said).toContain("Import it from the file again, or restore it from the deleted results.");
    await used.window.messages.clickNotification(missing, "Restore Deleted Results…");
    await used.window.input.pickSeveral(["loose"]);
    await tree().waitFor("loose");
    await tree().click(SAVED);
    await expectShown();
  });
});
