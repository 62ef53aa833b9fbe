// A VS Code window that a script can use as a person does: opened on a workspace in the served VS Code, driven by
// what is visible, and recorded when a step fails.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { Browser, Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import { FAILURES, ROOT } from "./paths.ts";
import { type ServedExtension, type ServedWindowHost, serveCode } from "./servedCode.ts";
import { WindowInput } from "./windowInput.ts";
import { WindowMessages } from "./windowMessages.ts";
import { WindowPanels } from "./windowPanels.ts";
import { STEP_LIMIT_MS, type WindowSteps } from "./windowSteps.ts";
import { WindowTree } from "./windowTree.ts";

/** A theme has one name in the settings and another in the theme picker. */
export const THEMES = {
  dark: { setting: "Default Dark Modern", label: "Dark Modern" },
  light: { setting: "Default Light Modern", label: "Light Modern" },
  highContrast: { setting: "Default High Contrast", label: "Dark High Contrast" },
  highContrastLight: { setting: "Default High Contrast Light", label: "Light High Contrast" },
} as const;

export type ThemeName = keyof typeof THEMES;

export interface WindowOptions {
  readonly workspace: string;
  /** This project when left out; or the package that EVAL_RESULTS_VSIX names, where that is set. */
  readonly extension?: ServedExtension;
  /** Folders of built extensions beside it. */
  readonly beside?: readonly string[];
  /** Dark when left out. */
  readonly theme?: ThemeName;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The workspace is not trusted: Restricted Mode. */
  readonly isRestricted?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
  /** Pixels per point, as with the browser's zoom: 2 shows half as much, twice as large. */
  readonly zoom?: number;
}

const OPEN_LIMIT_MS = 60_000;

export class CodeWindow implements WindowSteps {
  readonly input: WindowInput;
  readonly messages: WindowMessages;
  readonly panels: WindowPanels;
  private readonly console: string[] = [];

  private constructor(
    readonly page: Page,
    private readonly browser: Browser,
    private readonly host: ServedWindowHost,
  ) {
    this.input = new WindowInput(this);
    this.messages = new WindowMessages(this);
    this.panels = new WindowPanels(this);
    page.setDefaultTimeout(STEP_LIMIT_MS);
    page.on("console", (message) => this.console.push(`${message.type()}: ${message.text()}`));
    page.on("pageerror", (error) => this.console.push(`uncaught: ${error.stack ?? error.message}`));
  }

  /** Serves the workspace, opens it and resolves when the window can be used; the caller closes it. */
  static async open(options: WindowOptions): Promise<CodeWindow> {
    const vsix = process.env.EVAL_RESULTS_VSIX;
    const host = await serveCode({
      workspace: options.workspace,
      isRestricted: options.isRestricted ?? false,
      extension: options.extension ?? (vsix ? { vsix } : { folder: ROOT }),
      beside: options.beside ?? [],
      settings: { "workbench.colorTheme": THEMES[options.theme ?? "dark"].setting, ...options.settings },
    });
    const browser = await launchBrowser().catch(async (error) => {
      await host.stop();
      throw error;
    });
    const zoom = options.zoom ?? 1;
    const { width, height } = options.size ?? { width: 1440, height: 900 };
    const viewport = { width: Math.round(width / zoom), height: Math.round(height / zoom) };
    const page = await browser.newPage({ viewport, deviceScaleFactor: zoom });
    const window = new CodeWindow(page, browser, host);
    try {
      await window.step("the window to open", () => window.load());
    } catch (error) {
      await window.close();
      throw error;
    }
    return window;
  }

  /** Where the editor keeps settings and logs. */
  get dataFolder(): string {
    return this.host.dataFolder;
  }

  /** The tree view with this title. */
  tree(title: string): WindowTree {
    return new WindowTree(this, title);
  }

  /** Runs a command by what the palette calls it, such as "Eval Results: Import…". */
  runCommand(title: string): Promise<void> {
    return this.input.runCommand(title);
  }

  /** Shows the views behind an icon of the activity bar. */
  async openActivity(title: string): Promise<void> {
    await this.step(`"${title}" in the activity bar`, async () => {
      const tab = this.page.locator(".activitybar").getByRole("tab", { name: new RegExp(`^${title}\\b`) });
      await tab.waitFor();
      // Clicking the icon of the shown views would hide them.
      if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    });
  }

  /** Gives the texts of the status bar, left to right. */
  statusTexts(): Promise<string[]> {
    return this.page.locator(".statusbar .statusbar-item").allInnerTexts();
  }

  /** Changes the colour theme of the open window, as a person does. */
  async setTheme(theme: ThemeName): Promise<void> {
    const { label } = THEMES[theme];
    await this.input.runAndPick("Preferences: Color Theme", label);
    await this.input.waitForNo();
    // Panels get the new colours a moment after the window has them.
    await this.page.waitForTimeout(500);
  }

  /** Loads the page again, as a person does to restart the window; the extension starts anew. */
  async reload(): Promise<void> {
    await this.step("the window to reload", () => this.load());
  }

  /** Saves a picture of the whole window. */
  async screenshot(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }

  async step<T>(waitedFor: string, action: () => Promise<T>): Promise<T> {
    try {
      return await action();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const saved = await this.saveFailure(waitedFor);
      throw new Error(`Waited for ${waitedFor}: ${reason}\n${saved}`, { cause: error });
    }
  }

  /** Records the window, its console and the server's log; gives a sentence that says where. */
  async saveFailure(name: string): Promise<string> {
    const file = `${new Date().toISOString().replace(/[:.]/g, "-")}-${name.replace(/\W+/g, "-").slice(0, 60)}`;
    const path = join(FAILURES, file);
    mkdirSync(FAILURES, { recursive: true });
    writeFileSync(`${path}.log`, `${this.console.join("\n")}\n\n--- server ---\n${this.host.log()}`);
    const picture = await this.page.screenshot({ path: `${path}.png` }).then(
      () => "picture and log",
      () => "log", // A page that has crashed cannot be pictured.
    );
    return `See ${relative(ROOT, path)} (${picture}).`;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.host.stop();
  }

  private async load(): Promise<void> {
    await this.page.goto(this.host.address, { timeout: OPEN_LIMIT_MS });
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: OPEN_LIMIT_MS });
    await this.page.locator(".activitybar").getByRole("tab").first().waitFor({ timeout: OPEN_LIMIT_MS });
  }
}
