// An extension whose panels hold next to nothing: what a panel costs in the editor before anything of ours runs. Its view
// has one line a kind of page, and each page marks its first frame as our panels do.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const FLOOR_VIEW = { id: "panel-floor", title: "Panel Floor" } as const;

/** `bare`: one line of script in the page. `file`: the same line as a file. `answer`: it asks the extension once, as a view does. */
export const FLOOR_PAGES = ["bare", "file", "answer"] as const;
export type FloorPage = (typeof FLOOR_PAGES)[number];

/** The mark that each page leaves after its first frame. */
export const FLOOR_MARK = "panel-floor";
const MARK = `requestAnimationFrame(() => setTimeout(() => performance.mark("${FLOOR_MARK}")));`;

/** Writes the extension to a folder, which it gives. */
export function writeFloorExtension(parent: string): string {
  const folder = join(parent, "panel-floor");
  mkdirSync(folder, { recursive: true });
  const manifest = {
    name: "panel-floor",
    publisher: "eval-results-tests",
    version: "1.0.0",
    engines: { vscode: "^1.90.0" },
    main: "./extension.js",
    activationEvents: ["onStartupFinished"],
    contributes: {
      viewsContainers: { activitybar: [{ id: FLOOR_VIEW.id, title: FLOOR_VIEW.title, icon: "icon.svg" }] },
      views: { [FLOOR_VIEW.id]: [{ id: FLOOR_VIEW.id, name: FLOOR_VIEW.title }] },
    },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(folder, "icon.svg"), `<svg xmlns="http://www.w3.org/2000/svg" width="16" height="16"/>`);
  writeFileSync(join(folder, "page.js"), `document.body.textContent = "file"; ${MARK}`);
  writeFileSync(join(folder, "extension.js"), extensionScript());
  return folder;
}

function extensionScript(): string {
  const show = `document.body.textContent = "shown"; ${MARK}`;
  const ask = `addEventListener("message", () => { ${show} }); acquireVsCodeApi().postMessage("ready");`;
  return `const vscode = require("vscode");
const pages = ${JSON.stringify(FLOOR_PAGES)};
exports.activate = (context) => {
  const show = (name) => {
    const options = { enableScripts: true, localResourceRoots: [context.extensionUri] };
    const panel = vscode.window.createWebviewPanel("floor", name, vscode.ViewColumn.Active, options);
    const { webview } = panel;
    webview.onDidReceiveMessage(() => webview.postMessage("answer"));
    const file = webview.asWebviewUri(vscode.Uri.joinPath(context.extensionUri, "page.js"));
    const script =
      name === "file" ? '<script src="' + file + '"></script>'
      : "<script>" + (name === "answer" ? ${JSON.stringify(ask)} : ${JSON.stringify(show)}) + "</script>";
    webview.html = "<!doctype html><html><body>" + script + "</body></html>";
  };
  context.subscriptions.push(
    vscode.commands.registerCommand("floor.show", show),
    vscode.window.registerTreeDataProvider(${JSON.stringify(FLOOR_VIEW.id)}, {
      getChildren: (item) => (item === undefined ? pages : []),
      getTreeItem: (name) => ({ label: name, command: { command: "floor.show", title: name, arguments: [name] } }),
    }),
  );
};
`;
}
