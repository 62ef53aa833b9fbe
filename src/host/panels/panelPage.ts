// Webview pages: their bundles, read once, what they may load, their transport.
import * as vscode from "vscode";
import type { Transport } from "../../protocol/channel.ts";
import type { Reporter } from "../report.ts";
import { pageHtml } from "./pageHtml.ts";

export type PanelBundle = "result" | "compare" | "compareMany";

interface BundleTexts {
  readonly script: string;
  readonly style: string;
}

/** The pages in `dist/webview`. */
export class PanelPages {
  private readonly folder: vscode.Uri;
  private readonly read = new Map<PanelBundle, Promise<BundleTexts>>();

  constructor(
    readonly extensionUri: vscode.Uri,
    private readonly report: Reporter,
  ) {
    this.folder = vscode.Uri.joinPath(extensionUri, "dist", "webview");
  }

  /** Reads a bundle before its first page is wanted. */
  prepare(bundle: PanelBundle): void {
    this.texts(bundle).catch(() => undefined); // whoever wants the page tries again and tells
  }

  /** What a page may load: its own bundles only. */
  get options(): vscode.WebviewOptions {
    return { enableScripts: true, localResourceRoots: [this.folder] };
  }

  /** Gives a panel its page, unless `signal` ended meanwhile: then the panel is gone. */
  fill(webview: vscode.Webview, bundle: PanelBundle, signal: AbortSignal): void {
    this.report.run(async () => {
      const texts = await this.texts(bundle);
      if (signal.aborted) return;
      const folder = `${webview.asWebviewUri(this.folder).toString()}/`;
      const { cspSource } = webview;
      webview.html = pageHtml({ ...texts, folder, cspSource, nonce: crypto.randomUUID() });
    });
  }

  private texts(bundle: PanelBundle): Promise<BundleTexts> {
    const known = this.read.get(bundle);
    if (known !== undefined) return known;
    const file = async (name: string): Promise<string> =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.joinPath(this.folder, name)));
    const texts = Promise.all([file(`${bundle}.js`), file(`${bundle}.css`)]).then(([script, style]) => ({
      script,
      style,
    }));
    this.read.set(bundle, texts);
    texts.catch(() => this.read.delete(bundle));
    return texts;
  }
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
