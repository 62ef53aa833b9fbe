// The panels an extension draws itself. Each is two nested iframes, laid over the editor area rather than inside it.
import type { FrameLocator, Locator } from "playwright-core";
import { retry, type WindowSteps } from "./windowSteps.ts";

const OUTER = "iframe.webview.ready";
const TABS = ".tabs-container [role=tab]";

export class WindowPanels {
  constructor(private readonly window: WindowSteps) {}

  /** Waits for the visible panel with this title and gives its content. */
  async content(title: string): Promise<FrameLocator> {
    return this.window.step(`panel "${title}"`, () =>
      retry(async () => {
        for (const outer of await this.window.page.locator(OUTER).filter({ visible: true }).all()) {
          const name = await outer.getAttribute("name");
          const frame = this.window.page.frameLocator(`iframe.webview[name="${name}"]`);
          const inner = frame.locator("iframe#active-frame");
          // A panel that closes or is hidden at this moment has no title any more; the next attempt looks anew.
          const found = await inner.getAttribute("title", { timeout: 1_000 }).catch(() => null);
          if (found === title) {
            return frame.frameLocator("iframe#active-frame");
          }
        }
        return undefined;
      }),
    );
  }

  /** Gives the titles of the open editor tabs, left to right. */
  tabs(): Promise<string[]> {
    return this.window.page
      .locator(TABS)
      .evaluateAll((tabs) => tabs.map((tab) => tab.getAttribute("aria-label") ?? ""));
  }

  async selectTab(title: string): Promise<void> {
    await this.window.step(`tab "${title}"`, () => this.tab(title).click());
  }

  async closeTab(title: string): Promise<void> {
    await this.window.step(`tab "${title}"`, async () => {
      await this.tab(title).hover();
      await this.tab(title)
        .getByRole("button", { name: /^Close/ })
        .click();
    });
  }

  private tab(title: string): Locator {
    return this.window.page.locator(".tabs-container").getByRole("tab", { name: title, exact: true }).first();
  }
}
