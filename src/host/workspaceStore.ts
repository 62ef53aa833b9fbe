// The store of this window: `.eval-results` in the first workspace folder, on disk where one is; its engine, and news
// of changes.
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import { BASELINE_FILE, METRIC_FILE } from "../core/scores/settingsFiles.ts";
import type { HttpTransport } from "../core/services/httpPort.ts";
import type { EngineContract } from "../protocol/engine.ts";
import type { StartEngineWorker } from "../protocol/engineWorker.ts";
import { Lifetime } from "../util/lifetime.ts";
import { serveEditorFiles } from "./editorFiles.ts";
import { type EngineCall, EngineClient } from "./engineClient.ts";
import { toEnginePath, toUri } from "./enginePath.ts";
import type { Reporter } from "./report.ts";

const STORE_FOLDER = ".eval-results";
/** Several files change together when a run arrives: one refresh serves them all. */
const SETTLE_MS = 150;
const CHANGES: ReadonlySet<keyof EngineContract["requests"]> = new Set([
  "import",
  "remove",
  "restore",
  "setBaseline",
  "annotate",
  "pull",
  "annotateRows",
]);

/** What differs between Node and the web. */
export interface EngineHost {
  readonly start: StartEngineWorker;
  /** Whether the worker reads `file` URIs from the disk itself. */
  readonly hasDisk: boolean;
}

export class WorkspaceStore implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  private client: EngineClient | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;

  /** Runs came or went, or what is said about them changed, here or in another process. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly bundleFolder: vscode.Uri,
    private readonly host: EngineHost,
    private readonly report: Reporter,
    /** How the engine reaches services. */
    private readonly http: HttpTransport,
  ) {
    this.life.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.reopen()));
    this.life.own({ dispose: () => this.client?.dispose() });
    this.life.own({ dispose: () => clearTimeout(this.settling) });
    this.watch();
  }

  /** The workspace folder that holds the store, or `null` when none is open. */
  get root(): vscode.Uri | null {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return (folders.find(({ uri }) => uri.scheme === "file") ?? folders[0])?.uri ?? null;
  }

  /** The store folder's path, or `null` when no folder is open. */
  get folder(): string | null {
    const { root } = this;
    return root === null ? null : this.pathOf(vscode.Uri.joinPath(root, STORE_FOLDER));
  }

  /** The folder of saved comparisons; `null` when no folder is open. It may not be there. */
  get viewsUri(): vscode.Uri | null {
    const { root } = this;
    return root === null ? null : vscode.Uri.joinPath(root, STORE_FOLDER, "views");
  }

  /** What people say about scores; `null` when no folder is open. The file may not be there. */
  get metricsUri(): vscode.Uri | null {
    const { root } = this;
    return root === null ? null : vscode.Uri.joinPath(root, STORE_FOLDER, METRIC_FILE);
  }

  noFolder(): Problem {
    return new Problem("notFound", "Open a folder first: results are stored in it, under .eval-results.");
  }

  /** The engine's path for a file. */
  pathOf(uri: vscode.Uri): string {
    return toEnginePath(uri, this.host.hasDisk);
  }

  /** Throws a `readOnly` Problem where the workspace's file system takes no changes at all. */
  checkWritable(): void {
    const scheme = this.root?.scheme;
    if (scheme !== undefined && vscode.workspace.fs.isWritableFileSystem(scheme) === false)
      throw new Problem(
        "readOnly",
        `This workspace (${scheme}) is read-only: results in it can be read, compared and exported, not changed.`,
      );
  }

  /** Asks the engine. Without an open folder: a Problem that says what to do. */
  readonly call: EngineCall = async (method, params, options) => {
    const { folder } = this;
    if (folder === null) throw this.noFolder();
    if (CHANGES.has(method)) this.checkWritable();
    this.client ??= this.open(folder);
    return this.client.call(method, params, options);
  };

  /** Tells the views to look again; for changes made by this window. */
  notify(): void {
    clearTimeout(this.settling);
    this.changed.fire();
  }

  private open(storeFolder: string): EngineClient {
    const { fs } = vscode.workspace;
    const readWasm = () => fs.readFile(vscode.Uri.joinPath(this.bundleFolder, "sql-wasm.wasm"));
    return new EngineClient({
      start: () => this.host.start({ storeFolder }),
      serveFiles: (transport) => serveEditorFiles(transport, { fs, toUri, readWasm, http: this.http }),
      onCrash: (error) => this.report.show(error),
    });
  }

  private reopen(): void {
    this.client?.dispose();
    this.client = null;
    this.notify();
  }

  /**
   * Other windows, the CLI and editors: a run is there, or gone, when its folder is renamed or its manifest written;
   * what is said about runs, when one of its files is saved.
   */
  private watch(): void {
    const settle = (): void => {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.changed.fire(), SETTLE_MS);
    };
    for (const changing of [
      "runs/{*,*/manifest.json}",
      "notes/*.json",
      `{${METRIC_FILE},${BASELINE_FILE}}`,
    ]) {
      const pattern = `**/${STORE_FOLDER}/${changing}`;
      const watcher = this.life.own(vscode.workspace.createFileSystemWatcher(pattern));
      this.life.own(watcher.onDidCreate(settle));
      this.life.own(watcher.onDidDelete(settle));
      this.life.own(watcher.onDidChange(settle));
    }
  }

  dispose(): void {
    this.life.dispose();
  }
}
