// What the CLI prints for people: plain tables, numbers from the product's own formatting.
import type { ComparisonHead } from "../core/compareTypes.ts";
import {
  formatCount,
  formatDelta,
  formatFixed,
  formatMeanTight,
  meanDecimals,
  NO_VALUE,
} from "../core/formatNumber.ts";
import { type Run, type RunSummary, type ScoreAggregate, scoreLabel } from "../core/run.ts";

const LOCALE = "en-US";

/** Columns padded to their widest cell; numbers to the right where `right` says so. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[],
): string {
  const widths = head.map((title, i) =>
    Math.max(title.length, ...rows.map((row) => [...(row[i] ?? "")].length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const pad = " ".repeat(Math.max(0, (widths[i] ?? 0) - [...cell].length));
        return right.includes(i) ? pad + cell : cell + pad;
      })
      .join("  ")
      .trimEnd();
  return `${[line(head), ...rows.map(line)].join("\n")}\n`;
}

/** Text for one terminal cell: control characters, which could steer the terminal, become spaces. */
export function inert(text: string, limit = 60): string {
  const flat = text.replace(/[\p{Cc}\p{Cf}]+/gu, " ");
  return flat.length > limit ? `${flat.slice(0, limit - 1)}…` : flat;
}

/** `isNarrowed`: a filter or search was given. */
export function renderList(runs: readonly RunSummary[], isNarrowed: boolean): string {
  if (runs.length === 0) return isNarrowed ? "No result fits.\n" : "No results in this store.\n";
  const hasTags = runs.some((run) => run.tags.length > 0);
  return table(
    ["NAME", "MODEL", "DATASET", "SCORE", "MEAN ± SE", "SCORED", "ROWS", ...(hasTags ? ["TAGS"] : [])],
    runs.map((run) => {
      const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
      return [
        `${run.starred ? "★ " : ""}${inert(run.name)}`,
        inert(run.model ?? NO_VALUE, 40),
        inert(run.dataset ?? NO_VALUE, 40),
        score === undefined ? NO_VALUE : inert(scoreLabel(score, run.scores), 30),
        score === undefined
          ? NO_VALUE
          : formatMeanTight(score.itemMean, score.standardError, score.kind, LOCALE),
        score === undefined
          ? NO_VALUE
          : `${formatCount(score.scoredItems, LOCALE)}/${formatCount(run.items, LOCALE)}`,
        formatCount(run.rows, LOCALE),
        ...(hasTags ? [inert(run.tags.join(", "), 40)] : []),
      ];
    }),
    [4, 5, 6],
  );
}

export function renderRun(run: Run): string {
  const imported = (fact: keyof Run["asImported"]): string => {
    const before = run.asImported[fact];
    return before === undefined ? "" : ` (imported as ${inert(before ?? NO_VALUE)})`;
  };
  const facts = [
    `name     ${run.starred ? "★ " : ""}${inert(run.name)}${imported("name")}`,
    `id       ${run.id}`,
    `model    ${inert(run.model ?? NO_VALUE)}${imported("model")}`,
    `dataset  ${inert(run.dataset ?? NO_VALUE)}${imported("dataset")}`,
    `metric   ${inert(run.metric ?? NO_VALUE)}${imported("metric")}`,
    `created  ${run.createdAt}`,
    `rows     ${formatCount(run.rows, LOCALE)}, ${formatCount(run.items, LOCALE)} items, ${formatCount(run.duplicates, LOCALE)} repeated, ${formatCount(run.erroredRows, LOCALE)} with errors, ${formatCount(run.skippedLines, LOCALE)} lines skipped`,
    ...(run.tags.length === 0 ? [] : [`tags     ${run.tags.map((tag) => inert(tag)).join(", ")}`]),
    ...(run.note === "" ? [] : [`note     ${inert(run.note, 500)}`]),
  ];
  return `${facts.join("\n")}\n\n${renderScores(run)}`;
}

function renderScores(run: Run): string {
  const number = (value: number | null, score: ScoreAggregate): string =>
    value === null ? NO_VALUE : formatFixed(value, meanDecimals([score.mean]), LOCALE);
  return table(
    ["SCORE", "MEAN ± SE", "COUNT", "NAN", "STD DEV", "MIN", "P50", "MAX"],
    run.scores.map((score) => [
      inert(scoreLabel(score, run.scores), 40),
      formatMeanTight(score.itemMean, score.standardError, score.kind, LOCALE),
      formatCount(score.count, LOCALE),
      formatCount(score.nanCount, LOCALE),
      number(score.stdDev, score),
      number(score.min, score),
      number(score.percentiles?.p50 ?? null, score),
      number(score.max, score),
    ]),
    [1, 2, 3, 4, 5, 6, 7],
  );
}

export function renderComparison({ base, candidate, summary }: ComparisonHead): string {
  const { join, scores } = summary;
  const n = (count: number): string => formatCount(count, LOCALE);
  const head = `${n(join.matched)} items are in both; ${n(join.onlyBase)} only in ${inert(base.name)}, ${n(join.onlyCandidate)} only in ${inert(candidate.name)}; repeated rows: ${n(join.duplicateBase)} and ${n(join.duplicateCandidate)}.\n`;
  if (join.matched === 0) return `${head}These runs share no item, so no score can be compared.\n`;
  const rows = scores.map((score) => {
    const decimals = meanDecimals([score.baseMean, score.candidateMean]);
    const mean = (value: number | null): string =>
      value === null ? NO_VALUE : formatFixed(value, decimals, LOCALE);
    return [
      inert(score.name, 40),
      mean(score.baseMean),
      mean(score.candidateMean),
      formatDelta(score.delta, { decimals }, LOCALE),
      n(score.improved),
      n(score.regressed),
      n(score.same),
      n(score.n),
    ];
  });
  return `${head}\n${table(["SCORE", "BASE", "CANDIDATE", "DELTA", "IMPROVED", "REGRESSED", "SAME", "N"], rows, [1, 2, 3, 4, 5, 6, 7])}`;
}
