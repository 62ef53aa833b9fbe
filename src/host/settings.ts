// The extension's settings, each read where it is used: a change counts from the next use on.
import * as vscode from "vscode";

/** Whether exported CSV texts that a spreadsheet would run as formulas get an apostrophe in front. */
export function guardFormulas(): boolean {
  return vscode.workspace.getConfiguration("evalResults").get<boolean>("export.guardFormulas", true);
}
