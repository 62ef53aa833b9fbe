// A service's result in the form of a result that is not stored: what the service tells, and for all else the one form of
// "not told here".
import type { RunId } from "../run.ts";
import { primaryOf } from "../scores/direction.ts";
import type { RemoteResult } from "./evalSource.ts";

/** What services tell, each in its own words. */
type Told = Pick<
  RemoteResult,
  | "name"
  | "format"
  | "metric"
  | "dataset"
  | "model"
  | "labels"
  | "createdAt"
  | "updatedAt"
  | "rows"
  | "scores"
  | "status"
  | "workspace"
  | "project"
>;

export interface RemotePlace {
  readonly connection: { readonly id: string; readonly name: string };
  /** The service's own id of the result. */
  readonly id: string;
  /** By what its addresses name it. */
  readonly nameThere: string;
}

/** Counts that no service tells are 0; notes belong to stored results only. */
export function remoteSummary({ connection, id, nameThere }: RemotePlace, told: Told): RemoteResult {
  return {
    ...told,
    id: `remote:${id}` as RunId,
    remote: { connection: connection.id, workspace: told.workspace, name: nameThere },
    importedAt: told.createdAt,
    items: 0,
    duplicates: 0,
    erroredRows: 0,
    skippedLines: 0,
    primaryScore: primaryOf(told.scores),
    starred: false,
    tags: [],
    note: "",
    source: connection.name,
    asImported: {},
  };
}
