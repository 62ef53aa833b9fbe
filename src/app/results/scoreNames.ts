// The names of all scores in a store, for people who are about to say something of them.
import { scoreServiceName } from "../../core/run.ts";
import type { RunStore } from "../../core/runStore.ts";

/** The newest results tell what is in use. */
const LOOKED_AT = 500;

/** In order of first appearance, newest result first; behind its metric only where two scores of a run share a name. */
export async function scoreNames(store: RunStore): Promise<readonly string[]> {
  const { runs } = await store.list({ page: 1, pageSize: LOOKED_AT });
  return [...new Set(runs.flatMap(({ scores }) => scores.map((score) => scoreServiceName(score, scores))))];
}
