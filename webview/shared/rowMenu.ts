// The menu on a row: the editor draws it, from commands that the manifest contributes to `webview/context`.

/** What the editor hands to a command of the menu, as the value of `data-vscode-context`. */
export function rowMenu(row: number, isExcluded: boolean): string {
  return JSON.stringify({ webviewSection: "row", row, isExcluded, preventDefaultContextMenuItems: true });
}
