// Opens a comparison: reads both runs, joins them by content or by key fields, and lays every shared score over the join.

import { countedComparison } from "../../core/compare/compareErrors.ts";
import { compareScore, pairScores } from "../../core/compare/compareRuns.ts";
import type { ComparePair, ScoreMapping } from "../../core/compare/compareTypes.ts";
import type { JoinBy, ServiceJoin } from "../../core/compare/joinChoice.ts";
import { countUp } from "../../core/join/countUp.ts";
import { singleRows } from "../../core/join/digestIndex.ts";
import { type Join, joinItems, type MetItems, meetByDigest } from "../../core/join/joinItems.ts";
import type { Hashes } from "../../core/ports.ts";
import type { FormatRegistry, RowDigest } from "../../core/resultFormat.ts";
import { NEVER } from "../../util/never.ts";
import { Comparison } from "./comparison.ts";
import type { ComparisonParts, OpenScore } from "./comparisonSummary.ts";
import { countedColumn } from "./excludedSide.ts";
import { countedItems, groupedSide, type NotedRun, openSide, type UngroupedSide } from "./joinSide.ts";
import { duplicatesOf, joinByKeys, joinKeyed } from "./keyFields.ts";
import { rowDigests, sharedRowDigest } from "./serviceDigests.ts";

export interface OpenParts {
  readonly formats: FormatRegistry;
  readonly hashes: Hashes;
}

/** What of a pair is more than its runs. */
export type JoinChoice = Pick<ComparePair, "keys" | "by" | "scoreMap" | "withExcluded">;

/** Joins two runs and compares their shared scores. */
export async function openComparison(
  base: NotedRun,
  candidate: NotedRun,
  { keys = [], by, scoreMap = [], withExcluded = false }: JoinChoice,
  { formats, hashes }: OpenParts,
): Promise<Comparison> {
  // A mapping that names no score is refused before anything is read.
  pairScores(base.run.scores, candidate.run.scores, scoreMap);
  const [left, right] = await Promise.all([
    openSide(base, formats, withExcluded),
    openSide(candidate, formats, withExcluded),
  ]);
  const joined =
    keys.length > 0
      ? await joinByKeys(left, right, keys, NEVER)
      : await joinByDigest(left, right, sharedRowDigest([left, right], formats, by), by);
  return new Comparison(await layScores(left, right, joined, scoreMap, hashes));
}

/** How two runs met, by whatever they were joined. */
export interface JoinedRuns {
  readonly met: MetItems;
  readonly join: Join;
}

/** Lays every shared score of two joined runs over their join. */
export async function layScores(
  left: UngroupedSide,
  right: UngroupedSide,
  { met, join }: JoinedRuns,
  scoreMap: readonly ScoreMapping[],
  hashes: Hashes,
): Promise<ComparisonParts> {
  const a = groupedSide(left, met.base);
  const b = groupedSide(right, met.candidate);
  const scores: OpenScore[] = [];
  for (const pair of pairScores(left.run.scores, right.run.scores, scoreMap)) {
    const baseAggregate = a.run.scores[pair.base];
    const candidateAggregate = b.run.scores[pair.candidate];
    if (baseAggregate === undefined || candidateAggregate === undefined) continue;
    if (baseAggregate.kind === "label" || candidateAggregate.kind === "label") continue;
    const [from, to] = await Promise.all([a.stored.column(pair.base), b.stored.column(pair.candidate)]);
    const baseSide = { ...a, column: countedColumn(a, from), aggregate: baseAggregate };
    const candidateSide = { ...b, column: countedColumn(b, to), aggregate: candidateAggregate };
    const withErrors = countedComparison(join, baseSide, candidateSide);
    scores.push(compareScore(join, pair.name, baseSide, candidateSide, withErrors));
  }
  return { a, b, met, join, scores, hashes };
}

/** Joins two runs by the content of whole items. */
export async function joinByContent(base: UngroupedSide, candidate: UngroupedSide): Promise<JoinedRuns> {
  const met = countedItems(await metByContent(base, candidate), base, candidate);
  const duplicates = {
    base: base.excluded === null ? base.run.duplicates : await duplicatesOf(base, met.base),
    candidate:
      candidate.excluded === null ? candidate.run.duplicates : await duplicatesOf(candidate, met.candidate),
  };
  return { met, join: joinItems(met, duplicates) };
}

/** Runs whose rows hold the same items in the same order are told by their manifests: no digest is read. */
async function metByContent(base: UngroupedSide, candidate: UngroupedSide): Promise<MetItems> {
  const { itemOrder } = base.stored;
  if (itemOrder === null || itemOrder !== candidate.stored.itemOrder)
    return meetByDigest(await base.stored.items(), await candidate.stored.digests());
  const { rows, items } = base.stored.record.run;
  const own = items === rows ? singleRows(rows) : await base.stored.items();
  return { base: own, candidate: own, partner: countUp(own.count) };
}

/** Joins two runs by the service's own row digests where they share some and nothing else is wished, else by content. */
async function joinByDigest(
  base: UngroupedSide,
  candidate: UngroupedSide,
  shared: RowDigest | null,
  by: JoinBy | undefined,
): Promise<JoinedRuns> {
  if (shared === null) return joinByContent(base, candidate);
  const joined =
    by === "content"
      ? await joinByContent(base, candidate)
      : await joinKeyed(base, candidate, {
          baseKeys: await rowDigests(base, shared, NEVER),
          candidateKeys: await rowDigests(candidate, shared, NEVER),
          keys: [],
        });
  return withService(joined, { name: shared.service, isUsed: by !== "content" });
}

/** The same, with what is said of the service's digests. */
export function withService({ met, join }: JoinedRuns, service: ServiceJoin): JoinedRuns {
  return { met, join: { ...join, report: { ...join.report, service } } };
}
