// `npm start`: installs, builds and opens the sample workspace in VS Code, on the desktop or served to a browser.
// Works from a bare clone.
import { ensureDependencies } from "./dependencies.mjs";
import { importTypeScript } from "./runTypeScript.mjs";

try {
  ensureDependencies();
  const { startWorkspace } = await importTypeScript("test/host/startWorkspace.ts");
  await startWorkspace(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
