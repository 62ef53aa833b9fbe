// The parts of the browser-served VS Code and of the browser that drives it: which packages, which versions, and
// how each becomes usable without a compiler, a system package or an install script.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installCached } from "./cachedInstall.ts";
import { npm, run } from "./processes.ts";

/** The release of VS Code that both the desktop and the served host run. */
export const VSCODE_VERSION = "1.139.1";

const NODE_VERSION = "24.21.0";
const CODE_SERVER_VERSION = "4.139.1";
const CHROMIUM_VERSION = "153.0.0";
const FONTS_VERSION = "2.37.3";
const SYSTEM_CHROMIUM = "/usr/bin/chromium";

export interface ServedCode {
  readonly node: string;
  readonly server: string;
}

export interface BrowserParts {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Installs the VS Code server with the Node it wants. */
export async function installServedCode(): Promise<ServedCode> {
  const node = nodePackage();
  const serverFolder = join("node_modules", "code-server", "lib", "vscode");
  const folder = await installCached({
    name: "served-code",
    title: `the browser-served VS Code ${VSCODE_VERSION} (about 200 MB to download)`,
    packages: { [node]: NODE_VERSION, "code-server": CODE_SERVER_VERSION },
    revision: 1,
    finish: (temporary) =>
      npm(
        ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
        join(temporary, serverFolder),
      ),
  });
  return {
    node: join(folder, "node_modules", node, "bin", "node"),
    server: join(folder, serverFolder, "out", "server-main.js"),
  };
}

/** Installs a Chromium with the libraries and fonts it needs. */
export async function installBrowser(): Promise<BrowserParts> {
  const node = nodePackage();
  const folder = await installCached({
    name: "browser",
    title: "a headless browser and fonts (about 110 MB to download)",
    packages: {
      [node]: NODE_VERSION,
      "@sparticuz/chromium": CHROMIUM_VERSION,
      "dejavu-fonts-ttf": FONTS_VERSION,
    },
    revision: 1,
    finish: (temporary) => unpackBrowser(temporary, join(temporary, "node_modules", node, "bin", "node")),
  });
  const unpacked = join(folder, "unpacked");
  // Written on every start because it holds absolute paths, and the checkout may have been moved.
  const fontsFile = join(folder, "fonts.conf");
  writeFileSync(fontsFile, fontsConfiguration(folder));
  // The packaged browser is for x64 alone; elsewhere the system's own has to do.
  if (process.arch !== "x64") return { executablePath: SYSTEM_CHROMIUM, env: { FONTCONFIG_FILE: fontsFile } };
  const libraries = [join(unpacked, "al2023", "lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    executablePath: join(unpacked, "chromium"),
    env: { FONTCONFIG_FILE: fontsFile, LD_LIBRARY_PATH: libraries },
  };
}

/** The package inflates itself into the system's temporary folder; here that is a folder of the install. */
async function unpackBrowser(folder: string, node: string): Promise<void> {
  const unpacked = join(folder, "unpacked");
  mkdirSync(unpacked);
  const script = 'import("@sparticuz/chromium").then((it) => it.default.executablePath())';
  const { code, output } = await run(node, ["-e", script], {
    cwd: folder,
    // Pretending to be that cloud also unpacks the system libraries a bare machine lacks.
    env: { TMPDIR: unpacked, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" },
    output: "keep",
  });
  if (code !== 0) throw new Error(`The browser could not be unpacked:\n${output}`);
}

function fontsConfiguration(folder: string): string {
  const own = [
    join(folder, "unpacked", "fonts", "fonts"),
    join(folder, "node_modules", "dejavu-fonts-ttf", "ttf"),
  ];
  const alias = (family: string, preferred: string) =>
    `<alias binding="strong"><family>${family}</family><prefer><family>${preferred}</family></prefer></alias>`;
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${own.map((path) => `<dir>${path}</dir>`).join("\n")}
<cachedir>${join(folder, "fonts-cache")}</cachedir>
${alias("system-ui", "Open Sans")}
${alias("sans-serif", "Open Sans")}
${alias("serif", "DejaVu Serif")}
${alias("monospace", "DejaVu Sans Mono")}
</fontconfig>
`;
}

function nodePackage(): string {
  const target = `${process.platform}-${process.arch}`;
  if (target !== "linux-x64" && target !== "linux-arm64") {
    throw new Error(`The browser-served VS Code is made for Linux, not ${target}; install desktop VS Code.`);
  }
  return `node-${target}`;
}
