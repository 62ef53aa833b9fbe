// A tree view of the window: its rows, their menus and buttons, and files dropped on them. Rows outside the visible
// part of a tree do not exist in the page, so tests use windows high enough for what they look at.
import type { Locator } from "playwright-core";
import { isThereSoon, retry, type WindowSteps, wholeText } from "./windowSteps.ts";

/** A file as a drop from outside carries it. */
export interface DroppedFile {
  readonly name: string;
  readonly text: string;
}

export class WindowTree {
  private readonly root: Locator;

  /** `name` is the view's title, which is the tree's accessible name. */
  constructor(
    private readonly window: WindowSteps,
    private readonly name: string,
  ) {
    this.root = window.page.getByRole("tree", { name, exact: true });
  }

  /** Rows whose label is the text, without waiting; the description beside a label does not count. */
  row(label: string | RegExp): Locator {
    const labels = this.window.page.locator(".label-name").filter({ hasText: wholeText(label) });
    return this.root.getByRole("treeitem").filter({ has: labels }).first();
  }

  /** Gives "label description" of the rows as they are now, top to bottom. */
  texts(): Promise<string[]> {
    return this.root.getByRole("treeitem").evaluateAll((rows) =>
      rows.map((row) => {
        const parts = [".label-name", ".label-description"].map(
          (part) => row.querySelector(part)?.textContent ?? "",
        );
        return parts.join(" ").trim();
      }),
    );
  }

  async waitFor(label: string | RegExp): Promise<void> {
    await this.step(`row ${label}`, () => this.row(label).waitFor());
  }

  async waitForNo(label: string | RegExp): Promise<void> {
    await this.step(`row ${label} to go`, () => this.row(label).waitFor({ state: "hidden" }));
  }

  async click(label: string | RegExp): Promise<void> {
    await this.step(`row ${label}`, () => this.row(label).click());
  }

  async doubleClick(label: string | RegExp): Promise<void> {
    await this.step(`row ${label}`, () => this.row(label).dblclick());
  }

  /** Opens a row's children; does nothing when they are open. */
  async expand(label: string | RegExp): Promise<void> {
    await this.step(`row ${label} to expand`, async () => {
      const row = this.row(label);
      await row.waitFor();
      if ((await row.getAttribute("aria-expanded")) === "true") return;
      await row.locator(".monaco-tl-twistie").click();
      await row.and(this.window.page.locator("[aria-expanded=true]")).waitFor();
    });
  }

  /** Selects several rows, as with Ctrl held down. */
  async select(labels: readonly (string | RegExp)[]): Promise<void> {
    for (const [index, label] of labels.entries()) {
      await this.step(`row ${label}`, () =>
        this.row(label)
          .locator(".label-name")
          .click(index === 0 ? {} : { modifiers: ["Control"] }),
      );
    }
  }

  /** Opens a row's context menu and picks an entry. */
  async pickFromMenu(label: string | RegExp, entry: string | RegExp): Promise<void> {
    await this.openMenu(label);
    await this.step(`entry ${entry} in the menu of row ${label}`, async () => {
      const item = this.window.page.locator(".monaco-menu").getByRole("menuitem", { name: wholeText(entry) });
      await item.hover();
      // A menu ignores the button that opened it for a moment, and clicks with it.
      await this.window.page.waitForTimeout(150);
      await item.click();
    });
  }

  /** A tree that is being drawn anew loses the press, so it is made again until a menu is there. */
  private async openMenu(label: string | RegExp): Promise<void> {
    await this.step(`menu of row ${label}`, async () => {
      const first = this.window.page.locator(".monaco-menu").getByRole("menuitem").first();
      await retry(async () => {
        await this.row(label).click({ button: "right" });
        return (await isThereSoon(first, 2_000)) ? true : undefined;
      });
    });
  }

  /** Gives the entries of a row's context menu, and closes the menu. */
  async menuEntries(label: string | RegExp): Promise<string[]> {
    await this.openMenu(label);
    return this.step(`menu of row ${label}`, async () => {
      const items = this.window.page.locator(".monaco-menu").getByRole("menuitem");
      const entries = await items.allInnerTexts();
      await this.window.page.keyboard.press("Escape");
      return entries.map((entry) => entry.trim()).filter((entry) => entry !== "");
    });
  }

  /** Clicks one of the small buttons that a row shows under the pointer. */
  async clickRowButton(label: string | RegExp, button: string | RegExp): Promise<void> {
    await this.step(`button ${button} of row ${label}`, async () => {
      await this.row(label).hover();
      await this.row(label).getByRole("button", { name: button }).click();
    });
  }

  /** Drops files from outside the window on a row, or on the empty part of the tree. */
  async dropFiles(files: readonly DroppedFile[], label?: string | RegExp): Promise<void> {
    const target = label === undefined ? this.root : this.row(label);
    await this.step("a place to drop files", async () => {
      const transfer = await this.window.page.evaluateHandle((dropped) => {
        const data = new DataTransfer();
        for (const { name, text } of dropped) data.items.add(new File([text], name));
        return data;
      }, files);
      // A tree accepts a drop only after it has answered a dragover, which it does a moment later.
      for (const event of ["dragenter", "dragover"])
        await target.dispatchEvent(event, { dataTransfer: transfer });
      await this.window.page.waitForTimeout(300);
      for (const event of ["dragover", "drop"]) await target.dispatchEvent(event, { dataTransfer: transfer });
    });
  }

  private step<T>(waitedFor: string, action: () => Promise<T>): Promise<T> {
    return this.window.step(`${waitedFor} in tree "${this.name}"`, action);
  }
}
