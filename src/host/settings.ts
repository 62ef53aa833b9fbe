// The extension's settings, each read where it is used: a change counts from the next use on.
import * as vscode from "vscode";
import type { TrashLimits } from "../core/runStore.ts";

/** Whether exported CSV texts that a spreadsheet would run as formulas get an apostrophe in front. */
export function guardFormulas(): boolean {
  return vscode.workspace.getConfiguration("evalResults").get<boolean>("export.guardFormulas", true);
}

/** What may stay in the trash; `null` sets no limit. */
export function trashLimits(): TrashLimits {
  const trash = vscode.workspace.getConfiguration("evalResults.trash");
  return {
    maxAgeDays: trash.get<number | null>("maxAgeDays", 30),
    maxSizeMB: trash.get<number | null>("maxSizeMB", null),
  };
}
