// A service that holds results, asked live: what the engine needs of one, whatever it speaks. Implemented in sources/.
import type { ColumnRoles, RunFacts } from "../resultFormat.ts";
import type { ResultQuery } from "../results/resultQuery.ts";
import type { RunId, RunSummary, ScoreAggregate } from "../run.ts";
import type { EvaluationSource } from "./evaluationSource.ts";
import type { LiveLines, LiveQuery, NotTheSame } from "./liveRows.ts";

/** Names one result of a service. */
export interface RemoteRef {
  /** The connection's id. */
  readonly connection: string;
  /** A NeMo workspace; for Weave `entity/project`. */
  readonly workspace: string;
  /** The service's own name or id in that workspace: what its addresses hold. */
  readonly name: string;
}

/**
 * A result of a service in a list. Its id is no store's: `remote:` and the service's own id. Counts that the service does
 * not tell (items, duplicates, errored rows) are 0, and statistics that it left out `null`.
 */
export interface RemoteResult extends Omit<RunSummary, "scores"> {
  readonly remote: RemoteRef;
  readonly workspace: string;
  readonly project: string | null;
  /** As the service gives them. */
  readonly scores: readonly ScoreAggregate[];
}

/** A page of a service's results. */
export interface RemotePage {
  readonly runs: readonly RemoteResult[];
  /** How many fit the query, on all pages. */
  readonly total: number;
  /** What people should know of the answer, one sentence each. */
  readonly notices: readonly string[];
}

/** One result ready to be pulled: what the service says of it, and its rows as lines of a stored format. */
export interface RemoteContent {
  readonly result: RemoteResult;
  /** The id of the format that reads the lines. */
  readonly formatId: string;
  readonly roles: ColumnRoles | null;
  /** Stands for the file's name in what is stored. */
  readonly fileName: string;
  readonly facts: RunFacts;
  /** Aggregates as the service gives them, as the format reads such a file beside its rows; `null` where it has none. */
  readonly companion: { readonly fileName: string; readonly bytes: Uint8Array } | null;
  /** How many rows are to come, where the service tells. */
  readonly expectedRows: number | null;
  /** JSON lines from the first on; a new call starts over. Fails with a Problem, also where the service breaks off. */
  rows(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

/** One service behind one connection. Every failure is a Problem of kind auth, forbidden, notFound, rateLimited, offline or badResponse. */
export interface EvalSource {
  /** Answers as the local store answers the same query over the same results. */
  list(query: ResultQuery, signal: AbortSignal): Promise<RemotePage>;
  /** One result with every statistic the service has. */
  retrieve(ref: RemoteRef, signal: AbortSignal): Promise<RemoteResult>;
  open(ref: RemoteRef, signal: AbortSignal): Promise<RemoteContent>;
  /** For good: services have no trash. */
  remove(ref: RemoteRef, signal: AbortSignal): Promise<void>;
  /** Absent where the service knows none. */
  readonly evaluations?: EvaluationSource;
  /** A page of rows as the stored copy would give it, without the rest of them. Absent where rows are only read whole. */
  rowPage?(ref: RemoteRef, query: LiveQuery, signal: AbortSignal): Promise<LiveLines | NotTheSame>;
}

/** Where a pulled run came from: kept in its record. */
export interface RemoteOrigin {
  /** The connection's name when it was pulled. */
  readonly connection: string;
  /** The service's base URL, without a slash at its end. */
  readonly service: string;
  readonly workspace: string;
  readonly name: string;
  /** The service's own id. */
  readonly id: string;
  /** The service's last change of it; ISO 8601 in UTC. */
  readonly updatedAt: string;
}

/** A stored row at the service it came from. */
export interface RemoteRow {
  readonly origin: RemoteOrigin;
  /** The service's id of the call that made the row. */
  readonly call: string;
  /** Of the prediction within it; `null` where the service told none. */
  readonly prediction: string | null;
}

/** A stored run that was pulled. */
export interface PulledRun {
  readonly id: RunId;
  readonly remote: RemoteOrigin;
}

/** A stored copy of a service's result. */
export interface PulledCopy {
  readonly id: RunId;
  /** False where the service has changed it since. */
  readonly isCurrent: boolean;
}

/** A remote result with its stored copy, if there is one. */
export type ListedRemote = RemoteResult & { readonly copy: PulledCopy | null };

export interface RemoteList extends Omit<RemotePage, "runs"> {
  readonly runs: readonly ListedRemote[];
}

/** A given aggregate that our own recomputation does not meet, beyond rounding. */
export interface AggregateDifference {
  /** As the service names it. */
  readonly score: string;
  /** `mean`, `nan_count`, `p90`. */
  readonly statistic: string;
  readonly given: number;
  readonly ours: number | null;
}

/** How far a pull is. */
export interface PullProgress {
  /** From 0: which of the results asked for. */
  readonly index: number;
  readonly name: string;
  readonly rows: number;
  readonly expectedRows: number | null;
  readonly bytes: number;
}

/** What became of one result that was asked for. */
export type PullOutcome =
  | {
      readonly kind: "pulled";
      readonly ref: RemoteRef;
      readonly run: RunSummary;
      readonly differences: readonly AggregateDifference[];
      /** An older copy that stays in the store beside it. */
      readonly older: RunId | null;
    }
  | { readonly kind: "unchanged"; readonly ref: RemoteRef; readonly run: RunSummary }
  | { readonly kind: "failed"; readonly ref: RemoteRef; readonly code: string; readonly message: string };

/** What became of removals: those gone, and why others are not. */
export interface RemoteRemoval {
  readonly removed: readonly RemoteRef[];
  readonly failed: readonly { readonly ref: RemoteRef; readonly message: string }[];
}

/** How a connection stands; `message` is for people where it is not connected. */
export interface RemoteState {
  readonly kind: "connected" | "signedOut" | "forbidden" | "offline" | "wrong";
  readonly message: string;
}
