// Results in groups that share a value: what each is called, in which order they come, and the filter that lists one.

import type { JsonObject } from "../json/json.ts";
import { compareCodePoints } from "../json/pythonJson.ts";
import { Problem } from "../problem.ts";
import { type Condition, toTest } from "./condition.ts";
import { instantOf, instantText } from "./instant.ts";
import { type QuerySubject, toField, valuesOf } from "./queryFields.ts";
import { GROUPINGS, type Grouping, type GroupQuery, type ResultGroup } from "./resultQuery.ts";

/** How many results have a value. For days the value is a moment (`instantOf`), and several make a day. */
export interface GroupCount {
  readonly value: string | number | null;
  readonly count: number;
}

const NO_KEY: Readonly<Record<Grouping, string>> = {
  source: "No source",
  dataset: "No dataset",
  model: "No model",
  metric: "No metric",
  tag: "No tag",
  day: "No date",
};
const FIELD: Readonly<Record<Grouping, string>> = {
  source: "source",
  dataset: "dataset",
  model: "model",
  metric: "metric",
  tag: "tags",
  day: "created_at",
};

/** Groups as people look for them: by name as in a dictionary, days newest first, results without a value last. */
export function toGroups(
  by: Grouping,
  counts: readonly GroupCount[],
  timeZone = "UTC",
): readonly ResultGroup[] {
  if (!GROUPINGS.includes(by))
    throw new Problem("badInput", `Can't group by ${by}; groups are ${GROUPINGS.join(", ")}.`);
  const groups =
    by === "day" ? toDays(counts, timeZone) : counts.map(({ value, count }) => toGroup(by, value, count));
  const { compare } = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const order = (a: string, b: string): number =>
    by === "day" ? compareCodePoints(b, a) : compare(a, b) || compareCodePoints(a, b);
  return [...groups].sort((a, b) =>
    a.key === null || b.key === null ? Number(a.key === null) - Number(b.key === null) : order(a.key, b.key),
  );
}

function toGroup(by: Grouping, value: string | number | null, count: number): ResultGroup {
  const key = value === null ? null : String(value);
  return {
    key,
    label: key ?? NO_KEY[by],
    count,
    filter: { [FIELD[by]]: key === null ? null : { $eq: key } },
  };
}

/** Moments to days of a zone. A day's filter spans its own results, so that it needs no zone. */
function toDays(counts: readonly GroupCount[], timeZone: string): readonly ResultGroup[] {
  const format = dayFormat(timeZone);
  const days = new Map<string, { count: number; first: number; last: number }>();
  let without = 0;
  for (const { value, count } of counts) {
    if (typeof value !== "number") {
      without += count;
      continue;
    }
    const day = format.format(value / 1000);
    const known = days.get(day) ?? { count: 0, first: value, last: value };
    known.count += count;
    known.first = Math.min(known.first, value);
    known.last = Math.max(known.last, value);
    days.set(day, known);
  }
  const between = (first: number, last: number): JsonObject => ({
    created_at: { $gte: instantText(first), $lte: instantText(last) },
  });
  const groups = [...days].map(
    ([key, { count, first, last }]): ResultGroup => ({
      key,
      label: key,
      count,
      filter: between(first, last),
    }),
  );
  return without === 0 ? groups : [...groups, toGroup("day", null, without)];
}

/** Days as `2026-11-20`, as Canada writes them. */
function dayFormat(timeZone: string): Intl.DateTimeFormat {
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  try {
    return new Intl.DateTimeFormat("en-CA", { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat("en-CA", { ...options, timeZone: "UTC" }); // a zone that this machine does not know
  }
}

/** Groups of results in memory; the same as the store's. */
export function groupResults(
  all: readonly QuerySubject[],
  { by, timeZone }: Pick<GroupQuery, "by" | "timeZone">,
  condition: Condition | null,
): readonly ResultGroup[] {
  const field = toField(FIELD[by]);
  const test = condition === null ? () => true : toTest(condition);
  const counts = new Map<string | number | null, number>();
  for (const run of all.filter(test)) {
    const values = field === null ? [] : valuesOf(field, run);
    for (const value of values.length === 0 ? [null] : values) {
      const key = by === "day" && value !== null ? instantOf(value) : value;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return toGroups(
    by,
    [...counts].map(([value, count]) => ({ value, count })),
    timeZone,
  );
}
