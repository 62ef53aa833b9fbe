// What a store needs of its host.
import type { Environment, FileSystem, Hashes, Utf8 } from "../core/ports.ts";
import type { LoadSql } from "./database.ts";

export interface StoreParts {
  readonly fs: FileSystem;
  readonly hashes: Hashes;
  readonly environment: Environment;
  readonly loadSql: LoadSql;
  readonly utf8: Utf8;
  /** Size of a payload part; absent: 16 MB. */
  readonly partBytes?: number;
}
