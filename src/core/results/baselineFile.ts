// Reads and writes baselines.json: which result is pinned for which dataset.

import { isJsonObject } from "../json/json.ts";
import type { RunId, RunSummary } from "../run.ts";
import { BASELINE_FILE } from "../scores/settingsFiles.ts";
import { baselinePlace, isSamePlace, type PinnedBaseline } from "./baseline.ts";

const VERSION = 1;

export interface BaselineFile {
  readonly baselines: readonly PinnedBaseline[];
  /** Why the file can't be used, in words; then nothing is pinned, and it is not written over. */
  readonly problem: string | null;
}

/** Reads the file's text. Entries that can't be read are left out; a newer version is not touched. */
export function readBaselineFile(text: string): BaselineFile {
  const refused = (problem: string): BaselineFile => ({ baselines: [], problem });
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return refused(`${BASELINE_FILE} is not JSON`);
  }
  if (!isJsonObject(content) || !Array.isArray(content.baselines))
    return refused(`${BASELINE_FILE} has no list of baselines`);
  if (typeof content.version === "number" && content.version > VERSION)
    return refused(`${BASELINE_FILE} was written by a newer version of Eval Results`);
  const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
  const baselines: PinnedBaseline[] = [];
  for (const entry of content.baselines) {
    if (!isJsonObject(entry) || typeof entry.id !== "string") continue;
    const place = baselinePlace({ dataset: textOrNull(entry.dataset), metric: textOrNull(entry.metric) });
    const name = textOrNull(entry.name) ?? entry.id;
    if (!baselines.some((one) => isSamePlace(one, place)))
      baselines.push({ ...place, id: entry.id as RunId, name });
  }
  return { baselines, problem: null };
}

export function baselineText(baselines: readonly PinnedBaseline[]): string {
  return `${JSON.stringify({ version: VERSION, baselines }, null, 2)}\n`;
}

/** With `run` pinned for its place; any other there goes. */
export function withPinned(baselines: readonly PinnedBaseline[], run: RunSummary): readonly PinnedBaseline[] {
  return [...withoutPlace(baselines, run), { ...baselinePlace(run), id: run.id, name: run.name }];
}

/** Without a baseline for the place of `run`. */
export function withoutPlace(
  baselines: readonly PinnedBaseline[],
  run: Pick<RunSummary, "dataset" | "metric">,
): readonly PinnedBaseline[] {
  return baselines.filter((one) => !isSamePlace(one, baselinePlace(run)));
}
