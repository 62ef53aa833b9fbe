// The results view as a person finds it, for the tests that use it.
import { expect } from "vitest";
import type { CodeWindow } from "../host/window.ts";
import type { WindowTree } from "../host/windowTree.ts";

/** High enough for every row a test looks at: trees and tables draw only what can be seen. */
export const TALL = { width: 1700, height: 1500 };

/** The names of the two sample runs. */
export const BASE = "docs-qa-atlas-8b";
export const CANDIDATE = "docs-qa-atlas-49b";

/** Shows the view and gives its tree. */
export async function openResults(window: CodeWindow): Promise<WindowTree> {
  await window.openActivity("Eval Results");
  return window.tree("Results");
}

/** The text and links of the empty view. */
export function welcome(window: CodeWindow) {
  return window.page.locator(".welcome-view").filter({ visible: true });
}

/** Takes the pointer off the rows: one that rests there opens a hover, which covers the rows below. */
export async function pointAway({ page }: CodeWindow): Promise<void> {
  await page.mouse.move(1_200, 600);
  await expect.poll(() => page.locator(".hover-contents").filter({ visible: true }).count()).toBe(0);
}

/** The address of the page that the window opens beside itself. */
export async function openedPage({ page }: CodeWindow, action: () => Promise<void>): Promise<string> {
  const opening = page.context().waitForEvent("page");
  await action();
  const other = await opening;
  await other.waitForURL(/^http/);
  const address = other.url();
  await other.close();
  return address;
}

/** Waits until the tree has exactly these names, in any order; the numbers beside them do not count. */
export async function expectNames(window: CodeWindow, names: readonly string[]): Promise<void> {
  const shown = async () => (await window.tree("Results").texts()).map((text) => text.split(" ")[0]).sort();
  await expect.poll(shown, { timeout: 15_000 }).toEqual([...names].sort());
}
