// Live sources: a pull from a service on this machine is held against the import of the same bytes from disk.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { timed, withEngine } from "./engineTimes.ts";
import { type Figures, median, ratio } from "./figures.ts";
import { peakMemory, withRemoteEngine, withService } from "./serviceProcess.ts";

const RESULTS = 10_000;

/** `rows`: for people, such as `100,000 rows`. */
export async function remoteFigures(
  figures: Figures,
  at: { readonly folder: string; readonly rowsFile: string; readonly rows: string; readonly repeats: number },
): Promise<void> {
  const { folder, rowsFile, rows, repeats } = at;
  const [disk, remote] = [join(folder, "remote-disk"), join(folder, "remote-pull")];
  const clear = (): void => {
    for (const store of [disk, remote]) rmSync(store, { recursive: true, force: true });
  };
  const flags = ["--results", String(RESULTS), "--rows-file", rowsFile];
  await withService("nemo", flags, async (url) => {
    const service = { kind: "nemo", baseUrl: url, workspaces: ["default"] } as const;
    clear();
    const list = await withRemoteEngine(remote, service, async (engine) => {
      const times: number[] = [];
      // The first asks a service that has just started; what people wait for is the others.
      for (let page = 0; page <= 10; page++) {
        const query = { page: page + 1, pageSize: 100 };
        const [ms] = await timed(() => engine.call("remoteList", { connection: "bench", query }));
        if (page > 0) times.push(ms);
      }
      return times;
    });
    figures.note(
      `list 100 of ${RESULTS.toLocaleString("en")} results of a service`,
      median(list),
      "ms",
      "< 150",
    );

    const imports: number[] = [];
    const pulls: number[] = [];
    const refs = [{ connection: "bench", workspace: "default", name: "file" }];
    for (let i = 0; i < repeats; i++) {
      clear();
      const params = { path: rowsFile, options: {} };
      imports.push((await withEngine(disk, (engine) => timed(() => engine.call("import", params))))[0]);
      const [ms, outcomes] = await withRemoteEngine(remote, service, (engine) =>
        timed(() => engine.call("pull", { refs })),
      );
      if (outcomes[0]?.kind !== "pulled") throw new Error(JSON.stringify(outcomes));
      pulls.push(ms);
    }
    figures.note(`import of ${rows} from disk`, median(imports), "ms", "");
    figures.note(`pull of the same bytes`, median(pulls), "ms", "");
    figures.note("rate of a pull / of an import from disk", ratio(imports, pulls), "x", ">= 0.8");

    clear();
    const peak = peakMemory(["pull", "file", "--source", url, "--store", remote]);
    figures.note(`peak memory of pulling ${rows}`, peak, "MB", "< 300");
    clear();
  });
}
