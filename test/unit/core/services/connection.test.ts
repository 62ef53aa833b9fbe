import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  isLoopback,
  listedWorkspaces,
  originOf,
  readConnections,
  toEntry,
  urlBelow,
  wrongBaseUrl,
  wrongKey,
  wrongName,
  wrongWorkspace,
  wrongWorkspaces,
} from "../../../../src/core/services/connection.ts";

describe("a base URL", () => {
  it("may have a port, a path before the service's own, and a slash at its end", () => {
    for (const url of [
      "https://nemo.example.com",
      "https://nemo.example.com/",
      "https://gateway.example.com:8443/team/nemo/",
      "http://localhost:8080",
      "http://127.0.0.1:1",
      "http://127.8.9.10/x",
      "http://[::1]:8080",
    ])
      expect(wrongBaseUrl(url, false), url).toBeNull();
  });

  it("is http to this machine only, unless allowed", () => {
    for (const url of [
      "http://nemo.example.com",
      "http://localhost.example.com",
      "http://127.0.0.1.example.com",
      "http://128.0.0.1",
      "http://[::2]",
    ]) {
      expect(wrongBaseUrl(url, false), url).toContain("in the clear");
      expect(wrongBaseUrl(url, true), url).toBeNull();
    }
  });

  it("is an http address without user, query or fragment", () => {
    for (const url of [
      "",
      "nemo.example.com",
      "ftp://a.b",
      "https:///a",
      "https:a.b",
      "javascript:alert(1)",
      "https://a b",
    ])
      expect(wrongBaseUrl(url, true), url).toContain("with its scheme");
    expect(wrongBaseUrl("https://api:secret@a.b", false)).toContain("user name and password");
    expect(wrongBaseUrl("https://a.b/?x=1", false)).toContain("only the base address");
    expect(wrongBaseUrl("https://a.b/#x", false)).toContain("only the base address");
  });

  it("has one spelling of its origin", () => {
    expect(originOf("https://EXAMPLE.com:443/a/b")).toBe("https://example.com");
    expect(originOf("http://example.com:8080")).toBe("http://example.com:8080");
    expect(originOf("https://example.com\\@evil.com")).toBeNull();
    expect(originOf("file:///etc/passwd")).toBeNull();
    expect(isLoopback("http://0x7f.1/")).toBe(true);
  });

  it("keeps its path before the service's", () => {
    expect(urlBelow("https://a.b", "/apis")).toBe("https://a.b/apis");
    expect(urlBelow("https://a.b/", "/apis")).toBe("https://a.b/apis");
    expect(urlBelow("https://a.b/gate/way//", "/apis")).toBe("https://a.b/gate/way/apis");
  });
});

describe("names", () => {
  it("are unique whatever their letter case, on one line", () => {
    expect(wrongName("Staging", ["Production"])).toBeNull();
    expect(wrongName("staging", ["Production", "Staging"])).toBe("Another connection is called staging.");
    expect(wrongName(" ", [])).toBe("Give the connection a name.");
    expect(wrongName("a ", [])).toContain("space");
    expect(wrongName("a\nb", [])).toContain("one line");
    expect(wrongName("x".repeat(61), [])).toContain("61");
  });

  it("of workspaces are the service's, of projects entity/project", () => {
    expect(wrongWorkspace("nemo", "team-a_1+x.y@z:w")).toBeNull();
    expect(wrongWorkspace("nemo", "a/b")).toContain("no workspace name");
    expect(wrongWorkspace("nemo", "")).toContain("no workspace name");
    expect(wrongWorkspace("weave", "acme/support bot")).toBeNull();
    for (const text of ["acme", "acme/", "/bot", "a/b/c"])
      expect(wrongWorkspace("weave", text), text).toContain("entity/project");
    expect(listedWorkspaces(" a, b,,a ")).toEqual(["a", "b"]);
    expect(wrongWorkspaces("nemo", " , ")).toContain("at least one");
    expect(wrongWorkspaces("nemo", "a, b/c")).toContain("b/c");
  });

  it("a key is ASCII without spaces, so that it fits into a header as it is", () => {
    expect(wrongKey("eyJhbGciOi.J9-_~")).toBeNull();
    for (const key of ["a b", "a\n", "a\r\nX-Other: 1", "kéy", "\u0000"])
      expect(wrongKey(key)).toContain("copy it anew");
    expect(wrongKey("")).toBe("Enter the key.");
  });
});

describe("a list of connections", () => {
  it("has defaults for all but kind, name and address", () => {
    const { connections, problems } = readConnections([
      { name: "Local", kind: "nemo", baseUrl: "http://localhost:8080/" },
      {
        name: "W&B",
        id: "w",
        kind: "weave",
        baseUrl: "https://trace.wandb.ai",
        workspaces: ["a/b"],
        auth: "key",
      },
    ]);
    expect(problems).toEqual([]);
    expect(connections).toEqual([
      {
        id: "Local",
        kind: "nemo",
        name: "Local",
        baseUrl: "http://localhost:8080/",
        workspaces: ["default"],
        auth: "none",
        allowsHttp: false,
      },
      {
        id: "w",
        kind: "weave",
        name: "W&B",
        baseUrl: "https://trace.wandb.ai",
        workspaces: ["a/b"],
        auth: "key",
        allowsHttp: false,
      },
    ]);
  });

  it("leaves out what is wrong with a sentence each, and keeps the rest", () => {
    const good = { name: "A", kind: "nemo", baseUrl: "https://a.b" };
    const { connections, problems } = readConnections([
      good,
      { ...good, name: "a" },
      { ...good, name: "B", kind: "other" },
      { ...good, name: "C", baseUrl: "http://c.d" },
      { ...good, name: "D", id: "A" },
      { ...good, name: "E", auth: "basic" },
      { ...good, name: "F", workspaces: [] },
      { ...good, name: "G", kind: "weave" },
      7,
    ]);
    expect(connections.map(({ name }) => name)).toEqual(["A"]);
    expect(problems).toHaveLength(8);
    expect(problems[0]).toBe("Connection 2 (a): Another connection is called a.");
    expect(problems[3]).toBe("Connection 5 (D): Another connection has the id A.");
    expect(problems[6]).toBe("Connection 8 (G): Name at least one entity/project.");
  });

  it("never throws, whatever is written", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        readConnections(value);
        readConnections([value]);
      }),
    );
  });

  it("is written and read back the same, without a secret", () => {
    const connection = fc.record({
      id: fc.string({ minLength: 1 }),
      kind: fc.constant("nemo" as const),
      name: fc.stringMatching(/^[a-z]{1,20}$/),
      baseUrl: fc.constantFrom("https://a.b", "https://a.b/c/", "http://localhost:1"),
      workspaces: fc.uniqueArray(fc.stringMatching(/^[a-z]+$/), { minLength: 1 }),
      auth: fc.constantFrom("none" as const, "key" as const),
      allowsHttp: fc.boolean(),
    });
    fc.assert(
      fc.property(connection, (one) => {
        expect(readConnections(JSON.parse(JSON.stringify([toEntry(one)])))).toEqual({
          connections: [one],
          problems: [],
        });
      }),
    );
  });
});
