// Every way a file gets in, and what a person is told when it does not go smoothly. The tests follow on one another.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "../host/paths.ts";
import { run } from "../host/processes.ts";
import { textOf } from "../host/windowSteps.ts";
import { expectNames, openResults, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const NEMO = join(ROOT, "media", "samples", "nemo");
const sample = (name: string): string => join(NEMO, `${name}.row-scores.jsonl`);
const ROWS = readFileSync(sample("offline-atlas-8b"), "utf8").trimEnd().split("\n");

describe("importing", () => {
  const used = useWindow({
    isStory: true,
    size: TALL,
    prepare: (workspace) => {
      const files = join(workspace, "files");
      mkdirSync(files);
      const nemo = "offline-atlas-8b.row-scores.jsonl";
      copyFileSync(join(NEMO, nemo), join(files, nemo));
      writeFileSync(join(workspace, "explored.csv"), "question,output,f1\nA?,a,1\nB?,b,0.5\n");
      writeFileSync(join(files, "unsure.csv"), "question,reply,quality,weight\nA?,a,1,2\nB?,b,0.5,2\n");
      const broken = [...ROWS.slice(0, 3), '{"item":', ...ROWS.slice(3, 6), "oops"];
      writeFileSync(join(files, "broken.jsonl"), `${broken.join("\n")}\n`);
      writeFileSync(join(files, "none.jsonl"), "no\nrow\n");
    },
  });
  const tree = () => used.window.tree("Results");
  const messages = () => used.window.messages;

  async function importByCommand(fileName: string): Promise<void> {
    await used.window.runCommand("Eval Results: Import Results…");
    await used.window.input.choosePath(join(used.workspace, "files", fileName));
  }

  it("takes the file chosen in the dialog", async () => {
    await openResults(used.window);
    await importByCommand("offline-atlas-8b.row-scores.jsonl");
    await messages().waitForNotification("offline-atlas-8b: 11 rows stored.");
    await tree().waitFor("offline-atlas-8b");
    await messages().hideNotifications();
  });

  it("takes files dropped on the tree, each under its own name", async () => {
    await tree().dropFiles([
      { name: "dropped a.jsonl", text: `${ROWS.slice(0, 5).join("\n")}\n` },
      { name: "dropped-b.csv", text: "question,output,f1\nC?,c,1\n" },
    ]);
    await messages().waitForNotification("2 results: 6 rows stored.");
    await tree().waitFor("dropped a");
    await tree().waitFor("dropped-b");
    await messages().hideNotifications();
  });

  it("says that an identical file is already there, and stores nothing", async () => {
    const before = await tree().texts();
    await importByCommand("offline-atlas-8b.row-scores.jsonl");
    await messages().waitForNotification(
      "Already imported: offline-atlas-8b.row-scores.jsonl is identical to offline-atlas-8b, nothing changed.",
    );
    expect(await tree().texts()).toEqual(before);
    await messages().hideNotifications();
  });

  it("asks which columns are what where they can't be told, and imports with the answer", async () => {
    await importByCommand("unsure.csv");
    const { input } = used.window;
    expect((await input.describe()).title).toBe("Import unsure.csv (1/3): which columns are scores");
    // Both number columns are ticked; a click takes the tick off the one that is no score.
    await input.pickSeveral(["weight"]);
    await input.pick("reply");
    await input.clickButton("OK");
    await messages().waitForNotification("unsure: 2 rows stored.");
    await tree().expand("unsure");
    await expect.poll(() => tree().texts()).toContain("quality 0.75 ±0.25  2");
    expect((await tree().texts()).filter((text) => text.startsWith("weight"))).toEqual([]);
    await messages().hideNotifications();
  });

  it("imports nothing when the questions are dismissed", async () => {
    const before = await tree().texts();
    writeFileSync(join(used.workspace, "files", "other.csv"), "question,reply,quality\nZ?,z,1\n");
    await importByCommand("other.csv");
    await used.window.input.waitFor();
    await used.window.input.cancel();
    await used.window.runCommand("Eval Results: Refresh");
    expect(await tree().texts()).toEqual(before);
  });

  it("warns with the number of lines it skipped, and lists them in a receipt", async () => {
    await importByCommand("broken.jsonl");
    await messages().waitForNotification("broken: 6 rows stored, 2 lines skipped. line 4: not JSON");
    await messages().clickNotification("broken: 6 rows stored", "Show Receipt");
    const receipt = used.window.page.locator(".editor-instance .view-lines").filter({ visible: true });
    await expect.poll(async () => plain(await textOf(receipt))).toContain("broken: 6 rows stored");
    const text = plain(await textOf(receipt));
    expect(text).toContain("line 4: not JSON");
    expect(text).toContain("line 8: not JSON");
    await tree().waitFor("broken");
  });

  it("stores nothing of a file without a row, and says so in one sentence", async () => {
    const before = await tree().texts();
    await importByCommand("none.jsonl");
    await messages().waitForNotification(
      "none.jsonl has no row that can be read: no line holds a JSON object. Nothing was stored.",
    );
    expect(await tree().texts()).toEqual(before);
    await messages().hideNotifications();
  });

  it("shows a run that the command line stored within two seconds", async () => {
    const store = join(used.workspace, ".eval-results");
    const args = [join(ROOT, "dist", "cli.js"), "import", sample("offline-atlas-49b"), "--store", store];
    const { code } = await run(process.execPath, args, { output: "keep" });
    expect(code).toBe(0);
    const storedAt = Date.now();
    await tree().waitFor("offline-atlas-49b");
    expect(Date.now() - storedAt).toBeLessThan(2_000);
  });

  it("takes a file right-clicked in the Explorer", async () => {
    await used.window.openActivity("Explorer");
    await used.window.tree("Files Explorer").pickFromMenu("explored.csv", "Import as Eval Result");
    await messages().waitForNotification("explored: 2 rows stored.");
    await openResults(used.window);
    await tree().waitFor("explored");
  });

  it("takes back an import from its notification", async () => {
    await messages().clickNotification("explored: 2 rows stored.", "Undo Import");
    await tree().waitForNo("explored");
    await expectNames(used.window, [
      "dropped",
      "dropped-b",
      "offline-atlas-8b",
      "unsure",
      "quality",
      "broken",
      "offline-atlas-49b",
    ]);
  });
});

/** Editors draw spaces as no-break spaces. */
function plain(text: string): string {
  return text.replaceAll("\u00a0", " ");
}
