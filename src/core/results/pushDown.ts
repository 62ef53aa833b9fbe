// Which part of a query a remote service answers itself, and what is left to do with its answer. Only what means the same
// there is given away, so that no result is lost. Source: NeMo metric results API, sections 0, 2 and 4 to 6.

import type { Json, JsonObject } from "../json/json.ts";
import { allOf, type Condition } from "./condition.ts";
import { instantOf, instantText } from "./instant.ts";
import type { ParsedQuery } from "./parseQuery.ts";
import { fieldName, type QueryField, SEARCH_FIELDS } from "./queryFields.ts";
import type { ResultSort } from "./resultOrder.ts";
import { AGGREGATE_FIELDS, type AggregateField } from "./resultQuery.ts";

/**
 * `search`: era A, exact filters on metric, dataset and model, everything else in `search`. `filter`: era B, which knows no
 * `search` but takes the whole language in `filter`.
 */
export type ServiceEra = "search" | "filter";

/** The parameters to send; `null`: leave it out. */
export interface RemoteQuery {
  readonly filter: JsonObject | null;
  readonly search: JsonObject | null;
  readonly sort: string | null;
  readonly aggregateFields: readonly AggregateField[] | null;
}

export interface PushedDown {
  readonly remote: RemoteQuery;
  /** What must still hold of each result that comes back; `null`: nothing. */
  readonly rest: Condition | null;
  /** The order to bring them in; `null`: as they come. */
  readonly restSort: ResultSort | null;
  /** Whether the service's pages are the query's. Otherwise all of its pages are to be read first. */
  readonly hasOwnPages: boolean;
}

/** Fields that the service may not have of a result: under `$not` its answer then depends on its database. */
const OPTIONAL_FIELDS: readonly string[] = ["metric", "dataset", "model", "project"];
/** What era A's `filter` takes, as `workspace/name`. */
const EXACT_FIELDS: readonly string[] = ["metric", "dataset", "model"];
/** Text fields that the service has; the others are this product's. */
const SERVICE_TEXTS: readonly string[] = ["id", "name", "workspace", "project", "metric", "dataset", "model"];

export function pushDown(query: ParsedQuery, era: ServiceEra): PushedDown {
  const parts = query.condition === null ? [] : conjuncts(query.condition);
  const split = era === "filter" ? splitForFilter(parts) : splitForSearch(parts);
  const sort = query.sort.kind === "field" ? query.sort : null;
  const rest = allOf(split.rest);
  return {
    remote: {
      filter: split.filter,
      search: split.search,
      sort: sort === null || isNewestFirst(sort) ? null : `${sort.descending ? "-" : ""}${sort.field}`,
      aggregateFields: neededFields(query),
    },
    rest,
    restSort: sort === null ? query.sort : null,
    hasOwnPages: rest === null && sort !== null,
  };
}

interface Split {
  readonly filter: JsonObject | null;
  readonly search: JsonObject | null;
  readonly rest: readonly Condition[];
}

/** Conditions that must all hold, taken apart as far as they are only joined by `$and`. */
function conjuncts(condition: Condition): readonly Condition[] {
  return condition.kind === "all" ? condition.parts.flatMap(conjuncts) : [condition];
}

function splitForFilter(parts: readonly Condition[]): Split {
  const isTaken = (part: Condition): boolean => isSame(part, false, () => true);
  return {
    filter: joined(parts.filter(isTaken).map(toJson)),
    search: null,
    rest: parts.filter((part) => !isTaken(part)),
  };
}

function splitForSearch(parts: readonly Condition[]): Split {
  const exact: Record<string, Json> = {};
  const search: JsonObject[] = [];
  const rest: Condition[] = [];
  for (const part of parts) {
    const own = part.kind === "in" && part.values.length === 1 ? fieldName(part.field) : "";
    if (part.kind === "in" && EXACT_FIELDS.includes(own) && exact[own] === undefined)
      exact[own] = part.values[0] ?? "";
    else if (isSame(part, false, (field) => SEARCH_FIELDS.includes(fieldName(field)), false))
      search.push(toJson(part));
    else rest.push(part);
  }
  return { filter: Object.keys(exact).length === 0 ? null : exact, search: joined(search), rest };
}

/** Whether the service means the same by it. `isNegated`: some `$not` is above. */
function isSame(
  part: Condition,
  isNegated: boolean,
  isKnown: (field: QueryField) => boolean,
  knowsNull = true,
): boolean {
  switch (part.kind) {
    case "all":
    case "any":
      return part.parts.every((one) => isSame(one, isNegated, isKnown, knowsNull));
    case "not":
      return isSame(part.part, true, isKnown, knowsNull);
    case "absent":
      return knowsNull && EXACT_FIELDS.includes(fieldName(part.field));
    default:
      return isServiceField(part.field, isNegated) && isKnown(part.field) && isSameLeaf(part);
  }
}

function isServiceField(field: QueryField, isNegated: boolean): boolean {
  if (field.kind === "tags") return false;
  if (field.kind === "label") return !isNegated;
  if (field.kind === "time") return true;
  return SERVICE_TEXTS.includes(field.name) && !(isNegated && OPTIONAL_FIELDS.includes(field.name));
}

/** Texts are ordered by the service's own collation, and how it writes times is unknown. */
function isSameLeaf(leaf: Extract<Condition, { kind: "in" | "like" | "order" }>): boolean {
  const isTime = leaf.field.kind === "time";
  if (leaf.kind === "order") return isTime;
  if (leaf.kind === "like") return !isTime;
  return leaf.values.length === 1 || (!isTime && leaf.values.length > 0);
}

function joined(parts: readonly JsonObject[]): JsonObject | null {
  const [only] = parts;
  return parts.length <= 1 ? (only ?? null) : { $and: parts };
}

/** A condition in the service's grammar; bare texts of a search are `$like` by now, times in UTC. */
function toJson(part: Condition): JsonObject {
  switch (part.kind) {
    case "all":
      return { $and: part.parts.map(toJson) };
    case "any":
      return { $or: part.parts.map(toJson) };
    case "not":
      return { $not: toJson(part.part) };
    case "absent":
      return { [fieldName(part.field)]: null };
    case "like":
      return { [fieldName(part.field)]: { $like: part.value } };
    case "order":
      return { [fieldName(part.field)]: { [`$${part.operator}`]: sent(part.field, part.value) } };
    case "in": {
      const values = part.values.map((value) => sent(part.field, value));
      return { [fieldName(part.field)]: values.length === 1 ? { $eq: values[0] ?? "" } : { $in: values } };
    }
  }
}

/** The service drops an offset instead of converting it: moments go in UTC. */
function sent(field: QueryField, value: string): string {
  const instant = field.kind === "time" ? instantOf(value) : null;
  return instant === null ? value : instantText(instant);
}

/** What the service does by itself. */
function isNewestFirst(sort: ResultSort): boolean {
  return sort.kind === "field" && sort.field === "created_at" && sort.descending;
}

/** The fields asked for, with what a typed reader and our own sorting need. */
function neededFields({ aggregateFields, sort }: ParsedQuery): readonly AggregateField[] | null {
  if (aggregateFields === null) return null;
  const statistic = sort.kind === "score" ? sort.statistic : null;
  const source = statistic === "sum" ? "mean" : statistic === "variance" ? "std_dev" : statistic;
  const needed: readonly (string | null)[] = [...aggregateFields, "score_type", source];
  return AGGREGATE_FIELDS.filter((field) => needed.includes(field));
}
