import { describe, expect, it } from "vitest";
import {
  type CallContext,
  ChannelError,
  connect,
  serve,
  type Transport,
} from "../../../src/protocol/channel.ts";

interface TestContract {
  readonly requests: {
    readonly double: { params: number; result: number };
    readonly wait: { params: null; result: null };
    readonly fail: { params: null; result: null };
    readonly count: { params: number; result: null };
  };
  readonly events: { readonly changed: string };
}

/** Two ends in one process; messages are cloned and arrive in a later turn, as between threads. */
function aPair(): readonly [Transport, Transport] {
  const ears: Set<(message: unknown) => void>[] = [new Set(), new Set()];
  const end = (own: number, other: number): Transport => ({
    post: (message) => {
      const copy = structuredClone(message);
      queueMicrotask(() => {
        for (const ear of ears[other] ?? []) ear(copy);
      });
    },
    listen: (receive) => {
      ears[own]?.add(receive);
      return () => ears[own]?.delete(receive);
    },
  });
  return [end(0, 1), end(1, 0)];
}

function aChannel(wait: (context: CallContext) => Promise<null> = () => new Promise(() => undefined)) {
  const [ours, theirs] = aPair();
  const server = serve<TestContract>(theirs, {
    double: (n) => 2 * n,
    wait: (_, context) => wait(context),
    fail: () => {
      throw Object.assign(new Error("no such row"), { code: "notFound" });
    },
    count: (n, { progress }) => {
      for (let i = 1; i <= n; i++) progress(i);
      return null;
    },
  });
  return { client: connect<TestContract>(ours), server, raw: ours };
}

describe("a channel", () => {
  it("answers requests in any number", async () => {
    const { client } = aChannel();
    expect(await Promise.all([client.call("double", 2), client.call("double", 21)])).toEqual([4, 42]);
  });

  it("carries an error as code and sentence", async () => {
    const { client } = aChannel();
    await expect(client.call("fail", null)).rejects.toEqual(new ChannelError("notFound", "no such row"));
    await expect(client.call("fail", null)).rejects.toMatchObject({ code: "notFound" });
  });

  it("answers an unknown request with an error", async () => {
    const { client } = aChannel();
    await expect(client.call("toString" as never, null as never)).rejects.toMatchObject({
      code: "unknownMethod",
    });
  });

  it("ends a request that takes too long", async () => {
    const { client } = aChannel();
    await expect(client.call("wait", null, { timeoutMs: 5 })).rejects.toMatchObject({ code: "timeout" });
  });

  it("ends a cancelled request and aborts its handler", async () => {
    let isAborted = false;
    const { client } = aChannel(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      isAborted = true;
      return null;
    });
    const controller = new AbortController();
    const call = client.call("wait", null, { signal: controller.signal });
    await client.call("double", 1);
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: "cancelled" });
    await client.call("double", 1);
    expect(isAborted).toBe(true);
  });

  it("never starts a request whose signal is aborted already", async () => {
    const { client } = aChannel();
    await expect(client.call("double", 1, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
  });

  it("ends every open request when it closes, and refuses later ones", async () => {
    const { client } = aChannel();
    const open = client.call("wait", null);
    client.close("the worker stopped");
    await expect(open).rejects.toMatchObject({ code: "closed", message: "the worker stopped" });
    await expect(client.call("double", 1)).rejects.toMatchObject({ code: "closed" });
  });

  it("gives progress before the result", async () => {
    const { client } = aChannel();
    const seen: unknown[] = [];
    await client.call("count", 3, { onProgress: (value) => seen.push(value) });
    expect(seen).toEqual([1, 2, 3]);
  });

  it("carries events to those who listen, until they stop", async () => {
    const { client, server } = aChannel();
    const seen: string[] = [];
    const stop = client.on("changed", (value) => seen.push(value));
    server.emit("changed", "a");
    await client.call("double", 1);
    stop();
    server.emit("changed", "b");
    await client.call("double", 1);
    expect(seen).toEqual(["a"]);
  });

  it("ignores messages that are none of its own", async () => {
    const { client, raw } = aChannel();
    for (const noise of [null, 1, "x", {}, { t: "request" }, { t: "result", id: 99, value: 1 }])
      raw.post(noise);
    expect(await client.call("double", 3)).toBe(6);
  });

  it("aborts running handlers when the server is disposed", async () => {
    let isAborted = false;
    const { client, server } = aChannel(({ signal }) => {
      signal.addEventListener("abort", () => {
        isAborted = true;
      });
      return new Promise(() => undefined);
    });
    const open = client.call("wait", null);
    open.catch(() => undefined);
    await client.call("double", 1);
    server.dispose();
    expect(isAborted).toBe(true);
  });
});
