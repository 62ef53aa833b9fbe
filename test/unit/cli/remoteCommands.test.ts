// The command line over a live service: lists, shows, pulls, compares and deletes; and where keys go, and never appear.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HiddenInput, hiddenQuestion } from "../../../src/cli/askHidden.ts";
import { CliConnections } from "../../../src/cli/cliConnections.ts";
import { progressLine } from "../../../src/cli/progressLine.ts";
import { nodeLocalKeys } from "../../../src/node/localKeys.ts";
import type { NemoServer, NemoServerOptions } from "../../servers/nemo/nemoServer.ts";
import { aResult, someResults } from "../../servers/nemo/sampleResults.ts";
import type { StoredResult } from "../../servers/nemo/wire.ts";
import { buildCli, type CliResult, runCli, typed, typedJson } from "../../support/cliSupport.ts";
import { aFolder, WASM_FOLDER, Workbench } from "../../support/engineSupport.ts";
import { aServer } from "../../support/nemoBench.ts";

interface Lab {
  readonly server: NemoServer;
  readonly bench: Workbench;
  type(...args: readonly string[]): Promise<string>;
  json<T = Record<string, unknown>>(...args: readonly string[]): Promise<T>;
}

async function aLab(
  results: readonly StoredResult[],
  options: NemoServerOptions = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Lab> {
  const server = await aServer(results, options);
  const bench = new Workbench(WASM_FOLDER, aFolder(), { env });
  const at = (args: readonly string[]) => [...args, "--source", server.url];
  return {
    server,
    bench,
    type: (...args) => typed(bench, ...at(args)),
    json: (...args) => typedJson(bench, ...at(args)),
  };
}

function writeConnections(bench: Workbench, connections: readonly object[]): void {
  mkdirSync(bench.storeFolder, { recursive: true });
  writeFileSync(join(bench.storeFolder, "connections.json"), JSON.stringify(connections));
}

describe("list --source", () => {
  it("prints the service's page in its own fields, filtered, sorted and projected", async () => {
    const { json } = await aLab(someResults(10));
    const page = await json<{ data: Record<string, unknown>[]; pagination: unknown }>(
      "list",
      "--filter",
      '{"model":"default/llama-8b"}',
      "--sort",
      "name",
      "--page-size",
      "2",
      "--aggregate-fields",
      "mean",
    );
    expect(page.pagination).toMatchObject({ page: 1, page_size: 2, total_pages: 2, total_results: 3 });
    expect(page.data[0]).toMatchObject({
      workspace: "default",
      model: "default/llama-8b",
      source: expect.stringMatching(/^127/),
      stored: null,
    });
    expect(page.data[0]?.scores).toEqual([{ name: "helpfulness", count: 11, mean: expect.any(Number) }]);
  });

  it("is a table, and --all is all", async () => {
    const { type, json } = await aLab(someResults(5));
    expect(await type("list")).toMatch(/NAME +WORKSPACE .*STORED\n/);
    expect((await json<{ data: unknown[] }>("list", "--all")).data).toHaveLength(5);
  });

  it("takes a connection by its name, and says which there are", async () => {
    const { server, bench } = await aLab(someResults(2));
    writeConnections(bench, [{ kind: "nemo", name: "Lab", baseUrl: server.url, workspaces: ["default"] }]);
    expect((await typedJson<{ data: unknown[] }>(bench, "list", "--source", "lab")).data).toHaveLength(2);
    expect(await typed(bench, "sources")).toContain(server.url);
    await expect(typed(bench, "list", "--source", "other")).rejects.toThrow(
      "There is no connection named other; there are Lab.",
    );
  });
});

describe("pull --source", () => {
  it("says on a terminal how far it is, and leaves nothing of that behind", async () => {
    const result = aResult(1, 5_000);
    const { bench, type } = await aLab([result]);
    let written = "";
    let time = 0;
    bench.progress = progressLine(
      (text) => {
        written += text;
      },
      () => (time += 200),
      () => 60,
    );
    expect(await type("pull", result.name)).toContain("5,000 rows stored");
    const steps = written.split("\r\u001b[K").slice(1);
    expect(steps.length).toBeGreaterThan(1);
    for (const step of steps.slice(0, -1)) expect(step).toMatch(/^Pulling .+: [\d,]+( of [\d,]+)? rows, /);
    expect(steps.at(-1)).toBe("");
  });

  it("writes a line no more often than ten times a second, cut to the terminal's width", () => {
    let written = "";
    let time = 0;
    const line = progressLine(
      (text) => {
        written += `${text}|`;
      },
      () => time,
      () => 10,
    );
    line.show("first of many");
    time = 50;
    line.show("too early");
    time = 100;
    line.show("second");
    line.clear();
    line.clear();
    expect(written).toBe("\r\u001b[Kfirst of |\r\u001b[Ksecond|\r\u001b[K|");
  });
});

describe("show, rows, compare and export --source", () => {
  it("show what the service says without downloading a row", async () => {
    const result = aResult(1, 20);
    const { type, json, server } = await aLab([result]);
    expect(await json("show", result.name)).toMatchObject({
      name: result.name,
      scores: [{ percentiles: { p100: 1 } }],
    });
    expect(await type("show", result.name)).toContain("stored   no");
    expect(server.requests.some((request) => request.includes("row-scores"))).toBe(false);
  });

  it("pull first, once, and work on the stored copies", async () => {
    const [a, b] = [aResult(0, 20), aResult(1, 20)];
    const { type, json, server, bench } = await aLab([a, b]);
    expect((await json<{ data: unknown[] }>("rows", a.name)).data).toHaveLength(20);
    expect(await json("compare", a.name, b.name)).toMatchObject({ candidates: [{ join: { matched: 20 } }] });
    expect((await type("export", a.name, "--format", "jsonl")).trim().split("\n")).toHaveLength(20);
    expect(server.requests.filter((request) => request.includes("row-scores"))).toHaveLength(2);
    expect((await bench.engine.list({ page: 1, pageSize: 9 })).total).toBe(2);
  });

  it("compare with a result that is only here", async () => {
    const a = aResult(0, 20);
    const { json, bench } = await aLab([a]);
    await bench.imported(bench.write("mine.jsonl", [...(a.rows as () => Iterable<string>)()].join("")));
    expect(await json("compare", a.name, "mine")).toMatchObject({ candidates: [{ join: { matched: 20 } }] });
    await expect(json("compare", a.name, "nowhere")).rejects.toThrow("does not have it");
  });
});

describe("pull", () => {
  it("tells what became of each", async () => {
    const a = aResult(0, 20);
    const { type, json } = await aLab([a]);
    expect(await type("pull", a.name)).toMatch(
      /^Pulled .* from 127\.0\.0\.1:\d+: 20 rows stored, 0 lines skipped\.\n$/,
    );
    expect(await json("pull", `default/${a.name}`)).toMatchObject({
      pulled: [{ outcome: "unchanged", rows: 20 }],
    });
  });

  it("wants the workspace where several have the name", async () => {
    const a = aResult(0, 5);
    const { bench, server } = await aLab([a, { ...a, id: "other", workspace: "team-b" }]);
    const pull = (name: string) =>
      typedJson(
        bench,
        "pull",
        name,
        "--source",
        server.url,
        "--workspace",
        "default",
        "--workspace",
        "team-b",
      );
    await expect(pull(a.name)).rejects.toThrow(`name one as default/${a.name} or team-b/${a.name}`);
    expect(await pull(`team-b/${a.name}`)).toMatchObject({
      pulled: [{ workspace: "team-b", outcome: "pulled" }],
    });
  });
});

describe("delete --source", () => {
  it("says what would go, and does it with --yes", async () => {
    const a = aResult(0, 5);
    const { type, json, server } = await aLab([a]);
    expect(await type("delete", a.name)).toContain("Would delete for good");
    expect(server.results).toHaveLength(1);
    expect(await json("delete", a.name, "--yes")).toEqual({ deleted: [`default/${a.name}`], failed: [] });
    expect(server.results).toHaveLength(0);
  });
});

describe("keys", () => {
  it("of the environment go to the address typed, and to one of a file only where they are meant for it", async () => {
    const env = { EVAL_RESULTS_NEMO_KEY: "s3cret-key" };
    const { type, server, bench } = await aLab(someResults(1), { token: "s3cret-key" }, env);
    expect(await type("list")).toContain("NAME");
    writeConnections(bench, [{ kind: "nemo", name: "Lab", baseUrl: server.url, auth: "key" }]);
    const asked = server.requests.length;
    const again = new Workbench(WASM_FOLDER, bench.folder, { env });
    await expect(typed(again, "list", "--source", "Lab")).rejects.toThrow(
      `Set EVAL_RESULTS_NEMO_URL=${server.url}`,
    );
    expect(server.requests).toHaveLength(asked);
    const meant = new Workbench(WASM_FOLDER, bench.folder, {
      env: { ...env, EVAL_RESULTS_NEMO_URL: `${server.url}/` },
    });
    expect(await typed(meant, "list", "--source", "Lab")).toContain("NAME");
  });

  it("are asked for on a terminal without being shown", async () => {
    const hears: ((text: string) => void)[] = [];
    const raw: boolean[] = [];
    let shown = "";
    const terminal: HiddenInput = {
      isTTY: true,
      setRawMode: (isRaw) => raw.push(isRaw),
      setEncoding: () => undefined,
      on: (_, hear) => hears.push(hear),
      off: () => hears.pop(),
      resume: () => undefined,
      pause: () => undefined,
    };
    const ask = hiddenQuestion(terminal, (text) => {
      shown += text;
    });
    const connections = new CliConnections({
      readFile: () => Promise.resolve(null),
      env: {},
      localKeys: nodeLocalKeys({}, aFolder()),
      askHidden: ask,
    });
    const server = await aServer([], { token: "typed" });
    const connection = await connections.chosen({ source: server.url });
    const key = ask?.("Key: ");
    for (const part of ["typo", "\u007f", "ed", "\r"]) hears[0]?.(part);
    expect([await key, shown, raw]).toEqual(["typed", "Key: \n", [true, false]]);
    expect(connection.auth).toBe("none");
    expect(hiddenQuestion({ ...terminal, isTTY: false }, () => undefined)).toBeNull();
  });

  it("come from netrc where that is asked for, and only for the service's own host", async () => {
    const withNetrc = async (netrc: string | null) => {
      const lab = await aLab(someResults(1), { token: "of-netrc" }, { EVAL_RESULTS_NEMO_KEY: "other" });
      if (netrc !== null) writeFileSync(join(lab.bench.folder, ".netrc"), netrc);
      return lab.json<{ data: unknown[] }>("list", "--netrc");
    };
    expect((await withNetrc("machine 127.0.0.1 login user password of-netrc\n")).data).toHaveLength(1);
    await expect(withNetrc(null)).rejects.toThrow("There is no netrc file in your home folder.");
    await expect(
      withNetrc("machine api.wandb.ai password of-netrc default password of-netrc"),
    ).rejects.toThrow(/^(?!.*of-netrc)~\/\.netrc has no entry for machine 127/);
  });

  it("that can't be sent are refused without being repeated", async () => {
    const { type } = await aLab([], {}, { EVAL_RESULTS_NEMO_KEY: "with space" });
    const problem = await type("list").catch((error: Error) => error.message);
    expect(problem).toContain("EVAL_RESULTS_NEMO_KEY can't be used");
    expect(problem).not.toContain("with space");
  });
});

describe("the command line as a process", () => {
  let cli: Awaited<ReturnType<typeof buildCli>>;
  beforeAll(async () => {
    cli = await buildCli();
  });
  afterAll(() => cli.dispose());

  it("never shows a key, whatever happens", async () => {
    const secret = "nvapi-Very-s3cret.key";
    const a = aResult(0, 30);
    const server = await aServer([a], { token: secret });
    const folder = aFolder();
    process.env.EVAL_RESULTS_NEMO_KEY = secret;
    const outputs: CliResult[] = [];
    try {
      const run = async (...args: readonly string[]) => {
        outputs.push(await runCli(cli.folder, folder, [...args, "--source", server.url]));
      };
      await run("list", "--json");
      await run("pull", a.name, "--json");
      await run("export", a.name, "--format", "jsonl");
      await run("show", "nobody");
      // A service that repeats what it was sent.
      server.faults = () => ({
        kind: "status",
        status: 500,
        body: `{"detail":"bad header Bearer ${secret}"}`,
      });
      await run("list");
      server.faults = () => ({
        kind: "status",
        status: 302,
        headers: { location: "https://elsewhere.example/" },
      });
      await run("list");
    } finally {
      delete process.env.EVAL_RESULTS_NEMO_KEY;
    }
    expect(outputs.map(({ code }) => code)).toEqual([0, 0, 0, 2, 2, 2]);
    expect(outputs[5]?.stderr).toContain("redirects to https://elsewhere.example");
    expect(JSON.stringify(outputs)).not.toContain(secret);
    expect(new Set(server.credentials)).toEqual(new Set([`Bearer ${secret}`]));
    const { execFileSync } = await import("node:child_process");
    const grep = () => execFileSync("grep", ["-r", secret, folder]);
    expect(grep).toThrow();
  });

  it("says what is wrong in one line where nothing answers", async () => {
    const server = await aServer([]);
    await server.close();
    const { code, stderr } = await runCli(cli.folder, aFolder(), ["list", "--source", server.url]);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^eval-results: Can't list results of 127.*: nothing answers at 127.* Check the address and your network, then try again\.\n$/,
    );
  });
});
