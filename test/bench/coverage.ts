// How often Bonett and Price's interval covers the true difference of two pass rates, by enumerating every outcome: no
// chance, so the figures are exact. Reproduces the statistics reference, section 6; `npm run bench -- --coverage`.
import { mcnemarExact, mcnemarMidP } from "../../src/core/statistics/mcnemar.ts";
import { bonettPrice } from "../../src/core/statistics/pairedRates.ts";

const LEVEL = 0.95;
const RATES = [0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3];
const ROWS = [10, 30, 100, 1000];
/** Outcomes less likely than this in all are left out: they can't move the fourth digit. */
const NEGLIGIBLE = 1e-12;

export interface Case {
  readonly n: number;
  readonly onlyBase: number;
  readonly onlyCandidate: number;
}

/** ln k! for k up to `most`. */
function logFactorials(most: number): Float64Array {
  const table = new Float64Array(most + 1);
  for (let k = 1; k <= most; k++) table[k] = (table[k - 1] as number) + Math.log(k);
  return table;
}

/** Visits every (b, c) of n rows with its chance: trinomial with rates p_b and p_c. */
function outcomes(
  { n, onlyBase, onlyCandidate }: Case,
  visit: (b: number, c: number, chance: number) => void,
): void {
  const logs = logFactorials(n);
  const log = (k: number) => logs[k] as number;
  const neither = Math.log1p(-onlyBase - onlyCandidate);
  for (let b = 0; b <= n; b++)
    for (let c = 0; b + c <= n; c++) {
      const ways = log(n) - log(b) - log(c) - log(n - b - c);
      const chance = Math.exp(
        ways + b * Math.log(onlyBase) + c * Math.log(onlyCandidate) + (n - b - c) * neither,
      );
      if (chance > NEGLIGIBLE / n) visit(b, c, chance);
    }
}

/** Share of data sets whose interval holds p_c − p_b. */
export function coverageOf(one: Case): number {
  const delta = one.onlyCandidate - one.onlyBase;
  let covered = 0;
  outcomes(one, (b, c, chance) => {
    const found = bonettPrice({ n: one.n, baseOnly: b, candidateOnly: c }, LEVEL);
    if (found.estimable && found.low <= delta + 1e-12 && found.high >= delta - 1e-12) covered += chance;
  });
  return covered;
}

/** Share of A/A data sets, both rates `rate`, in which each method excludes no difference at 5 %. */
function falseAlarms(n: number, rate: number) {
  const found = { exact: 0, midP: 0, interval: 0 };
  outcomes({ n, onlyBase: rate, onlyCandidate: rate }, (b, c, chance) => {
    if (mcnemarExact(b, c) <= 1 - LEVEL) found.exact += chance;
    if (mcnemarMidP(b, c) <= 1 - LEVEL) found.midP += chance;
    const interval = bonettPrice({ n, baseOnly: b, candidateOnly: c }, LEVEL);
    if (interval.estimable && (interval.low > 0 || interval.high < 0)) found.interval += chance;
  });
  return found;
}

/** p_b ≤ p_c on the grid, with at least half a changed row expected. */
export function gridOf(n: number): readonly Case[] {
  return RATES.flatMap((onlyBase) =>
    RATES.filter((onlyCandidate) => onlyCandidate >= onlyBase && n * (onlyBase + onlyCandidate) >= 0.5).map(
      (onlyCandidate) => ({ n, onlyBase, onlyCandidate }),
    ),
  );
}

/** The table, and what it is judged by: at least 0.94 everywhere, 0.94 to 0.96 where 20 rows are expected to change. */
export function coverageTable(): string {
  const lines = ["   n  grid  worst coverage at      mean   A/A rejections at most: exact  mid-p  interval"];
  const all: { readonly one: Case; readonly coverage: number }[] = [];
  for (const n of ROWS) {
    const grid = gridOf(n).map((one) => ({ one, coverage: coverageOf(one) }));
    all.push(...grid);
    const worst = grid.reduce((a, b) => (b.coverage < a.coverage ? b : a));
    const mean = grid.reduce((sum, { coverage }) => sum + coverage, 0) / grid.length;
    const alarms = RATES.map((rate) => falseAlarms(n, rate));
    const most = (name: "exact" | "midP" | "interval") =>
      `${(100 * Math.max(...alarms.map((alarm) => alarm[name]))).toFixed(1)} %`.padStart(7);
    const at = `${worst.one.onlyBase}/${worst.one.onlyCandidate}`;
    lines.push(
      `${String(n).padStart(4)}  ${String(grid.length).padStart(4)}  ${worst.coverage.toFixed(4)} at ${at.padEnd(13)} ${mean.toFixed(4)}                        ${most("exact")}${most("midP")}   ${most("interval")}`,
    );
  }
  const many = all.filter(({ one }) => one.n * (one.onlyBase + one.onlyCandidate) >= 20);
  const coverages = many.map(({ coverage }) => coverage);
  const worst = Math.min(...all.map(({ coverage }) => coverage));
  lines.push(
    `worst of all ${worst.toFixed(4)} (goal >= 0.94); with 20 or more changed rows expected ${Math.min(...coverages).toFixed(4)} to ${Math.max(...coverages).toFixed(4)} (goal 0.94 to 0.96)`,
  );
  return `${lines.join("\n")}\n`;
}
