// sql.js with the few manners it needs: statements freed in `finally`, work in transactions, migrations in order.
// The database lives in memory; the file is a snapshot that `bytes` gives. Never call `bytes` inside a transaction.
import type { Database as SqlDatabase, SqlJsStatic, SqlValue } from "sql.js";
import { runsMigration } from "./migrations/001-runs.ts";

/** Numbered by position, append-only. */
export const MIGRATIONS: readonly string[] = [runsMigration];

/** Loads sql.js; called once, on first use of a catalogue. */
export type LoadSql = () => Promise<SqlJsStatic>;

export type SqlRow = Readonly<Record<string, SqlValue>>;

export class Database {
  private constructor(private readonly sql: SqlDatabase) {}

  /** An empty database at the newest schema. */
  static empty(engine: SqlJsStatic): Database {
    const database = new Database(new engine.Database());
    database.transaction(() => {
      for (const migration of MIGRATIONS) database.sql.run(migration);
      database.run("INSERT INTO meta VALUES ('schema', ?)", [MIGRATIONS.length]);
    });
    return database;
  }

  /** A database from its file; `null` when it is damaged or of another schema: the catalogue is then made anew. */
  static from(engine: SqlJsStatic, bytes: Uint8Array): Database | null {
    let sql: SqlDatabase | null = null;
    try {
      sql = new engine.Database(bytes);
      const database = new Database(sql);
      const schema = database.all("SELECT v FROM meta WHERE k = 'schema'")[0]?.v;
      const check = database.all("PRAGMA quick_check(1)")[0]?.quick_check;
      if (Number(schema) === MIGRATIONS.length && check === "ok") return database;
    } catch {
      // Not a database, or cut short: said by the null below.
    }
    sql?.close();
    return null;
  }

  run(statement: string, values: readonly SqlValue[] = []): void {
    this.sql.run(statement, [...values]);
  }

  all(query: string, values: readonly SqlValue[] = []): readonly SqlRow[] {
    const statement = this.sql.prepare(query);
    try {
      statement.bind([...values]);
      const rows: SqlRow[] = [];
      while (statement.step()) rows.push(statement.getAsObject());
      return rows;
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

  bytes(): Uint8Array {
    return this.sql.export();
  }

  close(): void {
    this.sql.close();
  }
}
