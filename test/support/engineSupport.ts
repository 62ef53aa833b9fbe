// An engine over a store in a temporary folder, for tests of imports, comparisons and exports on real files. Folders
// are removed after each test.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished } from "vitest";
import type { Engine } from "../../src/app/engine.ts";
import { CliConnections, CONNECTIONS_FILE } from "../../src/cli/cliConnections.ts";
import { NO_PROGRESS, type ProgressLine } from "../../src/cli/progressLine.ts";
import type { ImportOptions, ImportOutcome } from "../../src/core/importTypes.ts";
import { Problem } from "../../src/core/problem.ts";
import type { Run, RunId, ScoreAggregate } from "../../src/core/run.ts";
import type { HttpTransport } from "../../src/core/services/httpPort.ts";
import { createEngine } from "../../src/node/createEngine.ts";
import { nodeLocalKeys } from "../../src/node/localKeys.ts";
import type { LocalStore } from "../../src/store/localStore.ts";

export const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
/** Holds `sql-wasm.wasm`, as the bundle's folder does. */
export const WASM_FOLDER = join(REPOSITORY, "node_modules/sql.js/dist");

/** A new folder that the end of the running test removes. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "eval-results-unit-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export type Imported = Extract<ImportOutcome, { kind: "imported" }>;

/** A store with the files to import beside it. */
export class Workbench {
  readonly storeFolder: string;
  readonly engine: Engine;
  readonly store: LocalStore;
  /** Of the command line. */
  readonly connections: CliConnections;
  /** Of the command line: a terminal is what a test puts there. */
  progress: ProgressLine = NO_PROGRESS;

  /** `bundleFolder` also holds `scanWorker.js` where a test imports large files. */
  constructor(
    bundleFolder: string = WASM_FOLDER,
    readonly folder: string = aFolder(),
    /** The engine's way to services, else the command line's; and what the command line finds around it. */
    {
      http,
      env = {},
    }: { readonly http?: HttpTransport; readonly env?: Readonly<Record<string, string>> } = {},
  ) {
    this.storeFolder = join(folder, ".eval-results");
    const file = join(this.storeFolder, CONNECTIONS_FILE);
    this.connections = new CliConnections({
      readFile: () => Promise.resolve(existsSync(file) ? readFileSync(file, "utf8") : null),
      env,
      localKeys: nodeLocalKeys(env, folder),
      askHidden: null,
    });
    const reach = { http: http ?? this.connections.http };
    const { engine, store } = createEngine(this.storeFolder, bundleFolder, reach);
    this.engine = engine;
    this.store = store;
  }

  /** The same store as another process sees it. */
  another(): Workbench {
    return new Workbench(WASM_FOLDER, this.folder);
  }

  /** Writes a file to import; gives its path. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    writeFileSync(path, content);
    return path;
  }

  import(path: string, options: ImportOptions = {}): Promise<ImportOutcome> {
    return this.engine.import(path, options, {
      signal: new AbortController().signal,
      progress: () => undefined,
    });
  }

  /** Imports a file that must be new to the store. */
  async imported(path: string, options: ImportOptions = {}): Promise<Imported> {
    const outcome = await this.import(path, options);
    if (outcome.kind !== "imported") throw new Error(`${path} was imported before`);
    return outcome;
  }

  /** Writes and imports a file; gives the stored run in full. */
  async run(name: string, content: string | Uint8Array, options: ImportOptions = {}): Promise<Run> {
    return this.open(await this.imported(this.write(name, content), options));
  }

  open({ run }: { readonly run: { readonly id: RunId } }): Promise<Run> {
    return this.engine.run(run.id);
  }

  /** All rows of a run in file order, or in the order asked. */
  async rows(run: { readonly id: RunId }) {
    return (await this.engine.fullRows(run.id, { sort: null, offset: 0, limit: 1_000_000 })).rows;
  }

  async digests(run: { readonly id: RunId }): Promise<readonly string[]> {
    return (await this.rows(run)).map((row) => row.digest);
  }

  async exportText(id: RunId, format: "csv" | "jsonl", guardFormulas = false): Promise<string> {
    const signal = new AbortController().signal;
    return joined(await this.engine.exportRun(id, { format, guardFormulas }, signal));
  }

  async exportPair(pair: { base: RunId; candidate: RunId }, format: "csv" | "jsonl"): Promise<string> {
    const signal = new AbortController().signal;
    return joined(await this.engine.exportComparison(pair, { format, guardFormulas: false }, signal));
  }

  /** The sentence with which an import is refused; checks that nothing of it was stored. */
  async refusal(path: string, options: ImportOptions = {}): Promise<string> {
    const problem = await this.import(path, options).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(problem instanceof Problem)) throw new Error(`expected a Problem, got ${String(problem)}`);
    this.expectNothingStored();
    return problem.message;
  }

  expectNothingStored(): void {
    expect(entriesOf(join(this.storeFolder, "runs"))).toEqual([]);
    expect(entriesOf(join(this.storeFolder, "tmp"))).toEqual([]);
  }
}

/** Names in a folder; none where there is no folder. */
export function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not made yet
  }
}

async function joined(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

/** The only score of that label in a run. */
export function scoreOf(run: Run, name: string, metric?: string): ScoreAggregate {
  const found = run.scores.filter(
    (score) => score.name === name && (metric === undefined || score.metric === metric),
  );
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} scores ${name} among ${run.scores.map((one) => one.name).join(", ")}`);
  return only;
}

/** Records as JSONL with a last line end. */
export function jsonl(records: readonly unknown[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}
