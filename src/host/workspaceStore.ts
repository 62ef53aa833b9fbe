// The store of this window: `.eval-results` in the first workspace folder on disk, its engine, and news of changes.
import { join } from "node:path";
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import { Lifetime } from "../util/lifetime.ts";
import { type EngineCall, EngineClient } from "./engineClient.ts";
import type { Reporter } from "./report.ts";

const STORE_FOLDER = ".eval-results";
/** Several files change together when a run arrives: one refresh serves them all. */
const SETTLE_MS = 150;

export class WorkspaceStore implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  private client: EngineClient | null = null;
  private settling: ReturnType<typeof setTimeout> | undefined;

  /** Runs came or went, here or in another process. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly bundleFolder: string,
    private readonly report: Reporter,
  ) {
    this.life.own(vscode.workspace.onDidChangeWorkspaceFolders(() => this.reopen()));
    this.life.own({ dispose: () => this.client?.dispose() });
    this.life.own({ dispose: () => clearTimeout(this.settling) });
    this.watch();
  }

  /** The store folder, or `null` when no folder on disk is open. */
  get folder(): string | null {
    const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file");
    return folder === undefined ? null : join(folder.uri.fsPath, STORE_FOLDER);
  }

  /** Asks the engine. Without an open folder: a Problem that says what to do. */
  readonly call: EngineCall = (method, params, options) => {
    const { folder } = this;
    if (folder === null)
      return Promise.reject(
        new Problem("notFound", "Open a folder first: results are stored in it, under .eval-results."),
      );
    this.client ??= new EngineClient(this.bundleFolder, folder, (error) => this.report.show(error));
    return this.client.call(method, params, options);
  };

  /** Tells the views to look again; for changes made by this window. */
  notify(): void {
    clearTimeout(this.settling);
    this.changed.fire();
  }

  private reopen(): void {
    this.client?.dispose();
    this.client = null;
    this.notify();
  }

  /** Other windows and the CLI: a run is there, or gone, when its folder is renamed. */
  private watch(): void {
    const watcher = this.life.own(vscode.workspace.createFileSystemWatcher(`**/${STORE_FOLDER}/runs/*`));
    const settle = (): void => {
      clearTimeout(this.settling);
      this.settling = setTimeout(() => this.changed.fire(), SETTLE_MS);
    };
    this.life.own(watcher.onDidCreate(settle));
    this.life.own(watcher.onDidDelete(settle));
    this.life.own(watcher.onDidChange(settle));
  }

  dispose(): void {
    this.life.dispose();
  }
}
