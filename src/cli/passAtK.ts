// pass@k of one result, as JSON and as a table.
import { passName } from "../core/compare/evidenceText.ts";
import type { MeanError } from "../core/scores/meanError.ts";
import type { RunPass } from "../core/scores/passOfRun.ts";
import { formatCount, formatMeanTight, NO_VALUE } from "../core/text/formatNumber.ts";
import { inert, LOCALE, table } from "./render.ts";

export function toServiceRunPass({ name, k, pass }: RunPass) {
  if (!pass.estimable) return { name, k, not_estimable: pass.reason };
  const { any, all, tooFewTrials } = pass;
  return {
    name,
    k,
    n: any.n,
    too_few_trials: tooFewTrials,
    pass_at_k: { mean: any.mean, standard_error: any.standardError },
    pass_hat_k: { mean: all.mean, standard_error: all.standardError },
  };
}

export function renderRunPass(passes: readonly RunPass[]): string {
  const k = passes[0]?.k ?? 1;
  const share = ({ mean, standardError }: MeanError): string =>
    formatMeanTight(mean, standardError, { kind: "boolean" }, LOCALE);
  const lines = passes.map(({ name, pass }) =>
    pass.estimable
      ? [
          inert(name, 40),
          share(pass.any),
          share(pass.all),
          formatCount(pass.any.n, LOCALE),
          formatCount(pass.tooFewTrials, LOCALE),
        ]
      : [inert(name, 40), NO_VALUE, NO_VALUE, NO_VALUE, NO_VALUE],
  );
  const why = passes.flatMap(({ name, pass }) =>
    pass.estimable ? [] : [`${inert(name, 40)}: not estimable, ${pass.reason}.\n`],
  );
  const columns = ["SCORE", passName("any", k), passName("all", k), "ITEMS", `UNDER ${k} TRIALS`];
  return `\n${table(columns, lines, [1, 2, 3, 4])}${why.join("")}`;
}
