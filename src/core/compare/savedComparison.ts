// A saved comparison: which runs, how they are joined and what is shown, as a small file that people review and share.
// Runs are named by name and by the identity of what was imported, so that they are found in another store too.

import type { Json } from "../json/json.ts";
import type { TextSpan } from "../json/jsonPlace.ts";
import type { RunId } from "../run.ts";
import type { ScoreMapping } from "./compareTypes.ts";
import type { InputCondition } from "./inputCondition.ts";

/** A run as a file names it. */
export interface SavedRun {
  readonly name: string;
  /** SHA-256 of what was imported (see `RunOrigin`), in hex. */
  readonly identity: string;
}

/** What a panel shows of a comparison: members of its own, by name. Unknown ones are kept and have no effect. */
export type SavedShown = Readonly<Record<string, Json>>;

/** What a saved comparison says. */
export interface SavedComparison {
  /** The base first. */
  readonly runs: readonly SavedRun[];
  readonly keys: readonly string[];
  readonly scoreMap: readonly ScoreMapping[];
  /** Conditions on inputs: the items that are compared. A summary over them is exploratory, as over any that were chosen. */
  readonly inputs: readonly InputCondition[];
  /** Rows that people excluded count; absent: they are left out. */
  readonly withExcluded?: boolean;
  readonly shown: SavedShown;
}

/** A saved comparison in a list. */
export interface ListedComparison {
  /** Its file's name without `.json`. */
  readonly name: string;
  /** Names of its runs, the base first; empty where the file can't be read. */
  readonly runs: readonly string[];
  /** Why it can't be used, one sentence without a full stop; `null` where it can. */
  readonly problem: string | null;
  /** Where in the file that is; `null` where nothing is wrong, or all of it. */
  readonly at: TextSpan | null;
}

/** A saved comparison with its runs looked up in this store. */
export interface FoundComparison {
  readonly name: string;
  readonly saved: SavedComparison;
  /** One for each run of `saved`; `null` where it is not here. */
  readonly found: readonly (FoundRun | null)[];
}

export interface FoundRun {
  readonly id: RunId;
  /** As it is called here. */
  readonly name: string;
}

/** Which results of a saved comparison are not in this store, and what to do; `null` where all are. */
export function missingSentence({ name, saved, found }: FoundComparison): string | null {
  const missing = saved.runs.filter((_, i) => found[i] === null).map((run) => run.name);
  if (missing.length === 0) return null;
  const [verb, it] = missing.length === 1 ? ["is", "it"] : ["are", "them"];
  return `${name} compares ${missing.join(", ")}, which ${verb} not in this store. Import ${it} from the file again, or restore ${it} from the deleted results.`;
}

/** What opens a comparison, to be saved. */
export interface ComparisonToSave {
  readonly runs: readonly RunId[];
  readonly keys: readonly string[];
  readonly scoreMap: readonly ScoreMapping[];
  readonly inputs: readonly InputCondition[];
  readonly withExcluded?: boolean;
  readonly shown: SavedShown;
}

/** What a panel is told of the saved comparison that it shows. */
export interface OpenedView {
  readonly name: string;
  readonly inputs: readonly InputCondition[];
  readonly shown: SavedShown;
}

/** What is saved of a page; runs, keys and mapping the host knows itself. */
export interface ShownToSave {
  readonly inputs: readonly InputCondition[];
  readonly shown: SavedShown;
}
