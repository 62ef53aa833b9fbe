// Tidying: rests of dead writes go, and from the trash what is beyond the limits.
import { explained } from "../core/fileProblem.ts";
import { Problem } from "../core/problem.ts";
import type { Tidied, TrashLimits } from "../core/runStore.ts";
import type { StoreLayout } from "./layout.ts";
import { cleanLeftovers } from "./leftovers.ts";
import { prepareWrite } from "./storeFile.ts";
import { beyondLimits, type Trash, type TrashEntry, toTrashedRun } from "./trash.ts";

/** What the limits no longer allow in the trash, as of now. */
export async function entriesBeyond(
  layout: StoreLayout,
  bin: Trash,
  limits: TrashLimits,
): Promise<readonly TrashEntry[]> {
  return beyondLimits(await bin.entries(), limits, layout.environment.nowMs());
}

/** Tidies; a store that is not there, or can only be read, is left as it is. */
export async function tidyStore(layout: StoreLayout, bin: Trash, limits: TrashLimits): Promise<Tidied> {
  const nothing: Tidied = { leftovers: 0, trashed: [] };
  if ((await layout.fs.stat(layout.folder)) === null) return nothing;
  try {
    return await explained({ doing: "tidy the store", place: layout.folder }, async () => {
      await prepareWrite(layout);
      const leftovers = await cleanLeftovers(layout);
      const trashed = await bin.purge(await entriesBeyond(layout, bin, limits));
      return { leftovers, trashed: trashed.map(toTrashedRun) };
    });
  } catch (error) {
    if (error instanceof Problem && error.code === "readOnly") return nothing;
    throw error;
  }
}
