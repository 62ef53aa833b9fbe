// A service beside the workspace's own results, from the questions that connect to it to signing out: against a server on
// this machine that speaks as NeMo Evaluator does. The tests follow on one another.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NemoServer, startNemoServer } from "../servers/nemo/nemoServer.ts";
import { someResults } from "../servers/nemo/sampleResults.ts";
import { BASE, CANDIDATE, expectNames, openResults, pointAway, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";

const TOKEN = "tok-4711-of-the-window-test";
const WRONG = "tok-0815-is-a-wrong-one";
const NEWEST = "translation-fr-llama-70b-0129";
const NEXT = "translation-fr-llama-8b-0128";
const THIRD = "billing-faq-qwen-14b-0127";
const SIGN_IN = "Sign in to see its results";
/** A service that does not answer is asked several times. */
const SLOW = { timeout: 40_000 };

/** Every file below a folder, as far as it can be read. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    // The extension under test is linked into the data folder.
    if (name === "extensions") return [];
    return statSync(path).isDirectory() ? filesBelow(path) : [path];
  });
}

describe("a service", () => {
  const used = useWindow({ isStory: true, size: { ...TALL, height: 3_300 } });
  let server: NemoServer;
  let port = 0;
  beforeAll(async () => {
    server = await startNemoServer(someResults(130), { token: TOKEN });
    port = Number(new URL(server.url).port);
  });
  afterAll(() => server.close());

  const tree = () => used.window.tree("Results");
  const input = () => used.window.input;
  const messages = () => used.window.messages;
  const lineOf = async (name: string) => (await tree().texts()).find((text) => text.startsWith(name)) ?? "";
  const command = (title: string) => used.window.runCommand(`Eval Results: ${title}`);
  const away = () => pointAway(used.window);
  const wrong = async () => (await input().describe()).message;

  it("is connected to by a few questions, each checked, and one can go back", async () => {
    await openResults(used.window);
    await command("Open Two Sample Runs");
    await expectNames(used.window, [BASE, CANDIDATE]);
    await messages().hideNotifications();
    await command("Add Connection…");
    await input().pick(/NeMo Evaluator/);
    expect(await input().describe()).toMatchObject({ value: "NeMo Evaluator" });
    await input().submit("Lab");
    await expect.poll(async () => (await input().describe()).value).toBe("http://localhost:8080");
    await input().submit("nemo.example.com");
    await expect.poll(wrong).toContain("with its scheme");
    await input().submit(server.url);
    await expect.poll(async () => (await input().describe()).value).toBe("default");
    await used.window.page.locator(".quick-input-widget").getByRole("button", { name: /^Back/ }).click();
    await expect.poll(async () => (await input().describe()).value).toBe(server.url);
    await input().submit(server.url);
    await input().submit("a b");
    await expect.poll(wrong).toContain("no workspace name");
    await input().submit("default");
    await input().pick(/Bearer token/);
    expect(server.requests).toEqual([]);
    await input().submit(WRONG);
    await tree().waitFor("This Workspace");
    await tree().waitFor(SIGN_IN);
    await expect.poll(() => lineOf("Lab")).toBe("Lab signed out");
    expect(await lineOf("This Workspace")).toBe("This Workspace 2 results");
  });

  it("lists its results once it accepts the key", async () => {
    await tree().click(SIGN_IN);
    await input().submit(TOKEN);
    await tree().waitFor(NEWEST);
    await expect.poll(() => lineOf("Lab")).toBe("Lab default, 130 results");
    expect(await lineOf(NEWEST)).toMatch(
      /^translation-fr-llama-70b-0129 \d\.\d+ {2}(12|\d+\/12) {2}llama-70b · translation-fr/,
    );
    await tree().click("Load more…");
    await tree().waitForNo("Load more…");
    expect((await tree().texts()).filter((text) => /-\d{4} /.test(text))).toHaveLength(130);
  });

  it("is filtered as the view is", async () => {
    await command("Filter Results…");
    await input().pick("Text…");
    await input().submit("billing-faq-mistral");
    await expect.poll(() => lineOf("Lab"), SLOW).toMatch(/^Lab default, 1\d results$/);
    await command("Clear Filters and Sort");
    await expect.poll(() => lineOf("Lab"), SLOW).toBe("Lab default, 130 results");
  });

  it("gives a result to open: it is pulled, and marked so", async () => {
    await tree().click(NEWEST);
    await used.window.panels.content(NEWEST);
    await expect.poll(() => lineOf("This Workspace")).toBe("This Workspace 3 results");
    const lines = (await tree().texts()).filter((text) => text.startsWith(NEWEST));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain("pulled");
  });

  it("gives a result to compare with one of the workspace's", async () => {
    await tree().select([BASE, NEXT]);
    await tree().pickFromMenu(NEXT, "Compare Selected Results");
    await used.window.panels.content(`${BASE} ↔ ${NEXT}`);
    await expect.poll(() => lineOf("This Workspace")).toBe("This Workspace 4 results");
  });

  it("deletes for good, after a copy was offered", async () => {
    await away();
    await tree().pickFromMenu(THIRD, "Delete on the Service…");
    const asked = await messages().dialogText();
    expect(asked).toContain(`Delete ${THIRD} on Lab?`);
    expect(asked).toContain("There is no current copy in this workspace.");
    await messages().clickDialog("Pull a Copy First");
    await expect.poll(() => messages().dialogText(), SLOW).toContain("Copies in this workspace stay.");
    await messages().clickDialog("Delete on the Service");
    await messages().waitForNotification(`Deleted ${THIRD} on Lab.`);
    await expect.poll(() => lineOf("Lab")).toBe("Lab default, 129 results");
    expect(server.results.some(({ name }) => name === THIRD)).toBe(false);
    expect(await lineOf("This Workspace")).toBe("This Workspace 5 results");
    await messages().hideNotifications();
  });

  it("keeps what is known while it is down, and comes back", async () => {
    const { results } = server;
    await server.close();
    await away();
    await tree().pickFromMenu("Lab", "Refresh Connection");
    await expect.poll(() => lineOf("Lab"), SLOW).toMatch(/^Lab offline since \d\d:\d\d$/);
    expect(await tree().texts()).toContainEqual(expect.stringMatching(/^No answer /));
    expect((await tree().texts()).some((text) => text.startsWith(NEWEST))).toBe(true);
    server = await startNemoServer(results, { token: TOKEN, port });
    await away();
    await tree().click("No answer");
    await expect.poll(() => lineOf("Lab"), SLOW).toBe("Lab default, 129 results");
  });

  it("gets the key and nobody else does: it is in no file, and not on the page", async () => {
    expect(new Set(server.credentials)).toEqual(new Set([`Bearer ${TOKEN}`]));
    const files = [...filesBelow(used.window.dataFolder), ...filesBelow(used.workspace)];
    expect(files.length).toBeGreaterThan(20);
    for (const path of files) {
      const text = readFileSync(path, "latin1");
      for (const key of [TOKEN, WRONG]) expect(text.includes(key), path).toBe(false);
    }
    expect(await used.window.page.content()).not.toMatch(/tok-(4711|0815)/);
  });

  it("asks for the key again after signing out, and nothing of the service", async () => {
    const before = server.requests.length;
    await away();
    await tree().pickFromMenu("Lab", "Sign Out");
    await tree().waitFor(SIGN_IN);
    await expect.poll(() => lineOf("Lab")).toBe("Lab signed out");
    expect(server.requests.length).toBe(before);
  });

  it("leaves the view as it was when its connection is removed, and comes back by Undo", async () => {
    await away();
    await tree().pickFromMenu("Lab", "Remove Connection");
    await tree().waitForNo("This Workspace");
    await messages().clickNotification("Removed Lab.", "Undo");
    await tree().waitFor("Lab");
    expect(await lineOf("Lab")).toMatch(/^Lab /);
  });
});
