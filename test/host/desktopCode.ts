// Finds desktop VS Code: the one a person names or has installed, else a download, else none.
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { VSCODE_VERSION } from "./hostParts.ts";
import { CACHE } from "./paths.ts";

export interface DesktopCode {
  /** The application itself, not the `code` command that starts it. */
  readonly executable: string;
  /** Runs it without a screen, where the machine has none. */
  readonly screen: "own" | "xvfb";
}

const RELEASES = "https://update.code.visualstudio.com/api/releases/stable";
const PROBE_LIMIT_MS = 4_000;

/** Gives a desktop VS Code, or null after one line that says why there is none. */
export async function findDesktopCode(): Promise<DesktopCode | null> {
  const screen = findScreen();
  if (screen === null) return none("this machine has no screen");
  const named = process.env.EVAL_RESULTS_VSCODE;
  if (named) {
    const executable = applicationOf(named);
    if (executable === null) throw new Error(`EVAL_RESULTS_VSCODE does not name a VS Code: ${named}`);
    return { executable, screen };
  }
  const installed = findOnPath("code");
  const executable = installed === null ? null : applicationOf(installed);
  if (executable !== null) return { executable, screen };
  if (!(await canDownload())) return none("it is not installed and its download host cannot be reached");
  try {
    return {
      executable: await downloadAndUnzipVSCode({ version: VSCODE_VERSION, cachePath: CACHE }),
      screen,
    };
  } catch (error) {
    return none(`its download failed (${error instanceof Error ? error.message : error})`);
  }
}

function none(reason: string): null {
  console.log(`No desktop VS Code: ${reason}. Using the browser-served one.`);
  return null;
}

function findScreen(): DesktopCode["screen"] | null {
  if (process.platform !== "linux") return "own";
  if (process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return "own";
  return findOnPath("xvfb-run") === null ? null : "xvfb";
}

/** Follows the `code` command to the application beside it; null for commands of a remote VS Code, which has none. */
function applicationOf(command: string): string | null {
  if (!existsSync(command)) return null;
  const path = realpathSync(command);
  const isCommand = /[\\/]bin[\\/]code(\.cmd)?$/.test(path);
  if (!isCommand) return path;
  const home = dirname(dirname(path));
  const candidates = [
    join(home, "code"),
    join(home, "Code.exe"),
    join(home, "..", "..", "MacOS", "Electron"),
    join(home, "..", "..", "MacOS", "Code"),
  ];
  return candidates.find((candidate) => existsSync(candidate)) ?? null;
}

function findOnPath(program: string): string | null {
  const names = process.platform === "win32" ? [`${program}.cmd`, `${program}.exe`] : [program];
  const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return (
    folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path)) ??
    null
  );
}

/** Asks first, and briefly: the download itself would wait long for a host that never answers. */
async function canDownload(): Promise<boolean> {
  if (existsSync(join(CACHE, `vscode-${process.platform}-${process.arch}-${VSCODE_VERSION}`, "is-complete")))
    return true;
  try {
    return (await fetch(RELEASES, { method: "HEAD", signal: AbortSignal.timeout(PROBE_LIMIT_MS) })).ok;
  } catch {
    return false; // Unreachable, for whatever reason.
  }
}
