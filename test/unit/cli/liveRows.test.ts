// `rows --live`: a page of a Weave run that is not pulled, and what is left to the stored copy.
import { describe, expect, it } from "vitest";
import { aResult } from "../../servers/nemo/sampleResults.ts";
import { aRun, PROJECT, sampleTrials } from "../../servers/weave/sampleRuns.ts";
import { typed, typedJson } from "../../support/cliSupport.ts";
import { aFolder, WASM_FOLDER, Workbench } from "../../support/engineSupport.ts";
import { aServer } from "../../support/nemoBench.ts";
import { aWeaveServer } from "../../support/weaveBench.ts";

const RUN = aRun(1, []).id;

async function aLab(trials = 1) {
  const server = await aWeaveServer([aRun(1, sampleTrials(1, 300, trials))]);
  const bench = new Workbench(WASM_FOLDER, aFolder(), { env: { WANDB_API_KEY: "k3y" } });
  const at = ["--source", server.url, "--kind", "weave", "--workspace", PROJECT];
  return {
    bench,
    type: (...args: readonly string[]) => typed(bench, "rows", RUN, ...at, ...args),
    json: (...args: readonly string[]) => typedJson<Page>(bench, "rows", RUN, ...at, ...args),
  };
}

interface Page {
  readonly data: readonly { readonly row_index: number | null; readonly trial: number | null }[];
  readonly pagination: { readonly total_results: number };
}

const QUERY = ["--filter", '{"exact":true}', "--sort", "-judge.score", "--page-size", "20", "--page", "2"];

describe("rows --live", () => {
  it("prints the page that the stored copy gives, and stores nothing", async () => {
    const { bench, json, type } = await aLab();
    const live = await json("--live", ...QUERY);
    expect(await type("--live", ...QUERY)).toMatch(/^ROW +DIGEST +ITEM +OUTPUT +exact .*latency_seconds/);
    expect((await bench.engine.list({ page: 1, pageSize: 5 })).total).toBe(0);
    expect(live.data).toHaveLength(20);
    expect(live.data.every((row) => row.row_index === null && row.trial === null)).toBe(true);
    const stored = await json(...QUERY);
    expect({ ...live, data: live.data.map(bare) }).toEqual({ ...stored, data: stored.data.map(bare) });
  });

  it("answers from the store where the copy is the latest, whatever is asked", async () => {
    const { json } = await aLab();
    await json();
    const page = await json("--live", "--search", "invoice 7");
    expect(page.data.length).toBeGreaterThan(0);
    expect(page.data.every((row) => row.row_index !== null)).toBe(true);
  });

  it("refuses in one sentence that offers the pull", async () => {
    const { type } = await aLab();
    await expect(type("--live", "--search", "invoice")).rejects.toThrow(
      /^\S+ can't answer this as the store would: it filters rows only by the numbers of a score\. Leave out --live to pull billing-eval/,
    );
    await expect(type("--live", "--filter", '{"item.question":"x"}')).rejects.toThrow("Leave out --live");
    await expect((await aLab(2)).type("--live")).rejects.toThrow("several trials");
    await expect((await aLab()).type("--live", "--sort", "latency_seconds")).rejects.toThrow(
      "Leave out --live",
    );
  });

  it("is for services that can, and needs one", async () => {
    const { bench } = await aLab();
    await expect(typed(bench, "rows", RUN, "--live")).rejects.toThrow("name it with --source");
    await expect(typed(bench, "show", RUN, "--live")).rejects.toThrow("show has no flag --live");
    const result = aResult(1, 5);
    const nemo = await aServer([result]);
    await expect(typed(bench, "rows", result.name, "--source", nemo.url, "--live")).rejects.toThrow(
      "gives the rows of a result only as a whole",
    );
  });
});

function bare({ row_index: _, trial: __, ...row }: Page["data"][number]) {
  return row;
}
