// Makes the workspace that `npm start` opens: copies of the sample files, a note on what they are, and a store that
// already holds them. A workspace that is there stays as it is until the samples change.
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join, relative, sep } from "node:path";
import { CACHE, ROOT, SAMPLE_WORKSPACE } from "./paths.ts";
import { run } from "./processes.ts";

const SAMPLES = join(ROOT, "media", "samples");
const CLI = join(ROOT, "dist", "cli.js");
/** Outside the workspace, so that a person who looks around there finds only what is theirs. */
const STAMP = join(CACHE, "sample-workspace.stamp");
/** How the samples were made, which matters to no one who looks at them here. */
const NOT_COPIED = new Set(["make", "README.md"]);
/** The two runs that a first look finds in the sidebar; the other files are there to try imports on. */
const IMPORTED = /^nemo[\\/]docs-qa-.*\.row-scores\.jsonl$/;

/** Gives the sample workspace's folder; `isFresh` makes it anew even when it is there. */
export async function prepareSampleWorkspace({
  isFresh = false,
  folder = SAMPLE_WORKSPACE,
} = {}): Promise<string> {
  const files = sampleFiles();
  const stamp = stampOf(files);
  const isOurs = folder === SAMPLE_WORKSPACE;
  const isThere = isOurs && existsSync(folder) && existsSync(STAMP) && readFileSync(STAMP, "utf8") === stamp;
  if (isThere && !isFresh) return folder;

  const temporary = `${folder}.making`;
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary, { recursive: true });
  writeFileSync(join(temporary, "README.md"), readme(files));
  for (const file of files) cpSync(join(SAMPLES, file), join(temporary, file));
  await importInto(temporary, files);
  rmSync(folder, { recursive: true, force: true });
  renameSync(temporary, folder);
  if (isOurs) writeFileSync(STAMP, stamp);
  return folder;
}

async function importInto(folder: string, files: readonly string[]): Promise<void> {
  const results = files.filter((file) => IMPORTED.test(file));
  if (!existsSync(CLI) || results.length === 0) {
    console.log(
      "The sample workspace has no imported results: there is no command line tool or no sample yet.",
    );
    return;
  }
  console.log(`Importing ${results.length} sample files …`);
  const args = [CLI, "import", ...results, "--store", join(folder, ".eval-results")];
  const { code, output } = await run(process.execPath, args, { cwd: folder, output: "keep" });
  if (code !== 0) throw new Error(`The samples could not be imported (exit code ${code}):\n${output}`);
}

/** Paths relative to the samples' folder, sorted; none while there are no samples. */
function sampleFiles(): readonly string[] {
  if (!existsSync(SAMPLES)) return [];
  return readdirSync(SAMPLES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SAMPLES, join(entry.parentPath, entry.name)))
    .filter((path) => !NOT_COPIED.has(path.split(sep)[0] ?? ""))
    .sort();
}

function stampOf(files: readonly string[]): string {
  const hash = createHash("sha256").update(existsSync(CLI) ? "imported" : "not imported");
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(join(SAMPLES, file)));
  return hash.digest("hex");
}

function readme(files: readonly string[]): string {
  return `# Sample workspace

Results of small evaluations to look around in. They are already imported: open the Eval Results view in the
activity bar. The same files are here to try an import with:

${files.map((file) => `- ${file}`).join("\n")}

Nothing here is precious: \`npm start -- --fresh\` makes the workspace anew.
`;
}
