// The gate before real sockets: two servers on this machine, which are two origins, and what each of them got to see.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Connection } from "../../../../src/core/services/connection.ts";
import type { BoundKey } from "../../../../src/core/services/credentialGate.ts";
import { fetchHop } from "../../../../src/core/services/fetchHop.ts";
import { guardedHttp } from "../../../../src/core/services/guardedHttp.ts";
import { type HttpExchange, HttpFailure } from "../../../../src/core/services/httpPort.ts";

const SECRET = "sk-very-secret-0815";

interface Stage {
  readonly server: Server;
  origin: string;
  readonly seen: { readonly method: string; readonly url: string; readonly authorization: string | null }[];
  answer: (request: IncomingMessage, response: ServerResponse) => void;
}

async function stage(): Promise<Stage> {
  const made: Stage = {
    server: createServer((request, response) => {
      const { method = "", url = "", headers } = request;
      made.seen.push({ method, url, authorization: headers.authorization ?? null });
      made.answer(request, response);
    }),
    origin: "",
    seen: [],
    answer: (_, response) => response.end("fine"),
  };
  await new Promise<void>((resolve) => made.server.listen(0, "127.0.0.1", resolve));
  made.origin = `http://127.0.0.1:${(made.server.address() as AddressInfo).port}`;
  return made;
}

async function text(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let all = "";
  for await (const chunk of chunks) all += decoder.decode(chunk, { stream: true });
  return all;
}

describe("the gate before real sockets", () => {
  let home: Stage;
  let other: Stage;
  let key: BoundKey | null;

  beforeEach(async () => {
    [home, other] = await Promise.all([stage(), stage()]);
    key = { origin: home.origin, key: SECRET };
  });
  afterEach(() => {
    for (const { server } of [home, other]) {
      server.closeAllConnections();
      server.close();
    }
  });

  const connection = (): Connection => ({
    id: "lab",
    kind: "nemo",
    name: "Lab",
    baseUrl: `${home.origin}/gateway/`,
    workspaces: ["default"],
    auth: "key",
    allowsHttp: false,
  });
  const send = (part: Partial<HttpExchange> = {}, signal = new AbortController().signal) =>
    guardedHttp({
      hop: fetchHop(fetch),
      connectionOf: (id) => (id === "lab" ? connection() : null),
      keyOf: () => key,
    }).send(
      { connection: "lab", method: "GET", url: `${home.origin}/list`, headers: {}, body: null, ...part },
      signal,
    );
  const failure = (part: Partial<HttpExchange> = {}): Promise<HttpFailure> =>
    send(part).then(
      () => {
        throw new Error("It was sent.");
      },
      (error: unknown) => {
        if (error instanceof HttpFailure) return error;
        throw error;
      },
    );
  const redirect = (status: number, to: string) => (_: IncomingMessage, response: ServerResponse) =>
    response.writeHead(status, { location: to }).end();

  it("adds the key to what the connection's own origin is asked, whatever the exchange says", async () => {
    const { status, chunks } = await send({ headers: { Authorization: "Bearer other", accept: "x/y" } });
    expect([status, await text(chunks)]).toEqual([200, "fine"]);
    expect(home.seen).toEqual([{ method: "GET", url: "/list", authorization: `Bearer ${SECRET}` }]);
  });

  it("sends nothing at all to another origin, or for an unknown connection", async () => {
    expect((await failure({ url: `${other.origin}/list` })).code).toBe("blocked");
    expect((await failure({ url: home.origin.replace("127.0.0.1", "localhost") })).code).toBe("blocked");
    expect((await failure({ connection: "gone" })).code).toBe("blocked");
    expect([...home.seen, ...other.seen]).toEqual([]);
  });

  it("asks to sign in where the key is missing or bound to another origin", async () => {
    key = null;
    expect((await failure()).code).toBe("signedOut");
    key = { origin: other.origin, key: SECRET };
    expect((await failure()).code).toBe("signedOut");
    expect(home.seen).toEqual([]);
  });

  it("follows a redirect at home with the key, and none abroad", async () => {
    home.answer = (request, response) =>
      request.url === "/list" ? redirect(302, "/moved")(request, response) : response.end("moved");
    expect(await text((await send()).chunks)).toBe("moved");
    expect(home.seen.map(({ url, authorization }) => [url, authorization])).toEqual([
      ["/list", `Bearer ${SECRET}`],
      ["/moved", `Bearer ${SECRET}`],
    ]);
    for (const status of [301, 302, 303, 307, 308]) {
      home.answer = redirect(status, `${other.origin}/steal`);
      const { code, message } = await failure();
      expect(code).toBe("redirected");
      expect(message).toContain(`${home.origin} redirects to ${other.origin}, which is not followed`);
    }
    expect(other.seen).toEqual([]);
  });

  it("turns no deletion into a page view, and follows no circle", async () => {
    home.answer = redirect(302, "/elsewhere");
    expect((await failure({ method: "DELETE" })).message).toContain("answers a change with a redirect");
    home.answer = redirect(307, "/list");
    expect((await failure()).message).toContain("in a circle");
  });

  it("blackens the key in what a failing service repeats", async () => {
    home.answer = (request, response) =>
      response.writeHead(401).end(`bad token ${request.headers.authorization}`);
    expect(await text((await send()).chunks)).toBe("bad token Bearer ***");
    home.answer = (_, response) => response.writeHead(500).end(`${"x".repeat(100_000)}${SECRET}`);
    expect(await text((await send()).chunks)).not.toContain(SECRET);
  });

  it("says why nothing came without ever saying the key", async () => {
    home.answer = (_, response) => response.destroy();
    const broken = await failure();
    home.server.closeAllConnections();
    await new Promise((resolve) => home.server.close(resolve));
    for (const error of [broken, await failure()])
      expect(`${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`).not.toContain(SECRET);
  });

  it("stops when it is told to, also in the middle of a body", async () => {
    let closed = false;
    home.answer = (request, response) => {
      request.socket.on("close", () => {
        closed = true;
      });
      response.write("first");
    };
    const controller = new AbortController();
    const { chunks } = await send({}, controller.signal);
    const read = text(chunks);
    setTimeout(() => controller.abort(), 30);
    await expect(read).rejects.toThrow();
    await expect.poll(() => closed).toBe(true);
  });
});
