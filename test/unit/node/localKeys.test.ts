// Keys of other tools on this machine: which files are looked at, and that none is read before it is asked for.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeLocalKeys } from "../../../src/node/localKeys.ts";

describe("keys on this machine", () => {
  let home = "";
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "home-"));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it("lie in ~/.netrc, else in ~/_netrc", async () => {
    const keys = nodeLocalKeys({}, home);
    expect(await keys.netrcPath()).toBeNull();
    writeFileSync(join(home, "_netrc"), "machine b password p");
    expect([await keys.netrcPath(), await keys.readNetrc()]).toEqual(["~/_netrc", "machine b password p"]);
    writeFileSync(join(home, ".netrc"), "machine a password p");
    expect([await keys.netrcPath(), await keys.readNetrc()]).toEqual(["~/.netrc", "machine a password p"]);
  });

  it("are variables of the environment that was given", () => {
    expect(nodeLocalKeys({ WANDB_API_KEY: "k" }, home).variable("WANDB_API_KEY")).toBe("k");
    expect(nodeLocalKeys({}, home).variable("WANDB_API_KEY")).toBe("");
  });

  it("are not looked for in a file that can be no netrc", async () => {
    writeFileSync(join(home, ".netrc"), "#".repeat(1024 * 1024 + 1));
    await expect(nodeLocalKeys({}, home).readNetrc()).rejects.toThrow("too large to be one");
  });
});
