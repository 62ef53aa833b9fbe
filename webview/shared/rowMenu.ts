// The menu on a row: the editor draws it, from commands that the manifest contributes to `webview/context`.

/**
 * What the editor hands to a command of the menu, as the value of `data-vscode-context`. `format`: of the run, since rows of
 * some can be followed to where they were made.
 */
export function rowMenu(row: number, isExcluded: boolean, format: string): string {
  return JSON.stringify({
    webviewSection: "row",
    row,
    isExcluded,
    format,
    preventDefaultContextMenuItems: true,
  });
}
