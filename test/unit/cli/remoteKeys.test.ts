// Where keys of the command line come from and go, and that they never appear.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HiddenInput, hiddenQuestion } from "../../../src/cli/askHidden.ts";
import { CliConnections } from "../../../src/cli/cliConnections.ts";
import { nodeLocalKeys } from "../../../src/node/localKeys.ts";
import { aResult, someResults } from "../../servers/nemo/sampleResults.ts";
import { buildCli, type CliResult, runCli, typed } from "../../support/cliSupport.ts";
import { aFolder, WASM_FOLDER, Workbench } from "../../support/engineSupport.ts";
import { aServer } from "../../support/nemoBench.ts";
import { aLab, writeConnections } from "../../support/remoteLab.ts";

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
