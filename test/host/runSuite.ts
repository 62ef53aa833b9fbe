// Runs the compiled suite inside a real VS Code, desktop or served, and reads its outcome. Both have the same
// contract, so the suite cannot tell them apart.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "./browser.ts";
import { bundleSuite, type SuiteOptions } from "./bundleSuite.ts";
import { type DesktopCode, findDesktopCode } from "./desktopCode.ts";
import { type Outcome, outcomeOfRun } from "./outcome.ts";
import { FAILURES, ROOT } from "./paths.ts";
import { run } from "./processes.ts";
import { serveCode } from "./servedCode.ts";
import { makeTemporaryFolder } from "./temporaryFolders.ts";

const SUITE_LIMIT_MS = 6 * 60_000;
const TEST_LINE = /^ {2}(ok|skip|FAIL|note) /;
const RESULT_LINE = /^EVAL_RESULTS_SUITE (\{.*\})$/m;

interface SuiteRun {
  readonly code: number;
  readonly output: string;
}

/** Runs the suite once; the web extension host exists in the served VS Code only. */
export async function runSuite(options: SuiteOptions): Promise<Outcome> {
  const suite = await bundleSuite(options);
  const desktop = options.hostKind === "node" ? await findDesktopCode() : null;
  const workspace = makeTemporaryFolder("workspace");
  try {
    const { code, output } =
      desktop === null
        ? await runServed(suite, workspace, options)
        : await runDesktop(desktop, suite, workspace);
    const counted = RESULT_LINE.exec(output)?.[1];
    return outcomeOfRun(counted === undefined ? null : (JSON.parse(counted) as Outcome), code);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

async function runDesktop(desktop: DesktopCode, suite: string, workspace: string): Promise<SuiteRun> {
  const isOwn = desktop.screen === "own";
  const options = {
    vscodeExecutablePath: isOwn ? desktop.executable : "xvfb-run",
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: suite,
    launchArgs: [...(isOwn ? [] : ["-a", desktop.executable]), workspace, "--disable-extensions"],
  };
  return run(process.execPath, [join(ROOT, "test", "host", "desktopSuite.mjs"), JSON.stringify(options)], {
    output: "both",
    timeoutMs: SUITE_LIMIT_MS,
  });
}

async function runServed(suite: string, workspace: string, options: SuiteOptions): Promise<SuiteRun> {
  const host = await serveCode({
    workspace,
    extension: "none",
    allowsDevelopment: true,
    settings: hostSettings(options),
  });
  const lines: string[] = [];
  try {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
        const line = args.map(String).join(" ");
        lines.push(line);
        // The rest is the window's own chatter.
        if (TEST_LINE.test(line)) console.log(line);
      });
      const exited = new Promise<number>((resolve) => {
        const timer = setTimeout(() => {
          lines.push(`The suite did not end within ${SUITE_LIMIT_MS / 1000} s.`);
          resolve(1);
        }, SUITE_LIMIT_MS);
        void page.exposeFunction("codeAutomationExit", (code: number) => {
          clearTimeout(timer);
          resolve(code);
        });
      });
      await page.goto(`${host.address}?${developmentQuery(host.port, suite, workspace, options)}`);
      const code = await exited;
      if (code !== 0) await saveFailure(lines, host.log(), (path) => page.screenshot({ path }));
      return { code, output: lines.join("\n") };
    } finally {
      await browser.close();
    }
  } finally {
    await host.stop();
  }
}

/** The kind in the payload alone is not enough: this release takes it from the manifest or from this setting. */
function hostSettings({ hostKind }: SuiteOptions): Readonly<Record<string, unknown>> {
  if (hostKind === "node") return {};
  const { publisher, name } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  return { "remote.extensionKind": { [`${publisher}.${name}`]: ["web"] } };
}

function developmentQuery(
  port: number,
  suite: string,
  workspace: string,
  { hostKind }: SuiteOptions,
): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${path}`;
  const payload = [
    ["extensionDevelopmentPath", remote(ROOT)],
    ["extensionTestsPath", remote(suite)],
    ["skipWelcome", "true"],
    ...(hostKind === "web" ? [["extensionDevelopmentKind", "web"]] : []),
  ];
  return new URLSearchParams({ folder: workspace, payload: JSON.stringify(payload) }).toString();
}

async function saveFailure(
  lines: readonly string[],
  serverLog: string,
  takePicture: (path: string) => Promise<unknown>,
): Promise<void> {
  mkdirSync(FAILURES, { recursive: true });
  const path = join(FAILURES, `${new Date().toISOString().replace(/[:.]/g, "-")}-suite`);
  writeFileSync(`${path}.log`, `${lines.join("\n")}\n\n--- server ---\n${serverLog}`);
  await takePicture(`${path}.png`);
  console.log(`The suite failed; see ${path}.log`);
}
