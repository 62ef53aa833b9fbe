// Weave: a run is pulled page by page with its inputs, and held against the import of the same rows from disk.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { LARGE_RUN, PROJECT } from "../servers/weave/sampleRuns.ts";
import { timed, withEngine } from "./engineTimes.ts";
import { type Figures, median, ratio } from "./figures.ts";
import { peakMemory, withRemoteEngine, withService } from "./serviceProcess.ts";

const ROWS = 10_000;

export async function weaveFigures(
  figures: Figures,
  { folder, repeats }: { readonly folder: string; readonly repeats: number },
): Promise<void> {
  const [disk, remote] = [join(folder, "weave-disk"), join(folder, "weave-pull")];
  const rowsFile = join(folder, "weave-rows.jsonl");
  const clear = (): void => {
    for (const store of [disk, remote]) rmSync(store, { recursive: true, force: true });
  };
  await withService("weave", ["--rows", String(ROWS)], async (url) => {
    const service = { kind: "weave", baseUrl: url, workspaces: [PROJECT] } as const;
    const refs = [{ connection: "bench", workspace: PROJECT, name: LARGE_RUN }];
    const pull = async (): Promise<number> => {
      const [ms, outcomes] = await withRemoteEngine(remote, service, (engine) =>
        timed(() => engine.call("pull", { refs })),
      );
      if (outcomes[0]?.kind !== "pulled") throw new Error(JSON.stringify(outcomes));
      return ms;
    };
    clear();
    // The first asks a service that has just started, and gives the rows as they are stored.
    await pull();
    const [run] = readdirSync(join(remote, "runs"));
    cpSync(join(remote, "runs", run ?? "", "rows-00000.jsonl"), rowsFile);
    const imports: number[] = [];
    const pulls: number[] = [];
    for (let i = 0; i < repeats; i++) {
      clear();
      const params = { path: rowsFile, options: {} };
      imports.push((await withEngine(disk, (engine) => timed(() => engine.call("import", params))))[0]);
      pulls.push(await pull());
    }
    const rows = `${ROWS.toLocaleString("en")} Weave rows`;
    figures.note(`import of ${rows} from disk`, median(imports), "ms", "");
    figures.note(`pull of ${rows}, inputs resolved`, median(pulls), "ms", "");
    figures.note(
      "rate of a Weave pull / of an import of its rows from disk",
      ratio(imports, pulls),
      "x",
      ">= 0.8",
    );
    clear();
    const source = ["--source", url, "--kind", "weave", "--workspace", PROJECT];
    // The command line asks no Weave without a key; this one takes any.
    const env = { WANDB_API_KEY: "any", WF_TRACE_SERVER_URL: url };
    const peak = peakMemory(["pull", LARGE_RUN, ...source, "--store", remote], env);
    figures.note(`peak memory of pulling ${rows}`, peak, "MB", "< 300");
    clear();
    rmSync(rowsFile, { force: true });
  });
}
