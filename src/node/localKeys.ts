// Keys of other tools on this machine, for Node: the environment and the netrc in the home folder.
import { access, readFile, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { Problem } from "../core/problem.ts";
import type { LocalKeys } from "../core/services/localKeys.ts";

/** In the order in which W&B's client looks. */
const NAMES = [".netrc", "_netrc"] as const;
/** A netrc is a few lines. */
const MAX_BYTES = 1024 * 1024;

export function nodeLocalKeys(
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): LocalKeys {
  const found = async (): Promise<string | null> => {
    for (const name of NAMES)
      if (
        await access(join(home, name)).then(
          () => true,
          () => false, // not there, or not ours to read
        )
      )
        return name;
    return null;
  };
  return {
    variable: (name) => env[name] ?? "",
    netrcPath: async () => {
      const name = await found();
      return name === null ? null : `~/${name}`;
    },
    readNetrc: async () => {
      const path = join(home, (await found()) ?? NAMES[0]);
      if ((await stat(path)).size > MAX_BYTES)
        throw new Problem("auth", "The netrc file is too large to be one.");
      return readFile(path, "utf8");
    },
  };
}
