// `node test/host/shots.mjs SCRIPT [--out FOLDER] [--themes dark,light,highContrast] [--size 1440x900] [--zoom 1]
// [--workspace FOLDER]`: runs a script on a window and takes its pictures in several themes.
import { importTypeScript } from "./runTypeScript.mjs";

try {
  const { takeShots } = await importTypeScript("test/host/takeShots.ts");
  await takeShots(process.argv.slice(2), importTypeScript);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
