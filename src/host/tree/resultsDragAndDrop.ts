// What is dragged out of the results view and dropped on it: files are imported, a result dropped on a result is compared
// with it.
import * as vscode from "vscode";
import type { ViewNode } from "../../core/results/connectionNodes.ts";
import { changeBeyondNoise } from "../../core/results/nodeTexts.ts";
import { Lifetime } from "../../util/lifetime.ts";
import type { Reporter } from "../report.ts";
import { DroppedContents } from "./droppedContents.ts";
import { FILE_MIMES, withDroppedFiles } from "./droppedFiles.ts";
import { markUri } from "./resultMarks.ts";

const RUNS_MIME = "application/vnd.code.tree.evalresults.results";

export interface DragAndDropParts {
  readonly report: Reporter;
  /** Whether errored rows count in the marks of results. */
  readonly withErrors: () => boolean;
  readonly importFiles: (files: readonly vscode.Uri[]) => Promise<void>;
  readonly compare: (dragged: readonly ViewNode[], target: ViewNode) => Promise<void>;
}

export class ResultsDragAndDrop implements vscode.TreeDragAndDropController<ViewNode>, vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly contents = this.life.own(new DroppedContents());
  readonly dropMimeTypes = [...FILE_MIMES, RUNS_MIME];
  readonly dragMimeTypes = [RUNS_MIME, "text/uri-list"];

  constructor(private readonly parts: DragAndDropParts) {}

  handleDrag(nodes: readonly ViewNode[], data: vscode.DataTransfer): void {
    const results = nodes.filter((node) => node.kind === "run" || node.kind === "remote");
    if (results.length === 0) return;
    data.set(RUNS_MIME, new vscode.DataTransferItem(results));
    const runs = results.filter((node) => node.kind === "run");
    if (runs.length < results.length) return; // what is not stored has no address to open
    const withErrors = this.parts.withErrors();
    const addresses = runs.map(({ run }) => markUri(changeBeyondNoise(run, withErrors), run.id).toString());
    data.set("text/uri-list", new vscode.DataTransferItem(addresses.join("\r\n")));
  }

  async handleDrop(target: ViewNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const dragged = data.get(RUNS_MIME)?.value as readonly ViewNode[] | undefined;
    if (dragged !== undefined) {
      if (target === undefined) return;
      try {
        await this.parts.compare(dragged, target);
      } catch (error) {
        this.parts.report.show(error);
      }
      return;
    }
    try {
      await withDroppedFiles(data, this.contents, this.parts.importFiles);
    } catch (error) {
      this.parts.report.show(error);
    }
  }

  dispose(): void {
    this.life.dispose();
  }
}
