// The charts of a result in the real window: box plot, trend, pictures, accessibility; and an export that becomes a
// notebook. The tests follow on one another.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BASE, CANDIDATE, openResults } from "./resultsView.ts";
import { seriousFindings } from "./seriousFindings.ts";
import { useWindow } from "./useWindow.ts";

describe("the charts of a result", () => {
  const used = useWindow({ isStory: true, size: { width: 1500, height: 1000 } });
  const panel = () => used.window.panels.content(BASE);
  const tab = async (name: string) => (await panel()).getByRole("tab", { name, exact: true });

  it("show a box plot whose quarters filter the rows by keys", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await used.window.tree("Results").doubleClick(BASE);
    await (await tab("Box plot")).click();
    const page = await panel();
    await page.getByRole("img", { name: /^Box plot of f1, \d+ rows/ }).waitFor();
    await page.getByRole("group", { name: /arrow keys select quarters/ }).focus();
    await used.window.page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: /^Remove filter f1/ }).waitFor();
    await used.window.page.keyboard.press("Escape");
    await expect.poll(() => page.getByRole("button", { name: /^Remove filter/ }).count()).toBe(0);
  });

  it("are accessible in three themes, box plot and trend", async () => {
    for (const name of ["Box plot", "Trend"]) {
      await (await tab(name)).click();
      for (const theme of ["dark", "light", "highContrast"] as const) {
        await used.window.setTheme(theme);
        expect(await seriousFindings(await panel()), `${name}, ${theme}`).toEqual([]);
      }
    }
  });

  it("follow a score over results, and a point opens its result", async () => {
    await (await tab("Trend")).click();
    const page = await panel();
    await page.getByRole("img", { name: /^f1 over 2 results of/ }).waitFor();
    const plot = page.getByRole("group", { name: /arrow keys go to a result/ });
    await plot.focus();
    await used.window.page.keyboard.press("Home");
    const said = page.locator(".trend-at");
    if (((await said.textContent()) ?? "").startsWith(BASE)) await used.window.page.keyboard.press("End");
    await expect.poll(() => said.textContent()).toContain(CANDIDATE);
    await used.window.page.keyboard.press("Enter");
    await expect.poll(() => used.window.panels.tabs()).toContain(CANDIDATE);
    await (await used.window.panels.content(CANDIDATE)).getByRole("tab", { name: "Trend" }).waitFor();
  });

  it("have a trend that notices results that go", async () => {
    await used.window.panels.selectTab(BASE);
    const page = await panel();
    await page.getByRole("img", { name: /^f1 over 2 results of/ }).waitFor();
    await used.window.tree("Results").pickFromMenu(CANDIDATE, /^Delete Results?…/);
    await used.window.messages.clickDialog("Delete");
    await page.getByRole("img", { name: /^f1 over 1 result of/ }).waitFor();
  });

  it("become a notebook that names its data, and opens", async () => {
    const page = await panel();
    await page.getByRole("button", { name: "Export…" }).click();
    await used.window.input.pick("Jupyter Notebook");
    await used.window.input.choosePath(join(used.workspace, "rows.csv"));
    const path = join(used.workspace, "rows.ipynb");
    await used.window.input.choosePath(path);
    // The tab of a preview says so behind its name.
    const isOpen = async () => (await used.window.panels.tabs()).some((tab) => tab.startsWith("rows.ipynb"));
    await expect.poll(isOpen).toBe(true);
    const notebook = JSON.parse(readFileSync(path, "utf8")) as {
      readonly cells: readonly { source: string[] }[];
    };
    expect(notebook.cells[0]?.source.join("")).toContain('pd.read_csv("rows.csv"');
    await used.window.page.getByText("rows.head()").first().waitFor();
  });
});
