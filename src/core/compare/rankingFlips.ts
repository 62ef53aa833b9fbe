// Where leaving errored rows out or counting them ranks two results differently: a warning wherever results stand side
// by side. Source: statistics reference, section 2.6.
import { baselinePlace } from "../results/baseline.ts";
import { type RunSummary, scoreLabel } from "../run.ts";
import { errorsAsZero } from "../scores/errorsAsZero.ts";
import { isSameValue } from "../statistics/summation.ts";

/** A pair of results of one place whose order on a score turns. */
export interface RankingFlip {
  readonly score: string;
  /** The better one while errored rows are left out. */
  readonly aheadScored: string;
  /** The better one when they are counted. */
  readonly aheadCounted: string;
}

interface Standing {
  readonly name: string;
  readonly scored: number;
  readonly counted: number;
}

/** All such pairs among results shown together, on each one's primary score. */
export function rankingFlips(runs: readonly RunSummary[]): readonly RankingFlip[] {
  const groups = new Map<string, { score: string; sign: number; standings: Standing[] }>();
  for (const run of runs) {
    const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
    if (score === undefined || score.itemMean === null) continue;
    const counted = errorsAsZero(score);
    if (counted?.kind === "off") continue;
    const label = scoreLabel(score, run.scores);
    const key = JSON.stringify([baselinePlace(run), label, score.higherIsBetter]);
    const group = groups.get(key) ?? { score: label, sign: score.higherIsBetter ? 1 : -1, standings: [] };
    groups.set(key, group);
    group.standings.push({
      name: run.name,
      scored: score.itemMean,
      counted: counted === null ? score.itemMean : counted.mean,
    });
  }
  return [...groups.values()].flatMap(({ score, sign, standings }) =>
    pairsOf(standings).flatMap(([a, b]) => {
      const before = orderOf(a.scored, b.scored) * sign;
      const after = orderOf(a.counted, b.counted) * sign;
      if (before * after >= 0) return [];
      const [ahead, behind] = before > 0 ? [a, b] : [b, a];
      return [{ score, aheadScored: ahead.name, aheadCounted: behind.name }];
    }),
  );
}

/** 0 where the two are the same within 1e-9. */
function orderOf(a: number, b: number): number {
  return isSameValue(a, b) ? 0 : Math.sign(a - b);
}

function pairsOf<T>(list: readonly T[]): (readonly [T, T])[] {
  return list.flatMap((a, i) => list.slice(i + 1).map((b) => [a, b] as const));
}

const NAMED = 3;

/** `correctness: a is ahead of b on scored rows only, behind with errors counted`, a few pairs and how many more. */
export function flipsSentence(flips: readonly RankingFlip[]): string {
  const named = flips
    .slice(0, NAMED)
    .map(
      ({ score, aheadScored, aheadCounted }) =>
        `${score}: ${aheadScored} is ahead of ${aheadCounted} on scored rows only, behind with errors counted`,
    );
  const rest = flips.length - named.length;
  return `${named.join("; ")}${rest > 0 ? `; ${rest} more ${rest === 1 ? "pair" : "pairs"}` : ""}.`;
}
