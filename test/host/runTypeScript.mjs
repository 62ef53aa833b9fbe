// Runs a TypeScript module of the harness on a Node that cannot read TypeScript: bundles it into the cache folder,
// with packages left outside, and imports the result.
import { rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");

/** Gives the exports of the module at `path`, taken from the project's root. */
export async function importTypeScript(path) {
  const esbuild = await import("esbuild");
  const outfile = join(root, ".vscode-test", "harness", `${basename(path, ".ts")}.${process.pid}.mjs`);
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [path],
    outfile,
    bundle: true,
    packages: "external",
    platform: "node",
    format: "esm",
    target: "node20",
    sourcemap: "inline",
    logLevel: "warning",
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
