// The extension is present in a real VS Code, wakes when it is wanted, and registers all that it declares.
import * as vscode from "vscode";
import { expectEqual, note, theExtension } from "./extensionUnderTest.ts";

describe("activation", () => {
  it("happens once it is wanted, in a moment", async () => {
    const extension = theExtension();
    expectEqual(extension.isActive, false);
    const startedAt = performance.now();
    const api = await extension.activate();
    const tookMs = performance.now() - startedAt;
    note(`activation took ${tookMs.toFixed(0)} ms`);
    expectEqual(extension.isActive, true);
    expectEqual(api.openPanels(), { results: 0, comparisons: 0 });
  });

  it("registers every command that the manifest declares", async () => {
    const { commands } = theExtension().packageJSON.contributes as { commands: { command: string }[] };
    const registered = new Set(await vscode.commands.getCommands(true));
    const missing = commands.map(({ command }) => command).filter((id) => !registered.has(id));
    expectEqual(missing, []);
  });
});
