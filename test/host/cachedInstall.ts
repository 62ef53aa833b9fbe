// Installs exact versions of npm packages into a folder of the cache, once. An interrupted install leaves only a
// temporary folder behind, which the next one removes.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CACHE } from "./paths.ts";
import { npm } from "./processes.ts";
import { isRunning } from "./temporaryFolders.ts";

interface CachedPackages {
  /** Names the folder. */
  readonly name: string;
  /** What the person waiting is told is being installed. */
  readonly title: string;
  /** Package name to exact version. */
  readonly packages: Readonly<Record<string, string>>;
  /** Changes when `finish` does, so that older installs are not taken for the new one. */
  readonly revision: number;
  /** Completes the install inside the temporary folder. */
  readonly finish: (folder: string) => Promise<void>;
}

const MARKER = "installed.json";

/** Gives the folder that holds the installed packages, installing them where that has not been done yet. */
export async function installCached(wanted: CachedPackages): Promise<string> {
  const contents = JSON.stringify({ packages: wanted.packages, revision: wanted.revision }, null, 2);
  const digest = createHash("sha256").update(contents).digest("hex").slice(0, 8);
  const folder = join(CACHE, `${wanted.name}-${digest}`);
  if (existsSync(join(folder, MARKER))) return folder;

  console.log(`Installing ${wanted.title} into the cache folder (once) …`);
  const startedAt = Date.now();
  mkdirSync(CACHE, { recursive: true });
  removeLeftOvers(wanted.name);
  const temporary = join(CACHE, `${wanted.name}-installing-${process.pid}`);
  mkdirSync(temporary);
  writeFileSync(
    join(temporary, "package.json"),
    JSON.stringify({ private: true, dependencies: wanted.packages }),
  );
  await npm(["install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], temporary);
  await wanted.finish(temporary);
  writeFileSync(join(temporary, MARKER), `${contents}\n`);
  // Another run may have finished the same install first; either result is good.
  if (existsSync(folder)) rmSync(temporary, { recursive: true, force: true });
  else renameSync(temporary, folder);
  console.log(`Installed ${wanted.title} in ${Math.round((Date.now() - startedAt) / 1000)} s.`);
  return folder;
}

/** Removes other versions and installs whose process is gone. */
function removeLeftOvers(name: string): void {
  for (const entry of readdirSync(CACHE)) {
    if (!entry.startsWith(`${name}-`)) continue;
    const owner = /-installing-(\d+)$/.exec(entry)?.[1];
    if (owner !== undefined && isRunning(Number(owner))) continue;
    rmSync(join(CACHE, entry), { recursive: true, force: true });
  }
}
