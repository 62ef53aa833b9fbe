// The box at the top of the window: command palette, quick picks, input boxes, and the file dialog that a window in
// a browser shows in place of the system's.
import type { Locator } from "playwright-core";
import { isThereSoon, retry, textOf, type WindowSteps, wholeText } from "./windowSteps.ts";

export class WindowInput {
  private readonly box: Locator;
  private readonly input: Locator;
  private readonly rows: Locator;

  constructor(private readonly window: WindowSteps) {
    this.box = window.page.locator(".quick-input-widget");
    this.input = this.box.locator(".quick-input-filter input, .quick-input-filter textarea").first();
    this.rows = this.box.locator(".quick-input-list .monaco-list-row");
  }

  /** Runs a command by what the palette calls it, such as "Eval Results: Import…". */
  async runCommand(title: string): Promise<void> {
    await this.window.step(`command "${title}" in the palette`, () =>
      // An extension's commands appear when its manifest has been read, and an open palette does not notice.
      retry(async () => {
        await this.window.page.keyboard.press("F1");
        // A box that was just closing takes the key with it.
        if (!(await isThereSoon(this.input, 1_500))) return undefined;
        // A panel that is shown at this moment takes the focus, and with it the box.
        const typed = this.input.fill(`>${title}`, { timeout: 1_500 });
        const isTyped = await typed.then(
          () => true,
          () => false,
        );
        if (isTyped && (await this.clickIfThere(title))) return true;
        await this.window.page.keyboard.press("Escape");
        return undefined;
      }),
    );
  }

  async waitFor(): Promise<void> {
    await this.window.step("the quick input box", () => this.input.waitFor());
  }

  async waitForNo(): Promise<void> {
    await this.window.step("the quick input box to close", () => this.box.waitFor({ state: "hidden" }));
  }

  /** Gives the labels of the rows, once there is one. */
  async labels(): Promise<string[]> {
    return this.window.step("rows in the quick pick", async () => {
      await this.rows.first().waitFor();
      return this.rows.locator(".quick-input-list-row:first-child .label-name").allInnerTexts();
    });
  }

  /** Gives the title, the placeholder and the message of the box. */
  async describe(): Promise<{ title: string; placeholder: string; message: string; value: string }> {
    await this.waitFor();
    return {
      title: await textOf(this.box.locator(".quick-input-title")),
      placeholder: (await this.input.getAttribute("placeholder")) ?? "",
      message: await textOf(this.box.locator(".quick-input-message")),
      value: await this.input.inputValue(),
    };
  }

  /** Picks the row with this label. */
  async pick(label: string | RegExp): Promise<void> {
    await this.window.step(`"${label}" in the quick pick`, async () => {
      const row = this.row(label);
      await row.click();
      // What is typed before the next question is there goes into this one. It may have a row of the same name.
      await row.waitFor({ state: "hidden", timeout: 1_500 }).catch(() => undefined);
    });
  }

  /** Runs a command whose quick pick is long or filled late, types the label and picks its row. */
  async runAndPick(command: string, label: string): Promise<void> {
    await this.window.step(`"${label}" in the quick pick of "${command}"`, () =>
      // A quick pick keeps what there was when it opened, so an attempt opens it anew.
      retry(async () => {
        await this.runCommand(command);
        await this.input.fill(label);
        if (await this.clickIfThere(label)) return true;
        await this.window.page.keyboard.press("Escape");
        return undefined;
      }),
    );
  }

  /** Ticks the rows with these labels where several can be picked, and accepts. */
  async pickSeveral(labels: readonly (string | RegExp)[]): Promise<void> {
    for (const label of labels) {
      await this.window.step(`"${label}" in the quick pick`, () =>
        this.row(label).getByRole("checkbox").click(),
      );
    }
    await this.clickButton("OK");
  }

  /** Replaces the text of the box and accepts it. */
  async submit(text: string): Promise<void> {
    await this.fill(text);
    await this.window.page.keyboard.press("Enter");
  }

  /** Replaces the text of the box without accepting it. */
  async fill(text: string): Promise<void> {
    await this.window.step("the quick input box", () => this.input.fill(text));
  }

  async cancel(): Promise<void> {
    await this.window.page.keyboard.press("Escape");
    await this.waitForNo();
  }

  async clickButton(name: string): Promise<void> {
    await this.window.step(`button "${name}" of the quick input box`, () =>
      this.box.getByRole("button", { name, exact: true }).click(),
    );
  }

  /** Answers the file dialog, for opening and saving alike, with an absolute path. */
  async choosePath(path: string): Promise<void> {
    await this.window.step("the file dialog", async () => {
      // The dialog first fills in places of its own, which can overwrite a path typed too early; and it lists the
      // folder while one types, and accepting earlier may take the row of an older listing.
      await retry(async () => ((await this.input.inputValue()).startsWith("/") ? true : undefined));
      await retry(async () => {
        if ((await this.input.inputValue()) !== path) await this.input.fill(path);
        await this.window.page.waitForTimeout(500);
        return (await this.input.inputValue()) === path ? true : undefined;
      });
      await this.acceptPath(path);
    });
  }

  /** Presses the dialog's button until the dialog is gone: it ignores a press while it still looks at the path. */
  private async acceptPath(path: string): Promise<void> {
    // What the button is called is the extension's choice.
    const button = this.box.locator(".quick-input-action").getByRole("button").first();
    // The box may open again at once, for what is asked next.
    const isOpen = async (): Promise<boolean> =>
      (await this.box.isVisible()) && (await this.input.inputValue({ timeout: 1_000 })) === path;
    await retry(async () => {
      await button.click({ timeout: 1_000 }).catch(() => undefined); // gone already, or covered; looked at below
      const closesBy = Date.now() + 2_000;
      while (Date.now() < closesBy) {
        if (!(await isOpen().catch(() => false))) return true; // no input to read: it has closed
        await this.window.page.waitForTimeout(100);
      }
      return undefined;
    });
  }

  private async clickIfThere(label: string): Promise<boolean> {
    const isThere = await isThereSoon(this.row(label), 1_500); // if not, the caller tries again
    if (isThere) await this.row(label).click();
    return isThere;
  }

  private row(label: string | RegExp): Locator {
    return this.rows
      .filter({ has: this.window.page.locator(".label-name").filter({ hasText: wholeText(label) }) })
      .first();
  }
}
