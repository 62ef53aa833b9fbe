// What goes into an import and what comes out. The work itself is in the use cases.
import type { ColumnRoles, RoleGuess, RunFacts } from "./resultFormat.ts";
import type { RunSummary } from "./run.ts";
import type { SkippedLine } from "./scannedBatch.ts";

/** What a file is, before it is imported. */
export interface FileReport {
  readonly fileName: string;
  readonly formatId: string;
  readonly formatLabel: string;
  readonly sizeBytes: number;
  /** For plain files: the guessed roles of its columns. */
  readonly guess: RoleGuess | null;
}

/** What the person says about a file. Everything absent is found in the file or beside it. */
export interface ImportOptions extends RunFacts {
  readonly format?: string;
  /** Roles of a plain file's columns; guessed where absent. */
  readonly roles?: ColumnRoles;
}

/** How far an import is. */
export interface ImportProgress {
  readonly rows: number;
  readonly bytes: number;
  readonly totalBytes: number;
}

export type ImportOutcome =
  | {
      readonly kind: "imported";
      readonly run: RunSummary;
      /** The first 1,000 lines that could not be read; `run.skippedLines` has their number. */
      readonly skipped: readonly SkippedLine[];
      /** The file beside it that was read with it. */
      readonly companion: string | null;
      readonly roles: ColumnRoles | null;
    }
  | { readonly kind: "unchanged"; readonly run: RunSummary };
