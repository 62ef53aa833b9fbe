// Runs the parts of `npm test` one after the other and adds up their outcomes.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { addOutcomes, BROKEN, describeOutcome, NOTHING, type Outcome } from "./outcome.ts";
import { ROOT } from "./paths.ts";
import { run } from "./processes.ts";
import { runSuite } from "./runSuite.ts";
import { runVitest, runVitestTwice } from "./runVitest.ts";

const WINDOW_TESTS = "test/window/vitest.config.mts";
/** The window test that also runs against the packaged extension, to find what the package lacks. */
const PACKAGED_TEST = "test/window/fullPath.test.ts";

const PARTS = ["unit", "vscode", "web", "window", "vsix"] as const;
type Part = (typeof PARTS)[number];

interface Request {
  readonly parts: readonly Part[];
  readonly only: string | null;
  /** Every part was asked for, so the checks that are no tests run too. */
  readonly isWhole: boolean;
}

/** Runs what the arguments ask for and gives the exit code; the last line it prints holds the totals. */
export async function runTests(args: readonly string[]): Promise<number> {
  const request = readArguments(args);
  const startedAt = Date.now();
  let total = NOTHING;
  const add = async (title: string, action: () => Promise<Outcome>) => {
    const outcome = await runPart(title, action);
    total = addOutcomes(total, outcome);
    return outcome.failed === 0;
  };

  if (request.isWhole) {
    await add("lint", () => check("lint"));
    await add("types", () => check("types"));
  }
  const isBuilt = await add("build", () => check("build"));
  for (const part of request.parts) {
    const needsBuild = part !== "unit";
    await add(part, async () => {
      if (!needsBuild || isBuilt) return runners[part](request.only);
      console.log("Not run: the build failed.");
      return BROKEN;
    });
  }
  if (total.passed + total.failed === 0) {
    console.log("No test ran.");
    total = BROKEN;
  }
  console.log(`\nTook ${seconds(startedAt)} s.`);
  console.log(describeOutcome(total));
  return total.failed === 0 ? 0 : 1;
}

const runners: Record<Part, (only: string | null) => Promise<Outcome>> = {
  unit: (only) => runVitest({ config: "test/vitest.config.mts", only }),
  vscode: (only) => runSuite({ hostKind: "node", only }),
  web: (only) => runSuite({ hostKind: "web", only }),
  window: (only) => runVitestTwice({ config: WINDOW_TESTS, only }),
  vsix: testPackage,
};

async function runPart(title: string, action: () => Promise<Outcome>): Promise<Outcome> {
  console.log(`\n== ${title}`);
  const startedAt = Date.now();
  const outcome = await action().catch((error) => {
    console.error(error instanceof Error ? error.stack : error);
    return BROKEN;
  });
  const counted = outcome.passed + outcome.failed === 0 ? "done" : describeOutcome(outcome);
  console.log(`== ${title}: ${counted} (${seconds(startedAt)} s)`);
  return outcome;
}

/** Checks are no tests: one that succeeds adds nothing to the totals, one that fails adds a failure. */
async function check(script: string): Promise<Outcome> {
  const { code } = await run(npmProgram(), ["run", "--silent", script]);
  return code === 0 ? NOTHING : BROKEN;
}

async function testPackage(only: string | null): Promise<Outcome> {
  if ((await check("package")).failed > 0) return BROKEN;
  return runVitestTwice({ config: WINDOW_TESTS, only, files: [PACKAGED_TEST], vsix: packagePath() });
}

/** The package of the present version, so that one left by an older version is not tested in its place. */
function packagePath(): string {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const folder = join(ROOT, "dist");
  const found = readdirSync(folder).find((file) => file === `${name}-${version}.vsix`);
  if (found === undefined) throw new Error("`npm run package` left no package in dist.");
  const path = join(folder, found);
  console.log(`Packaged ${found} (${Math.round(statSync(path).size / 1024)} KB).`);
  return path;
}

function readArguments(args: readonly string[]): Request {
  const rest = [...args];
  const parts: Part[] = [];
  let only: string | null = null;
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const part = PARTS.find((name) => arg === `--${name}`);
    if (part !== undefined) parts.push(part);
    else if (arg === "--only" && rest.length > 0) only = rest.shift() ?? null;
    else
      throw new Error(
        `Unknown argument ${arg}. Known: ${PARTS.map((name) => `--${name}`).join(", ")}, --only PATTERN.`,
      );
  }
  const isWhole = parts.length === 0 && only === null;
  return { parts: PARTS.filter((part) => parts.length === 0 || parts.includes(part)), only, isWhole };
}

function npmProgram(): string {
  return process.platform === "win32" ? "npm.cmd" : "npm";
}

function seconds(startedAt: number): number {
  return Math.round((Date.now() - startedAt) / 1000);
}
