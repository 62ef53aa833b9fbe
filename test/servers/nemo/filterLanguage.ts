// The service's filters, written from its description and not from ours: brackets or JSON, three-valued logic as SQL has it,
// datetimes with their offset dropped. Source: NeMo metric results API, sections 5 and 6.
import type { StoredResult } from "./wire.ts";

/** What the service answers with instead of results. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly detail: unknown,
  ) {
    super(String(detail));
  }
}

type Truth = boolean | null;
type Test = (result: StoredResult) => Truth;

const TEXTS = ["name", "metric", "dataset", "model", "id", "workspace", "project", "entity_type"];
const TIMES = ["created_at", "updated_at"];
const COMPARING = ["$lt", "$lte", "$gt", "$gte"];
/** Brackets also take operators without the dollar. */
const BARE_OPERATORS = ["eq", "like", "lt", "lte", "gt", "gte", "in", "nin", "not"];

/** A condition in the JSON grammar as a test. `bare` is what a bare value means. */
export function toTest(json: unknown, bare: "$eq" | "$like"): Test {
  const members = entriesOf(json);
  const logical = members.find(([key]) => ["$and", "$or", "$not"].includes(key));
  if (logical !== undefined && members.length > 1)
    throw new Refusal(400, "Logical operators can't have siblings.");
  if (logical !== undefined) return toLogical(logical, (one) => toTest(one, bare));
  return both(members.map(([field, value]) => toFieldTest(field, value, bare)));
}

function entriesOf(json: unknown): [string, unknown][] {
  if (typeof json !== "object" || json === null || Array.isArray(json))
    throw new Refusal(400, "Invalid filter: an object is expected.");
  const members = Object.entries(json);
  if (members.length === 0) throw new Refusal(400, "Invalid filter: it is empty.");
  return members;
}

function toLogical([key, value]: readonly [string, unknown], make: (one: unknown) => Test): Test {
  if (key === "$not") {
    const test = make(value);
    return (result) => {
      const truth = test(result);
      return truth === null ? null : !truth;
    };
  }
  if (!Array.isArray(value) || value.length === 0) throw new Refusal(400, `${key} takes a list.`);
  const tests = value.map(make);
  return key === "$and" ? both(tests) : either(tests);
}

function both(tests: readonly Test[]): Test {
  return (result) => {
    const truths = tests.map((test) => test(result));
    if (truths.includes(false)) return false;
    return truths.includes(null) ? null : true;
  };
}

function either(tests: readonly Test[]): Test {
  return (result) => {
    const truths = tests.map((test) => test(result));
    if (truths.includes(true)) return true;
    return truths.includes(null) ? null : false;
  };
}

function toFieldTest(field: string, value: unknown, bare: "$eq" | "$like"): Test {
  const read = reader(field);
  if (value === null) return (result) => read(result) === null;
  if (typeof value !== "object") return toOperator(read, TIMES.includes(field), bare, value);
  const members = entriesOf(value);
  const logical = members.find(([key]) => ["$and", "$or", "$not"].includes(key));
  if (logical !== undefined && members.length > 1)
    throw new Refusal(400, "Logical operators can't have siblings.");
  if (logical !== undefined) return toLogical(logical, (one) => toFieldTest(field, one, bare));
  return both(members.map(([operator, one]) => toOperator(read, TIMES.includes(field), operator, one)));
}

type Read = (result: StoredResult) => string | null;

function reader(field: string): Read {
  if (field.startsWith("data.labels.")) {
    const key = field.slice("data.labels.".length);
    return (result) => {
      const { labels } = result;
      return labels !== undefined && Object.hasOwn(labels, key) ? (labels[key] ?? null) : null;
    };
  }
  const plain = field.replace(/^data\./, "");
  if (!TEXTS.includes(plain) && !TIMES.includes(plain))
    throw new Refusal(400, `Invalid filter field: ${field}`);
  return (result) =>
    (result as unknown as Readonly<Record<string, string | null | undefined>>)[plain] ?? null;
}

function toOperator(read: Read, isTime: boolean, operator: string, value: unknown): Test {
  if (operator === "$in" || operator === "$nin") {
    const list = (typeof value === "string" ? value.split(",") : value) as unknown;
    if (!Array.isArray(list)) throw new Refusal(400, `${operator} takes a list.`);
    const wanted = list.map(String);
    return known(read, (own) => wanted.includes(own) === (operator === "$in"));
  }
  if (operator === "$like") {
    const part = String(value).toLowerCase();
    return known(read, (own) => own.toLowerCase().includes(part));
  }
  if (operator === "$eq" && value === null) return (result) => read(result) === null;
  if (operator !== "$eq" && !COMPARING.includes(operator))
    throw new Refusal(400, `Unknown operator: ${operator}`);
  const limit = isTime ? moment(String(value)) : String(value);
  return known(read, (own) => compares(operator, isTime ? moment(own) : own, limit));
}

/** NULL is neither. */
function known(read: Read, test: (own: string) => boolean): Test {
  return (result) => {
    const own = read(result);
    return own === null ? null : test(own);
  };
}

function compares(operator: string, a: string, b: string): boolean {
  if (operator === "$eq") return a === b;
  if (operator === "$lt") return a < b;
  if (operator === "$lte") return a <= b;
  return operator === "$gt" ? a > b : a >= b;
}

/** A datetime as texts that compare: microseconds, its offset dropped. */
function moment(text: string): string {
  const match =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:\.(\d{1,6})\d*)?)?)?(?:Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (match === null) throw new Refusal(400, `Invalid datetime: ${text}`);
  const [, day, minute = "00:00", second = "00", fraction = ""] = match;
  return `${day}T${minute}:${second}.${fraction.padEnd(6, "0")}`;
}

/** `filter=…` or `filter[a][$like]=…` as JSON; `null` where neither is there. */
export function readCondition(query: URLSearchParams, name: "filter" | "search"): unknown {
  const raw = query.get(name);
  if (raw !== null) {
    if (!raw.startsWith("{")) throw new Refusal(400, "Invalid filter: text filters are not served here.");
    try {
      return JSON.parse(raw);
    } catch {
      throw new Refusal(400, "Invalid filter: not JSON.");
    }
  }
  const all: object[] = [];
  for (const [key, value] of query) {
    const match = new RegExp(`^${name}\\[([^\\]]+)\\](?:\\[([^\\]]+)\\])?$`).exec(key);
    if (match === null) continue;
    const [, field = "", operator] = match;
    const dollar = operator === undefined || operator.startsWith("$") ? operator : `$${operator}`;
    if (operator !== undefined && !operator.startsWith("$") && !BARE_OPERATORS.includes(operator))
      throw new Refusal(400, `Unknown operator: ${operator}`);
    all.push({ [field]: dollar === undefined ? value : { [dollar]: value } });
  }
  if (all.length === 0) return null;
  return all.length === 1 ? all[0] : { $and: all };
}
