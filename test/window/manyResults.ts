// A store with more results than one page, made by the command line before a window opens.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../host/paths.ts";
import { run } from "../host/processes.ts";

const CLI = join(ROOT, "dist", "cli.js");

/** Runs the command line on a workspace's store; throws where it fails. */
export async function cli(workspace: string, args: readonly string[]): Promise<void> {
  const all = [CLI, ...args, "--store", join(workspace, ".eval-results")];
  const { code, output } = await run(process.execPath, all, { output: "keep" });
  if (code !== 0) throw new Error(`The command line ended with ${code}: ${args.join(" ")}\n${output}`);
}

export interface Batch {
  readonly model: string;
  readonly dataset: string;
  /** Names, each with how many of its 40 rows are right. */
  readonly results: readonly (readonly [string, number])[];
}

/** Imports results of 40 rows each, one call a batch; `day` is when they ran. */
export async function importBatch(workspace: string, batch: Batch, day = "2026-11-20"): Promise<void> {
  const folder = join(workspace, "files");
  mkdirSync(folder, { recursive: true });
  const paths = batch.results.map(([name, right]) => {
    const path = join(folder, `${name}.jsonl`);
    const rows = Array.from({ length: 40 }, (_, i) =>
      JSON.stringify({ question: `${batch.dataset} ${i}?`, output: name, accuracy: i < right ? 1 : 0 }),
    );
    writeFileSync(path, `${rows.join("\n")}\n`);
    return path;
  });
  const roles = ["--format", "jsonl", "--score", "accuracy", "--input", "question", "--output", "output"];
  const facts = ["--model", batch.model, "--dataset", batch.dataset, "--created-at", `${day}T12:00:00Z`];
  await cli(workspace, ["import", ...paths, ...roles, ...facts]);
}

/** `count` results called `prefix-000` and on, none of which stands out. */
export function series(prefix: string, count: number): Batch["results"] {
  return Array.from(
    { length: count },
    (_, i) => [`${prefix}-${String(i).padStart(3, "0")}`, 20 + (i % 9)] as const,
  );
}
