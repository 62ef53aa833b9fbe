// W&B Weave as a person uses it, from the questions that connect to it to a comparison of one of its runs with a NeMo result
// and a local file: against servers on this machine that speak as the services do. The tests follow on one another.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NemoServer, startNemoServer } from "../servers/nemo/nemoServer.ts";
import { anSdkRun, aRun, EVALUATIONS, PROJECT } from "../servers/weave/sampleRuns.ts";
import { startWeaveServer, type WeaveServer } from "../servers/weave/weaveServer.ts";
import { openedPage, openResults, pointAway, TALL } from "./resultsView.ts";
import { useWindow } from "./useWindow.ts";
import {
  BY_EVALUATION,
  BY_URL,
  EVALUATION_REF,
  FROM_SDK,
  importLocal,
  LARGE,
  LOCAL,
  NEMO,
  nemoResult,
  WEAVE_ROWS,
  weaveRuns,
  ZERO,
} from "./weaveWorld.ts";

const KEY = "wandb-key-of-the-window-test";
/** The editor's own environment, as where `wandb` is used: looked at only when a person says so. */
process.env.WANDB_API_KEY = KEY;
const SLOW = { timeout: 40_000 };
describe("Weave", () => {
  const used = useWindow({ isStory: true, size: { ...TALL, height: 2_000 }, prepare: importLocal });
  let weave: WeaveServer;
  let nemo: NemoServer;
  beforeAll(async () => {
    weave = await startWeaveServer(weaveRuns(), { key: KEY, evaluations: EVALUATIONS });
    nemo = await startNemoServer([nemoResult()], {});
  });
  afterAll(async () => {
    await weave.close();
    await nemo.close();
  });

  const tree = () => used.window.tree("Results");
  const input = () => used.window.input;
  const messages = () => used.window.messages;
  const texts = () => tree().texts();
  const lineOf = async (name: string) => (await texts()).find((text) => text.startsWith(name)) ?? "";
  const command = (title: string) => used.window.runCommand(`Eval Results: ${title}`);
  const press = (key: string) => used.window.page.keyboard.press(key);
  const wrong = async () => (await input().describe()).message;
  const away = () => pointAway(used.window);
  const opened = (action: () => Promise<void>) => openedPage(used.window, action);

  it("is connected to by the keyboard alone", async () => {
    await openResults(used.window);
    await expect.poll(texts, SLOW).toContainEqual(expect.stringMatching(LOCAL));
    await command("Add Connection…");
    await input().fill("Weave");
    await press("Enter");
    await expect.poll(async () => (await input().describe()).value).toBe("W&B Weave");
    await press("Enter");
    await expect.poll(async () => (await input().describe()).value).toBe("https://trace.wandb.ai");
    await input().submit(weave.url);
    await expect.poll(async () => (await input().describe()).placeholder).toBe("entity/project");
    await input().submit("support");
    await expect.poll(wrong).toContain("“support” is no project: write entity/project");
    await input().submit(PROJECT);
    await expect.poll(async () => (await input().describe()).placeholder).toBe("How does one sign in?");
    await press("Enter");
    await expect.poll(wrong).toContain(`API key for ${new URL(weave.url).origin}`);
    expect(weave.requests).toEqual([]);
    await input().submit("another-key");
    await tree().waitFor("Sign in to see its results");
    await expect
      .poll(() => lineOf("Sign in to see"))
      .toMatch(/W&B Weave does not accept the key\. Sign in again\. The service says: “Invalid auth/);
  });

  it("lists its runs newest first, with pass rates and how many trials have one", async () => {
    await tree().click("Sign in to see its results");
    await input().pick(/Use WANDB_API_KEY from the Environment/);
    await expect.poll(() => lineOf("W&B Weave"), SLOW).toBe(`W&B Weave ${PROJECT}, 3 results`);
    const shown = (await texts()).filter((text) => text.includes("billing-faq"));
    expect(shown.map((text) => text.split(/ \d/)[0])).toEqual(["Twice each", ZERO, LARGE]);
    // A pass rate of 0 is a number, and one of the 50 trials failed.
    expect(await lineOf(ZERO)).toBe(`${ZERO} 0.0%  20  model-small · billing-faq`);
    expect(await lineOf(LARGE)).toBe(`${LARGE} 57.1%  49/50  model-large · billing-faq`);
    await away();
    await tree().expand(LARGE);
    await expect.poll(() => lineOf("judge.passed")).toMatch(/^judge\.passed 57\.1% {2}49\/50$/);
    expect(await lineOf("judge.score")).toMatch(/^judge\.score 0\.\d+ {2}49\/50$/);
    expect(await lineOf("judge.reason")).toBe("judge.reason labels  49/50");
  });

  it("says how far a pull is, and keeps nothing of one that is cancelled", async () => {
    weave.faults = (request) =>
      request.url?.includes("eval_results") === true ? { kind: "slow", ms: 20_000 } : null;
    await tree().pickFromMenu("Twice each", /^Pull/);
    await messages().waitForNotification("Pulling Twice each");
    await messages().clickNotification("Pulling Twice each", "Cancel");
    await expect
      .poll(() => messages().notificationTexts())
      .not.toContainEqual(expect.stringMatching(/Pulling/));
    weave.faults = () => null;
    expect(await lineOf("This Workspace")).toBe("This Workspace 1 result");
    expect((await texts()).some((text) => text.startsWith("Twice each") && text.includes("pulled"))).toBe(
      false,
    );
    await away();
    await tree().pickFromMenu("Twice each", /^Pull/);
    await messages().waitForNotification("Pulled Twice each, 60 rows.");
    await expect.poll(() => lineOf("This Workspace")).toBe("This Workspace 2 results");
  });

  it("opens a run: trials that failed or are not over are errors, never 0", async () => {
    await tree().click(LARGE);
    const panel = await used.window.panels.content(LARGE);
    await panel
      .getByText(/1 errored row|1 error/i)
      .first()
      .waitFor();
    await expect.poll(() => lineOf("This Workspace")).toBe("This Workspace 3 results");
  });

  it("shows a run by its id and one by the address of its page, which the list leaves out", async () => {
    await away();
    await tree().pickFromMenu("W&B Weave", "Add Weave Run by ID or URL…");
    await input().submit("https://wandb.ai/acme/support/reports");
    await expect.poll(wrong).toContain("names no run");
    await input().submit(anSdkRun(5, []).id);
    await tree().waitFor(FROM_SDK);
    await away();
    await tree().pickFromMenu("W&B Weave", "Add Weave Run by ID or URL…");
    await input().submit(`https://wandb.ai/${PROJECT}/weave/calls/${anSdkRun(6, []).id}?hideTraceTree=1`);
    await tree().waitFor(BY_URL);
    await expect.poll(() => lineOf("W&B Weave")).toBe(`W&B Weave ${PROJECT}, 5 results`);
  });

  it("shows runs that are found by their evaluation: those that are not listed yet", async () => {
    await away();
    await tree().pickFromMenu("W&B Weave", "Add Weave Runs by Evaluation…");
    await input().submit("two words");
    await expect.poll(wrong).toContain("names no evaluation");
    await input().submit("billing-eval");
    await expect.poll(() => input().labels()).toEqual([BY_EVALUATION]);
    await input().pickSeveral([BY_EVALUATION]);
    await tree().waitFor(BY_EVALUATION);
    await expect.poll(() => lineOf("W&B Weave")).toBe(`W&B Weave ${PROJECT}, 6 results`);
    await away();
    await tree().pickFromMenu("W&B Weave", "Add Weave Runs by Evaluation…");
    await input().submit(EVALUATION_REF);
    await messages().waitForNotification("All 6 runs of billing-eval are in the list already.");
  });

  it("opens a run's page in the browser, and those of what it is made of", async () => {
    await away();
    const address = await opened(() => tree().pickFromMenu(FROM_SDK, "Open in Weave"));
    // A window in a browser reaches this machine through the editor's own proxy.
    expect(address).toMatch(new RegExp(`[:/]${new URL(weave.url).port}/acme/support/r/call/0194-run-0005$`));
    await away();
    await tree().pickFromMenu(FROM_SDK, "Open Dataset, Model or Scorer in Weave…");
    const labels = await input().labels();
    expect(labels.map((label) => label.trim())).toEqual([
      "billing-eval",
      "billing-faq",
      "model-large",
      "exact",
      "judge",
    ]);
    const object = await opened(() => input().pick(/billing-faq/));
    expect(object).toMatch(/\/acme\/support\/weave\/objects\/billing-faq\/versions\/DataDigest01$/);
  });

  it("opens a row's call, and deletes its prediction for good after it was asked", async () => {
    await tree().click(LARGE);
    const panel = await used.window.panels.content(LARGE);
    const rows = panel.getByRole("grid", { name: "Rows" });
    await rows.locator(".rt-body .rt-row").nth(2).click();
    const call = await opened(() => panel.getByRole("button", { name: "Open Call in Weave" }).click());
    const [id = ""] = /(?<=\/acme\/support\/r\/call\/)trial-1-\d+$/.exec(call) ?? [];
    await command("Delete Prediction from Weave…");
    const asked = await messages().dialogText();
    expect(asked).toContain("Delete the prediction of row 3 on W&B Weave?");
    expect(asked).toContain(`${id}-predict`);
    await messages().clickDialog("Cancel");
    const left = () =>
      weave.runs.find((run) => run.id === aRun(1, []).id)?.trials.map((trial) => trial.id) ?? [];
    expect(left()).toContain(id);
    await command("Delete Prediction from Weave…");
    await messages().clickDialog("Delete on the Service");
    await messages().waitForNotification("Deleted the prediction of row 3 on W&B Weave.");
    expect(left()).toHaveLength(WEAVE_ROWS - 1);
    expect(left()).not.toContain(id);
  });

  it("says how long to wait when it is asked too often, and shows what is known", async () => {
    weave.faults = () => ({
      kind: "status",
      status: 429,
      headers: { "retry-after": "300" },
      body: JSON.stringify({ reason: "Rate limit exceeded" }),
    });
    await away();
    await tree().pickFromMenu("W&B Weave", "Refresh Connection");
    await expect
      .poll(() => lineOf("No answer"), SLOW)
      .toMatch(/is asked too often\. Try again in 300 s\. The service says: “Rate limit exceeded”/);
    expect((await texts()).some((text) => text.startsWith(FROM_SDK))).toBe(true);
    weave.faults = () => null;
    await away();
    await tree().click("No answer");
    await expect.poll(() => lineOf("W&B Weave"), SLOW).toBe(`W&B Weave ${PROJECT}, 6 results`);
  });

  it("deletes a run for good, after it was said what that removes", async () => {
    await away();
    await tree().pickFromMenu(ZERO, "Delete on the Service…");
    const asked = await messages().dialogText();
    expect(asked).toContain(`Delete ${ZERO} on W&B Weave?`);
    expect(asked).toContain("its predictions are removed for everyone who uses the project");
    await messages().clickDialog("Delete on the Service");
    await messages().waitForNotification(/^Deleted .* on W&B Weave\./);
    await tree().waitForNo(ZERO);
    expect(weave.runs.map(({ displayName }) => displayName)).not.toContain(ZERO);
  });

  it("compares one of its runs with a NeMo result and a local file over the same dataset", async () => {
    await command("Add Connection…");
    await input().pick(/NeMo Evaluator/);
    await input().submit("Lab");
    await expect.poll(async () => (await input().describe()).value).toBe("http://localhost:8080");
    await input().submit(nemo.url);
    await expect.poll(async () => (await input().describe()).value).toBe("default");
    await input().submit("default");
    await input().pick(/No Key/);
    await tree().waitFor(NEMO);
    await away();
    await tree().select([LARGE, NEMO, LOCAL]);
    await tree().pickFromMenu(LOCAL, "Compare Selected Results");
    const panel = await used.window.panels.content(`${LARGE} ↔ 2 runs`);
    await panel.getByText("30 of 60 distinct items are in all 3 runs.").waitFor();
  });

  it("and with either of them alone", async () => {
    await away();
    await tree().select([LARGE, NEMO]);
    await tree().pickFromMenu(NEMO, "Compare Selected Results");
    const panel = await used.window.panels.content(`${LARGE} ↔ ${NEMO}`);
    await panel.getByText("50 of 60 distinct items are in both runs.").waitFor();
  });
});
