// What each statistic of one result is called and how it is defined: the one home of these words, for heads of tables, the
// facts under charts and the command line. Source: statistics reference, section 1; NeMo metric results API, section 4.

export interface StatisticText {
  /** As heads and tables call it. */
  readonly name: string;
  /** One or two sentences: formula, over what, assumption, when there is none. */
  readonly definition: string;
}

export const STATISTIC_TEXTS = {
  coverage: {
    name: "rows scored",
    definition:
      "Rows with a value, of all rows of the result. Missing, NaN, infinite and errored rows are counted apart and are never 0.",
  },
  count: { name: "count", definition: "Finite values, over all rows and trials." },
  nan: {
    name: "NaN",
    definition: "Rows whose value is NaN or null. They are in no statistic, and are not counted as 0.",
  },
  infinite: {
    name: "infinite",
    definition:
      "Rows whose value is infinite. With any, mean, deviation and SE are not estimable; median and percentiles are over the finite values.",
  },
  missing: { name: "missing", definition: "Rows without this score. They are in no statistic." },
  errors: {
    name: "errors",
    definition: "Rows on which this score failed. They are in no statistic unless errors are counted.",
  },
  itemMean: {
    name: "mean ± SE",
    definition:
      "Mean over items, each item once by the mean of its trials, with its standard error s/√n, where s is the sample deviation (n − 1) of the item means. Assumes independent items; no SE for one item or where all are equal.",
  },
  items: {
    name: "items",
    definition: "Distinct dataset rows with at least one finite value: the n of the mean.",
  },
  scored: { name: "scored", definition: "Items in the mean, of all items of the result." },
  trialMean: {
    name: "mean over rows",
    definition:
      "All values pooled, trials counted each: the number that NeMo Evaluator and Weave report. Differs from the mean over items where items have different numbers of trials.",
  },
  passRate: {
    name: "pass rate",
    definition:
      "Rows that pass, of the rows that pass or fail; rows without a verdict are left out and counted apart.",
  },
  passInterval: {
    name: "95 % interval",
    definition:
      "Wilson's interval of the pass rate over items; where items have several trials, with as many trials as their spread is worth. Assumes independent items.",
  },
  meanInterval: {
    name: "95 % interval",
    definition:
      "Mean ± t·SE with n − 1 degrees of freedom over item means; for pass or fail Wilson's. Where the mean over other items like these would lie. Assumes independent items; rough for few or skewed values.",
  },
  stdDev: {
    name: "std. dev.",
    definition:
      "Population standard deviation (divisor n) over all values, as NeMo Evaluator defines it. It says how values spread, not how sure the mean is: that is the SE.",
  },
  variance: { name: "variance", definition: "The standard deviation squared (divisor n)." },
  sum: { name: "sum", definition: "Sum of all finite values." },
  min: { name: "min", definition: "Smallest finite value." },
  max: { name: "max", definition: "Largest finite value." },
  median: {
    name: "median",
    definition: "50th percentile over all values, by the same rule as the other percentiles.",
  },
  percentile: {
    name: "p10 to p100",
    definition:
      "Percentile p over all values: position p/100·(n + 1) among the sorted values, linear in between, as NeMo Evaluator defines it.",
  },
  quartiles: {
    name: "quartiles",
    definition: "25th and 75th percentile, by the same rule as the other percentiles: the ends of the box.",
  },
  whiskers: {
    name: "whiskers",
    definition:
      "Reach to the furthest values within 1.5 times the box's length from it (Tukey); values beyond are drawn as points.",
  },
  histogram: {
    name: "distribution",
    definition:
      "Rows per bin: ten equal bins from min to max, each without its upper end but the last, as NeMo Evaluator defines them. Rows without a value stand apart.",
  },
  levels: {
    name: "distribution by level",
    definition: "Rows per level or label, and their share of the rows that have one. Other rows stand apart.",
  },
  mode: {
    name: "mode",
    definition: "The most frequent level or label; of several the first by code point.",
  },
  passAtK: {
    name: "pass@k",
    definition:
      "Chance that at least one of k tries of an item passes, 1 − C(m − c, k)/C(m, k) of m trials with c passes, averaged over the items tried at least k times; ± its standard error over items. A try passes by pass or fail, or by the passThreshold of metrics.json; trials without a value are no tries (Chen et al. 2021).",
  },
  passHatK: {
    name: "pass^k",
    definition:
      "Chance that all of k tries of an item pass, C(c, k)/C(m, k) of m trials with c passes, averaged over the same items as pass@k (Yao et al. 2024).",
  },
  countedMean: {
    name: "mean with errors counted ± SE",
    definition:
      "As the mean over items, with 0 for each errored row, or errorValue of metrics.json. Missing rows stay out. Only where 0 can't be the best value.",
  },
  givenMean: {
    name: "mean stated by the source",
    definition: "The mean that came with the file or from the service, as it was given.",
  },
} as const satisfies Readonly<Record<string, StatisticText>>;

export type StatisticName = keyof typeof STATISTIC_TEXTS;

/** How a statistic is defined, in words. */
export function definitionOf(name: StatisticName): string {
  return STATISTIC_TEXTS[name].definition;
}
