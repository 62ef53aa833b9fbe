// What the window tells and asks a person: notifications in the corner, and modal dialogs.
import type { Locator } from "playwright-core";
import { textOf, type WindowSteps, wholeText } from "./windowSteps.ts";

export class WindowMessages {
  private readonly toasts: Locator;
  private readonly dialog: Locator;

  constructor(private readonly window: WindowSteps) {
    this.toasts = window.page.locator(".notifications-toasts .notification-list-item");
    this.dialog = window.page.locator(".monaco-dialog-box");
  }

  /** Gives the texts of the notifications that are shown now. */
  notificationTexts(): Promise<string[]> {
    return this.toasts.locator(".notification-list-item-message").allInnerTexts();
  }

  /** Waits for a notification that contains the text, and gives the whole text. */
  async waitForNotification(text: string | RegExp): Promise<string> {
    return this.window.step(`notification "${text}"`, () =>
      textOf(this.notification(text).locator(".notification-list-item-message")),
    );
  }

  /** Clicks a button of the notification that contains the text. */
  async clickNotification(text: string | RegExp, button: string | RegExp): Promise<void> {
    await this.window.step(`button "${button}" of notification "${text}"`, () =>
      this.notification(text)
        .getByRole("button", { name: wholeText(button) })
        .click(),
    );
  }

  /** Hides the notifications that are shown now; they stay behind the bell. */
  async hideNotifications(): Promise<void> {
    await this.window.step("the notifications to go", async () => {
      if ((await this.toasts.count()) === 0) return;
      await this.toasts.first().click({ position: { x: 5, y: 5 } });
      await this.window.page.keyboard.press("Escape");
      await this.toasts.first().waitFor({ state: "hidden" });
    });
  }

  /** Waits for a modal dialog and gives its message and detail. */
  async dialogText(): Promise<string> {
    return this.window.step("a modal dialog", () => textOf(this.dialog.locator(".dialog-message-container")));
  }

  /** Answers a modal dialog. */
  async clickDialog(button: string | RegExp): Promise<void> {
    await this.window.step(`button "${button}" of a modal dialog`, async () => {
      await this.dialog.getByRole("button", { name: wholeText(button) }).click();
      await this.dialog.waitFor({ state: "hidden" });
    });
  }

  private notification(text: string | RegExp): Locator {
    return this.toasts.filter({ hasText: text }).first();
  }
}
