// What a reader of result files must implement, and the roles that columns of plain files play.
import type { ItemPlace } from "./join/digest.ts";
import type { JsonObject } from "./json/json.ts";
import type { MeasureName, RowMeasures } from "./rows/rowMeasures.ts";
import type { GivenAggregate, RowScore, RubricLevel, ScoreKey } from "./run.ts";

/** The roles of a plain file's columns. Columns in no role are kept in the row's source and shown nowhere. */
export interface ColumnRoles {
  /** The columns that make up the item, so its digest. */
  readonly input: readonly string[];
  /** One of the input columns, or another, that holds the expected answer. */
  readonly expected: string | null;
  readonly output: string | null;
  readonly scores: readonly string[];
  readonly error: string | null;
  /** What tells how long a row took, its tokens and its cost; the columns may be scores too. Absent: none does. */
  readonly measures?: readonly MeasureColumn[];
}

/** A column (or a path into one) that tells a measure; `factor` makes the measure's unit of its numbers. */
export interface MeasureColumn {
  readonly measure: MeasureName;
  readonly column: string;
  readonly factor: number;
}

/** A column of a plain file with its guessed role and some of its values. */
export interface ColumnGuess {
  readonly name: string;
  readonly role: "input" | "expected" | "output" | "score" | "error" | "ignore";
  readonly examples: readonly string[];
}

export interface RoleGuess {
  readonly roles: ColumnRoles;
  readonly columns: readonly ColumnGuess[];
  /** False when a person should look at the guess. */
  readonly isSure: boolean;
}

/** The start of a file, for telling what it is. */
export interface FileProbe {
  /** File name without its folder. */
  readonly name: string;
  /** The first records that could be parsed, at most `PROBE_RECORDS`; for CSV by its header. */
  readonly records: readonly JsonObject[];
  /** `csv` when the file was read as CSV. */
  readonly shape: "jsonl" | "csv";
}

export const PROBE_RECORDS = 500;

/** What an import needs of one source record. */
export interface ScannedRow {
  /** The dataset row: what the digest is taken over. */
  readonly item: JsonObject;
  readonly place: ItemPlace;
  /** Tells apart rows of one item that are not repetitions of each other, such as two filters of one answer. */
  readonly facet: string;
  readonly scores: readonly RowScore[];
  readonly error: string | null;
}

/** The texts of a row, which only showing and exporting need. */
export interface RowTexts {
  readonly output: string | null;
  readonly expected: string | null;
}

/** Turns records of one file into rows. Pure: the same record gives the same row when the store is read again. */
export interface RowReader {
  /** Throws a `Problem` whose sentence says why the record is no row. */
  scan(record: JsonObject): ScannedRow;
  texts(record: JsonObject): RowTexts;
  /** What the row took to answer; absent where the format tells nothing of it. */
  measures?(record: JsonObject): RowMeasures;
  /** What the record says beside item, output, scores and exchanges, to slice, filter and show rows by; absent: nothing. */
  meta?(record: JsonObject): JsonObject;
}

/** What is known of a whole run besides its rows. Absent members are unknown. */
export interface RunFacts {
  readonly name?: string;
  readonly model?: string;
  readonly dataset?: string;
  readonly metric?: string;
  /** ISO 8601, UTC. */
  readonly createdAt?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** What the file beside the rows says: facts, aggregates as given, rubrics and directions. */
export interface Companion {
  readonly facts: RunFacts;
  readonly aggregates: readonly GivenAggregate[];
  readonly rubrics: readonly { readonly key: ScoreKey; readonly levels: readonly RubricLevel[] }[];
  readonly directions: readonly { readonly name: string; readonly higherIsBetter: boolean }[];
}

/** A format of result files. */
export interface ResultFormat {
  readonly id: string;
  /** For people: "NeMo row scores". */
  readonly label: string;
  /** True when the probe's records are of this format. */
  detect(probe: FileProbe): boolean;
  /** A reader for rows; `roles` is given for plain files only. */
  reader(roles: ColumnRoles | null): RowReader;
  /** Facts that the file's own name and records tell. */
  facts(probe: FileProbe): RunFacts;
  /** Names of files that may stand beside `fileName`, most likely first, from the names in its folder. */
  companions?(fileName: string, siblings: readonly string[]): readonly string[];
  /** Reads a companion's text; `null` when it is something else. */
  readCompanion?(text: string, fileName: string): Companion | null;
  /** Where the service that the rows come from names them itself. */
  readonly rowDigest?: RowDigest;
}

/** A service's own names of rows: the same for the same row in all results of a project. */
export interface RowDigest {
  /** The service's name for people: "Weave". */
  readonly service: string;
  /** A source line's; opaque. */
  readonly of: (line: string) => string;
}

/** The formats as the use cases see them; the composition root hands in the real ones. */
export interface FormatRegistry {
  detect(probe: FileProbe): ResultFormat | null;
  /** Throws a Problem that lists the known formats. */
  byId(id: string): ResultFormat;
  /** True for plain formats, whose columns need roles. */
  hasColumns(format: ResultFormat): boolean;
  guessRoles(probe: FileProbe): RoleGuess;
}
