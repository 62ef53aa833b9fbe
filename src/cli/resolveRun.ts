// Names on the command line to runs in the store.
import type { Engine } from "../app/engine.ts";
import { Problem } from "../core/problem.ts";
import type { RunId, RunSummary } from "../core/run.ts";
import type { RunStore, TrashedRun } from "../core/runStore.ts";

/** The run of that name or id. A name that several runs bear is refused with their ids. */
export async function resolveRun(store: RunStore, name: string): Promise<RunSummary> {
  const named = await store.findByName(name);
  const [only, other] = named;
  if (only !== undefined && other === undefined) return only;
  if (only !== undefined)
    throw new Problem(
      "ambiguousName",
      `${named.length} results are named ${name}; name one by its id: ${named.map((run) => run.id).join(", ")}.`,
    );
  try {
    return await store.run(name as RunId);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "notFound") throw error;
    throw new Problem(
      "notFound",
      `There is no result named ${name} in this store. eval-results list shows what is there.`,
    );
  }
}

/** The trashed run of that name or id, the last deleted first. */
export async function resolveTrashed(engine: Engine, name: string): Promise<TrashedRun> {
  const found = (await engine.trash()).find((run) => run.id === name || run.name === name);
  if (found === undefined)
    throw new Problem("notFound", `There is no deleted result named ${name} in this store.`);
  return found;
}
