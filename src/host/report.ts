// Where errors end: the log gets cause and stack, people get one sentence, cancellation is never shown.
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import { ChannelError } from "../protocol/channel.ts";

export class Reporter implements vscode.Disposable {
  private readonly channel = vscode.window.createOutputChannel("Eval Results", { log: true });

  info(message: string): void {
    this.channel.info(message);
  }

  /** True for an error that only says the person stopped it. */
  isCancellation(error: unknown): boolean {
    return (
      error instanceof vscode.CancellationError ||
      (error instanceof ChannelError && error.code === "cancelled")
    );
  }

  /** Logs the error and shows one sentence, with the log one click away for what is a bug. */
  show(error: unknown): void {
    if (this.isCancellation(error)) return;
    this.channel.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    // Whoever ended the engine, or heard it crash, has said so; every call that was open then ends this way.
    if (error instanceof ChannelError && error.code === "closed") return;
    const text = error instanceof Error ? error.message : String(error);
    if (isExpected(error)) void vscode.window.showErrorMessage(text);
    else
      vscode.window.showErrorMessage(`Eval Results failed: ${text}`, "Show Log").then((choice) => {
        if (choice === "Show Log") this.channel.show();
      });
  }

  /** Runs work whose failure nobody waits for. */
  run(work: () => Promise<unknown>): void {
    work().catch((error: unknown) => this.show(error));
  }

  dispose(): void {
    this.channel.dispose();
  }
}

function isExpected(error: unknown): boolean {
  return error instanceof Problem || (error instanceof ChannelError && error.code !== "bug");
}
