// The built CLI as a process: exit codes, one line on stderr, and where it finds its store.
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildCli, type CliResult, runCli } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let built: Awaited<ReturnType<typeof buildCli>>;
beforeAll(async () => {
  built = await buildCli();
});
afterAll(() => built.dispose());

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
  bench.write("rows.jsonl", `${jsonl([{ question: "a", output: "o", score: 1 }])}bad\n`);
});

const cli = (...args: readonly string[]) => runCli(built.folder, bench.folder, args);

function expectRefused({ code, stdout, stderr }: CliResult, sentence: RegExp): void {
  expect(code).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toMatch(/^eval-results: [^\n]+\n$/);
  expect(stderr).toMatch(sentence);
}

describe("the CLI", () => {
  it("prints help and the version", async () => {
    const [help, version] = await Promise.all([cli("--help"), cli("--version")]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    expect(help.stdout).toContain("eval-results import PATH");
    expect(version).toEqual({ code: 0, stdout: "1.2.3-test\n", stderr: "" });
  });

  it("imports with exit 0, also when lines were skipped, and makes the store here", async () => {
    const { code, stdout, stderr } = await cli("import", "rows.jsonl", "--json");
    expect([code, stderr]).toEqual([0, ""]);
    expect(JSON.parse(stdout)).toMatchObject({ imported: [{ rows: 1, skipped_lines: 1 }], unchanged: [] });
    expect(existsSync(join(bench.folder, ".eval-results/runs"))).toBe(true);
  });

  it("refuses with exit 2 and one line, whatever is wrong", async () => {
    const wrong: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /Name a command\./],
      [["frob"], /There is no command frob/],
      [["import", "none.jsonl"], /There is no file none\.jsonl/],
      [["import", "."], / is a folder; /],
      [["rows", "none", "--sort", "-x"], /There is no result named none/],
      [["rows", "x", "--sort", "--json"], /--sort/],
      [["compare", "a"], /compare needs two results or more: BASE and CANDIDATE…\./],
    ];
    const results = await Promise.all(wrong.map(([args]) => cli(...args)));
    for (const [i, [, sentence]] of wrong.entries()) expectRefused(results[i] as CliResult, sentence);
  });

  it("refuses to export into a folder that is not there, in one line", async () => {
    await bench.imported(join(bench.folder, "rows.jsonl"));
    expectRefused(
      await cli("export", "rows", "--format", "csv", "--out", "no/out.csv"),
      /There is no folder .*no to export into\./,
    );
  });
});

describe("the store of the CLI", () => {
  it("is the nearest .eval-results upwards, or the folder named", async () => {
    await bench.imported(join(bench.folder, "rows.jsonl"));
    const below = join(bench.folder, "a/b");
    mkdirSync(below, { recursive: true });
    const found = await runCli(built.folder, below, ["list", "--json"]);
    expect(JSON.parse(found.stdout)).toMatchObject({ pagination: { total_results: 1 } });
    const named = await runCli(built.folder, below, ["list", "--json", "--store", "../../.eval-results"]);
    expect(named.stdout).toBe(found.stdout);
    const other = await runCli(built.folder, below, ["list", "--json", "--store", "elsewhere"]);
    expect(JSON.parse(other.stdout)).toMatchObject({ pagination: { total_results: 0 } });
    expect(existsSync(join(below, "elsewhere"))).toBe(false);
  });
});
