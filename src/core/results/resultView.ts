// How the list of results is shown: grouped, sorted and filtered. Plain data, so that a window can keep it.
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { Problem } from "../problem.ts";
import { parseCondition } from "./parseCondition.ts";
import { parseSort } from "./resultOrder.ts";
import { GROUPINGS, type Grouping, type ResultQuery, type ResultSelection } from "./resultQuery.ts";

/** Facts whose values a person picks from a list, and the field that each is in a filter. */
export const PICKED_FACTS = ["dataset", "model", "metric", "tag", "source"] as const;
export type PickedFact = (typeof PICKED_FACTS)[number];

/** Of these kinds a view has one at most: a new one replaces it. Texts and JSON add up. */
const SINGLE_KINDS: readonly string[] = ["starred", "since", ...PICKED_FACTS];
const FILTER_KINDS = [...SINGLE_KINDS, "text", "json"];

/** One filter of several that must all hold. */
export interface FilterPart {
  readonly kind: string;
  /** What people read, such as `dataset docs-qa`. */
  readonly label: string;
  readonly filter: JsonObject;
  /** The values picked, `null` for none, where they were picked from a list. */
  readonly values?: readonly (string | null)[];
}

export interface ResultView {
  /** `null`: one flat list. */
  readonly grouping: Grouping | null;
  /** As `ResultQuery.sort`; `null`: newest first. */
  readonly sort: string | null;
  readonly parts: readonly FilterPart[];
}

export const PLAIN_VIEW: ResultView = { grouping: null, sort: null, parts: [] };

/** A view that was kept, by this version or another: what can't be understood is left out. */
export function readView(kept: unknown): ResultView {
  if (!isJsonObject(kept)) return PLAIN_VIEW;
  const parts: readonly unknown[] = Array.isArray(kept.parts) ? kept.parts : [];
  return {
    grouping: GROUPINGS.find((known) => known === kept.grouping) ?? null,
    sort:
      typeof kept.sort === "string" && isUnderstood(() => parseSort(kept.sort as string)) ? kept.sort : null,
    parts: parts.filter(isPart),
  };
}

function isPart(part: unknown): part is FilterPart {
  return (
    isJsonObject(part) &&
    typeof part.kind === "string" &&
    FILTER_KINDS.includes(part.kind) &&
    typeof part.label === "string" &&
    (part.values === undefined || Array.isArray(part.values)) &&
    isUnderstood(() => parseCondition("filter", part.filter ?? {}))
  );
}

function isUnderstood(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

/** The view with one more filter; one of its kind, or of the same words, gives way. */
export function withPart(view: ResultView, part: FilterPart): ResultView {
  const isReplaced = (old: FilterPart): boolean =>
    old.kind === part.kind && (SINGLE_KINDS.includes(part.kind) || old.label === part.label);
  return { ...view, parts: [...view.parts.filter((old) => !isReplaced(old)), part] };
}

/** The view without the filter of that kind and label. */
export function withoutPart(view: ResultView, { kind, label }: FilterPart): ResultView {
  return { ...view, parts: view.parts.filter((old) => old.kind !== kind || old.label !== label) };
}

/** What the view asks for; `within` narrows to one group. */
export function viewSelection({ parts }: ResultView, within: JsonObject | null = null): ResultSelection {
  const all = [...parts.map(({ filter }) => filter), ...(within === null ? [] : [within])];
  const [only] = all;
  if (only === undefined) return {};
  return { filter: all.length === 1 ? only : { $and: all } };
}

/** One page of the view, or of one group of it. */
export function viewQuery(
  view: ResultView,
  page: number,
  pageSize: number,
  within: JsonObject | null = null,
): ResultQuery {
  return { ...viewSelection(view, within), sort: view.sort, page, pageSize };
}

export const STARRED: FilterPart = {
  kind: "starred",
  label: "starred",
  filter: { starred: { $eq: "true" } },
};

/** Results with one of these values; `null` among them: or without any. */
export function factPart(fact: PickedFact, values: readonly (string | null)[]): FilterPart {
  const field = fact === "tag" ? "tags" : fact;
  const some = values.filter((value) => value !== null);
  const isOne: JsonObject = { [field]: { $in: some } };
  const isNone: JsonObject = { [field]: null };
  const filter =
    some.length === values.length ? isOne : some.length === 0 ? isNone : { $or: [isOne, isNone] };
  return { kind: fact, label: factLabel(fact, some, some.length < values.length), filter, values };
}

function factLabel(fact: PickedFact, values: readonly string[], isNoneToo: boolean): string {
  const named = values.slice(0, 3);
  const more = values.length > named.length ? [`${values.length - named.length} more`] : [];
  const none = isNoneToo ? [`no ${fact}`] : [];
  const words = [...(named.length === 0 ? [] : [`${fact} ${named[0]}`, ...named.slice(1)]), ...more, ...none];
  return words.join(" or ");
}

const TEXT_FIELDS = ["name", "model", "dataset", "metric", "tags", "note"];

/** Results that have the text in their name, model, dataset, metric, tags or note. Letter case is ignored. */
export function textPart(text: string): FilterPart {
  const filter = { $or: TEXT_FIELDS.map((field) => ({ [field]: { $like: text } })) };
  return { kind: "text", label: `text “${text}”`, filter };
}

/** Results created at `iso` or later; `day` is how people read it. */
export function sincePart(iso: string, day: string): FilterPart {
  return { kind: "since", label: `since ${day}`, filter: { created_at: { $gte: iso } } };
}

/** A filter as the service writes it. Throws a `badInput` Problem that says what is wrong. */
export function jsonPart(text: string): FilterPart {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Problem("badInput", 'The filter is not JSON. One looks like {"model":{"$like":"llama"}}.');
  }
  parseCondition("filter", json);
  if (!isJsonObject(json)) throw new Problem("badInput", "The filter takes a JSON object.");
  return { kind: "json", label: JSON.stringify(json), filter: json };
}
