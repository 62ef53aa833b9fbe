// The command line under metrics.json, with baselines, and with errored rows counted.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readCommandLine } from "../../../src/cli/arguments.ts";
import { COMMANDS } from "../../../src/cli/commands.ts";
import { NO_PROGRESS } from "../../../src/cli/progressLine.ts";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { jsonl, Workbench } from "../../support/engineSupport.ts";

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

function settings(content: unknown): void {
  mkdirSync(bench.storeFolder, { recursive: true });
  const text = typeof content === "string" ? content : JSON.stringify(content);
  writeFileSync(join(bench.storeFolder, "metrics.json"), text);
}

async function importRun(name: string, scores: readonly (number | null)[], score = "f1"): Promise<void> {
  const rows = scores.map((value, i) => ({
    question: `q${i}`,
    output: "o",
    error: value === null ? "timed out" : null,
    ...(value === null ? {} : { [score]: value }),
  }));
  bench.write(`${name}.jsonl`, jsonl(rows));
  const roles = ["--score", score, "--input", "question", "--error", "error"];
  await typed(bench, "import", `${name}.jsonl`, "--dataset", "qa", ...roles);
}

/** What a command prints on stdout and stderr. */
async function both(...args: readonly string[]): Promise<{ readonly out: string; readonly err: string }> {
  const line = readCommandLine(args);
  let out = "";
  let err = "";
  await COMMANDS[line.command ?? ""]?.(
    {
      engine: bench.engine,
      store: bench.store,
      connections: bench.connections,
      cwd: bench.folder,
      signal: new AbortController().signal,
      print: (text) => {
        out += text;
      },
      exit: () => undefined,
      progress: NO_PROGRESS,
      warn: (text) => {
        err += text;
      },
    },
    line,
  );
  return { out, err };
}

const lineOf = (text: string, name: string): string =>
  text.split("\n").find((line) => line.startsWith(name)) ?? "";

describe("metrics.json on the command line", () => {
  it("gives tables units and formats, and JSON the contract", async () => {
    await importRun("a", [0.412, 0.42, 0.4], "latency");
    await importRun("b", [0.312, 0.32, 0.3], "latency");
    settings({
      scores: { latency: { format: "s", direction: "lower", description: "Time to the last token." } },
    });
    expect(lineOf(await typed(bench, "list"), "a ")).toMatch(/411 ms ±6 {2} *3\/3/);
    expect(await typed(bench, "show", "a")).toContain("latency: Time to the last token.");
    const compared = lineOf(await typed(bench, "compare", "a", "b"), "latency");
    expect(compared.split(/ {2,}/)).toEqual([
      "latency",
      "411 ms",
      "311 ms",
      "−100 ms",
      "0.25",
      "3",
      "0",
      "0",
      "3/3",
    ]);
    expect(await typedJson(bench, "show", "a")).toMatchObject({
      primary_score: "latency",
      scores: [{ higher_is_better: false, contract: { format: "s" } }],
    });
  });

  it("is one line on stderr where it is wrong, and results are shown by their names", async () => {
    await importRun("a", [0.5, 0.6]);
    await importRun("b", [0.5, 0.7]);
    settings('{"scores": {"f1": {"direction": 1}}}');
    const wrong = /^Metric settings are not used\. .*[Ll]ine 1: direction takes higher or lower, not 1.*\n$/;
    for (const args of [["list"], ["show", "a"], ["compare", "a", "b"]]) {
      const { out, err } = await both(...args);
      expect(err).toMatch(wrong);
      expect(out).not.toBe("");
    }
    expect(await typed(bench, "doctor")).toContain("metrics.json: line 1: direction takes");
  });
});

describe("baseline", () => {
  it("pins, shows and unpins, and list has a column for it only then", async () => {
    await importRun("a", [0.5, 0.6, 0.7]);
    await importRun("b", [0.6, 0.7, 0.8]);
    expect(await typed(bench, "baseline")).toMatch(/^No baseline is pinned\./);
    expect(await typed(bench, "list")).not.toContain("Δ BASELINE");
    expect(await typed(bench, "baseline", "a")).toBe("Pinned a.\n");
    expect(await typed(bench, "baseline")).toMatch(/^FOR {2}BASELINE {2}ID\nqa {3}a {9}\d/);
    const table = await typed(bench, "list");
    expect(lineOf(table, "b ")).toMatch(/0\.70 ±0\.06 {2} *≈ \+0\.10 {2} *3\/3/);
    expect(lineOf(table, "a ")).toContain("baseline");
    const { data } = await typedJson<{ data: { name: string; baseline: object }[] }>(bench, "list");
    expect(data.map((run) => [run.name, run.baseline])).toEqual([
      ["b", expect.objectContaining({ name: "a", score: "f1", within_noise: true })],
      ["a", { is_baseline: true }],
    ]);
    expect(await typedJson(bench, "baseline")).toMatchObject({ baselines: [{ dataset: "qa", name: "a" }] });
    expect(await typed(bench, "baseline", "b", "--clear")).toBe("Unpinned.\n");
    expect(await typedJson(bench, "baseline")).toEqual({ baselines: [] });
    await typed(bench, "baseline", "a");
    expect(await typed(bench, "baseline", "--clear")).toBe("Unpinned all baselines.\n");
    expect(await typedJson(bench, "baseline")).toEqual({ baselines: [] });
  });

  it("refuses two names, and a result that is not there", async () => {
    await expect(typed(bench, "baseline", "a", "b")).rejects.toThrow(
      "baseline takes the name of one result at most.",
    );
    await expect(typed(bench, "baseline", "a")).rejects.toThrow("There is no result named a");
  });
});

describe("--errors-as-zero", () => {
  beforeEach(async () => {
    await importRun("crashing", [0.9, 0.9, null, null]);
    await importRun("steady", [0.7, 0.7, 0.7, 0.7]);
  });

  it("counts errored rows, keeps the coverage beside the mean, and warns where the order turns", async () => {
    const warning =
      "Errors change the order. f1: crashing is ahead of steady on scored rows only, behind with errors counted.\n";
    const left = await both("list");
    expect(lineOf(left.out, "crashing")).toMatch(/0\.900 {2} *2\/4/);
    expect(left.err).toBe(warning);
    const counted = await both("list", "--errors-as-zero");
    expect(lineOf(counted.out, "crashing")).toMatch(/0\.45 ±0\.26 {2} *4\/4/);
    expect(counted.out).toContain("Errored rows count as 0, or as errorValue in metrics.json.");
    expect(lineOf(await typed(bench, "show", "crashing", "--errors-as-zero"), "f1")).toMatch(
      /0\.45 ±0\.26 {2} *4\/4/,
    );
  });

  it("turns a comparison's means, and says what it turns", async () => {
    const left = await typed(bench, "compare", "steady", "crashing");
    expect(lineOf(left, "f1")).toMatch(/\+0\.200/);
    expect(left).toContain(
      "Errors change the order on f1: crashing is ahead of steady on scored rows only (+0.200), behind with errors counted (−0.250).",
    );
    expect(lineOf(await typed(bench, "compare", "steady", "crashing", "--errors-as-zero"), "f1")).toMatch(
      /0\.700 +0\.450 +−0\.250 .* 4\/4$/,
    );
  });

  it("says where 0 would not be the worst value, and JSON always has both", async () => {
    settings({ scores: { f1: { direction: "lower" } } });
    expect(await typed(bench, "show", "crashing", "--errors-as-zero")).toContain(
      "f1: errors left out, 0 would be the best value; errorValue in metrics.json names another.",
    );
    settings({ scores: { f1: { direction: "lower", errorValue: 2.5 } } });
    expect(await typedJson(bench, "show", "crashing")).toMatchObject({
      scores: [
        { item_mean: 0.9, errors_as_zero: { error_value: 2.5, errored_rows: 2, items: 4, item_mean: 1.7 } },
      ],
    });
    expect(await typedJson(bench, "compare", "steady", "crashing")).toMatchObject({
      candidates: [{ scores: [{ n: 2, errors_as_zero: { n: 4, candidate_errored_rows: 2 } }] }],
    });
  });
});
