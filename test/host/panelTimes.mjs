// `node test/host/panelTimes.mjs [--rows 10000,1000000] [--repeats 5] [--json]`: opens results in a real window and prints how
// long the panel takes to show, and how even its frames are while its rows scroll. Build first.
import { importTypeScript } from "./runTypeScript.mjs";

try {
  const { panelTimes } = await importTypeScript("test/host/panelTimes.ts");
  await panelTimes(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
