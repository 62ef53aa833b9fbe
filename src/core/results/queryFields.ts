// What a query can ask about a result: the service's fields, and what only this product keeps beside them.

import type { RunSummary } from "../run.ts";
import { instantOf } from "./instant.ts";

/** A result as a query sees it; what a source does not have is absent. */
export type QuerySubject = RunSummary & {
  readonly workspace?: string | null;
  readonly project?: string | null;
};

/** Fields of one text. */
export const TEXT_FIELDS = [
  "id",
  "name",
  "workspace",
  "project",
  "metric",
  "dataset",
  "model",
  "source",
  "status",
  "format",
  "starred",
  "note",
] as const;
export type TextField = (typeof TEXT_FIELDS)[number];

/** Times: `$lt` and its like, `$eq` and `$in` compare moments, `$like` the text. */
export const TIME_FIELDS = ["created_at", "updated_at"] as const;
export type TimeField = (typeof TIME_FIELDS)[number];

export type QueryField =
  | { readonly kind: "text"; readonly name: TextField }
  | { readonly kind: "time"; readonly name: TimeField }
  /** Several texts: a condition holds where it holds for one of them. */
  | { readonly kind: "tags" }
  | { readonly kind: "label"; readonly key: string };

/** Fields that `search` knows (section 6). */
export const SEARCH_FIELDS: readonly string[] = ["name", "metric", "dataset", "model", "created_at"];

/** What a sentence about an unknown field lists. */
export const FIELD_NAMES: readonly string[] = [...TEXT_FIELDS, ...TIME_FIELDS, "tags", "labels.KEY"];

/** A field as written, such as `model`, `data.model`, `labels.suite`, `data.labels.suite`; `null` for no field. */
export function toField(name: string): QueryField | null {
  const plain = name.startsWith("data.") ? name.slice("data.".length) : name;
  if (plain.startsWith("labels.") && plain.length > "labels.".length)
    return { kind: "label", key: plain.slice("labels.".length) };
  if (plain === "tags") return { kind: "tags" };
  const text = TEXT_FIELDS.find((known) => known === plain);
  if (text !== undefined) return { kind: "text", name: text };
  const time = TIME_FIELDS.find((known) => known === plain);
  return time === undefined ? null : { kind: "time", name: time };
}

/** A field in the service's own name. Labels lie under `data.` there (section 5). */
export function fieldName(field: QueryField): string {
  if (field.kind === "label") return `data.labels.${field.key}`;
  return field.kind === "tags" ? "tags" : field.name;
}

/** A subject's values in a field: none where it is absent. A time that can't be read, and an empty note, are absent. */
export function valuesOf(field: QueryField, subject: QuerySubject): readonly string[] {
  if (field.kind === "tags") return subject.tags;
  if (field.kind === "label") {
    const label = Object.hasOwn(subject.labels, field.key) ? subject.labels[field.key] : undefined;
    return label === undefined ? [] : [label];
  }
  if (field.kind === "time") {
    const text = field.name === "created_at" ? subject.createdAt : subject.updatedAt;
    return instantOf(text) === null ? [] : [text];
  }
  if (field.name === "starred") return [String(subject.starred)];
  const text = subject[field.name] ?? null;
  return text === null || (field.name === "note" && text === "") ? [] : [text];
}
