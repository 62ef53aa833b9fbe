// The whole way of a result in either kind of extension host, with nothing of Node: import, list, open, compare,
// export, delete, restore. Files are written and read through the editor.
import * as vscode from "vscode";
import type { TreeNode } from "../../src/core/results/treeNodes.ts";
import type { TestApi } from "../../src/host/activateHost.ts";
import { runNames, runNode, shownExtension, until } from "./extensionUnderTest.ts";
import { MemoryFiles } from "./memoryFiles.ts";

type RunNode = Extract<TreeNode, { kind: "run" }>;

function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(what);
}

function rows(scores: readonly number[], output: string): Uint8Array {
  const lines = scores.map((value, i) =>
    JSON.stringify({
      row_index: i,
      item: { question: `What is ${i} plus é?`, reference: String(i) },
      sample: { output_text: `${output} ${i}` },
      metrics: { "default/exact": [{ name: "exact", value }] },
      requests: [],
      metric_errors: null,
    }),
  );
  return new TextEncoder().encode(`${lines.join("\n")}\n`);
}

describe("a result on its way", () => {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file("/none");
  const at = (name: string): vscode.Uri => vscode.Uri.joinPath(folder, "two words", name);
  let api: TestApi;
  const runNamed = async (name: string): Promise<RunNode> => {
    await until(`${name} in the tree`, () => runNames(api).includes(name));
    return runNode(api, name) as RunNode;
  };
  const text = async (uri: vscode.Uri): Promise<string> =>
    new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));

  before(async () => {
    api = await shownExtension();
  });

  after(async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    const { runs } = await api.engine("list", { page: 1, pageSize: 100 });
    await api.engine("remove", { ids: runs.map(({ id }) => id) });
    await vscode.workspace.fs.delete(vscode.Uri.joinPath(folder, "two words"), { recursive: true });
  });

  it("lists a store that holds nothing of ours", async () => {
    const { runs: listed, damaged } = await api.engine("list", { page: 1, pageSize: 100 });
    check(!listed.some(({ name }) => name.startsWith("base é")), "an earlier run is still there");
    check(damaged.length === 0, "the store is damaged");
  });

  it("imports files of the workspace", async () => {
    await vscode.workspace.fs.writeFile(at("base é.row-scores.jsonl"), rows([1, 0, 0.5, 1], "base"));
    await vscode.workspace.fs.writeFile(
      at("candidate 50%.row-scores.jsonl"),
      rows([1, 1, 1, 0], "candidate"),
    );
    for (const name of ["base é.row-scores.jsonl", "candidate 50%.row-scores.jsonl"])
      await vscode.commands.executeCommand("evalResults.results.importFile", at(name));
    check((await runNamed("base é")).run.rows === 4, "4 rows were to be imported");
    await runNamed("candidate 50%");
  });

  it("knows a file that it imported before", async () => {
    const path = api.pathOf(at("base é.row-scores.jsonl"));
    const outcome = await api.engine("import", { path, options: {} });
    check(outcome.kind === "unchanged", `the second import was ${outcome.kind}`);
  });

  it("reads rows in full", async () => {
    const { run } = await runNamed("base é");
    const row = await api.engine("row", { id: run.id, index: 2 });
    check(row.output === "base 2" && row.source.includes("What is 2 plus é?"), JSON.stringify(row));
    const page = await api.engine("rows", { id: run.id, query: { sort: null, offset: 1, limit: 2 } });
    check(page.rows.length === 2, `a page of 2 has ${page.rows.length} rows`);
  });

  it("opens a result", async () => {
    const before = api.openPanels().results;
    await vscode.commands.executeCommand("evalResults.result.open", await runNamed("base é"));
    check(api.openPanels().results === before + 1, "no result panel was opened");
    await until("the panel's tab", () =>
      vscode.window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === "base é")),
    );
  });

  it("compares two results", async () => {
    const [base, candidate] = [await runNamed("base é"), await runNamed("candidate 50%")];
    await vscode.commands.executeCommand("evalResults.compare.selection", base, [base, candidate]);
    check(api.openPanels().comparisons === 1, "no comparison was opened");
    const pair = { base: base.run.id, candidate: candidate.run.id };
    const { summary } = await api.engine("compare", pair);
    check(summary.join.matched === 4, `4 items match, not ${summary.join.matched}`);
  });

  it("exports a result into the workspace, over an older file", async () => {
    const { run } = await runNamed("base é");
    await vscode.workspace.fs.writeFile(at("out put.csv"), new TextEncoder().encode("old"));
    const options = { format: "csv", guardFormulas: true } as const;
    await api.engine("exportRun", { id: run.id, path: api.pathOf(at("out put.csv")), options });
    const lines = (await text(at("out put.csv"))).trimEnd().split("\r\n");
    check(lines.length === 5 && (lines[0] ?? "").startsWith("row_index,digest"), lines.join("\n"));
    const left = await vscode.workspace.fs.readDirectory(vscode.Uri.joinPath(folder, "two words"));
    check(!left.some(([name]) => name.endsWith(".tmp")), "a draft of the export is left");
  });

  it("deletes and restores a result", async () => {
    const { run } = await runNamed("base é");
    await api.engine("remove", { ids: [run.id] });
    await vscode.commands.executeCommand("evalResults.results.refresh");
    await until("the run to vanish", () => !runNames(api).includes(run.name));
    const trash = await api.engine("trash", null);
    check(
      trash.some(({ id }) => id === run.id),
      "the run is not in the trash",
    );
    await api.engine("restore", { ids: [run.id] });
    await vscode.commands.executeCommand("evalResults.results.refresh");
    check((await runNamed("base é")).run.id === run.id, "another run came back");
  });

  it("imports from a virtual file system and exports into it", async () => {
    const files = new MemoryFiles("eval-results-test");
    try {
      const source = files.uri("/some folder/virtual é.row-scores.jsonl");
      await vscode.workspace.fs.writeFile(source, rows([0.25, 0.75], "virtual"));
      await vscode.commands.executeCommand("evalResults.results.importFile", source);
      const { run } = await runNamed("virtual é");
      const target = files.uri("/some folder/exports/out.jsonl");
      const options = { format: "jsonl", guardFormulas: false } as const;
      const { bytes } = await api.engine("exportRun", { id: run.id, path: api.pathOf(target), options });
      check((await vscode.workspace.fs.stat(target)).size === bytes, "the export has another size");
      check((await text(target)).includes('"output":"virtual 1"'), await text(target));
    } finally {
      files.dispose();
    }
  });

  it("says what is wrong with a file that is not there", async () => {
    const path = api.pathOf(at("none.jsonl"));
    const problem = await api.engine("inspect", { path }).then(
      () => "no error",
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    check(problem.startsWith("There is no file none.jsonl at "), problem);
  });
});
