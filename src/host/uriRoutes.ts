// Links that open this extension: `vscode://eval-results.eval-results/…`. Each kind of link is one route, told apart by
// the first part of its path. A link comes from anywhere, so a route checks all of it; nothing here uses the network.
import * as vscode from "vscode";
import { Problem } from "../core/problem.ts";
import { Lifetime } from "../util/lifetime.ts";
import type { Reporter } from "./report.ts";

/** Opens what a link names, or throws a Problem that says in one sentence why it can't. */
export type UriRoute = (uri: vscode.Uri) => Promise<void>;

export class UriRoutes implements vscode.UriHandler, vscode.Disposable {
  private readonly life = new Lifetime();

  /** `routes` by the first part of the path. */
  constructor(
    private readonly report: Reporter,
    private readonly routes: Readonly<Record<string, UriRoute>>,
  ) {
    this.life.own(vscode.window.registerUriHandler(this));
  }

  handleUri(uri: vscode.Uri): void {
    this.report.run(() => this.open(uri));
  }

  async open(uri: vscode.Uri): Promise<void> {
    const first = uri.path.split("/")[1] ?? "";
    const route = Object.hasOwn(this.routes, first) ? this.routes[first] : undefined;
    if (route === undefined)
      throw new Problem(
        "badInput",
        "This link opens nothing in Eval Results: it was changed or cut. Copy it anew.",
      );
    await route(uri);
  }

  dispose(): void {
    this.life.dispose();
  }
}
