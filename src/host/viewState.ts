// How the results view is grouped, sorted and filtered: kept per workspace, told to menus by a context key.
import * as vscode from "vscode";
import { type ResultView, readView } from "../core/results/resultView.ts";
import { Lifetime } from "../util/lifetime.ts";

const MEMORY_KEY = "evalResults.view";
const CONTEXT_KEY = "evalResults.isNarrowed";

export class ViewState implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  private view: ResultView;
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {
    this.view = readView(memory.get(MEMORY_KEY));
    void this.tellMenus();
  }

  get value(): ResultView {
    return this.view;
  }

  /** Shown at once; kept a moment later. */
  async change(part: Partial<ResultView>): Promise<void> {
    this.view = { ...this.view, ...part };
    this.changed.fire();
    await Promise.all([this.memory.update(MEMORY_KEY, this.view), this.tellMenus()]);
  }

  private tellMenus(): Thenable<unknown> {
    const isNarrowed = this.view.parts.length > 0 || this.view.sort !== null;
    return vscode.commands.executeCommand("setContext", CONTEXT_KEY, isNarrowed);
  }

  dispose(): void {
    this.life.dispose();
  }
}
