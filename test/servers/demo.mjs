// `npm run demo:nemo`: a service on this machine with sample results, to try live sources without an account.
import { ensureDependencies } from "../host/dependencies.mjs";
import { importTypeScript } from "../host/runTypeScript.mjs";

try {
  ensureDependencies();
  const [service, ...flags] = process.argv.slice(2);
  const { runDemo } = await importTypeScript(`test/servers/${service}/demo.ts`);
  await runDemo(flags);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
