// sql.js with the few manners it needs: statements freed in `finally`, work in transactions, migrations in order, a
// checksum in the file. The database lives in memory; the file is a snapshot that `bytes` gives, never inside a
// transaction.
import type { Database as SqlDatabase, SqlJsStatic, SqlValue } from "sql.js";
import type { Hashes } from "../core/ports.ts";
import { instantOf } from "../core/results/instant.ts";
import { foldCase } from "../core/text/foldCase.ts";
import { runsMigration } from "./migrations/001-runs.ts";
import { queryMigration } from "./migrations/002-query.ts";
import { remoteMigration } from "./migrations/003-remote.ts";

/** Numbered by position, append-only. */
export const MIGRATIONS: readonly string[] = [runsMigration, queryMigration, remoteMigration];

/** SQLite's `user_version`: four bytes of the header that are the application's own; here the file's CRC-32. */
const CHECKSUM_OFFSET = 60;

/** Loads sql.js; called once, on first use of a catalogue. */
export type LoadSql = () => Promise<SqlJsStatic>;

export type SqlRow = Readonly<Record<string, SqlValue>>;

/** A file opened: `newer` is another version's, to be left alone; `damaged` is to be made anew. */
export type OpenedDatabase =
  | { readonly kind: "ready"; readonly database: Database; readonly isMigrated: boolean }
  | { readonly kind: "newer" }
  | { readonly kind: "damaged"; readonly reason: string };

type Crc32 = Hashes["crc32"];

export class Database {
  private constructor(private readonly sql: SqlDatabase) {
    this.addFunctions();
  }

  /** What SQLite lacks, by the same code as for results in memory: letter case in every script, moments of times. */
  private addFunctions(): void {
    this.sql.create_function("fold_case", (text: SqlValue) =>
      typeof text === "string" ? foldCase(text) : null,
    );
    this.sql.create_function("instant", (text: SqlValue) =>
      typeof text === "string" ? instantOf(text) : null,
    );
  }

  /** An empty database at the newest schema. */
  static empty(engine: SqlJsStatic): Database {
    const database = new Database(new engine.Database());
    database.migrate(0, MIGRATIONS);
    return database;
  }

  /** A database from its file, brought to the newest of `migrations`. */
  static open(
    engine: SqlJsStatic,
    bytes: Uint8Array,
    crc32: Crc32,
    migrations: readonly string[] = MIGRATIONS,
  ): OpenedDatabase {
    const whole = checksumReason(bytes, crc32);
    if (whole !== null) return { kind: "damaged", reason: whole };
    const sql = new engine.Database(bytes);
    try {
      const database = new Database(sql);
      const schema = Number(database.all("SELECT v FROM meta WHERE k = 'schema'")[0]?.v);
      if (schema >= 1 && schema <= migrations.length) {
        database.migrate(schema, migrations);
        return { kind: "ready", database, isMigrated: schema < migrations.length };
      }
      sql.close();
      return schema > migrations.length
        ? { kind: "newer" }
        : { kind: "damaged", reason: "it names no schema" };
    } catch (error) {
      sql.close();
      return { kind: "damaged", reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Applies what follows schema number `from`, all or nothing. */
  private migrate(from: number, migrations: readonly string[]): void {
    if (from === migrations.length) return;
    this.transaction(() => {
      for (const migration of migrations.slice(from)) this.sql.run(migration);
      this.run("INSERT OR REPLACE INTO meta VALUES ('schema', ?)", [migrations.length]);
    });
  }

  run(statement: string, values: readonly SqlValue[] = []): void {
    this.sql.run(statement, [...values]);
  }

  all(query: string, values: readonly SqlValue[] = []): readonly SqlRow[] {
    const statement = this.sql.prepare(query);
    try {
      statement.bind([...values]);
      // Names once, not for every row.
      const names = statement.getColumnNames();
      const rows: SqlRow[] = [];
      while (statement.step()) {
        const found = statement.get();
        const row: Record<string, SqlValue> = {};
        for (let i = 0; i < names.length; i++) row[names[i] as string] = found[i] as SqlValue;
        rows.push(row);
      }
      return rows;
    } finally {
      statement.free();
    }
  }

  /** Runs one statement for many rows of values. */
  runMany(query: string, rows: Iterable<readonly SqlValue[]>): void {
    const statement = this.sql.prepare(query);
    try {
      for (const values of rows) statement.run([...values]);
    } finally {
      statement.free();
    }
  }

  transaction(work: () => void): void {
    this.sql.run("BEGIN");
    try {
      work();
      this.sql.run("COMMIT");
    } catch (error) {
      this.sql.run("ROLLBACK");
      throw error;
    }
  }

  /** The file's bytes, their checksum in its place. */
  bytes(crc32: Crc32): Uint8Array {
    const bytes = this.sql.export();
    this.addFunctions(); // exporting opens it anew
    const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    header.setUint32(CHECKSUM_OFFSET, 0);
    header.setUint32(CHECKSUM_OFFSET, crc32(bytes, 0));
    return bytes;
  }

  close(): void {
    this.sql.close();
  }
}

/** What the checksum says against a file; `null` when it is as it was written. */
function checksumReason(bytes: Uint8Array, crc32: Crc32): string | null {
  if (bytes.length < 100) return "it is cut short";
  const copy = bytes.slice();
  const header = new DataView(copy.buffer);
  const stored = header.getUint32(CHECKSUM_OFFSET);
  header.setUint32(CHECKSUM_OFFSET, 0);
  return crc32(copy, 0) === stored ? null : "its checksum does not fit";
}
