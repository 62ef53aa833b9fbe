// The rows of a result in the real window: filters, find, several sort keys, brushing, hostile texts, and what a checker
// of accessibility says. The tests follow on one another.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { BASE, openResults } from "./resultsView.ts";
import { seriousFindings } from "./seriousFindings.ts";
import { useWindow } from "./useWindow.ts";

const MEGABYTES = 10;
const HOSTILE = [
  "<script>globalThis.wasRun = 1</script>",
  '<img src="x" onerror="globalThis.wasRun = 2"><svg onload="globalThis.wasRun = 3">',
  "[run](command:workbench.action.closeAllEditors) command:workbench.action.quit",
  "</style><style>*{display:none}</style>",
  "\u001B[31mred\u001B[0m \u202Ereversed\u202C \u200Bzero",
  "javascript:globalThis.wasRun=4",
];

/** Every hostile text in every field; the last row has ten megabytes in each. */
function hostileLines(): string {
  const texts = [...HOSTILE, "long ".repeat((MEGABYTES * 1024 * 1024) / 5)];
  const lines = texts.map((text, i) =>
    JSON.stringify({
      item: { question: text, [text.slice(0, 60)]: text },
      sample: { output_text: text },
      metrics: { [text.slice(0, 60)]: [{ name: text.slice(0, 60), value: i / 10 }] },
      metric_errors: { judge: text },
    }),
  );
  return `${lines.join("\n")}\n`;
}

describe("the rows of a result", () => {
  const used = useWindow({
    isStory: true,
    size: { width: 1500, height: 1000 },
    prepare: (workspace) => writeFileSync(join(workspace, "hostile.jsonl"), hostileLines()),
  });
  const count = (panel: FrameLocator) => panel.locator(".rows-area .statusline .said").textContent();

  it("are filtered by what is typed under a head, and the pill takes the filter away", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await used.window.tree("Results").doubleClick(BASE);
    const panel = await used.window.panels.content(BASE);
    await panel.getByLabel("Filter f1").fill("< 0.5");
    const pill = panel.getByRole("button", { name: "Remove filter f1 < 0.5" });
    await pill.waitFor();
    await expect.poll(() => count(panel)).toMatch(/^\d+ of 38 rows/);
    await pill.click();
    await expect.poll(() => count(panel)).toMatch(/^38 rows/);
  });

  it("are found by a text, counted, and marked", async () => {
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("grid", { name: "Rows" }).focus();
    await used.window.page.keyboard.press("Control+f");
    await panel.getByLabel("Find in rows", { exact: true }).waitFor();
    await used.window.page.keyboard.type("upload");
    const words = panel.locator(".find .said");
    await expect.poll(() => words.textContent()).toMatch(/^1 of \d+ rows?$/);
    const marked = () => panel.locator("body").evaluate(() => CSS.highlights.get("eval-find")?.size ?? 0);
    await expect.poll(marked).toBeGreaterThan(0);
    await used.window.page.keyboard.press("Escape");
    await expect.poll(marked).toBe(0);
  });

  it("are sorted by a second score with Shift, and filtered by bars of the chart with keys", async () => {
    const panel = await used.window.panels.content(BASE);
    const head = (name: string) =>
      panel.getByRole("grid", { name: "Rows" }).getByRole("button", { name, exact: true });
    await head("f1").click();
    await head("#").click({ modifiers: ["Shift"] });
    await expect.poll(() => count(panel)).toContain("sorted by f1, lowest first, then row number, ascending");
    await panel.getByRole("group", { name: /arrow keys select bars/ }).focus();
    await used.window.page.keyboard.press("ArrowRight");
    await used.window.page.keyboard.press("Shift+ArrowRight");
    await expect.poll(() => count(panel)).toMatch(/^\d+ of 38 rows/);
    await used.window.page.keyboard.press("Escape");
    await expect.poll(() => count(panel)).toMatch(/^38 rows/);
  });

  it("are as they were after the window was reloaded", async () => {
    const before = await used.window.panels.content(BASE);
    await before.getByLabel("Filter f1").fill("0 – 0.9");
    await before.getByRole("button", { name: /^Remove filter/ }).waitFor();
    // The workbench's own command lets it save what is open first, which a reload of the page does not.
    const loaded = used.window.page.waitForEvent("load");
    await used.window.runCommand("Developer: Reload Window");
    await loaded;
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("button", { name: "Remove filter f1 0 – 0.9" }).waitFor();
    await expect.poll(() => count(panel)).toContain("sorted by f1, lowest first, then row number");
  });

  it("leave a checker of accessibility nothing serious to say, in three themes", async () => {
    for (const theme of ["dark", "light", "highContrast"] as const) {
      await used.window.setTheme(theme);
      expect(await seriousFindings(await used.window.panels.content(BASE)), theme).toEqual([]);
    }
  });

  it("run nothing, load nothing and hang on nothing of hostile texts", async () => {
    await used.window.runCommand("Eval Results: Import Results…");
    await used.window.input.choosePath(join(used.workspace, "hostile.jsonl"));
    await used.window.tree("Results").waitFor("hostile");
    await used.window.tree("Results").click("hostile");
    const panel = await used.window.panels.content("hostile");
    const grid = panel.getByRole("grid", { name: "Rows" });
    await expect.poll(() => count(panel)).toMatch(/^7 rows/);
    for (let row = 2; row <= 8; row++) {
      await grid.locator(`[aria-rowindex="${row}"]`).click();
      await panel.getByText(`Row ${row - 1}`, { exact: true }).waitFor();
      await expect.poll(() => panel.locator(".pane-b .field").count()).toBeGreaterThan(2);
    }
    await panel
      .getByText(/^… [\d,]+ more characters/)
      .first()
      .waitFor();
    const page = await panel.locator("body").evaluate((body) => ({
      wasRun: (globalThis as { readonly wasRun?: unknown }).wasRun ?? null,
      foreign: body.querySelectorAll(
        "img, a, iframe, object, form, .rows-area script, .rows-area style, base",
      ).length,
      marks: body.querySelectorAll(".ctl").length,
      shows: getComputedStyle(body).display,
    }));
    expect(page).toMatchObject({ wasRun: null, foreign: 0, shows: "block" });
    expect(page.marks).toBeGreaterThan(0);
    expect(await used.window.panels.tabs()).toContain("hostile");
  });
});
