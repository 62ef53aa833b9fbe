// A connection that changes: other workspaces, another name and address, plain http to another machine; and a pull that is
// given up. Against a server on this machine that speaks as NeMo Evaluator does. The tests follow on one another.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NemoServer, startNemoServer } from "../servers/nemo/nemoServer.ts";
import { aResult, someResults } from "../servers/nemo/sampleResults.ts";
import { openResults, pointAway, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const ABROAD = "http://nemo.example.invalid:8080";
const NEWEST = "qa-v2-qwen-14b-0003";
const SLOW = { timeout: 40_000 };

describe("a connection", () => {
  const used = useWindow({ isStory: true, size: TALL });
  let server: NemoServer;
  beforeAll(async () => {
    const others = [20, 21].map((seed) => aResult(seed, 12, { workspace: "team-b" }));
    server = await startNemoServer([...someResults(4), ...others], {});
  });
  afterAll(() => server.close());

  const tree = () => used.window.tree("Results");
  const input = () => used.window.input;
  const messages = () => used.window.messages;
  const texts = () => tree().texts();
  const lineOf = async (name: string) => (await texts()).find((text) => text.startsWith(name)) ?? "";
  const described = async () => (await input().describe()).value;
  const away = () => pointAway(used.window);
  /** As the editor keeps it in the user's settings. */
  const written = (): Readonly<Record<string, unknown>> => {
    const text = readFileSync(join(used.window.dataFolder, "data/User/settings.json"), "utf8");
    const settings = JSON.parse(text) as Readonly<Record<string, readonly Record<string, unknown>[]>>;
    return settings["evalResults.connections"]?.[0] ?? {};
  };

  it("over plain http to another machine is asked about, and can become https or go back", async () => {
    await openResults(used.window);
    await used.window.runCommand("Eval Results: Add Connection…");
    await input().pick(/NeMo Evaluator/);
    await expect.poll(described).toBe("NeMo Evaluator");
    await input().submit("Lab");
    await expect.poll(described).toBe("http://localhost:8080");
    await input().submit(ABROAD);
    await expect
      .poll(async () => (await input().describe()).placeholder)
      .toContain("nemo.example.invalid:8080 is another machine: over plain http, anyone on the way reads");
    expect(await input().labels()).toEqual(["Use https Instead", "Allow Plain http for This Connection"]);
    await used.window.page.locator(".quick-input-widget").getByRole("button", { name: /^Back/ }).click();
    await expect.poll(described).toBe(ABROAD);
    await input().submit(server.url);
    await expect.poll(described).toBe("default");
    await input().submit("default");
    await input().pick(/No Key/);
    await expect.poll(() => lineOf("Lab"), SLOW).toBe("Lab default, 4 results");
  });

  it("is given other workspaces to list", async () => {
    await away();
    await tree().pickFromMenu("Lab", "Switch Workspace…");
    await expect.poll(described).toBe("default");
    await input().submit("default, team-b");
    await expect.poll(() => lineOf("Lab"), SLOW).toContain("default, team-b");
    await tree().expand("Lab");
    await expect.poll(() => lineOf("Lab"), SLOW).toBe("Lab default, team-b, 6 results");
    expect((await texts()).filter((text) => text.includes("  team-b"))).toHaveLength(2);
  });

  it("is edited: a new name stays the same connection, plain http abroad is kept as allowed", async () => {
    await away();
    await tree().pickFromMenu("Lab", "Edit Connection…");
    await expect.poll(described).toBe("Lab");
    await input().submit("Annex");
    await expect.poll(described).toBe(server.url);
    await input().submit(ABROAD);
    await input().pick("Allow Plain http for This Connection");
    await expect.poll(described).toBe("default, team-b");
    await input().submit("default");
    await input().pick(/No Key/);
    await tree().waitFor("Annex");
    await expect.poll(written).toMatchObject({ name: "Annex", id: "Lab", baseUrl: ABROAD, allowHttp: true });
    await away();
    await tree().pickFromMenu("Annex", "Edit Connection…");
    await input().submit("Annex");
    await expect.poll(described).toBe(ABROAD);
    await input().submit(server.url);
    await expect.poll(described).toBe("default");
    await input().submit("default");
    await input().pick(/No Key/);
    await expect.poll(written).toMatchObject({ baseUrl: server.url });
    expect(written()).not.toHaveProperty("allowHttp");
    await tree().expand("Annex");
    await expect.poll(() => lineOf("Annex"), SLOW).toBe("Annex default, 4 results");
  });

  it("keeps nothing of a pull that is given up, and pulls it whole the next time", async () => {
    server.faults = (request) =>
      request.url?.includes("download") === true ? { kind: "stall", afterBytes: 500 } : null;
    await away();
    await tree().pickFromMenu(NEWEST, /^Pull/);
    await messages().clickNotification(`Pulling ${NEWEST}`, "Cancel");
    await expect
      .poll(() => messages().notificationTexts())
      .not.toContainEqual(expect.stringMatching(/Pulling/));
    server.faults = () => null;
    expect(await lineOf("This Workspace")).toBe("This Workspace 0 results");
    await away();
    await tree().pickFromMenu(NEWEST, /^Pull/);
    await messages().waitForNotification(`Pulled ${NEWEST}, 12 rows.`);
    await expect.poll(() => lineOf("This Workspace")).toBe("This Workspace 1 result");
  });
});
