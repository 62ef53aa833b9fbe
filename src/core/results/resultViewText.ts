// What the list of results says about how it is shown: above it, beside its title, and where nothing is left.
import { formatCount } from "../text/formatNumber.ts";
import { parseSort } from "./resultOrder.ts";
import type { Grouping, ResultGroup } from "./resultQuery.ts";
import type { FilterPart, ResultView } from "./resultView.ts";
import { LOCAL_SOURCE } from "./runNotes.ts";

/** How many results a filter leaves, of how many. */
export interface ViewCounts {
  readonly shown: number;
  readonly known: number;
}

/**
 * `Filter: dataset docs-qa, starred. 23 of 179 results. Sorted by f1, highest first.`, or null where there is nothing to
 * say. `counts` are only needed with a filter.
 */
export function viewMessage(
  view: ResultView,
  counts: ViewCounts | null,
  withErrors: boolean,
  locale: string,
): string | null {
  const n = (count: number): string => formatCount(count, locale);
  const filter = `Filter: ${view.parts.map(({ label }) => label).join(", ")}.`;
  const sentences = [
    ...(view.parts.length === 0 ? [] : [filter]),
    ...(view.parts.length === 0 || counts === null
      ? []
      : [`${n(counts.shown)} of ${n(counts.known)} ${counts.known === 1 ? "result" : "results"}.`]),
    ...(view.sort === null ? [] : [`Sorted by ${sortText(view.sort)}.`]),
    ...(withErrors ? ["Errored rows are counted."] : []),
  ];
  return sentences.length === 0 ? null : sentences.join(" ");
}

const SORT_FIELDS = {
  created_at: ["created", "newest first", "oldest first"],
  updated_at: ["updated", "newest first", "oldest first"],
  name: ["name", "Z to A", "A to Z"],
} as const;

/** `f1, highest first` for `-scores.f1.item_mean`. Throws as `parseSort`. */
export function sortText(sort: string): string {
  const parsed = parseSort(sort);
  const [first, down, up] =
    parsed.kind === "score" ? [parsed.score, "highest first", "lowest first"] : SORT_FIELDS[parsed.field];
  return `${first}, ${parsed.descending ? down : up}`;
}

/** `by dataset`; nothing for a flat list. */
export function groupingText(grouping: Grouping | null): string {
  return grouping === null ? "" : `by ${grouping}`;
}

/** `No result passes all 3 filters`. */
export function nothingText(parts: readonly FilterPart[]): string {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return `No result passes the filter ${only.label}`;
  return parts.length === 2
    ? "No result passes both filters"
    : `No result passes all ${parts.length} filters`;
}

/** What one filter alone would leave: `alone keeps 41`. */
export function keptText(kept: number, locale: string): string {
  return kept === 0 ? "alone keeps none either" : `alone keeps ${formatCount(kept, locale)}`;
}

/**
 * What groups are called: without workspace or provider where that leaves them apart, days as people write them, the
 * local source as what it is.
 */
export function groupLabels(by: Grouping, groups: readonly ResultGroup[], locale: string): readonly string[] {
  const short = groups.map((group) => shortLabel(by, group, locale));
  const times = new Map<string, number>();
  for (const label of short) times.set(label, (times.get(label) ?? 0) + 1);
  return groups.map((group, i) => {
    const label = short[i] ?? group.label;
    return times.get(label) === 1 ? label : group.label;
  });
}

function shortLabel(by: Grouping, { key, label }: ResultGroup, locale: string): string {
  if (key === null || by === "tag") return label;
  if (by === "source") return key === LOCAL_SOURCE ? "This Workspace" : label;
  if (by === "day") return dayText(key, locale);
  return key.split("/").pop() || label;
}

/** `2026-11-20` as `Fri, Nov 20, 2026`. The day is one of some zone already: it is read and written in one. */
function dayText(day: string, locale: string): string {
  const options = {
    weekday: "short",
    year: "numeric",
    month: "short",
    day: "numeric",
    timeZone: "UTC",
  } as const;
  const time = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(time.getTime())) return day;
  try {
    return new Intl.DateTimeFormat(locale, options).format(time);
  } catch {
    return new Intl.DateTimeFormat("en", options).format(time); // a display language that is no locale
  }
}
