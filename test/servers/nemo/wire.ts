// What the test server keeps of a result, in the service's own names. Source: NeMo metric results API, sections 3 and 4.

export interface StoredScore {
  readonly name: string;
  readonly count: number;
  readonly nan_count: number;
  readonly score_type: "range" | "rubric";
  readonly sum: number | null;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly std_dev: number | null;
  readonly variance: number | null;
  readonly percentiles?: Readonly<Record<string, number>> | null;
  readonly histogram?: { readonly bins: readonly object[] } | null;
  readonly rubric_distribution?: readonly object[] | null;
  readonly mode_category?: string | null;
}

export interface StoredResult {
  readonly id: string;
  readonly name: string;
  readonly workspace: string;
  readonly project?: string | null;
  readonly metric?: string | null;
  readonly dataset?: string | null;
  readonly model?: string | null;
  readonly labels?: Readonly<Record<string, string>>;
  readonly scores: readonly StoredScore[];
  /** As the database keeps it: no zone. */
  readonly created_at: string;
  readonly updated_at: string;
  /** Lines of row scores, or the path of a file of them; a new call starts over. */
  readonly rows: (() => Iterable<string>) | string;
}

/** Nulls are left out in lists and on retrieval. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, one]) => one !== null && one !== undefined);
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutNulls(one)]));
}

/** JSON as Python's writer has it: ASCII only. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
