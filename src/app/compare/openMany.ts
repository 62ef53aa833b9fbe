// Opens a comparison of several runs: every candidate meets the base as in a comparison of two, then all are joined.
import { pairScores } from "../../core/compare/compareRuns.ts";
import type { ScoreMapping } from "../../core/compare/compareTypes.ts";
import { MOST_RUNS, type RunSet } from "../../core/compare/manyTypes.ts";
import { DIGEST_BYTES } from "../../core/join/digest.ts";
import { DigestIndex } from "../../core/join/digestIndex.ts";
import { joinMany } from "../../core/join/manyJoin.ts";
import { Problem } from "../../core/problem.ts";
import type { RowDigest } from "../../core/resultFormat.ts";
import { type Run, scoreLabel, scoreServiceName } from "../../core/run.ts";
import { NEVER } from "../../util/never.ts";
import type { ComparisonParts } from "./comparisonSummary.ts";
import { type NotedRun, openSide, type UngroupedSide } from "./joinSide.ts";
import { checkKeys, joinKeyed, keysOf } from "./keyFields.ts";
import { ManyComparison } from "./manyComparison.ts";
import { joinByContent, layScores, type OpenParts, withService } from "./openComparison.ts";
import { rowDigests, sharedRowDigest } from "./serviceDigests.ts";

/** Joins two to eight runs, the base first, and compares each candidate with the base. */
export async function openMany(
  runs: readonly NotedRun[],
  { keys = [], by, scoreMap = [], withExcluded = false }: Omit<RunSet, "runs">,
  { formats, hashes }: OpenParts,
): Promise<ManyComparison> {
  const [base, ...candidates] = runs;
  if (base === undefined || candidates.length === 0 || runs.length > MOST_RUNS)
    throw new Problem("badInput", `2 to ${MOST_RUNS} results can be compared together, not ${runs.length}.`);
  checkMappings(
    base.run,
    candidates.map(({ run }) => run),
    scoreMap,
  );
  const sides = await Promise.all(runs.map((run) => openSide(run, formats, withExcluded)));
  const shared = keys.length > 0 ? null : sharedRowDigest(sides, formats, by);
  const service = shared && { name: shared.service, isUsed: by !== "content" };
  const texts =
    keys.length > 0
      ? await keyTexts(sides, keys)
      : shared !== null && by !== "content"
        ? await digestTexts(sides, shared)
        : null;
  const [left, ...others] = sides as [UngroupedSide, ...UngroupedSide[]];
  const pairs: ComparisonParts[] = [];
  for (const [i, right] of others.entries()) {
    const joined =
      texts === null
        ? await joinByContent(left, right)
        : await joinKeyed(left, right, {
            baseKeys: texts[0] ?? [],
            candidateKeys: texts[i + 1] ?? [],
            keys,
          });
    const told = service === null ? joined : withService(joined, service);
    pairs.push(await layScores(left, right, told, mappingsOf(right.run, scoreMap), hashes));
  }
  const numberOf = texts === null ? await byDigest(others, pairs) : byText(texts.slice(1));
  return new ManyComparison(pairs, joinMany(pairs, numberOf));
}

/** The key of every row of every run; two keys are asked of each pair, as in a comparison of two. */
async function keyTexts(
  sides: readonly UngroupedSide[],
  keys: readonly string[],
): Promise<readonly (readonly string[])[]> {
  const [base, ...candidates] = sides as [UngroupedSide, ...UngroupedSide[]];
  for (const candidate of candidates) checkKeys(base, candidate, keys);
  const texts: (readonly string[])[] = [];
  for (const side of sides) texts.push(await keysOf(side, keys, NEVER));
  return texts;
}

/** The service's name of every row of every run. */
async function digestTexts(sides: readonly UngroupedSide[], shared: RowDigest) {
  const texts: (readonly string[])[] = [];
  for (const side of sides) texts.push(await rowDigests(side, shared, NEVER));
  return texts;
}

/** Digests are read of candidates alone that have items of their own. */
async function byDigest(candidates: readonly UngroupedSide[], pairs: readonly ComparisonParts[]) {
  const index = new DigestIndex(0);
  const digests = await Promise.all(
    candidates.map(({ stored }, i) => (pairs[i]?.met.partner.includes(-1) ? stored.digests() : null)),
  );
  return (candidate: number, row: number): number =>
    index.add(digests[candidate] as Uint8Array, row * DIGEST_BYTES);
}

function byText(texts: readonly (readonly string[])[]) {
  const numbers = new Map<string, number>();
  return (candidate: number, row: number): number => {
    const key = texts[candidate]?.[row] ?? "";
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  };
}

/** The mappings that count for a candidate: of scores that it has. */
export function mappingsOf(candidate: Run, scoreMap: readonly ScoreMapping[]): readonly ScoreMapping[] {
  return scoreMap.filter((mapping) => hasScore(candidate, mapping.candidate));
}

function hasScore({ scores }: Run, name: string): boolean {
  return scores.some(
    (score) => scoreLabel(score, scores) === name || scoreServiceName(score, scores) === name,
  );
}

/** A mapping must name a score of the base and of some candidate; with one candidate its own words are clearer. */
function checkMappings(base: Run, candidates: readonly Run[], scoreMap: readonly ScoreMapping[]): void {
  for (const mapping of scoreMap) {
    const owner = candidates.find((run) => hasScore(run, mapping.candidate));
    if (owner !== undefined) pairScores(base.scores, owner.scores, [mapping]);
    else if (candidates[1] === undefined) pairScores(base.scores, candidates[0]?.scores ?? [], [mapping]);
    else throw new Problem("badInput", `No candidate has a score ${mapping.candidate} to map.`);
  }
}
