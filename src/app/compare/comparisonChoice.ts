// What a comparison's options name: scores by their names, clusters by an item field.
import type { JoinedScore } from "../../core/compare/compareRuns.ts";
import type { Join } from "../../core/join/joinItems.ts";
import { Problem } from "../../core/problem.ts";
import { type Run, scoreServiceName } from "../../core/run.ts";
import { type Clusters, numberClusters } from "../../core/statistics/clusters.ts";
import { firstRows, type Side } from "./joinSide.ts";

/** Rows read at a time for their cluster field. */
const BATCH_ROWS = 2_000;

/** Scores by display name or service name, in the comparison's order. */
export function chooseScores<T extends JoinedScore>(
  scores: readonly T[],
  names: readonly string[] | null,
  base: Run,
): readonly T[] {
  if (names === null) return scores;
  for (const name of names)
    if (!scores.some((score) => isNamed(score, name, base)))
      throw new Problem(
        "badInput",
        `These runs share no score ${name}. Shared: ${scores.map(({ comparison }) => comparison.name).join(", ") || "none"}.`,
      );
  return scores.filter((score) => names.some((name) => isNamed(score, name, base)));
}

/** Whether a name is a compared score's, as people see it or as the service has it. */
export function isNamed({ comparison }: JoinedScore, name: string, base: Run): boolean {
  return comparison.name === name || scoreServiceName(comparison.base, base.scores) === name;
}

/**
 * Clusters of the join's positions by an item field, read from the rows of the base (of the candidate where only it has
 * the item). Items without the field are clusters of their own.
 */
export async function clustersOf(a: Side, b: Side, join: Join, field: string): Promise<Clusters> {
  if (!a.run.itemFields.includes(field) && !b.run.itemFields.includes(field)) {
    const known = a.run.itemFields.join(", ") || "none";
    throw new Problem("badInput", `No item has a field ${field} to cluster by. Fields: ${known}.`);
  }
  const keys: string[] = [];
  for (let from = 0; from < join.baseItem.length; from += BATCH_ROWS) {
    const count = Math.min(BATCH_ROWS, join.baseItem.length - from);
    const positions = Array.from({ length: count }, (_, i) => from + i);
    const [base, candidate] = await Promise.all([
      firstRows(a, join.baseItem, positions),
      firstRows(
        b,
        join.candidateItem,
        positions.filter((at) => join.baseItem[at] === -1),
      ),
    ]);
    for (const at of positions) {
      const value = (base.get(at) ?? candidate.get(at))?.item[field];
      keys.push(value === undefined ? `without ${at}` : `with ${JSON.stringify(value)}`);
    }
  }
  return numberClusters(keys);
}
