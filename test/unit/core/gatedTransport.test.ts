// Whatever a service or a caller does, a key goes to the origin it was entered for and nowhere else.
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../src/core/connection.ts";
import type { BoundKey } from "../../../src/core/credentialGate.ts";
import type { HttpHop } from "../../../src/core/fetchHop.ts";
import { gatedTransport } from "../../../src/core/gatedTransport.ts";
import type { HttpExchange } from "../../../src/core/httpPort.ts";

const never = new AbortController().signal;
const lab: Connection = {
  id: "c1",
  kind: "nemo",
  name: "Lab",
  baseUrl: "https://lab.example/evals",
  workspaces: ["default"],
  auth: "key",
  allowsHttp: false,
};
const own: BoundKey = { origin: "https://lab.example", key: "s3cret" };
const ask: HttpExchange = {
  connection: "c1",
  method: "GET",
  url: "https://lab.example/evals/a",
  headers: {},
  body: null,
};

/** Answers with redirects in order, then with 200. */
function aGate(
  redirects: readonly (readonly [number, string | null])[],
  connection: Connection = lab,
  key: BoundKey | null = own,
) {
  const hops: HttpHop[] = [];
  const transport = gatedTransport({
    connectionOf: () => connection,
    keyOf: () => key,
    sendHop: (hop) => {
      hops.push(hop);
      const [status = 200, location = null] = redirects[hops.length - 1] ?? [];
      return Promise.resolve({
        status,
        headers: location === null ? {} : { location },
        chunks: {
          async *[Symbol.asyncIterator]() {
            yield new Uint8Array(1);
          },
        },
      });
    },
  });
  return { transport, hops };
}

describe("a key", () => {
  it("goes with requests of its connection's origin, and only the gate says which", async () => {
    const { transport, hops } = aGate([]);
    await transport.send(
      { ...ask, headers: { Authorization: "Bearer other", cookie: "a=b", accept: "x" } },
      never,
    );
    expect(hops[0]?.headers).toEqual({ accept: "x", authorization: "Bearer s3cret" });
  });

  it("is not sent where the connection needs none", async () => {
    const { transport, hops } = aGate([], { ...lab, auth: "none" });
    await transport.send(ask, never);
    expect(hops[0]?.headers).toEqual({});
  });

  it.each<[string, string, Connection, BoundKey | null, string]>([
    ["another host", "https://evil.example/evals/a", lab, own, "blocked"],
    ["another port", "https://lab.example:8443/evals/a", lab, own, "blocked"],
    ["plain http", "http://lab.example/evals/a", lab, own, "blocked"],
    ["a name in front", "https://lab.example@evil.example/a", lab, own, "blocked"],
    [
      "an address moved since",
      "https://new.example/a",
      { ...lab, baseUrl: "https://new.example" },
      own,
      "signedOut",
    ],
    ["no key", ask.url, lab, null, "signedOut"],
    [
      "plain http abroad",
      "http://10.0.0.5/a",
      { ...lab, baseUrl: "http://10.0.0.5" },
      { ...own, origin: "http://10.0.0.5" },
      "blocked",
    ],
  ])("stays here: %s", async (_, url, connection, key, code) => {
    const { transport, hops } = aGate([], connection, key);
    const failure = await transport.send({ ...ask, url }, never).catch((error: unknown) => error);
    expect(failure).toMatchObject({ name: "HttpFailure", code });
    expect(String(failure)).not.toContain("s3cret");
    expect(hops).toEqual([]);
  });
});

describe("a redirect", () => {
  it("within the origin is followed with the key, a few times", async () => {
    const { transport, hops } = aGate([
      [307, "/evals/b/"],
      [301, "c"],
    ]);
    expect((await transport.send(ask, never)).status).toBe(200);
    expect(hops.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ["https://lab.example/evals/a", "Bearer s3cret"],
      ["https://lab.example/evals/b/", "Bearer s3cret"],
      ["https://lab.example/evals/b/c", "Bearer s3cret"],
    ]);
    const endless = aGate(Array.from({ length: 9 }, () => [302, "/evals/a"] as const));
    await expect(endless.transport.send(ask, never)).rejects.toMatchObject({ code: "redirected" });
    expect(endless.hops).toHaveLength(4);
  });

  it.each([
    "https://evil.example/a",
    "//evil.example/a",
    "http://lab.example/a",
    "javascript:alert(1)",
    null,
  ])("to %s is refused", async (location) => {
    const { transport, hops } = aGate([[302, location]]);
    await expect(transport.send(ask, never)).rejects.toMatchObject({ code: "redirected" });
    expect(hops).toHaveLength(1);
  });

  it("never turns a change into something else", async () => {
    const { transport, hops } = aGate([[303, "/evals/a"]]);
    await expect(transport.send({ ...ask, method: "DELETE" }, never)).rejects.toMatchObject({
      code: "redirected",
    });
    expect(hops).toHaveLength(1);
  });
});
