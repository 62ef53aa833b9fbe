// The extension as a person gets it, from an empty folder to a comparison and back. This file also runs against the
// packaged extension, so what it passes through must be in the package. Its tests follow on one another.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Papa from "papaparse";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { textOf } from "../host/windowSteps.ts";
import { BASE, CANDIDATE, expectNames, openResults, TALL, welcome } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const BOTH = `${BASE} ↔ ${CANDIDATE}`;

describe("the extension in the window", () => {
  const used = useWindow({ isStory: true, size: TALL });
  const tree = () => used.window.tree("Results");

  /** Answers the quick pick of an export and its save dialog; gives the file once it is written. */
  async function exportTo(format: string, fileName: string): Promise<string> {
    const path = join(used.workspace, fileName);
    await used.window.input.pick(format);
    await used.window.input.choosePath(path);
    await used.window.messages.waitForNotification(` to ${fileName}.`);
    expect(existsSync(path)).toBe(true);
    await used.window.messages.hideNotifications();
    return readFileSync(path, "utf8");
  }

  it("is listed as installed", async () => {
    await used.window.runCommand("Extensions: Show Installed Extensions");
    const row = used.window.page
      .locator(".extensions-list .monaco-list-row")
      .filter({ hasText: "Eval Results" });
    await used.window.step("Eval Results among the installed extensions", () => row.first().waitFor());
    expect(await row.count()).toBe(1);
  });

  it("offers an import and two sample runs while there are no results", async () => {
    await openResults(used.window);
    const view = welcome(used.window);
    await used.window.step("the empty view", () => view.getByText("No results in this workspace").waitFor());
    expect(await view.getByRole("button", { name: "Import Results…" }).count()).toBe(1);
    expect(await view.getByRole("button", { name: "Open two sample runs" }).count()).toBe(1);
  });

  it("lists both sample runs with mean, standard error and coverage", async () => {
    await welcome(used.window).getByRole("button", { name: "Open two sample runs" }).click();
    await used.window.messages.waitForNotification("2 results: 76 rows stored.");
    await expect
      .poll(() => tree().texts())
      .toEqual([`${CANDIDATE} 0.62 ±0.05  37/38  atlas-49b`, `${BASE} 0.54 ±0.06  35/37  atlas-8b`]);
    await used.window.messages.hideNotifications();
  });

  it("shows a run's scores below it, the primary one first", async () => {
    await tree().expand(BASE);
    await expect.poll(() => tree().texts()).toHaveLength(10);
    expect((await tree().texts()).slice(2, 7)).toEqual([
      "f1 0.54 ±0.06  35/37",
      "bleu:sentence 39 ±7  35/37",
      "string-check 0.64 ±0.08  35/37",
      "number-check 0.971 ±0.029  34/37",
      "refusal:refused 4.3% ±3.2  35/37",
    ]);
  });

  it("opens a result with its aggregates, a drawn chart and its rows", async () => {
    await tree().click(BASE);
    const panel = await used.window.panels.content(BASE);
    const scores = panel.getByRole("grid", { name: "Scores" });
    await scores.waitFor();
    expect(await cellsOf(scores.getByRole("row").nth(1))).toEqual([
      "f1",
      "range",
      "36",
      "2",
      "0.54 ± 0.06",
      "0.38",
      "",
      "0.00",
      "0.00",
      "0.52",
      "1.00",
      "1.00",
      "35/37",
    ]);
    await expect.poll(() => inkOf(panel)).toBeGreaterThan(100);
    const rows = panel.getByRole("grid", { name: "Rows" });
    expect(await rows.getAttribute("aria-rowcount")).toBe("39");
    await expect.poll(() => textOf(rows.locator(".rt-body .rt-row").first())).toContain("Larkspan");
  });

  it("sorts the rows by the score whose head is clicked", async () => {
    const panel = await used.window.panels.content(BASE);
    const rows = panel.getByRole("grid", { name: "Rows" });
    const firstF1 = () => cellUnder(panel, "f1");
    expect(await firstF1()).toBe("0.53");
    await rows.getByRole("button", { name: "f1", exact: true }).click();
    await expect.poll(firstF1).toBe("0.00");
    await rows.getByRole("button", { name: "f1", exact: true }).click();
    await expect.poll(firstF1).toBe("1.00");
  });

  it("shows the whole row that is clicked", async () => {
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("grid", { name: "Rows" }).getByText("How long does Larkspan keep").click();
    const detail = panel.getByRole("complementary", { name: "Row detail" });
    await detail.getByText("Deleted buckets are kept for 30 days.", { exact: true }).waitFor();
    await detail.getByText("Deleted buckets stay in the bin for 14 days.", { exact: true }).first().waitFor();
    expect(await textOf(detail.locator(".pane-h b"))).toBe("Row 1");
  });

  it("exports a result from its panel and from the tree", async () => {
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("button", { name: "Export…" }).click();
    const table = readTable(await exportTo("CSV", "rows.csv"));
    expect(table).toHaveLength(38);
    expect(table[0]).toMatchObject({ "item.id": "ls-001", f1: "0.5333333333333333" });
    await tree().pickFromMenu(BASE, "Export Result…");
    const lines = readLines(await exportTo("JSON Lines", "rows.jsonl"));
    expect(lines).toHaveLength(38);
  });

  it("compares two selected results, saying first how their items meet", async () => {
    await tree().select([BASE, CANDIDATE]);
    await tree().pickFromMenu(CANDIDATE, "Compare Selected Results");
    const panel = await used.window.panels.content(BOTH);
    const join = panel.getByRole("region", { name: "How the items meet" });
    await join.getByText("34 of 41 distinct items are in both runs.").waitFor();
    await expect
      .poll(async () => (await join.getByRole("button").allInnerTexts()).map(inOneLine))
      .toEqual([
        "Matched 34",
        "A Only in A 3",
        "B Only in B 4",
        "Duplicates in A 1",
        "Same id, content changed 1",
      ]);
    const summary = panel.getByRole("region", { name: "Summary" });
    await summary
      .getByText("f1: No clear difference: +0.10 (95 % interval −0.11 to 0.31), 31 rows.")
      .waitFor();
    expect(await isAbove(join, summary)).toBe(true);
    await panel.getByRole("button", { name: "13 regressed on bleu:sentence, show them" }).waitFor();
  });

  it("lists the regressed items only, on their filter", async () => {
    const panel = await used.window.panels.content(BOTH);
    await panel
      .getByRole("toolbar", { name: "Filter items" })
      .getByRole("button", { name: "Regressed" })
      .click();
    const items = panel.getByRole("grid", { name: "Items" });
    await expect.poll(() => items.getAttribute("aria-rowcount")).toBe("11");
    await expect.poll(() => items.locator(".rt-body .rt-row").count()).toBe(10);
    await panel.getByText("10 of 34 matched items").waitFor();
  });

  it("goes to the next regression by F8, which the editor binds", async () => {
    const panel = await used.window.panels.content(BOTH);
    const items = panel.getByRole("grid", { name: "Items" });
    await items.focus();
    await used.window.page.keyboard.press("Home");
    await used.window.page.keyboard.press("F8");
    const current = items.locator('.rt-body [role="row"][aria-selected="true"]');
    await expect.poll(() => current.getAttribute("aria-rowindex")).toBe("3");
    await used.window.page.keyboard.press("Shift+F8");
    await expect.poll(() => current.getAttribute("aria-rowindex")).toBe("2");
  });

  it("opens an item's two outputs in VS Code's own diff editor", async () => {
    const panel = await used.window.panels.content(BOTH);
    const items = panel.getByRole("grid", { name: "Items" });
    await items.locator(".rt-body .rt-row").first().click();
    await panel.getByRole("button", { name: "Open Diff" }).click();
    const diff = used.window.page.locator(".monaco-diff-editor").filter({ visible: true });
    await used.window.step("the diff editor", () => diff.waitFor());
    const isDiff = (tab: string) => tab.startsWith(`${BOTH}: row `);
    await expect.poll(async () => (await used.window.panels.tabs()).some(isDiff)).toBe(true);
    const sides = diff.locator(".view-lines");
    await expect.poll(async () => (await textOf(sides.nth(0))).trim()).not.toBe("");
    await expect.poll(async () => (await textOf(sides.nth(0))) !== (await textOf(sides.nth(1)))).toBe(true);
  });

  it("exports the comparison with one line per joined item", async () => {
    await used.window.panels.selectTab(BOTH);
    const panel = await used.window.panels.content(BOTH);
    await panel.getByRole("button", { name: "Export…" }).click();
    const table = readTable(await exportTo("CSV", "comparison.csv"));
    expect(countBy(table.map((row) => row.join))).toEqual({ matched: 34, only_base: 3, only_candidate: 4 });
    await panel.getByRole("button", { name: "Export…" }).click();
    expect(readLines(await exportTo("JSON Lines", "comparison.jsonl"))).toHaveLength(41);
  });

  it("deletes both after one question that says how much goes", async () => {
    await tree().select([BASE, CANDIDATE]);
    await tree().pickFromMenu(CANDIDATE, /^Delete Results…/);
    const question = await used.window.messages.dialogText();
    expect(question).toContain("Delete 2 results, 76 rows?");
    expect(question).toContain(BASE);
    expect(question).toContain(CANDIDATE);
    await used.window.messages.clickDialog("Delete");
    await used.window.step("the empty view", () => welcome(used.window).waitFor());
  });

  it("brings both back on Undo", async () => {
    await used.window.messages.clickNotification("Deleted 2 results, 76 rows.", "Undo");
    await tree().waitFor(BASE);
    await expectNames(used.window, [BASE, CANDIDATE]);
  });
});

type Part = ReturnType<FrameLocator["locator"]>;

async function cellsOf(row: Part): Promise<string[]> {
  return (await row.locator("td").allInnerTexts()).map(inOneLine);
}

/** How many pixels of the chart are drawn on. */
function inkOf(panel: FrameLocator): Promise<number> {
  return panel.locator("canvas").evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const pixels = (canvas as HTMLCanvasElement).getContext("2d")?.getImageData(0, 0, width, height).data;
    return pixels?.filter((value, i) => i % 4 === 3 && value > 0).length ?? 0;
  });
}

/** The text of the first row's cell below this head; rows stand in the page in any order. */
async function cellUnder(panel: FrameLocator, head: string): Promise<string> {
  const rows = panel.getByRole("grid", { name: "Rows" });
  const heads = await rows.getByRole("columnheader").allInnerTexts();
  const first = rows.locator('.rt-row[aria-rowindex="2"]').getByRole("gridcell");
  return inOneLine(await textOf(first.nth(heads.map(inOneLine).indexOf(head))));
}

async function isAbove(upper: Part, lower: Part): Promise<boolean> {
  const [a, b] = [await upper.boundingBox(), await lower.boundingBox()];
  return a !== null && b !== null && a.y < b.y;
}

function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

function readTable(text: string): readonly Record<string, string>[] {
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

function readLines(text: string): readonly unknown[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as unknown);
}

function countBy(names: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name ?? ""] = (counts[name ?? ""] ?? 0) + 1;
  return counts;
}
