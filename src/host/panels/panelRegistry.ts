// Open panels by what they show: asking again for the same thing reveals its panel, a window reload restores it.
import * as vscode from "vscode";
import { Lifetime } from "../../util/lifetime.ts";
import type { PanelBundle, PanelPages } from "./panelPage.ts";

/**
 * One kind of panel. `Subject` is plain data: it says what a panel shows and is kept over a reload. `Page` is what the host
 * can ask of an open one.
 */
export interface PanelKind<Subject, Page = void> {
  readonly viewType: string;
  readonly bundle: PanelBundle;
  /** Name of its icon in `media/icons`. */
  readonly icon: "result" | "compare";
  readonly title: (subject: Subject) => string;
  /** What tells panels apart: the subject without names, which change. */
  readonly identity: (subject: Subject) => object;
  /** The subject that a page kept, checked; `null` for anything else. */
  readonly readSubject: (kept: unknown) => Subject | null;
  /** Serves the page; everything it starts must end with `life`. */
  readonly serve: (panel: vscode.WebviewPanel, subject: Subject, life: Lifetime) => Page;
}

interface OpenPanel<Page> {
  readonly panel: vscode.WebviewPanel;
  readonly life: Lifetime;
  readonly page: Page;
}

export class PanelRegistry<Subject, Page = void> implements vscode.Disposable {
  private readonly life = new Lifetime();
  private readonly open = new Map<string, OpenPanel<Page>>();

  constructor(
    private readonly pages: PanelPages,
    private readonly kind: PanelKind<Subject, Page>,
  ) {
    pages.prepare(kind.bundle);
    this.life.own(
      vscode.window.registerWebviewPanelSerializer(kind.viewType, {
        deserializeWebviewPanel: (panel, state) => this.restore(panel, state),
      }),
    );
    // The panels themselves stay: the window keeps them over a reload and hands them back to `restore`.
    this.life.own({
      dispose: () => {
        for (const { life } of this.open.values()) life.dispose();
      },
    });
  }

  get count(): number {
    return this.open.size;
  }

  /** The page of the panel that is in front; `null`: another editor is, or none. */
  get active(): Page | null {
    for (const { panel, page } of this.open.values()) if (panel.active) return page;
    return null;
  }

  show(subject: Subject): Page {
    const key = this.keyOf(subject);
    const known = this.open.get(key);
    if (known !== undefined) {
      known.panel.reveal();
      return known.page;
    }
    const panel = vscode.window.createWebviewPanel(
      this.kind.viewType,
      this.kind.title(subject),
      vscode.ViewColumn.Active,
      this.pages.options,
    );
    return this.adopt(panel, subject, key);
  }

  /** A panel that a reload left behind, with the state its page kept. One that shows nothing known is closed. */
  private restore(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const kept = (state as { readonly subject?: unknown } | null | undefined)?.subject;
    const subject = this.kind.readSubject(kept);
    if (subject === null || this.open.has(this.keyOf(subject))) {
      panel.dispose();
      return Promise.resolve();
    }
    panel.webview.options = this.pages.options;
    this.adopt(panel, subject, this.keyOf(subject));
    return Promise.resolve();
  }

  private keyOf(subject: Subject): string {
    // A subject that comes back after a reload has its members in another order.
    return JSON.stringify(Object.entries(this.kind.identity(subject)).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  private adopt(panel: vscode.WebviewPanel, subject: Subject, key: string): Page {
    const life = new Lifetime();
    panel.onDidDispose(() => {
      life.dispose();
      this.open.delete(key);
    });
    const icon = (theme: string): vscode.Uri =>
      vscode.Uri.joinPath(this.pages.extensionUri, "media", "icons", `${this.kind.icon}-${theme}.svg`);
    panel.iconPath = { light: icon("light"), dark: icon("dark") };
    const page = this.kind.serve(panel, subject, life);
    this.open.set(key, { panel, life, page });
    this.pages.fill(panel.webview, this.kind.bundle, life.signal);
    return page;
  }

  dispose(): void {
    this.life.dispose();
  }
}
