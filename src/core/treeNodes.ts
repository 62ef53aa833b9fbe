// The nodes of the results view: what they say, not how an editor draws them. No row data is opened to make them.
import { baselineSentence, baselineTight } from "./baselineText.ts";
import { errorsAsZero, shownMean } from "./errorsAsZero.ts";
import { formatCount, formatMeanTight, formatMeanWithError, NO_VALUE } from "./formatNumber.ts";
import { formatDateTime } from "./formatTime.ts";
import { flipsSentence, rankingFlips } from "./rankingFlips.ts";
import { type RunId, type RunSummary, type ScoreSummary, scoreLabel } from "./run.ts";
import type { ListedRun, ListNotice, RunList } from "./runStore.ts";

/** A node of the results view. `id` is stable across refreshes. */
export type TreeNode =
  | { readonly kind: "run"; readonly id: string; readonly run: ListedRun }
  | { readonly kind: "score"; readonly id: string; readonly run: RunSummary; readonly score: number }
  | { readonly kind: "damaged"; readonly id: string; readonly reason: string }
  | {
      readonly kind: "notice";
      readonly id: string;
      /** `store`: it can only be read; the others as in `ListNotice`; `flips`: errors change the order. */
      readonly about: "store" | "flips" | ListNotice["kind"];
      readonly title: string;
      readonly reason: string;
    }
  | { readonly kind: "failed"; readonly id: string; readonly reason: string }
  | { readonly kind: "more"; readonly id: string; readonly shown: number; readonly total: number };

export type RunNode = Extract<TreeNode, { kind: "run" }>;

/** The top of the tree: runs newest first, what could not be read, and the rest behind "Load more…". */
export function toTopNodes(list: RunList): readonly TreeNode[] {
  const runs = list.runs.map((run): TreeNode => ({ kind: "run", id: run.id, run }));
  const damaged = list.damaged.map(
    ({ id, reason }): TreeNode => ({ kind: "damaged", id: `damaged ${id}`, reason }),
  );
  const more: readonly TreeNode[] =
    list.total > runs.length ? [{ kind: "more", id: "more", shown: runs.length, total: list.total }] : [];
  return [...toNotices(list), ...runs, ...more, ...damaged];
}

/** What must be said above the results. */
function toNotices(list: RunList): readonly TreeNode[] {
  const store =
    list.notice === undefined ? [] : [{ about: "store" as const, title: "Read-only", reason: list.notice }];
  const said = (list.notices ?? []).map(({ kind, title, reason }) => ({ about: kind, title, reason }));
  const flips = rankingFlips(list.runs);
  const order =
    flips.length === 0
      ? []
      : [{ about: "flips" as const, title: "Errors change the order", reason: flipsSentence(flips) }];
  return [...store, ...said, ...order].map((notice, i) => ({
    kind: "notice",
    id: `notice ${notice.about} ${i}`,
    ...notice,
  }));
}

/** A run's scores, the primary one first. */
export function toScoreNodes(run: RunSummary): readonly TreeNode[] {
  const order = run.scores.map((_, score) => score);
  const sorted = order.sort(
    (a, b) => Number(b === run.primaryScore) - Number(a === run.primaryScore) || a - b,
  );
  return sorted.map((score) => ({ kind: "score", id: `${run.id} ${score}`, run, score }));
}

/** `631/640`, or one number when all are scored. Items, not rows: trials count once. */
export function coverageText(
  score: ScoreSummary,
  run: RunSummary,
  locale: string,
  withErrors = false,
): string {
  const { items } = shownMean(score, withErrors);
  return items === run.items
    ? formatCount(items, locale)
    : `${formatCount(items, locale)}/${formatCount(run.items, locale)}`;
}

/**
 * `0.742 ±0.012  +0.031  631/640  llama-3 · docs-qa`: what a run's line says behind its name, most wanted first: mean,
 * difference from the baseline, coverage. `withErrors`: means with errored rows counted, where that can be.
 */
export function runDescription(run: ListedRun, locale: string, withErrors = false): string {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  const against = baselineTight(run, locale, withErrors);
  const marks = against === null ? [] : [against];
  const parts =
    score === undefined
      ? [...marks, `${formatCount(run.rows, locale)} rows`]
      : [meanTight(score, locale, withErrors), ...marks, coverageText(score, run, locale, withErrors)];
  const what = [shortName(run.model), shortName(run.dataset)].filter(
    (name) => name !== null && name !== run.name,
  );
  if (run.baseline?.kind === "self") parts.push("baseline");
  return [...parts, ...(what.length === 0 ? [] : [what.join(" · ")])].join("  ");
}

function meanTight(score: ScoreSummary, locale: string, withErrors: boolean): string {
  const { mean, standardError } = shownMean(score, withErrors);
  return formatMeanTight(mean, standardError, score, locale);
}

/** A reference without its provider or workspace: `nvidia/llama` is `llama`. */
export function shortName(reference: string | null): string | null {
  return reference === null ? null : (reference.split("/").pop() ?? reference);
}

/** `0.742 ±0.012  631/640`, for a score's line. */
export function scoreDescription(
  run: RunSummary,
  score: ScoreSummary,
  locale: string,
  withErrors = false,
): string {
  const coverage = coverageText(score, run, locale, withErrors);
  return score.kind === "label"
    ? `labels  ${coverage}`
    : `${meanTight(score, locale, withErrors)}  ${coverage}`;
}

/** The facts of a tooltip, as plain text pairs: nothing in them may be read as markup. */
export interface RunTooltip {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly scores: readonly (readonly [string, string, string])[];
}

export function runTooltip(run: ListedRun, locale: string, withErrors = false): RunTooltip {
  const n = (count: number): string => formatCount(count, locale);
  const against = baselineSentence(run, locale, withErrors);
  return {
    title: run.name,
    facts: [
      ["model", run.model ?? NO_VALUE],
      ["dataset", run.dataset ?? NO_VALUE],
      ["metric", run.metric ?? NO_VALUE],
      ["created", formatDateTime(run.createdAt, locale)],
      ["rows", `${n(run.rows)}, ${n(run.items)} distinct items, ${n(run.erroredRows)} with errors`],
      ...(against === null ? [] : [["baseline", against] as const]),
      ...errorFacts(run, locale),
    ],
    scores: run.scores.map((score) => {
      const { mean, standardError, items } = shownMean(score, withErrors);
      const text =
        score.kind === "label" ? "labels" : formatMeanWithError(mean, standardError, score, locale);
      return [scoreLabel(score, run.scores), text, `${n(items)} of ${n(run.items)}`];
    }),
  };
}

/** The primary score's mean the other way: with errored rows counted, or why it has none. */
function errorFacts(run: RunSummary, locale: string): readonly (readonly [string, string])[] {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  const counted = score === undefined ? null : errorsAsZero(score);
  if (score === undefined || counted === null) return [];
  if (counted.kind === "off") return [["errors counted", `not for ${score.name}: ${counted.reason}`]];
  const mean = formatMeanWithError(counted.mean, counted.standardError, score, locale);
  const rows = `${formatCount(counted.rows, locale)} errored ${counted.rows === 1 ? "row" : "rows"} as ${counted.value}`;
  return [["errors counted", `${mean} with ${rows}`]];
}

/** How many rows a set of runs holds, for confirmations. */
export function totalRows(runs: readonly RunSummary[]): number {
  return runs.reduce((sum, run) => sum + run.rows, 0);
}

/** Ids in order, each once. */
export function distinctIds(runs: readonly RunSummary[]): readonly RunId[] {
  return [...new Set(runs.map((run) => run.id))];
}
