// The user's netrc, read as Python reads it, and the key of a connection in it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  keyFromEnvironment,
  keyFromNetrc,
  type LocalKeys,
  netrcMachines,
} from "../../../../src/core/services/localKeys.ts";
import { readNetrc } from "../../../../src/core/services/netrc.ts";

const PUBLIC = { kind: "weave", baseUrl: "https://trace.wandb.ai" } as const;
const OWN = { kind: "weave", baseUrl: "https://wandb.example.com:8443/traces" } as const;

function keys(netrc: string | null, env: Readonly<Record<string, string>> = {}): LocalKeys {
  return {
    variable: (name) => env[name] ?? "",
    netrcPath: () => Promise.resolve(netrc === null ? null : "~/.netrc"),
    readNetrc: () => Promise.resolve(netrc ?? ""),
  };
}

describe("netrc", () => {
  it("is entries of machine, login and password, on one line or several", () => {
    expect(
      readNetrc("machine a login me password p1\nmachine b\n\tlogin you\n\taccount x\n  password p2\n"),
    ).toEqual([
      { machine: "a", login: "me", password: "p1" },
      { machine: "b", login: "you", password: "p2" },
    ]);
  });

  it("knows the default entry, `user` for `login`, and what is left out", () => {
    expect(readNetrc("machine a user me\ndefault login any password d")).toEqual([
      { machine: "a", login: "me", password: "" },
      { machine: null, login: "any", password: "d" },
    ]);
  });

  it("passes over macros, whatever they hold, and comments", () => {
    const text = `# machine no password no
machine a # the first
  login me
  # password wrong
  password p#1
macdef init
machine evil password evil

machine b password p2`;
    expect(readNetrc(text)).toEqual([
      { machine: "a", login: "me", password: "p#1" },
      { machine: "b", login: "", password: "p2" },
    ]);
  });

  it("takes quotes and backslashes as they are meant", () => {
    expect(readNetrc('machine a login "two words" password "a\\"b\\\\c"\nmachine b password x\\ y')).toEqual([
      { machine: "a", login: "two words", password: 'a"b\\c' },
      { machine: "b", login: "", password: "x y" },
    ]);
  });

  it("takes Windows' line ends and a mark at the file's beginning", () => {
    expect(readNetrc("\uFEFFmachine a\r\n  password p\r\n")).toEqual([
      { machine: "a", login: "", password: "p" },
    ]);
  });

  it.each([
    ["machine a password p1 p2", "Line 1: there is a word that is neither login nor account nor password."],
    ["\nmachine a\npassword", "Line 3: password has no value."],
    ["machine", "Line 1: machine has no value."],
    ["login me", "Line 1: there is neither machine nor default nor macdef where one must be."],
    ['machine a\npassword "open', "Line 2: a quote is not closed."],
  ])("says where %j is wrong and quotes nothing of it", (text, sentence) => {
    expect(() => readNetrc(text)).toThrow(sentence);
  });

  it("gives back every value that is written with quotes", () => {
    const word = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !/[\r\uFEFF]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.record({ machine: word, login: word, password: word })), (entries) => {
        const quoted = (text: string) => `"${text.replace(/[\\"]/g, "\\$&")}"`;
        const text = entries
          .map(
            ({ machine, login, password }) =>
              `machine ${quoted(machine)}\n login ${quoted(login)} password ${quoted(password)}`,
          )
          .join("\n");
        expect(readNetrc(text)).toEqual(entries);
      }),
      { numRuns: 40 },
    );
  });
});

describe("the key of a connection", () => {
  it("of the public service lies under its API's host, of others under their own", () => {
    expect(netrcMachines(PUBLIC)).toEqual(["api.wandb.ai"]);
    expect(netrcMachines(OWN)).toEqual(["wandb.example.com:8443", "wandb.example.com"]);
  });

  it("is the password of that entry, with the port's entry first", async () => {
    const text =
      "machine wandb.example.com password one machine wandb.example.com:8443 password two machine api.wandb.ai password three";
    expect(await keyFromNetrc(keys(text), PUBLIC)).toBe("three");
    expect(await keyFromNetrc(keys(text), OWN)).toBe("two");
  });

  it("is never another host's, nor the default one's", async () => {
    const text = "machine other.example.com password no default password nor-this";
    await expect(keyFromNetrc(keys(text), OWN)).rejects.toThrow(
      "~/.netrc has no entry for machine wandb.example.com:8443 or wandb.example.com.",
    );
  });

  it("is told of without a word of it where it can't be used", async () => {
    await expect(keyFromNetrc(keys(null), PUBLIC)).rejects.toThrow(
      "There is no netrc file in your home folder.",
    );
    await expect(keyFromNetrc(keys("machine api.wandb.ai login x"), PUBLIC)).rejects.toThrow(
      "The password for machine api.wandb.ai in ~/.netrc is empty.",
    );
    await expect(keyFromNetrc(keys('machine api.wandb.ai password "se cret"'), PUBLIC)).rejects.toThrow(
      /^(?!.*cret).*can't be used/,
    );
    await expect(keyFromNetrc(keys("machine api.wandb.ai password s3 cret"), PUBLIC)).rejects.toThrow(
      /^(?!.*(s3|cret)).*Line 1/,
    );
  });

  it("from the environment is W&B's own variable", () => {
    expect(keyFromEnvironment(keys(null, { WANDB_API_KEY: "k" }))).toBe("k");
    expect(() => keyFromEnvironment(keys(null))).toThrow("WANDB_API_KEY is empty.");
  });
});
