// What every part of the window driver shares: the page, and steps that say what they waited for when they fail.
import type { Locator, Page } from "playwright-core";

export interface WindowSteps {
  readonly page: Page;
  /** Runs an action; when it fails, records the window and throws an error that names what was waited for. */
  step<T>(waitedFor: string, action: () => Promise<T>): Promise<T>;
}

/** How long a step waits for the window to show something. */
export const STEP_LIMIT_MS = 15_000;

/** Tries until a value other than undefined comes, and throws when none came in time. */
export async function retry<T>(attempt: () => Promise<T | undefined>, limitMs = STEP_LIMIT_MS): Promise<T> {
  const endsAt = Date.now() + limitMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (Date.now() > endsAt) throw new Error(`nothing came within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Whether the element is there within a while; false where it is not yet. */
export function isThereSoon(element: Locator, timeout: number): Promise<boolean> {
  return element.waitFor({ timeout }).then(
    () => true,
    () => false,
  );
}

/** Matches a text as a whole, so that "Run 1" does not find "Run 10". */
export function wholeText(text: string | RegExp): RegExp {
  return text instanceof RegExp
    ? text
    : new RegExp(`^\\s*${text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}\\s*$`);
}

/** Waits for an element and gives its text. */
export async function textOf(element: Locator): Promise<string> {
  return (await element.textContent()) ?? "";
}
