// The one HTTP layer over time: limits, aborts, streams that hold nothing and let go, and so many requests at once.
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { HttpTransport } from "../../../src/core/services/httpPort.ts";
import { HttpClient } from "../../../src/sources/http.ts";
import { broken, fakeHttp, fakePacing } from "../../support/fakeHttp.ts";
import { aClient, always, get, never, problemOf } from "../../support/httpBench.ts";

async function allOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += new TextDecoder().decode(chunk);
  return text;
}

describe("time", () => {
  it("limits the wait for a head, and for the next byte of a body", async () => {
    const silent = aClient(() => "hang", { tries: 1 });
    const first = problemOf(silent.client.json(get, never));
    await Promise.resolve();
    silent.pacing.expire();
    expect((await first).message).toContain("no answer came within 60 s");

    const stuck = aClient(always({ body: ["[1,", "hang"] }), { tries: 1 });
    const second = problemOf(stuck.client.json(get, never));
    for (let i = 0; i < 50; i++) await Promise.resolve();
    stuck.pacing.expire();
    expect((await second).code).toBe("offline");
    expect(stuck.transport.open()).toBe(0);
  });

  it("ends with the caller's wish at every step", async () => {
    for (const answer of [
      () => "hang" as const,
      always({ body: ["[1,", "hang"] }),
      always({ status: 503 }),
    ]) {
      const { client, transport } = aClient(answer);
      const controller = new AbortController();
      const asked = client.json(get, controller.signal);
      queueMicrotask(() => controller.abort(new Error("enough")));
      await expect(asked).rejects.toThrow("enough");
      expect(transport.open()).toBe(0);
    }
  });
});

describe("a stream", () => {
  it("gives bytes as they come, and a break on the way is a failure, not a repetition", async () => {
    const { client, transport } = aClient(always({ body: ["a", "b", broken("cut")] }));
    const seen: string[] = [];
    const problem = await problemOf(
      (async () => {
        for await (const chunk of client.stream(get, never)) seen.push(new TextDecoder().decode(chunk));
      })(),
    );
    expect([seen, problem.code, transport.sent.length, transport.open()]).toEqual([
      ["a", "b"],
      "offline",
      1,
      0,
    ]);
  });

  it("lets its connection go when its reader leaves or aborts", async () => {
    const { client, transport } = aClient(always({ body: ["a", "hang"] }));
    for await (const _ of client.stream(get, never)) break;
    expect(transport.open()).toBe(0);
    const controller = new AbortController();
    const reading = allOf(client.stream(get, controller.signal));
    setTimeout(() => controller.abort(new Error("enough")), 1);
    await expect(reading).rejects.toThrow("enough");
    expect(transport.open()).toBe(0);
  });
});

describe("a long download", () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;

  it("keeps no chunk that went by", async () => {
    const chunks = 40;
    function* bodies(): Generator<Uint8Array> {
      for (let i = 0; i < chunks; i++) yield new Uint8Array(100_000);
    }
    const pieces = bodies();
    const transport: HttpTransport = {
      send: () =>
        Promise.resolve({
          status: 200,
          headers: {},
          chunks: (async function* () {
            yield* pieces;
          })(),
        }),
    };
    const client = new HttpClient({ transport, pacing: fakePacing(), connection: { id: "c1", name: "Lab" } });
    const seen: WeakRef<Uint8Array>[] = [];
    const alive: number[] = [];
    for await (const chunk of client.stream(get, never)) {
      seen.push(new WeakRef(chunk));
      // A weak reference holds until the turn ends.
      await new Promise((resolve) => setImmediate(resolve));
      if (seen.length < chunks) continue;
      collect();
      alive.push(seen.filter((one) => one.deref() !== undefined).length);
    }
    expect(seen).toHaveLength(chunks);
    expect(alive[0]).toBeLessThanOrEqual(3);
  });
});

it("asks so many at a time, and one that gives up keeps nobody waiting", async () => {
  let running = 0;
  let most = 0;
  const transport = fakeHttp(() => ({ body: "1" }));
  const counted = {
    async send(...args: Parameters<typeof transport.send>) {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 1));
      running--;
      return transport.send(...args);
    },
  };
  const client = new HttpClient({
    transport: counted,
    pacing: fakePacing(),
    connection: { id: "c1", name: "Lab" },
    limits: { concurrency: 2 },
  });
  const controller = new AbortController();
  const asked = Array.from({ length: 6 }, (_, i) => client.json(get, i === 3 ? controller.signal : never));
  controller.abort(new Error("enough"));
  const settled = await Promise.allSettled(asked);
  expect(settled.map(({ status }) => status)).toEqual([
    "fulfilled",
    "fulfilled",
    "fulfilled",
    "rejected",
    "fulfilled",
    "fulfilled",
  ]);
  expect(most).toBe(2);
});
