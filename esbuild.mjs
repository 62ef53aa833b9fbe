// Builds every bundle of the project: extension host, store worker, CLI, webview panels, tests for the editor.
import { copyFileSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import * as esbuild from "esbuild";
import { iconFont } from "./webview/iconFont.mjs";

const flags = new Set(process.argv.slice(2));
const isProduction = flags.has("--production");
const isWatch = flags.has("--watch");

/** @type {esbuild.BuildOptions} */
const common = {
  bundle: true,
  sourcemap: isProduction ? false : "linked",
  minify: isProduction,
  logLevel: "warning",
  metafile: true,
  legalComments: "none",
  // @stdlib traces through `debug`, which asks for Node's built-ins, the environment and local storage.
  alias: { debug: "./src/util/noDebug.cjs" },
};
/** @type {esbuild.BuildOptions} */
const node = {
  ...common,
  platform: "node",
  target: "node20",
  format: "cjs",
  // jsonc-parser's main is UMD, which can't be bundled.
  mainFields: ["module", "main"],
};

/** For the web extension host: a stray import of Node fails the build. */
const web = { ...common, platform: "browser", target: "es2022", outdir: "dist/web" };

/** The webview does not mark `vscode` external, so a stray runtime import fails the build. */
const webview = {
  ...common,
  platform: "browser",
  target: "es2022",
  format: "iife",
  plugins: [iconFont],
};
const panels = {
  result: "webview/panels/result/main.ts",
  compare: "webview/panels/compare/main.ts",
  compareMany: "webview/panels/compareMany/main.ts",
  // Loaded by the first chart of a page.
  charts: "webview/charts/chartSetup.ts",
};

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

const builds = [
  { ...node, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] },
  {
    ...node,
    entryPoints: { storeWorker: "src/storeWorker.ts", scanWorker: "src/scanWorker.ts", cli: "src/cli.ts" },
    outdir: "dist",
    define: { EVAL_RESULTS_VERSION: JSON.stringify(version) },
  },
  { ...web, entryPoints: { extension: "src/extensionWeb.ts" }, format: "cjs", external: ["vscode"] },
  {
    ...web,
    entryPoints: { storeWorker: "src/storeWorkerWeb.ts" },
    format: "iife",
    // Started from a blob, whose origin and path make no address; @cfworker/json-schema builds one when it loads.
    define: { "self.location.origin": '"null"' },
  },
  { ...webview, entryPoints: panels, outdir: "dist/webview" },
];

if (flags.has("--bench"))
  builds.push({
    ...node,
    entryPoints: { bench: "test/bench/bench.ts" },
    outdir: "dist",
    outExtension: { ".js": ".cjs" },
  });

/** Serves the playground to this machine only, on a free port; its bundles are built in memory at every reload. */
async function play() {
  const folder = "webview/playground";
  const scripts = { play: `${folder}/play.ts`, fakeEditor: `${folder}/fakeEditor.ts` };
  const bundles = Object.fromEntries(
    Object.entries(panels).map(([name, entry]) => [`webview/${name}`, entry]),
  );
  const options = { ...webview, entryPoints: { ...scripts, ...bundles }, outdir: folder, write: false };
  const context = await esbuild.context(options);
  const { port } = await context.serve({ host: "127.0.0.1", port: 0, servedir: folder });
  console.log(`Playground: http://127.0.0.1:${port}/`);
}

if (flags.has("--play")) {
  await play();
} else {
  await build();
}

async function build() {
  rmSync("dist", { recursive: true, force: true });
  mkdirSync("dist", { recursive: true });
  copyFileSync("node_modules/sql.js/dist/sql-wasm.wasm", "dist/sql-wasm.wasm");
  if (isWatch) {
    const contexts = await Promise.all(builds.map((options) => esbuild.context(options)));
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    await Promise.all(builds.map((options) => esbuild.build(options)));
  }
}
