// `npm start` after the dependencies: builds, makes the sample workspace and opens it in a VS Code with the extension.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { findDesktopCode } from "./desktopCode.ts";
import { CACHE, ROOT } from "./paths.ts";
import { run } from "./processes.ts";
import { prepareSampleWorkspace } from "./sampleWorkspace.ts";
import { serveCode } from "./servedCode.ts";

/** `--served` leaves desktop VS Code aside; `--fresh` makes the sample workspace anew. */
export async function startWorkspace(args: readonly string[]): Promise<void> {
  const known = ["--served", "--fresh"];
  const unknown = args.find((arg) => !known.includes(arg));
  if (unknown !== undefined) throw new Error(`Unknown argument ${unknown}. Known: ${known.join(", ")}.`);
  const { code } = await run(process.execPath, [join(ROOT, "esbuild.mjs")]);
  if (code !== 0) throw new Error("The build failed.");
  const workspace = await prepareSampleWorkspace({ isFresh: args.includes("--fresh") });
  const desktop = args.includes("--served") ? null : await findDesktopCode();
  if (desktop !== null && desktop.screen === "own") openDesktop(desktop.executable, workspace);
  else await openServed(workspace);
}

/** The window outlives this process: it is the person's. */
function openDesktop(executable: string, workspace: string): void {
  const folder = join(CACHE, "desktop");
  const args = [
    workspace,
    `--extensionDevelopmentPath=${ROOT}`,
    `--user-data-dir=${join(folder, "user-data")}`,
    `--extensions-dir=${join(folder, "extensions")}`,
    "--disable-workspace-trust",
    "--skip-welcome",
    "--new-window",
    // VS Code refuses to start as root without it, as in a container.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ];
  spawn(executable, args, { detached: true, stdio: "ignore" }).unref();
  console.log("Opened the sample workspace in VS Code.");
}

async function openServed(workspace: string): Promise<void> {
  const host = await serveCode({ workspace, extension: { folder: ROOT } });
  console.log(`\nThe sample workspace is open at\n\n  ${host.address}\n\nPress Ctrl+C to stop.`);
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await host.stop();
}
