// Starts the headless browser that stands in for a person at the served window.
import { type Browser, chromium } from "playwright-core";
import { installBrowser } from "./hostParts.ts";

/** Launches the browser; the caller closes it. It ends with this process in any case. */
export async function launchBrowser(): Promise<Browser> {
  const parts = await installBrowser();
  return chromium.launch({
    executablePath: parts.executablePath,
    // Chromium refuses its sandbox to root, and containers often lack what the sandbox needs.
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
    env: { ...definedEnvironment(), ...parts.env },
  });
}

function definedEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries);
}
