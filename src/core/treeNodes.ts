// The nodes of the results view: what they say, not how an editor draws them. No row data is opened to make them.
import { formatCount, formatMeanTight, formatMeanWithError, NO_VALUE } from "./formatNumber.ts";
import { formatDateTime } from "./formatTime.ts";
import { type RunId, type RunSummary, type ScoreSummary, scoreLabel } from "./run.ts";
import type { RunList } from "./runStore.ts";

/** A node of the results view. `id` is stable across refreshes. */
export type TreeNode =
  | { readonly kind: "run"; readonly id: string; readonly run: RunSummary }
  | { readonly kind: "score"; readonly id: string; readonly run: RunSummary; readonly score: number }
  | { readonly kind: "damaged"; readonly id: string; readonly reason: string }
  | { readonly kind: "notice"; readonly id: string; readonly reason: string }
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
  const notice: readonly TreeNode[] =
    list.notice === undefined ? [] : [{ kind: "notice", id: "notice", reason: list.notice }];
  return [...notice, ...runs, ...more, ...damaged];
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
export function coverageText(score: ScoreSummary, run: RunSummary, locale: string): string {
  const scored = formatCount(score.scoredItems, locale);
  return score.scoredItems === run.items ? scored : `${scored}/${formatCount(run.items, locale)}`;
}

/** `0.742 ±0.012  631/640  llama-3 · docs-qa`: what a run's line says behind its name, most wanted first. */
export function runDescription(run: RunSummary, locale: string): string {
  const score = run.primaryScore === null ? undefined : run.scores[run.primaryScore];
  const parts =
    score === undefined
      ? [`${formatCount(run.rows, locale)} rows`]
      : [
          formatMeanTight(score.itemMean, score.standardError, score.kind, locale),
          coverageText(score, run, locale),
        ];
  const what = [shortName(run.model), shortName(run.dataset)].filter(
    (name) => name !== null && name !== run.name,
  );
  return [...parts, ...(what.length === 0 ? [] : [what.join(" · ")])].join("  ");
}

/** A reference without its provider or workspace: `nvidia/llama` is `llama`. */
export function shortName(reference: string | null): string | null {
  return reference === null ? null : (reference.split("/").pop() ?? reference);
}

/** `0.742 ±0.012  631/640`, for a score's line. */
export function scoreDescription(run: RunSummary, score: ScoreSummary, locale: string): string {
  const coverage = coverageText(score, run, locale);
  if (score.kind === "label") return `labels  ${coverage}`;
  return `${formatMeanTight(score.itemMean, score.standardError, score.kind, locale)}  ${coverage}`;
}

/** The facts of a tooltip, as plain text pairs: nothing in them may be read as markup. */
export interface RunTooltip {
  readonly title: string;
  readonly facts: readonly (readonly [string, string])[];
  readonly scores: readonly (readonly [string, string, string])[];
}

export function runTooltip(run: RunSummary, locale: string): RunTooltip {
  const n = (count: number): string => formatCount(count, locale);
  return {
    title: run.name,
    facts: [
      ["model", run.model ?? NO_VALUE],
      ["dataset", run.dataset ?? NO_VALUE],
      ["metric", run.metric ?? NO_VALUE],
      ["created", formatDateTime(run.createdAt, locale)],
      ["rows", `${n(run.rows)}, ${n(run.items)} distinct items, ${n(run.erroredRows)} with errors`],
    ],
    scores: run.scores.map((score) => [
      scoreLabel(score, run.scores),
      score.kind === "label"
        ? "labels"
        : formatMeanWithError(score.itemMean, score.standardError, score.kind, locale),
      coverageText(score, run, locale),
    ]),
  };
}

/** How many rows a set of runs holds, for confirmations. */
export function totalRows(runs: readonly RunSummary[]): number {
  return runs.reduce((sum, run) => sum + run.rows, 0);
}

/** Ids in order, each once. */
export function distinctIds(runs: readonly RunSummary[]): readonly RunId[] {
  return [...new Set(runs.map((run) => run.id))];
}
