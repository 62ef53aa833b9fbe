// Imports of NeMo row scores: digests, aggregates by NeMo's definitions, and the file beside the rows.
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Run } from "../../../../src/core/run.ts";
import { toServiceResult } from "../../../../src/core/services/serviceJson.ts";
import { jsonl, scoreOf, Workbench } from "../../../support/engineSupport.ts";
import { SAMPLES } from "../../../support/realFiles.ts";

const NEMO = join(SAMPLES, "nemo");
const RUNS = ["docs-qa-atlas-8b", "docs-qa-atlas-49b", "offline-atlas-8b", "offline-atlas-49b"] as const;

/** One score as NeMo's own aggregation wrote it. */
interface WrittenScore {
  readonly name: string;
  readonly count: number;
  readonly nan_count: number;
  readonly sum: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  readonly std_dev: number;
  readonly variance: number;
  readonly score_type: string;
  readonly percentiles?: Readonly<Record<string, number>>;
  readonly histogram?: { readonly bins: readonly Readonly<Record<string, number>>[] };
  readonly rubric_distribution?: readonly { readonly label: string; readonly count: number }[];
  readonly mode_category?: string;
}

function writtenScores(name: string): readonly WrittenScore[] {
  const path = join(NEMO, `${name}.aggregate-scores.json`);
  return (JSON.parse(readFileSync(path, "utf8")) as { scores: readonly WrittenScore[] }).scores;
}

/** The digests of the sample report are plain base64url; ours replace its two special characters. */
const named = (base64url: string): string => base64url.replaceAll("-", "X").replaceAll("_", "Y");

let bench: Workbench;
beforeEach(() => {
  bench = new Workbench();
});

async function importSample(name: string): Promise<Run> {
  return bench.open(await bench.imported(join(NEMO, `${name}.row-scores.jsonl`)));
}

describe("aggregates of NeMo rows", () => {
  it.each(RUNS)("are those that NeMo wrote beside the rows of %s", async (name) => {
    const scores = toServiceResult(await importSample(name)).scores as unknown as readonly (WrittenScore & {
      readonly metric: string;
    })[];
    const written = writtenScores(name).filter((score) => score.name !== "bleu.corpus");
    for (const theirs of written) {
      const ours = scores.find((score) => `${score.metric}.${score.name}` === theirs.name);
      expect(ours, theirs.name).toMatchObject({
        count: theirs.count,
        nan_count: theirs.nan_count,
        min: theirs.min,
        max: theirs.max,
        score_type: theirs.score_type,
      });
      for (const statistic of ["sum", "mean", "std_dev", "variance"] as const)
        expect(ours?.[statistic], `${theirs.name} ${statistic}`).toBeCloseTo(theirs[statistic], 9);
      for (const [p, value] of Object.entries(theirs.percentiles ?? {}))
        expect(ours?.percentiles?.[p], `${theirs.name} ${p}`).toBeCloseTo(value, 9);
      expectSameBins(ours, theirs);
      if (theirs.score_type !== "rubric") continue;
      const counts = (score: WrittenScore | undefined) =>
        score?.rubric_distribution?.map(({ label, count }) => [label, count]);
      expect(counts(ours)).toEqual(counts(theirs));
      expect(ours?.mode_category).toBe(theirs.mode_category);
    }
  });
});

/** NeMo's last bin ends where rounding puts it; where that is below the maximum, NeMo's bins lose those rows. */
function expectSameBins(ours: WrittenScore | undefined, theirs: WrittenScore): void {
  if (theirs.histogram === undefined) return;
  const bins = ours?.histogram?.bins ?? [];
  const wanted = theirs.histogram.bins.map((bin) => bin.count as number);
  const lost = theirs.count - wanted.reduce((sum, count) => sum + count, 0);
  const end = theirs.histogram.bins.at(-1)?.upper_bound ?? 0;
  expect(lost > 0, "NeMo loses rows only above its last bin").toBe(end < theirs.max);
  wanted[wanted.length - 1] = (wanted.at(-1) ?? 0) + lost;
  const counts = bins.map((bin) => bin.count);
  expect(counts, theirs.name).toEqual(wanted);
  for (const [i, bin] of theirs.histogram.bins.entries()) {
    expect(bins[i]?.lower_bound).toBeCloseTo(bin.lower_bound as number, 9);
    expect(bins[i]?.upper_bound).toBeCloseTo(bin.upper_bound as number, 9);
  }
}

describe("an import of NeMo row scores", () => {
  it("gives each row the digest of its item", async () => {
    const run = await importSample("docs-qa-atlas-8b");
    const digestOf = new Map((await bench.rows(run)).map((row) => [row.item.id, row.digest]));
    expect(digestOf.get("ls-001")).toBe(named("Ot2qDZAgAYGuUuEmDAH8p-7hhDSb7-NVR5TM3iyFzCA"));
    expect(digestOf.get("ls-004")).toBe(named("bzzigLjpwDBxyDbjsonusyoFsxiGuDEo9MHiCtbVcPE"));
    expect(digestOf.get("ls-006")).toBe(named("NNUVp1Oq-O_qPtyNRy6CSSg0waXmQAsDwrtX2ERQWwo"));
    expect(digestOf.get("ls-021")).toBe(named("Q8OgZfGZEPKRxJ68257r1hrzFDJwK59PPLJUUIwjn2U"));
    const other = await bench.rows(await importSample("docs-qa-atlas-49b"));
    expect(other.find((row) => row.item.id === "ls-039")?.digest).toBe(
      named("xyPJ6ZnmJPIg5OIun_E-UD8tkoqzBm6EbrW7DbpvSXE"),
    );
  });

  it("keeps repeated items, errors and their counts apart", async () => {
    const run = await importSample("docs-qa-atlas-8b");
    expect(run).toMatchObject({ rows: 38, items: 37, duplicates: 1, erroredRows: 2, skippedLines: 0 });
    const rows = await bench.rows(run);
    expect(rows.filter((row) => row.item.id === "ls-018").map((row) => row.trial)).toEqual([1, 2]);
    expect(rows.filter((row) => row.error !== null).map((row) => row.item.id)).toEqual(["ls-016", "ls-032"]);
    expect(rows.find((row) => row.item.id === "ls-016")?.error).toBe(
      "Unexpected error making completion request to atlas-8b",
    );
  });

  it("reads the aggregates beside the rows and says so", async () => {
    const { companion, run } = await bench.imported(join(NEMO, "docs-qa-atlas-49b.row-scores.jsonl"));
    expect(companion).toBe("docs-qa-atlas-49b.aggregate-scores.json");
    const { givenAggregates } = await bench.open({ run });
    expect(givenAggregates).toContainEqual(expect.objectContaining({ name: "bleu.corpus", count: 1 }));
  });

  it("gives the same numbers without the aggregates beside it, only no rubric", async () => {
    const alone = join(bench.folder, "alone.row-scores.jsonl");
    copyFileSync(join(NEMO, "docs-qa-atlas-49b.row-scores.jsonl"), alone);
    const outcome = await bench.imported(alone);
    const run = await bench.open(outcome);
    const full = await importSample("docs-qa-atlas-49b");
    expect(outcome.companion).toBeNull();
    expect(run.givenAggregates).toEqual([]);
    const score = scoreOf(run, "helpfulness", "llm-judge");
    expect(score.scoreType).toBe("range");
    expect(scoreOf(full, "helpfulness", "llm-judge")).toMatchObject({
      scoreType: "rubric",
      mean: score.mean,
      stdDev: score.stdDev,
      percentiles: score.percentiles,
    });
    expect(scoreOf(run, "f1", "f1")).toEqual(scoreOf(full, "f1", "f1"));
  });

  it("counts labels without making numbers of them", async () => {
    const labels = scoreOf(await importSample("docs-qa-atlas-8b"), "helpfulness.label", "llm-judge");
    expect(labels).toMatchObject({ kind: "label", count: 38 - 1, mean: null, itemMean: null });
    expect(Object.fromEntries(labels.rubric.map((level) => [level.label, level.count]))).toEqual({
      useless: 11,
      fair: 6,
      excellent: 15,
      poor: 2,
      good: 3,
    });
  });

  it("keeps NaN, null, infinite, failed and absent scores apart", async () => {
    const values = [1, "NaN", " nan ", null, "Infinity", 0.5];
    const lines: unknown[] = values.map((value, i) => ({
      item: { q: i },
      sample: {},
      metrics: { m: [{ name: "s", value }] },
    }));
    lines.push({ item: { q: 6 }, sample: {}, metrics: { m: [] }, metric_errors: { m: "no output" } });
    const run = await bench.run("states.jsonl", jsonl(lines));
    const score = scoreOf(run, "s");
    expect(score).toMatchObject({ count: 2, infiniteCount: 1, missingCount: 1, mean: null, max: 1 });
    expect(score.nanCount).toBe(3);
    const states = (await bench.rows(run)).map((row) => row.scores.find((one) => one.name === "s")?.state);
    expect(states).toEqual(["value", "nan", "nan", "null", "infinite", "value", undefined]);
    expect(run.erroredRows).toBe(1);
  });

  it("counts the service's error line as skipped, with its message", async () => {
    const row = { item: { q: 1 }, sample: {}, metrics: { m: [{ name: "s", value: 1 }] } };
    const path = bench.write(
      "cut.jsonl",
      jsonl([row, { error: { type: "ValidationError", line: 17, message: "bad line" } }]),
    );
    const { run, skipped } = await bench.imported(path);
    expect(run).toMatchObject({ rows: 1, skippedLines: 1 });
    expect(skipped).toEqual([{ line: 2, message: "the service reported an error here: bad line" }]);
  });

  it("tells apart scores of one name under two metrics", async () => {
    const row = { item: { q: 1 }, metrics: { a: [{ name: "s", value: 1 }], b: [{ name: "s", value: 0 }] } };
    const run = await bench.run("two.jsonl", jsonl([row]));
    expect(scoreOf(run, "s", "a").mean).toBe(1);
    expect(scoreOf(run, "s", "b").mean).toBe(0);
  });
});
