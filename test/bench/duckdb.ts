// DuckDB doing the same work, for ratios. It is installed into the cache folder when the benchmark first runs, so
// that neither the package nor a fresh clone carries it.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const VERSION = "1.5.6-r.1";

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): readonly unknown[][] }>;
  closeSync(): void;
}
interface Instance {
  connect(): Promise<Connection>;
  closeSync(): void;
}
interface DuckDb {
  readonly DuckDBInstance: { create(path: string, options: Record<string, string>): Promise<Instance> };
}

/** The library from the cache, installed if need be; `null` with a line on stderr where it can't be had. */
export function loadDuckDb(cache: string): DuckDb | null {
  const folder = join(cache, `duckdb-${VERSION}`);
  const manifest = join(folder, "package.json");
  try {
    if (!existsSync(join(folder, "node_modules", "@duckdb", "node-api"))) {
      mkdirSync(folder, { recursive: true });
      const args = ["install", "--prefix", folder, "--no-audit", "--no-fund", `@duckdb/node-api@${VERSION}`];
      execFileSync("npm", args, {
        stdio: ["ignore", "ignore", "inherit"],
        shell: process.platform === "win32",
      });
    }
    return createRequire(manifest)("@duckdb/node-api") as DuckDb;
  } catch (error) {
    console.error(`No DuckDB to compare with: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

const SCORES = [
  ["correctness", 0, "DOUBLE"],
  ["faithfulness", 1, "DOUBLE"],
  ["format_ok", 2, "BOOLEAN"],
  ["latency", 3, "DOUBLE"],
] as const;

function scoreColumn([name, at, type]: (typeof SCORES)[number]): string {
  const path = `$."default/quality"[${at}].value`;
  return `try_cast(json_extract_string(metrics, '${path}') AS ${type}) AS ${name}`;
}

const statistics = SCORES.map(([name]) => {
  const x = `${name}::DOUBLE`;
  return `count(${x}), avg(${x}), stddev_pop(${x}), min(${x}), max(${x}), quantile_cont(${x}, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1])`;
}).join(", ");

/** One database file, two threads: what an import does here, in SQL. */
export class DuckRuns {
  private constructor(
    private readonly instance: Instance,
    private readonly connection: Connection,
  ) {}

  static async open(duck: DuckDb, path: string): Promise<DuckRuns> {
    const instance = await duck.DuckDBInstance.create(path, { threads: "2" });
    return new DuckRuns(instance, await instance.connect());
  }

  static async fresh(duck: DuckDb, path: string): Promise<DuckRuns> {
    rmSync(path, { force: true });
    return DuckRuns.open(duck, path);
  }

  /** Every column kept, a digest of each item, typed scores, their statistics; on disk when it ends. */
  async import(table: string, path: string): Promise<void> {
    const types = [
      "row_index: 'BIGINT'",
      ...["item", "sample", "metrics", "requests", "metric_errors"].map((name) => `${name}: 'JSON'`),
    ];
    const source = `read_json('${path}', format = 'newline_delimited', columns = {${types.join(", ")}})`;
    await this.connection.run(
      `CREATE TABLE ${table} AS SELECT *, sha256(item) AS digest, ${SCORES.map(scoreColumn).join(", ")} FROM ${source}`,
    );
    await this.connection.run("CHECKPOINT");
    await this.connection.runAndReadAll(`SELECT ${statistics}, count(DISTINCT digest) FROM ${table}`);
  }

  async firstPage(table: string): Promise<void> {
    await this.connection.runAndReadAll(`SELECT * FROM ${table} ORDER BY correctness, row_index LIMIT 50`);
  }

  async deepPage(table: string): Promise<void> {
    await this.connection.runAndReadAll(
      `SELECT * FROM ${table} ORDER BY correctness, row_index LIMIT 50 OFFSET 50000`,
    );
  }

  /** How many rows three conditions keep, and the first of them. */
  async filter(table: string): Promise<void> {
    const kept = "correctness <= 0.3 AND faithfulness >= 4 AND format_ok";
    await this.connection.runAndReadAll(`SELECT count(*) FROM ${table} WHERE ${kept}`);
    await this.connection.runAndReadAll(`SELECT * FROM ${table} WHERE ${kept} ORDER BY row_index LIMIT 50`);
  }

  /** Which rows hold a text in item or output, and the first of them. */
  async search(table: string, text: string, matchCase: boolean): Promise<void> {
    const holds = (column: string): string =>
      matchCase ? `contains(${column}::VARCHAR, '${text}')` : `${column}::VARCHAR ILIKE '%${text}%'`;
    const found = await this.connection.runAndReadAll(
      `SELECT row_index FROM ${table} WHERE ${holds("item")} OR ${holds("sample")} ORDER BY row_index`,
    );
    const first = found
      .getRows()
      .slice(0, 50)
      .map(([row]) => String(row));
    await this.connection.runAndReadAll(
      `SELECT * FROM ${table} WHERE row_index IN (${first.join(", ") || "-1"})`,
    );
  }

  /** Join by digest, counts and means of every score. */
  async compare(base: string, candidate: string): Promise<void> {
    const counts = SCORES.map(([name]) => {
      const [a, b] = [`a.${name}::DOUBLE`, `b.${name}::DOUBLE`];
      return `avg(${a}), avg(${b}), count(*) FILTER (${b} > ${a}), count(*) FILTER (${b} < ${a})`;
    });
    await this.connection.runAndReadAll(
      `SELECT count(*), ${counts.join(", ")} FROM ${base} a JOIN ${candidate} b USING (digest)`,
    );
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
