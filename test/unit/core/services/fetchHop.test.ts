// What the host's fetch answers and how it fails, in words and codes that the engine knows.
import { describe, expect, it } from "vitest";
import { type FetchLike, fetchHop, type HttpHop } from "../../../../src/core/services/fetchHop.ts";

const never = new AbortController().signal;
const hop: HttpHop = {
  method: "GET",
  url: "https://lab.example:8443/a?b=c",
  headers: { accept: "x" },
  body: null,
};

const failing =
  (code: string): FetchLike =>
  () =>
    Promise.reject(new TypeError("fetch failed", { cause: Object.assign(new Error("why"), { code }) }));

async function failureOf(ask: FetchLike): Promise<unknown> {
  return fetchHop(ask)(hop, never).then(
    () => null,
    (error: unknown) => error,
  );
}

describe("a failure of fetch", () => {
  it.each<[string, string, string]>([
    ["ECONNREFUSED", "unreachable", "nothing answers at lab.example:8443"],
    ["ENOTFOUND", "unreachable", "no machine named lab.example:8443 is known here"],
    ["ETIMEDOUT", "unreachable", "lab.example:8443 can't be reached (ETIMEDOUT)"],
    ["ECONNRESET", "cut", "the connection to lab.example:8443 broke"],
    ["CERT_HAS_EXPIRED", "tls", "the certificate of lab.example:8443 has expired (CERT_HAS_EXPIRED)"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls", "is for another name"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", "signed by nobody this machine trusts"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls", "signed by nobody this machine trusts"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls", "no secure connection"],
  ])("with %s is %s", async (code, kind, words) => {
    expect(await failureOf(failing(code))).toMatchObject({
      name: "HttpFailure",
      code: kind,
      message: expect.stringContaining(words),
    });
  });

  it("without a code is still one", async () => {
    expect(await failureOf(() => Promise.reject(new TypeError("Failed to fetch")))).toMatchObject({
      code: "unreachable",
      message: "lab.example:8443 can't be reached",
    });
  });

  it("that the caller wished is the caller's reason", async () => {
    const controller = new AbortController();
    const ask: FetchLike = (_, { signal }) =>
      new Promise((_, reject) => signal.addEventListener("abort", () => reject(new Error("aborted"))));
    const asked = fetchHop(ask)(hop, controller.signal);
    controller.abort(new Error("enough"));
    await expect(asked).rejects.toThrow("enough");
  });
});

describe("an answer of fetch", () => {
  it("is asked for without cookies, referrer, cache or redirects, and has names in lower case", async () => {
    let given: unknown;
    const answer = await fetchHop((_, init) => {
      given = init;
      return Promise.resolve(new Response("ab", { status: 201, headers: { "X-Name": "v" } }) as never);
    })(hop, never);
    expect(given).toMatchObject({
      method: "GET",
      redirect: "manual",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      cache: "no-store",
      headers: { accept: "x" },
    });
    expect([answer.status, answer.headers["x-name"]]).toEqual([201, "v"]);
  });

  it("whose redirect a browser hides is refused", async () => {
    const opaque = { status: 0, type: "opaqueredirect", headers: new Headers(), body: null };
    expect(await failureOf(() => Promise.resolve(opaque))).toMatchObject({ code: "redirected" });
  });

  it("that breaks in its body fails there, and one that is left is let go", async () => {
    let cancelled = 0;
    const aBody = (reads: readonly (Uint8Array | Error)[]) => {
      let at = 0;
      const read = () => {
        const next = reads[at++];
        return next instanceof Error
          ? Promise.reject(next)
          : Promise.resolve(next === undefined ? { done: true } : { done: false, value: next });
      };
      return { getReader: () => ({ read, cancel: () => Promise.resolve(cancelled++) }) };
    };
    const ask =
      (reads: readonly (Uint8Array | Error)[]): FetchLike =>
      () =>
        Promise.resolve({ status: 200, headers: new Headers(), body: aBody(reads) });
    const broken = await fetchHop(ask([new Uint8Array(2), new Error("terminated")]))(hop, never);
    const read = async () => {
      for await (const _ of broken.chunks);
    };
    await expect(read()).rejects.toMatchObject({ code: "cut" });
    const left = await fetchHop(ask([new Uint8Array(2), new Uint8Array(2)]))(hop, never);
    for await (const _ of left.chunks) break;
    expect(cancelled).toBe(2);
  });
});
