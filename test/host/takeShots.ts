// Opens the sample workspace, lets a script use the window, and saves each picture the script asks for once a theme.
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { CACHE, ROOT } from "./paths.ts";
import { prepareSampleWorkspace } from "./sampleWorkspace.ts";
import { CodeWindow, THEMES, type ThemeName } from "./window.ts";

/** What a script's exported `shots(window, take)` gets: the window, and a function that takes a picture. */
export type ShotsScript = (window: CodeWindow, take: (name: string) => Promise<void>) => Promise<void>;

/** Runs the script named by the arguments; `importScript` compiles it first. */
export async function takeShots(
  args: readonly string[],
  importScript: (path: string) => Promise<{ readonly shots?: ShotsScript }>,
): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      out: { type: "string", default: join(CACHE, "shots") },
      themes: { type: "string", default: "dark,light,highContrast" },
      size: { type: "string", default: "1440x900" },
      zoom: { type: "string", default: "1" },
      workspace: { type: "string" },
    },
  });
  const path = positionals[0];
  if (path === undefined) throw new Error("Name a script that exports `async function shots(window, take)`.");
  const { shots } = await importScript(relative(ROOT, resolve(path)));
  if (shots === undefined) throw new Error(`${path} does not export a function named shots.`);

  const themes = values.themes.split(",").map(themeName);
  const [width = 1440, height = 900] = values.size.split("x").map(Number);
  const workspace =
    values.workspace === undefined
      ? await prepareSampleWorkspace({ folder: join(CACHE, "shots-workspace") })
      : resolve(values.workspace);
  const window = await CodeWindow.open({ workspace, size: { width, height }, zoom: Number(values.zoom) });
  try {
    await shots(window, async (name) => {
      for (const theme of themes) {
        await window.setTheme(theme);
        const file = join(values.out, `${name}-${theme}.png`);
        await window.screenshot(file);
        console.log(relative(process.cwd(), file));
      }
    });
  } finally {
    await window.close();
  }
}

function themeName(name: string): ThemeName {
  if (Object.hasOwn(THEMES, name)) return name as ThemeName;
  throw new Error(`Unknown theme ${name}. Known: ${Object.keys(THEMES).join(", ")}.`);
}
