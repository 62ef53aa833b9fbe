// Compiles the suite that runs inside VS Code to one file, for the kind of extension host that will load it.
import { readdirSync } from "node:fs";
import { join, sep } from "node:path";
import * as esbuild from "esbuild";
import { CACHE, ROOT } from "./paths.ts";

/** Which extension host runs the suite: Node's, or the web worker of a browser. */
export type HostKind = "node" | "web";

export interface SuiteOptions {
  readonly hostKind: HostKind;
  /** Runs only the tests whose full name contains this. */
  readonly only: string | null;
}

/** Gives the path of the compiled suite; every `*.test.ts` below `test/vscode` is part of it. */
export async function bundleSuite({ hostKind, only }: SuiteOptions): Promise<string> {
  const folder = join(ROOT, "test", "vscode");
  const tests = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".test.ts"))
    .map((path) => `./${path.split(sep).join("/")}`)
    .sort();
  const outfile = join(CACHE, "suite", `${hostKind}.js`);
  await esbuild.build({
    stdin: { contents: entry(tests, only), resolveDir: folder, sourcefile: "suiteEntry.ts", loader: "ts" },
    outfile,
    bundle: true,
    format: "cjs",
    sourcemap: "inline",
    logLevel: "warning",
    ...(hostKind === "node"
      ? { platform: "node", target: "node20", external: ["vscode", "mocha"] }
      : { platform: "browser", target: "es2022", external: ["vscode"], plugins: [browserMocha] }),
  });
  return outfile;
}

/** Mocha's build for browsers offers its class as a global only. */
const browserMocha: esbuild.Plugin = {
  name: "browserMocha",
  setup(build) {
    build.onResolve({ filter: /^mocha$/ }, () => ({ path: "mocha", namespace: "browserMocha" }));
    build.onLoad({ filter: /.*/, namespace: "browserMocha" }, () => ({
      contents: 'require("mocha/mocha.js"); module.exports = globalThis.Mocha;',
      resolveDir: ROOT,
    }));
  },
};

/** The tests are required late, because they use functions that the suite defines first. */
function entry(tests: readonly string[], only: string | null): string {
  const requires = tests.map((path) => `require(${JSON.stringify(path)});`).join("\n  ");
  return `import { runSuite } from "./index.ts";
export const run = () => runSuite(() => {
  ${requires}
}, ${JSON.stringify(only)});
`;
}
