// How the summary's intervals and tests are made, as lists to choose from.
import { DEFAULT_COMPARISON } from "../../../src/core/compare/compareTypes.ts";
import type { MethodChoice } from "../../../src/core/compare/evidenceTypes.ts";
import {
  INTERVAL_CHOICES,
  type IntervalChoice,
  TEST_CHOICES,
  type TestChoice,
} from "../../../src/core/statistics/scoreStatistics.ts";
import { h } from "../../shared/dom.ts";

export const DEFAULT_METHOD: MethodChoice = {
  test: DEFAULT_COMPARISON.test,
  interval: DEFAULT_COMPARISON.interval,
  cluster: DEFAULT_COMPARISON.cluster,
};

const INTERVALS: Readonly<Record<IntervalChoice, string>> = {
  auto: "by the score (default)",
  "bootstrap-percentile": "bootstrap, percentile",
  "bootstrap-bca": "bootstrap, BCa",
};
const TESTS: Readonly<Record<TestChoice, string>> = {
  auto: "by the score (default)",
  mcnemar: "McNemar, exact",
  "mcnemar-midp": "McNemar, mid-p",
  wilcoxon: "Wilcoxon signed-rank",
  "wilcoxon-pratt": "Wilcoxon, Pratt's zeros",
  "paired-t": "paired t",
  permutation: "permutation",
};

export function isDefaultMethod({ test, interval, cluster }: MethodChoice): boolean {
  return test === "auto" && interval === "auto" && cluster === null;
}

/** What differs from the defaults, for the line beside the summary; empty where nothing does. */
export function methodInWords(method: MethodChoice): string {
  const parts = [
    ...(method.interval === "auto" ? [] : [`interval: ${INTERVALS[method.interval]}`]),
    ...(method.test === "auto" ? [] : [`test: ${TESTS[method.test]}`]),
    ...(method.cluster === null ? [] : [`clusters: ${method.cluster}`]),
  ];
  return parts.join(", ");
}

/** What is said while the summary is made anew. */
export function summingWords({ test, interval }: MethodChoice): string {
  return test === "permutation" || interval !== "auto" ? "Resampling…" : "Recomputing…";
}

export function drawMethod(
  method: MethodChoice,
  fields: readonly string[],
  choose: (method: MethodChoice) => void,
): HTMLElement {
  const list = <T extends string>(
    label: string,
    hint: string,
    values: readonly (readonly [T, string])[],
    current: T,
    changed: (value: T) => void,
  ): HTMLElement => {
    const select = h("select", { class: "select", "aria-label": label });
    select.append(...values.map(([value, words]) => h("option", { value }, words)));
    select.value = current;
    select.addEventListener("change", () => {
      const found = values.find(([value]) => value === select.value);
      if (found !== undefined) changed(found[0]);
    });
    return h("label", { class: "method", title: hint }, h("span", null, label), select);
  };
  const clusters: (readonly [string, string])[] = [
    ["", "rows are independent"],
    ...fields.map((field, i) => [String(i), field] as const),
  ];
  const at = method.cluster === null ? "" : String(fields.indexOf(method.cluster));
  return h(
    "div",
    { class: "methods" },
    list(
      "Interval",
      `The bootstrap draws 10,000 resamples from seed ${DEFAULT_COMPARISON.seed}; it is no cure for few or skewed rows.`,
      INTERVAL_CHOICES.map((choice) => [choice, INTERVALS[choice]] as const),
      method.interval,
      (interval) => choose({ ...method, interval }),
    ),
    list(
      "Test",
      `The permutation test flips signs at random from seed ${DEFAULT_COMPARISON.seed} where more than 16 rows changed.`,
      TEST_CHOICES.map((choice) => [choice, TESTS[choice]] as const),
      method.test,
      (test) => choose({ ...method, test }),
    ),
    list(
      "Clusters",
      "Rows that share a value depend on one another, such as questions about one document.",
      clusters,
      at,
      (value) => choose({ ...method, cluster: fields[Number(value || "-1")] ?? null }),
    ),
  );
}
