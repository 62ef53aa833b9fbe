// A service in a process of its own on this machine, and the engine in its worker with HTTP through this thread, as the
// extension host has it.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
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
import { DIST } from "./engineTimes.ts";

/** Runs a demonstration with these flags until the work is done. It prints its address, and nothing else. */
export async function withService<T>(
  service: Connection["kind"],
  flags: readonly string[],
  work: (url: string) => Promise<T>,
): Promise<T> {
  const script = resolve(DIST, "../test/servers/demo.mjs");
  const child: ChildProcess = spawn(process.execPath, [script, service, "--quiet", "--port", "0", ...flags], {
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

/** A cold engine that may use the connection named `bench`. */
export async function withRemoteEngine<T>(
  store: string,
  service: Pick<Connection, "kind" | "baseUrl" | "workspaces">,
  work: (engine: Client<EngineContract>) => Promise<T>,
): Promise<T> {
  const connection: Connection = {
    ...service,
    id: "bench",
    name: "bench",
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

/** Peak memory in MB of a command line in a process of its own; `env` besides its own environment. */
export function peakMemory(flags: readonly string[], env: Readonly<Record<string, string>> = {}): number {
  const script = `process.on("exit", () => console.error(process.resourceUsage().maxRSS)); process.argv.splice(1, 0, "x"); require(${JSON.stringify(join(DIST, "cli.js"))});`;
  const { status, stderr } = spawnSync(process.execPath, ["-e", script, ...flags], {
    encoding: "utf8",
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(stderr);
  return Number(stderr.trim().split("\n").pop()) / 1024;
}
