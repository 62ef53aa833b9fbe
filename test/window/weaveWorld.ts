// What the window tests of Weave use: runs at a Weave service, a NeMo result and a local file, all over one dataset.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../host/paths.ts";
import { rowLine } from "../servers/nemo/nemoServer.ts";
import { aResult } from "../servers/nemo/sampleResults.ts";
import { anSdkRun, aRun, PROJECT, sampleRow, sampleTrials } from "../servers/weave/sampleRuns.ts";

export const LARGE = "billing-eval · model-large";
export const ZERO = "Nothing right";
export const FROM_SDK = "Made by the SDK";
export const BY_URL = "Pasted from the browser";
export const BY_EVALUATION = "Found by its evaluation";
export const NEMO = "nemo-billing";
export const LOCAL = "local-billing";
/** What the three have of the one dataset: rows 0 to 49, 0 to 59 and 20 to 59. */
export const WEAVE_ROWS = 50;
const NEMO_ROWS = 60;
const LOCAL_FROM = 20;

export const EVALUATION_REF = `weave:///${PROJECT}/object/billing-eval:EvalDigest01`;

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

export function weaveRuns() {
  const nothingRight = sampleTrials(2, 20).map((trial) => ({ ...trial, scores: { exact: false } }));
  return [
    aRun(1, sampleTrials(1, WEAVE_ROWS)),
    aRun(2, nothingRight, { displayName: ZERO }),
    aRun(4, sampleTrials(4, 30, 2), { displayName: "Twice each" }),
    anSdkRun(5, sampleTrials(5, 20), { displayName: FROM_SDK }),
    anSdkRun(6, sampleTrials(6, 20), { displayName: BY_URL }),
    anSdkRun(7, sampleTrials(7, 20), { displayName: BY_EVALUATION }),
  ];
}

export function nemoResult() {
  const rows = range(0, NEMO_ROWS).map((i) =>
    rowLine({
      item: sampleRow(i),
      sample: { output_text: `Answer ${i}` },
      metrics: { "default/exact": [{ name: "exact", value: i % 2 }] },
    }),
  );
  return aResult(1, NEMO_ROWS, { name: NEMO, rows: () => rows, scores: [] });
}

/** Rows of the same dataset from a file, imported as a person's script would. */
export function importLocal(workspace: string): void {
  const file = join(workspace, `${LOCAL}.jsonl`);
  const rows = range(LOCAL_FROM, NEMO_ROWS).map((i) => ({
    ...sampleRow(i),
    output: "y",
    exact: i % 3 === 0,
  }));
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  const roles = ["--input", "question", "--input", "expected", "--output", "output", "--score", "exact"];
  const args = [join(ROOT, "dist/cli.js"), "import", file, ...roles];
  execFileSync(process.execPath, [...args, "--store", join(workspace, ".eval-results")]);
}
