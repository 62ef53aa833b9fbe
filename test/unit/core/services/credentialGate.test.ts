import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../../src/core/services/connection.ts";
import { passage, redirected } from "../../../../src/core/services/credentialGate.ts";

const NEMO: Connection = {
  id: "n",
  kind: "nemo",
  name: "NeMo",
  baseUrl: "https://nemo.example.com:8443/gateway/",
  workspaces: ["default"],
  auth: "key",
  allowsHttp: false,
};
const KEY = { origin: "https://nemo.example.com:8443", key: "secret-1" };

describe("the gate", () => {
  it("gives each kind of service its own header", () => {
    expect(passage(NEMO, "https://nemo.example.com:8443/x", KEY)).toEqual({
      kind: "go",
      headers: { authorization: "Bearer secret-1" },
    });
    expect(passage({ ...NEMO, kind: "weave" }, "https://nemo.example.com:8443/x", KEY)).toEqual({
      kind: "go",
      headers: { authorization: `Basic ${Buffer.from("api:secret-1").toString("base64")}` },
    });
  });

  it("sends no key where none is wanted, even if one is kept", () => {
    const open = { ...NEMO, auth: "none" as const };
    expect(passage(open, "https://nemo.example.com:8443/x", KEY)).toEqual({ kind: "go", headers: {} });
  });

  it("refuses everything but the connection's own scheme, host and port", () => {
    for (const url of [
      "http://nemo.example.com:8443/x",
      "https://nemo.example.com/x",
      "https://nemo.example.com:8443.evil.com/x",
      "https://nemo.example.com:8443@evil.com/x",
      "https://evil.com/nemo.example.com:8443",
      "//nemo.example.com:8443/x",
      "file:///x",
    ]) {
      const answer = passage(NEMO, url, KEY);
      expect(answer, url).toMatchObject({ kind: "refused", signIn: false });
      expect(JSON.stringify(answer)).not.toContain("secret-1");
    }
  });

  it("asks for a key where there is none, or one entered for another address", () => {
    const url = "https://nemo.example.com:8443/x";
    expect(passage(NEMO, url, null)).toMatchObject({ kind: "refused", signIn: true });
    const moved = passage(NEMO, url, { ...KEY, origin: "https://nemo.example.com" });
    expect(moved).toMatchObject({ kind: "refused", signIn: true });
    expect(JSON.stringify(moved)).toContain("enter it anew");
    expect(JSON.stringify(moved)).not.toContain("secret-1");
  });

  it("does not make a header of what can't be one", () => {
    const broken = { ...KEY, key: "secret\r\nx: 1" };
    const answer = passage(NEMO, "https://nemo.example.com:8443/x", broken);
    expect(answer).toMatchObject({ kind: "refused", signIn: true });
    expect(JSON.stringify(answer)).not.toContain("secret");
  });

  it("keeps plain http on this machine unless the connection allows it", () => {
    const plain = { ...NEMO, baseUrl: "http://nemo.example.com" };
    const key = { ...KEY, origin: "http://nemo.example.com" };
    expect(passage(plain, "http://nemo.example.com/x", key).kind).toBe("refused");
    expect(passage({ ...plain, allowsHttp: true }, "http://nemo.example.com/x", key).kind).toBe("go");
    const local = { ...NEMO, baseUrl: "http://127.0.0.1:81" };
    expect(passage(local, "http://127.0.0.1:81/", { ...KEY, origin: "http://127.0.0.1:81" }).kind).toBe("go");
  });

  it("never lets a key go to an address whose origin is not the key's", () => {
    const origin = fc.constantFrom(
      "https://a.b",
      "https://a.b:444",
      "http://a.b",
      "https://b.a",
      "http://localhost:1",
    );
    fc.assert(
      fc.property(origin, origin, origin, fc.boolean(), (base, target, bound, allowsHttp) => {
        const answer = passage({ ...NEMO, baseUrl: `${base}/p`, allowsHttp }, `${target}/q`, {
          origin: bound,
          key: "k",
        });
        if (answer.kind === "go") expect([target, base]).toEqual([bound, bound]);
      }),
    );
  });
});

describe("a redirect", () => {
  const from = "https://a.b/list?page=1";

  it("is followed on the same origin", () => {
    expect(redirected(from, "/other?x=1")).toEqual({ url: "https://a.b/other?x=1" });
    expect(redirected(from, "https://a.b:443/other")).toEqual({ url: "https://a.b/other" });
  });

  it("is not followed to another, and says which", () => {
    for (const to of [
      "https://evil.com/",
      "//evil.com/",
      "http://a.b/",
      "https://a.b:444/",
      "javascript:x",
      "https://a.b@evil.com",
    ]) {
      expect(redirected(from, to), to).toHaveProperty("sentence");
    }
    expect(redirected(from, "https://login.example.com/sso?next=1")).toEqual({
      sentence:
        "https://a.b redirects to https://login.example.com, which is not followed: if it has moved, edit the connection.",
    });
    expect(redirected(from, null)).toHaveProperty("sentence");
    expect(redirected(from, "https://")).toHaveProperty("sentence");
  });
});
