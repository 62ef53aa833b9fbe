// A row of a result in the real window: moving by keys that the editor binds, links to a row, and its parts as documents.
// The tests follow on one another.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { FrameLocator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { cli } from "./manyResults.ts";
import { BASE, openResults } from "./resultsView.ts";
import { seriousFindings } from "./seriousFindings.ts";
import { useWindow } from "./useWindow.ts";

/** Three trials of one item by an agent that calls a tool; what they answer is JSON, Markdown with a link, and Python. */
function agentLines(): string {
  const outputs = [
    '{"days": 14, "$comment": "x"}',
    "# Days\n\n[run](command:workbench.action.closeAllEditors)",
    "def days():\n    return 14",
  ];
  const search = {
    id: "c1",
    type: "function",
    function: { name: "search", arguments: '{"query":{"text":"days","in":["bin"]}}' },
  };
  const lines = outputs.map((output, i) =>
    JSON.stringify({
      item: { question: "How many days?", expected: "14" },
      sample: { output_text: output },
      metrics: { judge: [{ name: "right", value: i === 1 ? 0 : 1 }] },
      requests: [
        {
          request: {
            messages: [
              { role: "user", content: "How many days?" },
              { role: "assistant", content: null, tool_calls: [search] },
              { role: "tool", tool_call_id: "c1", content: "long page ".repeat(400) },
            ],
          },
          response: {
            model: "agent-1",
            choices: [{ message: { content: output } }],
            usage: { prompt_tokens: 12 },
          },
        },
      ],
      steps: Array.from({ length: 450 }, (_, step) => ({ step })),
    }),
  );
  return `${lines.join("\n")}\n`;
}

describe("a row of a result", () => {
  const used = useWindow({
    isStory: true,
    size: { width: 1500, height: 1400 },
    prepare: async (workspace) => {
      const path = join(workspace, "agent.jsonl");
      writeFileSync(path, agentLines());
      await cli(workspace, ["import", path]);
    },
  });
  const said = (panel: FrameLocator) => panel.locator(".rows-area .statusline .said").textContent();
  const titleOf = (panel: FrameLocator) => panel.locator(".pane-h b").textContent();

  /** Follows a link that is typed; the box says how links of this editor begin. */
  const follow = async (rest: string): Promise<void> => {
    const { input } = used.window;
    await used.window.runCommand("Eval Results: Open Link…");
    await expect.poll(async () => (await input.describe()).title).toBe("Open Link");
    const { placeholder } = await input.describe();
    expect(placeholder).toContain("://eval-results.eval-results/result/");
    await input.submit(placeholder.replace(/result\/.*$/, `result/${rest}`));
  };
  const idOf = (name: string): string => {
    const runs = join(used.workspace, ".eval-results/runs");
    const isNamed = (id: string) =>
      readFileSync(join(runs, id, "manifest.json"), "utf8").includes(`"${name}"`);
    return readdirSync(runs).find(isNamed) ?? "";
  };

  it("is the next with a low score by F8, which the editor binds", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Open Two Sample Runs");
    await used.window.tree("Results").doubleClick(BASE);
    const panel = await used.window.panels.content(BASE);
    await panel.getByRole("grid", { name: "Rows" }).focus();
    await used.window.page.keyboard.press("F8");
    await expect.poll(() => said(panel)).toMatch(/low score 1 of \d+$/);
    await used.window.page.keyboard.press("Shift+F8");
    await expect.poll(() => said(panel)).toMatch(/low score (\d+) of \1$/);
  });

  it("is opened by its link, from a panel that is closed and from one that is open", async () => {
    const open = await used.window.panels.content(BASE);
    await open.getByRole("grid", { name: "Rows" }).focus();
    await used.window.page.keyboard.press("Home");
    await open.getByRole("grid", { name: "Rows" }).locator('[aria-rowindex="8"]').click();
    await expect.poll(() => titleOf(open)).toBe("Row 7");
    await used.window.page.keyboard.press("Control+Alt+l");
    await used.window.page.getByText("Link to row 7 copied").first().waitFor();
    await follow(`${idOf(BASE)}?row=3`);
    await expect.poll(() => titleOf(open)).toBe("Row 3");
    await used.window.panels.closeTab(BASE);
    await follow(`${idOf(BASE)}?row=7`);
    const fresh = await used.window.panels.content(BASE);
    await expect.poll(() => titleOf(fresh)).toBe("Row 7");
    await follow("20200101t000000000-0000000000000000?row=7");
    await used.window.messages.waitForNotification("The result of this link is not in this workspace.");
  });

  it("shows what was said, and which tools were called with what, as a tree that keys open", async () => {
    await used.window.tree("Results").click("agent");
    const panel = await used.window.panels.content("agent");
    await panel.getByRole("grid", { name: "Rows" }).locator('[aria-rowindex="2"]').click();
    await expect
      .poll(() => panel.locator(".talk-role").allTextContents())
      .toEqual(["user", "assistant", "tool", "assistant"]);
    await panel.getByText("model agent-1").waitFor();
    const tree = panel.getByRole("tree", { name: "Arguments of search" });
    await tree.getByRole("treeitem", { name: /^query/ }).focus();
    for (const key of ["ArrowRight", "ArrowRight", "ArrowDown", "ArrowRight"])
      await used.window.page.keyboard.press(key);
    await tree.getByText('"bin"').waitFor();
    await panel.getByRole("button", { name: "Show all 4,000 characters" }).click();
    const steps = panel.getByRole("tree", { name: "steps" });
    await steps.getByText("show more of the 250 left").click();
    await steps.getByText("show more of the 50 left").waitFor();
  });

  it("has its trials beside one another, one press from each", async () => {
    const panel = await used.window.panels.content("agent");
    await panel.getByRole("button", { name: "row 3" }).click();
    await expect.poll(() => titleOf(panel)).toBe("Row 3");
    await expect.poll(() => panel.locator("table.trials thead .now").textContent()).toBe("trial 3 row 3");
  });

  it("leaves a checker of accessibility nothing serious to say, in three themes", async () => {
    for (const theme of ["light", "highContrast", "dark"] as const) {
      await used.window.setTheme(theme);
      expect(await seriousFindings(await used.window.panels.content("agent")), theme).toEqual([]);
    }
  });

  it("opens as documents in the language they are in, and Markdown with links as plain text", async () => {
    const languages = ["JSON", "Plain Text", "Python"];
    for (const [i, language] of languages.entries()) {
      await used.window.panels.selectTab("agent");
      const panel = await used.window.panels.content("agent");
      await panel
        .getByRole("grid", { name: "Rows" })
        .locator(`[aria-rowindex="${i + 2}"]`)
        .click();
      await expect.poll(() => titleOf(panel)).toBe(`Row ${i + 1}`);
      await used.window.page.keyboard.press("Control+Enter");
      await expect
        .poll(() => used.window.panels.tabs())
        .toContainEqual(expect.stringMatching(new RegExp(`^row ${i + 1} output\\.`)));
      await expect.poll(() => used.window.statusTexts()).toContain(language);
    }
  });
});
