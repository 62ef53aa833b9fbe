// Serves VS Code to a browser on a free port of this machine, with a data folder of its own.
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { installServedCode, type ServedCode } from "./hostParts.ts";
import { run, startSupervised, stopSupervised } from "./processes.ts";
import { makeTemporaryFolder } from "./temporaryFolders.ts";

/** A folder with a built extension, a package, or nothing because the page names a development path. */
export type ServedExtension = "none" | { readonly folder: string } | { readonly vsix: string };

export interface ServeOptions {
  readonly workspace: string;
  readonly extension: ServedExtension;
  /** Folders of built extensions beside it. */
  readonly beside?: readonly string[];
  /** Lets the page name an extension under development and its tests; the window then shows no notifications. */
  readonly allowsDevelopment?: boolean;
  /** User settings on top of the quiet ones below. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The workspace is not trusted: Restricted Mode, as for a folder just downloaded. */
  readonly isRestricted?: boolean;
  /** Kept between runs instead of a fresh one that is removed at the end. */
  readonly dataFolder?: string;
}

export interface ServedWindowHost {
  /** Opens the workspace; for example `http://127.0.0.1:40123/`. */
  readonly address: string;
  readonly port: number;
  /** Holds settings, logs and all else that the editor keeps on disk. */
  readonly dataFolder: string;
  /** What the server printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/** Keeps every part of the window that asks, announces or phones home out of the way. */
const QUIET_SETTINGS = {
  "chat.disableAIFeatures": true,
  "extensions.ignoreRecommendations": true,
  "git.openRepositoryInParentFolders": "never",
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "window.commandCenter": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
};

/** Restricted Mode without a question at the start. */
const RESTRICTED_SETTINGS = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
};

/** Starts a server and resolves once it listens. */
export async function serveCode(options: ServeOptions): Promise<ServedWindowHost> {
  const parts = await installServedCode();
  const dataFolder = options.dataFolder ?? makeTemporaryFolder("server");
  const extensionsFolder = join(dataFolder, "extensions");
  // A kept data folder belongs to the person using it after the first start.
  if (!existsSync(settingsPath(dataFolder)))
    writeSettings(dataFolder, { ...(options.isRestricted ? RESTRICTED_SETTINGS : {}), ...options.settings });
  await provideExtension(parts, extensionsFolder, options.extension);
  for (const folder of options.beside ?? []) await provideExtension(parts, extensionsFolder, { folder });

  const logFile = join(dataFolder, "server.log");
  const child = startSupervised(parts.node, serverArguments(parts, dataFolder, options), {
    output: "keep",
  });
  const logStream = createWriteStream(logFile);
  child.stdout?.pipe(logStream, { end: false });
  child.stderr?.pipe(logStream, { end: false });
  const log = () => (existsSync(logFile) ? readFileSync(logFile, "utf8") : "");
  const stop = async () => {
    await stopSupervised(child);
    await new Promise<void>((resolve) => logStream.end(resolve));
    if (options.dataFolder === undefined) rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
  };

  const port = await new Promise<number | null>((resolve) => {
    let printed = "";
    const timer = setTimeout(() => resolve(null), START_LIMIT_MS);
    const settle = (value: number | null) => {
      clearTimeout(timer);
      resolve(value);
    };
    child.stdout?.on("data", (chunk) => {
      printed += String(chunk);
      const found = /listening on (\d+)/.exec(printed)?.[1];
      if (found !== undefined) settle(Number(found));
    });
    child.once("exit", () => settle(null));
  });
  if (port === null) {
    const printed = log();
    await stop();
    throw new Error(`The VS Code server did not start within ${START_LIMIT_MS / 1000} s:\n${printed}`);
  }
  return {
    address: `http://127.0.0.1:${port}/`,
    port,
    dataFolder,
    log,
    stop,
  };
}

function serverArguments(parts: ServedCode, dataFolder: string, options: ServeOptions): string[] {
  return [
    parts.server,
    ...["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"],
    // Without this flag a built workbench ignores the development payload, silently.
    ...(options.allowsDevelopment ? ["--enable-smoke-test-driver"] : []),
    ...["--telemetry-level", "off", "--default-folder", options.workspace],
    ...(options.isRestricted ? [] : ["--disable-workspace-trust"]),
    ...["--server-data-dir", dataFolder, "--extensions-dir", join(dataFolder, "extensions")],
  ];
}

function settingsPath(dataFolder: string): string {
  return join(dataFolder, "data", "User", "settings.json");
}

function writeSettings(dataFolder: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(join(dataFolder, "data", "User"), { recursive: true });
  writeFileSync(settingsPath(dataFolder), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
}

async function provideExtension(
  parts: ServedCode,
  folder: string,
  extension: ServedExtension,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  if (extension === "none") return;
  if ("folder" in extension) {
    const manifest = JSON.parse(readFileSync(join(extension.folder, "package.json"), "utf8"));
    const link = join(folder, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
    if (!existsSync(link)) symlinkSync(extension.folder, link, "dir");
    return;
  }
  const args = [parts.server, "--install-extension", extension.vsix, "--extensions-dir", folder];
  const { code, output } = await run(parts.node, [...args, "--server-data-dir", join(folder, "..")], {
    output: "keep",
    timeoutMs: 120_000,
  });
  if (code !== 0 || !/successfully installed/i.test(output)) {
    throw new Error(`${extension.vsix} could not be installed:\n${output}`);
  }
}
