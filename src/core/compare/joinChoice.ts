// What runs can be joined by: key fields, the content of their items, or a service's own names of rows.

export interface ServiceJoin {
  /** "Weave". */
  readonly name: string;
  readonly isUsed: boolean;
}

/** What is to be joined by; `by` counts without key fields. */
export interface JoinChoice {
  readonly keys: readonly string[];
  readonly by: JoinBy;
}

/** `service`: by the service's own row digests, as is usual where all runs come from one project of it. */
export type JoinBy = (typeof JOIN_BY)[number];

export const JOIN_BY = ["service", "content"] as const;
