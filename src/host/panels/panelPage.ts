// One webview page: its HTML, its security policy, its transport. No data is ever written into the page.
import * as vscode from "vscode";
import type { Transport } from "../../protocol/channel.ts";

/** The page of a bundle (`result`, `compare`) from `dist/webview`. */
export function panelHtml(webview: vscode.Webview, extensionUri: vscode.Uri, bundle: string): string {
  const nonce = crypto.randomUUID();
  const at = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, "dist", "webview", file)).toString();
  // The UI kit makes style elements; it finds the nonce they need in the meta element below.
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource} 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join("; ");
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta property="csp-nonce" content="${nonce}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Eval Results</title>
    <link rel="stylesheet" href="${at(`${bundle}.css`)}">
  </head>
  <body>
    <script nonce="${nonce}" src="${at(`${bundle}.js`)}"></script>
  </body>
</html>`;
}

/** What a page may load: its own bundles only. */
export function panelOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [vscode.Uri.joinPath(extensionUri, "dist", "webview")] };
}

/** Carries channel messages to and from a page. */
export function panelTransport(webview: vscode.Webview): Transport {
  return {
    post: (message) => void webview.postMessage(message),
    listen(receive) {
      const subscription = webview.onDidReceiveMessage(receive);
      return () => subscription.dispose();
    },
  };
}
