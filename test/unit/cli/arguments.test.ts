// The command line as typed: what is understood, and the one sentence for what is not.
import { describe, expect, it } from "vitest";
import { HELP, readCommandLine } from "../../../src/cli/arguments.ts";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { Problem } from "../../../src/core/problem.ts";

function refusalOf(...argv: readonly string[]): string {
  try {
    readCommandLine(argv);
  } catch (error) {
    if (error instanceof Problem && error.code === "badInput") return error.message;
    throw error;
  }
  throw new Error(`understood: ${argv.join(" ")}`);
}

describe("a command line", () => {
  it("is a command, names and flags in any order", () => {
    const line = readCommandLine(["--json", "rows", "run-1", "--page-size=5", "--store", "there"]);
    expect(line).toMatchObject({ command: "rows", names: ["run-1"] });
    expect(line.values).toMatchObject({ json: true, "page-size": "5", store: "there" });
  });

  it("collects flags that may be given several times", () => {
    const { values } = readCommandLine(["import", "f", "--score", "a", "--score", "b", "--label", "k=v"]);
    expect(values).toMatchObject({ score: ["a", "b"], label: ["k=v"] });
  });

  it.each([
    [["rows", "x", "--sort", "-f1"]],
    [["rows", "x", "--sort=-f1"]],
    [["rows", "--sort", "-f1", "x"]],
  ])("takes a field with a leading - to sort by: %s", (argv) => {
    const line = readCommandLine(argv);
    expect(line).toMatchObject({ command: "rows", names: ["x"] });
    expect(line.values.sort).toBe("-f1");
  });

  it("takes what stands behind -- for names", () => {
    expect(readCommandLine(["show", "--", "--sort", "-odd-name"]).names).toEqual(["--sort", "-odd-name"]);
  });

  it.each([
    [["frob"], /^There is no command frob\. Commands: import, list, /],
    [["show", "--sort", "x"], /^show has no flag --sort\.$/],
    [["compare", "a", "b", "--raw-cells"], /^compare has no flag --raw-cells\.$/],
    [["list", "--frob"], /^Unknown option '--frob'\. Run eval-results --help for the flags\.$/],
    [["rows", "x", "--page"], /--page.*Run eval-results --help for the flags\.$/],
    [["rows", "x", "--sort", "--json"], /--sort.*Run eval-results --help for the flags\.$/],
    [["list", "--json=yes"], /--json.*Run eval-results --help for the flags\.$/],
  ])("is refused in one line: %s", (argv, sentence) => {
    const refusal = refusalOf(...argv);
    expect(refusal).toMatch(sentence);
    expect(refusal).not.toContain("\n");
  });

  it("asks for help or the version without a command", () => {
    expect(readCommandLine(["--help"]).command).toBeNull();
    expect(readCommandLine(["-h", "import"]).command).toBeNull();
    expect(readCommandLine([]).command).toBeNull();
  });

  it("names every command in the help", () => {
    for (const command of Object.keys(COMMANDS)) expect(HELP).toContain(`eval-results ${command}`);
  });
});
