// Runs Vitest as a process of its own and reads its report. Window tests get a second try in a fresh window: an editor
// served on a busy machine is now and then later than any limit, and what fails twice is no accident.
import { rmSync } from "node:fs";
import { join, relative } from "node:path";
import { addOutcomes, NOTHING, type Outcome, outcomeOfRun, readVitestReport } from "./outcome.ts";
import { ROOT } from "./paths.ts";
import { run } from "./processes.ts";
import { makeTemporaryFolder } from "./temporaryFolders.ts";

export interface VitestRun {
  readonly config: string;
  readonly only: string | null;
  /** The files to run; all when left out. */
  readonly files?: readonly string[];
  /** The package the windows install in place of the checkout. */
  readonly vsix?: string;
}

interface Ran {
  readonly outcome: Outcome;
  /** Files with a failure, relative to the root. */
  readonly failed: readonly string[];
  /** What the other files came to. */
  readonly rest: Outcome;
}

export async function runVitest(wanted: VitestRun): Promise<Outcome> {
  return (await vitest(wanted)).outcome;
}

/** The same, with a second try for the files that failed. What it takes stands in the output, whatever the outcome. */
export async function runVitestTwice(wanted: VitestRun): Promise<Outcome> {
  const first = await vitest(wanted);
  if (first.failed.length === 0) return first.outcome;
  console.log(`\n== failed, tried once more in a fresh window: ${first.failed.join(", ")}`);
  const second = await vitest({ ...wanted, files: first.failed });
  const passed = first.failed.filter((file) => !second.failed.includes(file));
  if (passed.length > 0) console.log(`== passed only on the second try: ${passed.join(", ")}`);
  return addOutcomes(first.rest, second.outcome);
}

async function vitest({ config, only, files = [], vsix }: VitestRun): Promise<Ran> {
  const folder = makeTemporaryFolder("report");
  const path = join(folder, "vitest.json");
  const args = [join(ROOT, "node_modules", "vitest", "vitest.mjs"), "run", "--config", config];
  args.push("--reporter=default", "--reporter=json", `--outputFile.json=${path}`);
  if (only !== null) args.push("--testNamePattern", only);
  const { code } = await run(
    process.execPath,
    [...args, ...files],
    vsix === undefined ? {} : { env: { EVAL_RESULTS_VSIX: vsix } },
  );
  const report = readVitestReport(path);
  rmSync(folder, { recursive: true, force: true });
  // The tests a pattern leaves out are reported as skipped, which would only confuse.
  const told = (outcome: Outcome): Outcome => (only === null ? outcome : { ...outcome, skipped: 0 });
  return {
    outcome: told(outcomeOfRun(report?.outcome ?? null, code)),
    failed: report?.failedFiles.map((file) => relative(ROOT, file)) ?? [],
    rest: told(report?.rest ?? NOTHING),
  };
}
