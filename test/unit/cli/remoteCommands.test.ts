import { describe, expect, it } from "vitest";
import { progressLine } from "../../../src/cli/progressLine.ts";
import { aResult, someResults } from "../../servers/nemo/sampleResults.ts";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { aLab, writeConnections } from "../../support/remoteLab.ts";

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
