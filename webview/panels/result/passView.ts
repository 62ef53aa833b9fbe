// pass@k of a score as lines and as a table: for the number of tries chosen, and for every one.
import { passName } from "../../../src/core/compare/evidenceText.ts";
import type { MeanError } from "../../../src/core/scores/meanError.ts";
import type { RunPasses } from "../../../src/core/scores/passOfRun.ts";
import { formatCount, formatMeanTight, NO_VALUE } from "../../../src/core/text/formatNumber.ts";
import { type Fact, fact } from "../../charts/scoreFacts.ts";
import type { TableTwin } from "../../charts/tableTwin.ts";

export interface PassLine {
  readonly name: string;
  readonly meaning: "passAtK" | "passHatK";
  readonly share: string;
  /** 0 to 1; `null` where no item has so many trials. */
  readonly at: number | null;
}

export interface PassView {
  /** The tries chosen; the most there are where fewer were wanted or more. */
  readonly k: number;
  readonly choices: readonly number[];
  readonly lines: readonly PassLine[];
  readonly legend: readonly Fact[];
  readonly twin: TableTwin;
}

export function toPassView(
  { byTries }: Extract<RunPasses, { estimable: true }>,
  wanted: number | null,
  label: string,
  locale: string,
): PassView {
  const chosen = byTries.find(({ k }) => k === wanted) ?? byTries[byTries.length - 1];
  const share = ({ mean, standardError }: MeanError): string =>
    mean === null ? NO_VALUE : formatMeanTight(mean, standardError, { kind: "boolean" }, locale);
  const items = (n: number): string => `${formatCount(n, locale)} ${n === 1 ? "item" : "items"}`;
  const k = chosen?.k ?? 1;
  const left = chosen?.tooFewTrials ?? 0;
  return {
    k,
    choices: byTries.map((one) => one.k),
    lines:
      chosen === undefined
        ? []
        : [
            { name: passName("any", k), meaning: "passAtK", share: share(chosen.any), at: chosen.any.mean },
            { name: passName("all", k), meaning: "passHatK", share: share(chosen.all), at: chosen.all.mean },
          ],
    legend: [
      fact(`${items(chosen?.any.n ?? 0)} with at least ${k} ${k === 1 ? "trial" : "trials"}`),
      ...(left === 0 ? [] : [fact(`${items(left)} with fewer left out`)]),
    ],
    twin: {
      caption: `pass@k of ${label} as a table`,
      head: ["k", "pass@k", "pass^k", "items", "left out"],
      lines: byTries.map((one) => [
        formatCount(one.k, locale),
        share(one.any),
        share(one.all),
        formatCount(one.any.n, locale),
        formatCount(one.tooFewTrials, locale),
      ]),
    },
  };
}
