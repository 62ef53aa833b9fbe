// Where things are: the project's root and the folders of the ignored cache.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Found by walking up, because this module also runs from a bundle inside the cache folder. */
export const ROOT = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Holds everything that is installed, made or recorded outside `node_modules` and `dist`. */
export const CACHE = join(ROOT, ".vscode-test");
export const FAILURES = join(CACHE, "failures");
export const SAMPLE_WORKSPACE = join(CACHE, "sample-workspace");

function findRoot(folder: string): string {
  if (existsSync(join(folder, "package.json")) && existsSync(join(folder, "esbuild.mjs"))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error("The project's root was not found.");
  return findRoot(parent);
}
