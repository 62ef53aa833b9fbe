// Addresses that someone else wrote, in a workspace's settings or files, and that the person agreed to: remembered on this
// machine by origin and file, until taken back.
import * as vscode from "vscode";
import { isJsonObject } from "../../core/json/json.ts";
import { Lifetime } from "../../util/lifetime.ts";

const MEMORY_KEY = "evalResults.approvedOrigins";

export interface Approval {
  readonly origin: string;
  /** The address of the file that names it. */
  readonly file: string;
}

export class OriginApprovals implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly changed = this.life.own(new vscode.EventEmitter<void>());
  readonly onDidChange = this.changed.event;

  constructor(private readonly memory: vscode.Memento) {}

  get all(): readonly Approval[] {
    const kept = this.memory.get<unknown>(MEMORY_KEY);
    return Array.isArray(kept) ? kept.filter(isApproval) : [];
  }

  has(approval: Approval): boolean {
    return this.all.some((one) => isSame(one, approval));
  }

  async add(approval: Approval): Promise<void> {
    if (this.has(approval)) return;
    await this.memory.update(MEMORY_KEY, [...this.all, approval]);
    this.changed.fire();
  }

  async takeBack(approvals: readonly Approval[]): Promise<void> {
    const left = this.all.filter((one) => !approvals.some((other) => isSame(one, other)));
    await this.memory.update(MEMORY_KEY, left);
    this.changed.fire();
  }

  dispose(): void {
    this.life.dispose();
  }
}

function isSame(a: Approval, b: Approval): boolean {
  return a.origin === b.origin && a.file === b.file;
}

function isApproval(value: unknown): value is Approval {
  return isJsonObject(value) && typeof value.origin === "string" && typeof value.file === "string";
}
