// The dependency rule of src/README.md, read off the import lines.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../../..");

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesBelow(path);
    return name.endsWith(".ts") ? [path] : [];
  });
}

function filesOf(path: string): readonly string[] {
  return path.endsWith(".ts") ? [path] : filesBelow(path);
}

interface Import {
  readonly from: string;
  /** A path from the root, or a package name. */
  readonly to: string;
  readonly isOurs: boolean;
}

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  const specifiers = [
    ...text.matchAll(
      /(?:^|\n)\s*(?:import|export)\b[^"';]*?from\s+"([^"]+)"|import\("([^"]+)"\)|^import "([^"]+)"/gm,
    ),
  ];
  return specifiers.map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const isOurs = specifier.startsWith(".");
    const to = isOurs
      ? relative(ROOT, resolve(dirname(file), specifier))
          .split(sep)
          .join("/")
      : specifier;
    return { from: relative(ROOT, file).split(sep).join("/"), to, isOurs };
  });
}

const ALL = [...filesBelow(join(ROOT, "src")), ...filesBelow(join(ROOT, "webview"))].flatMap(importsOf);

/** `src/core`, `src/host`, …; entries such as `src/cli.ts` are their own. */
function roomOf(path: string): string {
  const parts = path.split("/");
  return parts[0] === "webview"
    ? parts[1] === "playground"
      ? "webview/playground"
      : "webview"
    : parts.slice(0, 2).join("/");
}

/** What each room may import of ours. Entries (`src/*.ts`) build the graph and may import all. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  // The one form of metrics.json, which the editor checks by as well.
  "src/core": ["media/schemas"],
  "src/util": [],
  "src/protocol": ["src/core", "src/util"],
  "src/formats": ["src/core", "src/util"],
  "src/store": ["src/core", "src/util"],
  "src/sources": ["src/core", "src/util"],
  "src/app": ["src/core", "src/util"],
  "src/worker": ["src/app", "src/core", "src/protocol", "src/util"],
  "src/node": [
    "src/app",
    "src/core",
    "src/formats",
    "src/protocol",
    "src/sources",
    "src/store",
    "src/util",
    "src/worker",
  ],
  "src/web": [
    "src/app",
    "src/core",
    "src/formats",
    "src/protocol",
    "src/sources",
    "src/store",
    "src/util",
    "src/worker",
  ],
  "src/cli": ["src/app", "src/core", "src/util"],
  "src/host": ["src/core", "src/protocol", "src/util"],
  webview: ["src/core", "src/protocol", "src/util"],
  "webview/playground": ["src/core", "src/protocol", "src/util", "webview", "test/support"],
};

describe("the dependency rule", () => {
  it("reads every room", () => {
    expect(ALL.length).toBeGreaterThan(100);
    const rooms = new Set(ALL.map(({ from }) => roomOf(from)).filter((room) => !room.endsWith(".ts")));
    expect([...rooms].filter((room) => ALLOWED[room] === undefined)).toEqual([]);
  });

  it("holds between rooms", () => {
    const broken = ALL.filter(({ from, to, isOurs }) => {
      const own = roomOf(from);
      const allowed = ALLOWED[own];
      return isOurs && allowed !== undefined && roomOf(to) !== own && !allowed.includes(roomOf(to));
    });
    expect(broken).toEqual([]);
  });

  it("keeps core, util and protocol free of Node, the editor and the DOM's packages", () => {
    const pure = [
      "src/core",
      "src/util",
      "src/protocol",
      "src/formats",
      "src/app",
      "src/store",
      "src/sources",
    ];
    const packages = new Set([
      "fuzzysort",
      "lossless-json",
      "re2js",
      "fflate",
      "papaparse",
      "sql.js",
      "pure-rand/generator/mersenne",
      "jsonc-parser",
      "@cfworker/json-schema",
      "valibot",
    ]);
    const isPure = (to: string) => packages.has(to) || to.startsWith("@stdlib/stats-base-dists-");
    const broken = ALL.filter(
      ({ from, to, isOurs }) => !isOurs && pure.includes(roomOf(from)) && !isPure(to),
    );
    expect(broken).toEqual([]);
  });

  it("lets only the host and its entry see the editor", () => {
    const seen = ALL.filter(({ to }) => to === "vscode").map(({ from }) => roomOf(from));
    expect([...new Set(seen)].sort()).toEqual(["src/extension.ts", "src/extensionWeb.ts", "src/host"]);
  });

  it("keeps all that runs in a browser free of Node", () => {
    const rooms = ["src/host", "src/web", "src/worker", "src/extensionWeb.ts", "src/storeWorkerWeb.ts"];
    const broken = ALL.filter(
      ({ from, to, isOurs }) =>
        rooms.includes(roomOf(from)) && (isOurs ? to.startsWith("src/node/") : to.startsWith("node:")),
    );
    expect(broken).toEqual([]);
    const globals = /\b(?:process\.|Buffer\b|require\(|__dirname|setImmediate)/;
    for (const file of rooms.flatMap((room) => filesOf(join(ROOT, room)))) {
      const text = readFileSync(file, "utf8").replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
      expect(globals.exec(text)?.[0] ?? null, file).toBeNull();
    }
  });

  it("lets only one file import the UI kit", () => {
    const seen = ALL.filter(({ to }) => to.startsWith("@vscode/webview-ui-toolkit")).map(({ from }) => from);
    expect([...new Set(seen)]).toEqual(["webview/shared/toolkit.ts"]);
  });

  it("has no cycles", () => {
    const graph = new Map<string, readonly string[]>();
    for (const { from } of ALL)
      graph.set(
        from,
        ALL.filter((one) => one.from === from && one.isOurs).map((one) => one.to),
      );
    const done = new Set<string>();
    const visit = (file: string, path: readonly string[]): readonly string[] | null => {
      if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
      if (done.has(file)) return null;
      for (const next of graph.get(file) ?? []) {
        const cycle = visit(next, [...path, file]);
        if (cycle !== null) return cycle;
      }
      done.add(file);
      return null;
    };
    for (const file of graph.keys()) expect(visit(file, [])).toBeNull();
  });
});

describe("core", () => {
  it("knows neither clock nor chance", () => {
    for (const file of filesBelow(join(ROOT, "src/core"))) {
      const text = readFileSync(file, "utf8").replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "");
      expect(
        text.match(
          /Date\.now|new Date\(\)|Math\.random|performance\.now|\bfetch\(|\bprocess\.|\bdocument\.|\bwindow\./,
        ) ?? null,
        file,
      ).toBeNull();
    }
  });
});
