// The extension is present in a real VS Code and activates there.
import * as vscode from "vscode";

describe("activation", () => {
  it("finds the extension and activates it", async () => {
    const extension = vscode.extensions.getExtension("eval-results.eval-results");
    if (extension === undefined) throw new Error("The extension is not there.");
    await extension.activate();
    if (!extension.isActive) throw new Error("The extension is not active.");
  });
});
