// Runs the tests inside the extension host of a real VS Code, Node's or a browser's, and prints their outcome as one
// line of JSON. It knows nothing of how that VS Code was started.
import Mocha from "mocha";

/** Starts the line that says how many tests passed, failed and were skipped. */
const RESULT_PREFIX = "EVAL_RESULTS_SUITE ";
const TEST_LIMIT_MS = 60_000;

/** Rejects when a test failed, or when there was none although all were asked for. */
export async function runSuite(loadTests: () => void, only: string | null): Promise<void> {
  try {
    await runTests(loadTests, only);
  } catch (error) {
    console.log(`  FAIL  the suite\n${error instanceof Error ? error.stack : error}`);
    throw error;
  }
}

async function runTests(loadTests: () => void, only: string | null): Promise<void> {
  const mocha = new Mocha({
    ui: "bdd",
    timeout: TEST_LIMIT_MS,
    forbidOnly: true,
    reporter: PlainReporter,
    ...(only === null ? {} : { fgrep: only }),
  });
  mocha.suite.emit("pre-require", globalThis, null, mocha);
  loadTests();
  const runner = await new Promise<Mocha.Runner>((resolve) => {
    const started = mocha.run(() => resolve(started));
  });
  const { passes = 0, failures = 0, pending = 0 } = runner.stats ?? {};
  console.log(RESULT_PREFIX + JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
  if (passes + pending === 0 && only === null) throw new Error("There was no test to run.");
}

/** Prints one plain line a test: Mocha's own reporters format for a terminal, which a browser does not have. */
class PlainReporter extends Mocha.reporters.Base {
  constructor(runner: Mocha.Runner, options?: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("pass", (test) => console.log(`  ok    ${test.fullTitle()} (${test.duration ?? 0} ms)`));
    runner.on("pending", (test) => console.log(`  skip  ${test.fullTitle()}`));
    runner.on("fail", (test, error: Error) => {
      console.log(`  FAIL  ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  }
}
