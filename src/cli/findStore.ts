// Where the store is: the folder named, or the nearest .eval-results from here upwards.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const STORE_FOLDER = ".eval-results";

/** The store folder to use. Without one anywhere above, a new one here (made on the first import). */
export function findStore(named: string | undefined, from: string): string {
  if (named !== undefined) return resolve(from, named);
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const candidate = join(folder, STORE_FOLDER);
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) return join(resolve(from), STORE_FOLDER);
  }
}
