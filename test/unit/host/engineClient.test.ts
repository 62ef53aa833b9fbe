// The engine's client over workers made for the test: what happens when one crashes, never starts or is stopped.
import { describe, expect, it } from "vitest";
import { EngineClient } from "../../../src/host/engineClient.ts";
import { serve } from "../../../src/protocol/channel.ts";
import type { EngineContract } from "../../../src/protocol/engine.ts";
import type { EngineWorker } from "../../../src/protocol/engineWorker.ts";
import { aTransportPair } from "../../support/fileSystemEditor.ts";

interface FakeWorker extends EngineWorker {
  readonly crash: (message: string) => void;
  isStopped: boolean;
}

/** Answers `trash` with nothing, and never answers `list`. */
function aWorker(): FakeWorker {
  const [transport, theirs] = aTransportPair();
  serve(theirs, {
    ping: () => null,
    trash: () => [],
    list: () => new Promise(() => undefined),
  } as unknown as Parameters<typeof serve<EngineContract>>[1]);
  let receive: (error: Error) => void = () => undefined;
  return {
    transport,
    isStopped: false,
    onCrash(listener) {
      receive = listener;
    },
    crash: (message) => receive(new Error(message)),
    stop() {
      this.isStopped = true;
    },
  };
}

/** Gone without a sign: hears nothing. */
function aDeafWorker(): EngineWorker {
  return {
    transport: aTransportPair()[0],
    onCrash: () => undefined,
    stop: () => undefined,
  };
}

function aClient(start?: () => Promise<EngineWorker>) {
  const workers: FakeWorker[] = [];
  const crashes: string[] = [];
  let served = 0;
  const client = new EngineClient({
    start:
      start ??
      (() => {
        const worker = aWorker();
        workers.push(worker);
        return Promise.resolve(worker);
      }),
    serveFiles: () => {
      served++;
      return { dispose: () => served-- };
    },
    onCrash: ({ message }) => crashes.push(message),
  });
  return { client, workers, crashes, served: () => served };
}

const list = { page: 1, pageSize: 1 };

describe("the engine's client", () => {
  it("starts one worker, when it is first asked", async () => {
    const { client, workers } = aClient();
    expect(workers).toHaveLength(0);
    await Promise.all([client.call("trash", null), client.call("trash", null)]);
    await client.call("trash", null);
    expect(workers).toHaveLength(1);
  });

  it("takes long silence for a crash where a worker may end without a sign, and an answer for life", async () => {
    const { client, crashes } = aClient(() => Promise.resolve({ ...aWorker(), silenceLimitMs: 40 }));
    const given = new AbortController();
    const waiting = client.call("list", list, { signal: given.signal });
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(crashes).toEqual([]);
    given.abort();
    await expect(waiting).rejects.toThrow();

    const deaf = aClient(() => Promise.resolve({ ...aDeafWorker(), silenceLimitMs: 40 }));
    await expect(deaf.client.call("list", list)).rejects.toMatchObject({ code: "closed" });
    expect(deaf.crashes).toEqual(["The store's worker stopped: it gave no answer for 0.04 s"]);
  });

  it("ends every open call of a crashed worker, says the error once, and starts another", async () => {
    const { client, workers, crashes, served } = aClient();
    const open = [client.call("list", list), client.call("list", list)];
    await client.call("trash", null);
    workers[0]?.crash("out of memory");
    for (const call of open)
      await expect(call).rejects.toMatchObject({
        code: "closed",
        message: "The store's worker stopped: out of memory",
      });
    expect(crashes).toEqual(["The store's worker stopped: out of memory"]);
    expect([workers[0]?.isStopped, served()]).toEqual([true, 0]);
    expect(await client.call("trash", null)).toEqual([]);
    expect([workers.length, served()]).toEqual([2, 1]);
  });

  it("tells the caller when a worker can't be started, and tries again", async () => {
    let tries = 0;
    const { client, crashes } = aClient(() => {
      if (++tries === 1) throw new Error("no script");
      return Promise.resolve(aWorker());
    });
    await expect(client.call("trash", null)).rejects.toThrow("no script");
    expect(await client.call("trash", null)).toEqual([]);
    expect(crashes).toEqual([]);
  });

  it("ends open calls and stops the worker when it is disposed", async () => {
    const { client, workers, crashes, served } = aClient();
    const open = client.call("list", list);
    await client.call("trash", null);
    client.dispose();
    await expect(open).rejects.toMatchObject({ code: "closed" });
    await expect(client.call("trash", null)).rejects.toMatchObject({ code: "closed" });
    expect([workers[0]?.isStopped, served(), crashes]).toEqual([true, 0, []]);
  });

  it("stops a worker that starts after it was disposed", async () => {
    const worker = aWorker();
    const { client } = aClient(() => Promise.resolve(worker));
    const call = client.call("trash", null);
    client.dispose();
    await expect(call).rejects.toMatchObject({ code: "closed" });
    expect(worker.isStopped).toBe(true);
  });
});
