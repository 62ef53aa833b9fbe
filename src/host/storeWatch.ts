// Looks after the store while the view is seen: changes that no file watcher told of show within two seconds, and once
// a window the trash is brought within its limits. Nothing runs while the view is hidden.
import type * as vscode from "vscode";
import { Lifetime } from "../util/lifetime.ts";
import type { Reporter } from "./report.ts";
import { trashLimits } from "./settings.ts";
import type { WorkspaceStore } from "./workspaceStore.ts";

const LOOK_EVERY_MS = 2_000;
/** After so many failures in a row it gives up until the view is shown again. */
const MAX_FAILURES = 5;

export class StoreWatch implements vscode.Disposable {
  private readonly life = new Lifetime();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private lastStamp: string | null = null;
  private failures = 0;
  private isTidied = false;

  constructor(
    private readonly store: WorkspaceStore,
    private readonly report: Reporter,
    private readonly view: vscode.TreeView<unknown>,
  ) {
    this.life.own(view.onDidChangeVisibility(() => this.restart()));
    this.life.own({ dispose: () => clearTimeout(this.timer) });
    this.restart();
  }

  private restart(): void {
    clearTimeout(this.timer);
    this.failures = 0;
    if (this.view.visible) this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    try {
      if (this.store.folder !== null) await this.lookOnce();
      this.failures = 0;
    } catch (error) {
      this.failures++;
      this.report.info(
        `The store could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
    const goesOn = this.view.visible && this.failures < MAX_FAILURES && !this.life.signal.aborted;
    if (goesOn) this.timer = setTimeout(() => void this.look(), LOOK_EVERY_MS);
  }

  private async lookOnce(): Promise<void> {
    const { signal } = this.life;
    const stamp = await this.store.call("stamp", null, { signal });
    if (this.lastStamp !== null && stamp !== this.lastStamp) this.store.notify();
    this.lastStamp = stamp;
    if (this.isTidied) return;
    this.isTidied = true;
    const { trashed, leftovers } = await this.store.call("tidy", trashLimits(), { signal });
    if (trashed.length + leftovers > 0)
      this.report.info(
        `Removed ${trashed.length} results from the trash by its limits, ${leftovers} unfinished writes.`,
      );
  }

  dispose(): void {
    this.life.dispose();
  }
}
