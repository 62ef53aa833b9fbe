// Makes sure the packages of the lock file are installed, from a bare clone too. It runs before any package exists,
// so it uses nothing but Node and npm.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;
const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Installs the dependencies with `npm ci` where they are absent or differ from the lock file. */
export function ensureDependencies() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < OLDEST_NODE)
    throw new Error(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`);
  if (isInstalled()) return;
  console.log("Installing the dependencies (npm ci) …");
  const startedAt = Date.now();
  if (!npm("ci")) {
    // `npm ci` insists on packages for every platform; a registry that lacks some makes for a lock file without them.
    console.log("npm ci failed; trying npm install, which takes the lock file as it is …");
    if (!npm("install", "--no-save")) throw new Error("The dependencies could not be installed.");
  }
  console.log(`Dependencies installed in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
}

/** No dependency needs its install script: native parts come as optional packages. */
function npm(...args) {
  const isWindows = process.platform === "win32";
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const program = isWindows ? "npm.cmd" : "npm";
  return (
    spawnSync(program, [...args, ...options], { cwd: root, stdio: "inherit", shell: isWindows }).status === 0
  );
}

/** Compares versions instead of file times: a fresh checkout and a half-done install both have misleading times. */
function isInstalled() {
  const installedPath = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(installedPath)) return false;
  const installed = packagesOf(installedPath);
  const wanted = packagesOf(join(root, "package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional, devOptional, peer }]) => {
    if (path === "") return true;
    const found = installed[path];
    return found === undefined ? optional || devOptional || peer : found.version === version;
  });
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, "utf8")).packages;
}
