// Runs the compiled suite in desktop VS Code, as a process of its own so that its output can be read and VS Code
// ends with it. Its only argument is the options of `runTests`, as JSON.
import { runTests } from "@vscode/test-electron";

process.exitCode = await runTests(JSON.parse(process.argv[2])).catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
