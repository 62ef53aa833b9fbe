// `npm test`: installs what is missing and runs every part, or those named by --unit, --vscode, --web, --window,
// --vsix and --only PATTERN. Works from a bare clone.
import { ensureDependencies } from "./host/dependencies.mjs";
import { importTypeScript } from "./host/runTypeScript.mjs";

try {
  ensureDependencies();
  const { runTests } = await importTypeScript("test/host/runTests.ts");
  process.exitCode = await runTests(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log("0 passed, 1 failed");
  process.exitCode = 1;
}
