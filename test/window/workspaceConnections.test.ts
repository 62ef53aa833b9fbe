// A connection that a folder brings in its settings: nothing is sent to an address that somebody else wrote before the
// person agreed to it, and in Restricted Mode it is not even there.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NemoServer, startNemoServer } from "../servers/nemo/nemoServer.ts";
import { someResults } from "../servers/nemo/sampleResults.ts";
import { BASE, CANDIDATE, expectNames, openResults, TALL, welcome } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const APPROVE = "Approve the address to connect";

let server: NemoServer;
beforeAll(async () => {
  server = await startNemoServer(someResults(3), {});
});
afterAll(() => server.close());

/** Hooks run in order: the server is there before a window's workspace is made. */
function prepare(workspace: string): void {
  const connection = {
    id: "lab-of-the-folder",
    kind: "nemo",
    name: "Lab",
    baseUrl: server.url,
    workspaces: ["default"],
    auth: "none",
  };
  mkdirSync(join(workspace, ".vscode"), { recursive: true });
  const settings = JSON.stringify({ "evalResults.connections": [connection] });
  writeFileSync(join(workspace, ".vscode", "settings.json"), settings);
}

describe("a connection that a trusted folder brings", () => {
  const used = useWindow({ isStory: true, size: TALL, prepare });
  const tree = () => used.window.tree("Results");
  const line = async () => (await tree().texts()).find((text) => text.startsWith("Lab")) ?? "";

  it("asks once, naming address and file, and is asked nothing before", async () => {
    await openResults(used.window);
    await tree().waitFor("Lab");
    await tree().expand("Lab");
    await tree().click(APPROVE);
    await expect.poll(() => used.window.messages.dialogText()).toContain(new URL(server.url).origin);
    expect(await used.window.messages.dialogText()).toContain("settings.json");
    expect(server.requests).toEqual([]);
    await used.window.messages.clickDialog("Cancel");
    expect(server.requests).toEqual([]);
  });

  it("lists its results once its address is approved, and no more when that is taken back", async () => {
    await tree().click(APPROVE);
    await used.window.messages.clickDialog("Approve");
    await expect.poll(line).toBe("Lab default, 3 results");
    const asked = server.requests.length;
    expect(asked).toBeGreaterThan(0);
    await used.window.runCommand("Eval Results: Take Back Approved Addresses…");
    await used.window.input.pickSeveral([new URL(server.url).origin]);
    await expect.poll(line).not.toContain("3 results");
    expect(server.requests.length).toBe(asked);
  });
});

describe("a connection that a folder brings in Restricted Mode", () => {
  const used = useWindow({ isStory: true, size: TALL, isRestricted: true, prepare });

  it("is not there, and nothing is sent", async () => {
    const before = server.requests.length;
    await openResults(used.window);
    await welcome(used.window).getByRole("button", { name: "Open two sample runs" }).click();
    await used.window.messages.waitForNotification("2 results: 76 rows stored.");
    await expectNames(used.window, [BASE, CANDIDATE]);
    expect(server.requests.length).toBe(before);
  });
});
