// Whether views count errored rows or leave them out: one switch for all of them, kept per workspace.
import * as vscode from "vscode";
import { Lifetime } from "../util/lifetime.ts";

const KEY = "evalResults.countsErrors";

export class ErrorsView implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {
    void this.tellMenus();
  }

  /** Off until a person asks for it: means are over scored rows. */
  get withErrors(): boolean {
    return this.memory.get<boolean>(KEY, false);
  }

  async set(withErrors: boolean): Promise<void> {
    await this.memory.update(KEY, withErrors);
    await this.tellMenus();
    this.changed.fire();
  }

  private tellMenus(): Thenable<unknown> {
    return vscode.commands.executeCommand("setContext", KEY, this.withErrors);
  }

  dispose(): void {
    this.life.dispose();
  }
}
