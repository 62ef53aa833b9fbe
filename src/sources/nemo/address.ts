// Addresses of the NeMo Evaluator's routes, and its parameters. Source: NeMo metric results API, sections 1, 5 and 6.

import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import { Problem } from "../../core/problem.ts";
import type { RemoteQuery } from "../../core/results/pushDown.ts";
import { urlBelow } from "../../core/services/connection.ts";

/** A route of one workspace, each part percent-encoded. Throws a `badInput` Problem for names that would climb up in it. */
export function routeUrl(baseUrl: string, workspace: string, parts: readonly string[]): string {
  const path = ["apis", "evaluation", "v2", "workspaces", workspace, ...parts];
  const climbing = path.find((part) => /^\.{0,2}$/.test(part));
  if (climbing !== undefined)
    throw new Problem(
      "badInput",
      `${JSON.stringify(climbing)} can't be the name of a result or a workspace.`,
    );
  return urlBelow(baseUrl, `/${path.map((part) => encodeURIComponent(part)).join("/")}`);
}

/** The parameters of a list request. */
export function listParameters(query: RemoteQuery, page: number, pageSize: number): string {
  const parameters: [string, string][] = [
    ["page", String(page)],
    ["page_size", String(pageSize)],
  ];
  if (query.sort !== null) parameters.push(["sort", query.sort]);
  if (query.aggregateFields !== null) parameters.push(["aggregate_fields", query.aggregateFields.join(",")]);
  if (query.filter !== null) parameters.push(...conditionParameters("filter", query.filter));
  if (query.search !== null) parameters.push(...conditionParameters("search", query.search));
  return parameters.map((pair) => pair.map(encodeURIComponent).join("=")).join("&");
}

/**
 * Brackets (`filter[name][$like]=a`), which every version knows, where the conditions are plain ones of different kinds;
 * JSON for logical trees, lists, nulls, and empty texts, which brackets can't say.
 */
export function conditionParameters(name: "filter" | "search", condition: JsonObject): [string, string][] {
  const { $and: all } = condition;
  const parts =
    Array.isArray(all) && Object.keys(condition).length === 1 ? all.filter(isJsonObject) : [condition];
  const leaves = parts.flatMap((part) =>
    Object.entries(part).flatMap(([field, value]) => leavesOf(name, field, value)),
  );
  const keys = leaves.map((leaf) => (leaf === null ? "" : leaf[0]));
  const isPlain = leaves.every((leaf) => leaf !== null) && new Set(keys).size === keys.length;
  if (!isPlain) return [[name, JSON.stringify(condition)]];
  return leaves.flatMap((leaf) =>
    leaf === null ? [] : [[`${name}${leaf[0]}`, leaf[1]] as [string, string]],
  );
}

/**
 * `[field]` or `[field][$operator]` with its text; `null` for what brackets can't say. A bare value is exact in a filter, and
 * a part of the text in a search.
 */
function leavesOf(
  name: "filter" | "search",
  field: string,
  value: unknown,
): readonly ([string, string] | null)[] {
  if (field.startsWith("$") || /[[\]]/.test(field)) return [null];
  if (isText(value)) return [[`[${field}]`, value]];
  if (!isJsonObject(value)) return [null];
  return Object.entries(value).map(([operator, one]) => {
    if (!PLAIN.includes(operator) || !isText(one)) return null;
    return operator === "$eq" && name === "filter" ? [`[${field}]`, one] : [`[${field}][${operator}]`, one];
  });
}

const PLAIN: readonly string[] = ["$eq", "$like", "$lt", "$lte", "$gt", "$gte"];

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
