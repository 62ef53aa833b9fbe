// HTTP over the channel: what the worker reads is what the host got, no faster than the worker reads it, and nothing stays
// open when either side gives up.
import { describe, expect, it } from "vitest";
import { type HttpExchange, HttpFailure, type HttpTransport } from "../../../src/core/services/httpPort.ts";
import { connect, serve } from "../../../src/protocol/channel.ts";
import { type HostHttpContract, httpHandlers } from "../../../src/protocol/hostHttp.ts";
import { hostHttp } from "../../../src/worker/hostHttp.ts";
import { broken, fakeHttp } from "../../support/fakeHttp.ts";
import { aTransportPair } from "../../support/fileSystemEditor.ts";

const never = new AbortController().signal;
const exchange: HttpExchange = {
  connection: "c1",
  method: "GET",
  url: "https://lab.example/a",
  headers: {},
  body: null,
};

function overChannel(http: HttpTransport) {
  const [ours, theirs] = aTransportPair();
  const { handlers, dispose } = httpHandlers(http);
  const server = serve<HostHttpContract>(theirs, handlers);
  const http2 = hostHttp(connect<HostHttpContract>(ours).call);
  return { http: http2, dispose: () => [server.dispose(), dispose()] };
}

async function bytesOf(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let size = 0;
  for await (const chunk of chunks) size += chunk.length;
  return size;
}

const turns = (ms = 5) => new Promise((resolve) => setTimeout(resolve, ms));

describe("an answer over the channel", () => {
  it("has status, headers and every byte in order", async () => {
    const body = Array.from({ length: 300 }, (_, i) => `${i},`);
    const { http } = overChannel(fakeHttp(() => ({ status: 206, headers: { etag: "x" }, body })));
    const answer = await http.send(exchange, never);
    let text = "";
    for await (const chunk of answer.chunks) text += new TextDecoder().decode(chunk);
    expect([answer.status, answer.headers, text]).toEqual([206, { etag: "x" }, body.join("")]);
  });

  it("is read no further ahead than a megabyte or so", async () => {
    let given = 0;
    const endless: HttpTransport = {
      send: () =>
        Promise.resolve({
          status: 200,
          headers: {},
          chunks: (async function* () {
            for (; given < 1_000; given++) yield new Uint8Array(64 * 1024);
          })(),
        }),
    };
    const { http } = overChannel(endless);
    const { chunks } = await http.send(exchange, never);
    const reader = chunks[Symbol.asyncIterator]();
    await reader.next();
    await turns(20);
    expect(given).toBeLessThan(60);
    await reader.return?.();
  });

  it("fails with the code it had, in its head or its body", async () => {
    const { http } = overChannel(fakeHttp(() => broken("tls", "expired")));
    await expect(http.send(exchange, never)).rejects.toMatchObject({
      name: "HttpFailure",
      code: "tls",
      message: "expired",
    });
    const { http: cut } = overChannel(fakeHttp(() => ({ body: ["abc", broken("cut")] })));
    const { chunks } = await cut.send(exchange, never);
    await expect(bytesOf(chunks)).rejects.toBeInstanceOf(HttpFailure);
  });
});

describe("giving up", () => {
  it("before the head ends the request at the host", async () => {
    let isAborted = false;
    const { http } = overChannel({
      send: (_, signal) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => {
            isAborted = true;
            reject(signal.reason);
          }),
        ),
    });
    const controller = new AbortController();
    const asked = http.send(exchange, controller.signal);
    await turns();
    controller.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
    await turns();
    expect(isAborted).toBe(true);
  });

  it.each(["leaving", "aborting", "the worker's end"])(
    "in the body by %s lets the connection go",
    async (way) => {
      const fake = fakeHttp(() => ({ body: ["a".repeat(2_000_000), "hang"] }));
      const { http, dispose } = overChannel(fake);
      const controller = new AbortController();
      const { chunks } = await http.send(exchange, controller.signal);
      const reader = chunks[Symbol.asyncIterator]();
      await reader.next();
      expect(fake.open()).toBe(1);
      if (way === "leaving") await reader.return?.();
      else if (way === "aborting") {
        const next = reader.next();
        controller.abort(new Error("enough"));
        await expect(next).rejects.toThrow("enough");
      } else dispose();
      await turns();
      expect(fake.open()).toBe(0);
    },
  );
});
