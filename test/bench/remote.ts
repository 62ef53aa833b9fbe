// Live sources: a service in a process of its own on this machine, the engine in its worker, HTTP through this thread as the
// extension host has it. A pull is held against the import of the same bytes from disk.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { Connection } from "../../src/core/services/connection.ts";
import { fetchHop } from "../../src/core/services/fetchHop.ts";
import { guardedHttp } from "../../src/core/services/guardedHttp.ts";
import { threadTransport } from "../../src/node/messagePort.ts";
import { type Client, connect, serve } from "../../src/protocol/channel.ts";
import type { EngineContract } from "../../src/protocol/engine.ts";
import { givenBytes } from "../../src/protocol/hostFiles.ts";
import { type HostHttpContract, httpHandlers } from "../../src/protocol/hostHttp.ts";
import { DIST, timed, withEngine } from "./engineTimes.ts";
import { type Figures, median, ratio } from "./figures.ts";

const RESULTS = 10_000;

async function withService<T>(rowsFile: string, work: (url: string) => Promise<T>): Promise<T> {
  const script = resolve(DIST, "../test/servers/demo.mjs");
  const flags = ["nemo", "--quiet", "--port", "0", "--results", String(RESULTS), "--rows-file", rowsFile];
  const child: ChildProcess = spawn(process.execPath, [script, ...flags], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await new Promise<string>((told, failed) => {
      child.stdout?.setEncoding("utf8").once("data", (text: string) => told(text.trim()));
      child.once("exit", () => failed(new Error("the service did not start")));
    });
    return await work(url);
  } finally {
    child.kill();
  }
}

async function withRemoteEngine<T>(
  store: string,
  url: string,
  work: (engine: Client<EngineContract>) => Promise<T>,
): Promise<T> {
  const connection: Connection = {
    id: "bench",
    kind: "nemo",
    name: "bench",
    baseUrl: url,
    workspaces: ["default"],
    auth: "none",
    allowsHttp: false,
  };
  const http = guardedHttp({ hop: fetchHop(fetch), connectionOf: () => connection, keyOf: () => null });
  const worker = new Worker(join(DIST, "storeWorker.js"), { workerData: { storeFolder: store } });
  const transport = threadTransport(worker, givenBytes);
  serve<HostHttpContract>(transport, httpHandlers(http).handlers);
  try {
    const engine = connect<EngineContract>(transport);
    await engine.call("useConnections", { connections: [connection] });
    return await work(engine);
  } finally {
    await worker.terminate();
  }
}

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
  await withService(rowsFile, async (url) => {
    clear();
    const list = await withRemoteEngine(remote, url, async (engine) => {
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
      const [ms, outcomes] = await withRemoteEngine(remote, url, (engine) =>
        timed(() => engine.call("pull", { refs })),
      );
      if (outcomes[0]?.kind !== "pulled") throw new Error(JSON.stringify(outcomes));
      pulls.push(ms);
    }
    figures.note(`import of ${rows} from disk`, median(imports), "ms", "");
    figures.note(`pull of the same bytes`, median(pulls), "ms", "");
    figures.note("rate of a pull / of an import from disk", ratio(imports, pulls), "x", ">= 0.8");

    clear();
    const script = `process.on("exit", () => console.error(process.resourceUsage().maxRSS)); process.argv.splice(1, 0, "x"); require(${JSON.stringify(join(DIST, "cli.js"))});`;
    const flags = ["pull", "file", "--source", url, "--store", remote];
    const { stderr } = spawnSync(process.execPath, ["-e", script, ...flags], { encoding: "utf8" });
    const peak = Number(stderr.trim().split("\n").pop()) / 1024;
    figures.note(`peak memory of pulling ${rows}`, peak, "MB", "< 300");
    clear();
  });
}
