// What people say about the results of a store, in two files beside them: metrics.json and baselines.json. Laid over
// everything the engine gives out; a wrong or unreadable file never keeps results from being shown.

import type { FileSystem } from "../../core/ports.ts";
import { Problem } from "../../core/problem.ts";
import {
  type BaselineMark,
  baselinePlace,
  isSamePlace,
  markAgainst,
  type PinnedBaseline,
  placeText,
} from "../../core/results/baseline.ts";
import {
  type BaselineFile,
  baselineText,
  readBaselineFile,
  withoutPlace,
  withPinned,
} from "../../core/results/baselineFile.ts";
import type { BaselineChange } from "../../core/results/settingsTypes.ts";
import type { Run, RunSummary } from "../../core/run.ts";
import type { ListedRun, ListNotice, RunList, RunStore, StoreFinding } from "../../core/runStore.ts";
import { applyContract, NO_CONTRACT } from "../../core/scores/metricContract.ts";
import { type MetricFile, readMetricFile } from "../../core/scores/metricFile.ts";
import { BASELINE_FILE, METRIC_FILE } from "../../core/scores/settingsFiles.ts";
import { ErroredScores } from "./erroredScores.ts";
import { WatchedFile } from "./watchedFile.ts";

export interface SettingsParts {
  readonly fs: FileSystem;
  readonly store: RunStore;
}

const wholeFile = (message: string): MetricFile => ({
  contract: NO_CONTRACT,
  problems: [{ message, line: 0, column: 0, endLine: 0, endColumn: 1 }],
});

export class StoreSettings {
  private readonly metrics: WatchedFile<MetricFile>;
  private readonly pins: WatchedFile<BaselineFile>;
  private readonly errored: ErroredScores;

  constructor(private readonly parts: SettingsParts) {
    const { fs, store } = parts;
    this.metrics = new WatchedFile(fs, fs.join(store.folder, METRIC_FILE), (text) =>
      readMetricFile(text ?? ""),
    );
    this.pins = new WatchedFile(fs, fs.join(store.folder, BASELINE_FILE), (text) =>
      text === null ? { baselines: [], problem: null } : readBaselineFile(text),
    );
    this.errored = new ErroredScores(parts.store);
  }

  /** Changes with either file. */
  async stamp(): Promise<string> {
    return `${await this.metricStamp()}/${await this.pins.stamp().catch(() => "")}`;
  }

  /** Changes with the metrics file. */
  metricStamp(): Promise<string> {
    return this.metrics.stamp().catch(() => "");
  }

  /** The metrics file as it is now; one that can't be read is a problem of its own, not of the results. */
  async metricFile(): Promise<MetricFile> {
    try {
      return await this.metrics.read();
    } catch (error) {
      return wholeFile(`the file can't be read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** A run as the metric contract has it. */
  async applied<R extends Run | RunSummary>(run: R): Promise<R> {
    const { contract } = await this.metricFile();
    const applied = applyContract<R["scores"][number], R>(run, contract);
    if (!("withoutExcluded" in applied) || applied.withoutExcluded === undefined) return applied;
    const { scores } = applyContract({ ...applied, scores: applied.withoutExcluded.scores }, contract);
    return { ...applied, withoutExcluded: { ...applied.withoutExcluded, scores } };
  }

  /** A page as the contract has it, with marks against baselines and what must be said above it. */
  async appliedList(list: RunList): Promise<RunList> {
    const file = await this.metricFile();
    const counted = await this.errored.addTo(list.runs);
    const runs = counted.map((run) => applyContract(run, file.contract));
    const pins = await this.baselines().catch(unreadable);
    const { marked, gone } = await this.marked(runs, pins.baselines);
    const notices = [...metricNotices(file), ...pinNotices(pins), ...(await this.goneNotices(gone))];
    return { ...list, runs: marked, ...(notices.length === 0 ? {} : { notices }) };
  }

  baselines(): Promise<BaselineFile> {
    return this.pins.read();
  }

  async setBaseline({ id, isPinned }: BaselineChange): Promise<void> {
    if (id === null) return this.unpin(null);
    const run = await this.parts.store.run(id);
    return isPinned ? this.pin(run) : this.unpin(run);
  }

  /** Pins a result for its dataset; any other pinned there is replaced. */
  async pin(run: Run): Promise<void> {
    await this.writePins(withPinned(await this.writablePins(), run));
  }

  /** Unpins what is pinned for the dataset of `run`; `null`: everything. */
  async unpin(run: Pick<Run, "dataset" | "metric"> | null): Promise<void> {
    const pins = await this.writablePins();
    const kept = run === null ? [] : withoutPlace(pins, run);
    if (kept.length < pins.length) await this.writePins(kept);
  }

  private async writablePins(): Promise<readonly PinnedBaseline[]> {
    const { baselines, problem } = await this.pins.read();
    if (problem !== null)
      throw new Problem("unsupported", `${problem}; nothing was changed. Mend or move ${this.pins.path}.`);
    return baselines;
  }

  private writePins(pins: readonly PinnedBaseline[]): Promise<void> {
    return this.pins.write(baselineText(pins));
  }

  private async marked(runs: readonly RunSummary[], pins: readonly PinnedBaseline[]) {
    if (pins.length === 0) return { marked: runs, gone: [] };
    const wanted = pins.filter((pin) => runs.some((run) => isSamePlace(pin, baselinePlace(run))));
    const found = await Promise.all(wanted.map((pin) => this.baselineRun(pin, runs)));
    const marked = runs.map((run): ListedRun => {
      const at = wanted.findIndex((pin) => isSamePlace(pin, baselinePlace(run)));
      return { ...run, baseline: markOf(run, wanted[at], found[at] ?? null, pins) };
    });
    return { marked, gone: wanted.filter((_, i) => found[i] === null) };
  }

  /** The baseline itself, from the page or from its manifest; `null` where it is not there any more. */
  private async baselineRun(pin: PinnedBaseline, runs: readonly RunSummary[]): Promise<RunSummary | null> {
    const listed = runs.find((run) => run.id === pin.id);
    if (listed !== undefined) return listed;
    try {
      return await this.applied(await this.parts.store.run(pin.id));
    } catch (error) {
      if (error instanceof Problem) return null;
      throw error;
    }
  }

  private async goneNotices(gone: readonly PinnedBaseline[]): Promise<readonly ListNotice[]> {
    if (gone.length === 0) return [];
    const trashed = new Set((await this.parts.store.trash()).map((run) => run.id));
    return gone.map((pin) => ({
      kind: "baselineGone",
      title: `Baseline ${pin.name} is gone`,
      reason: trashed.has(pin.id)
        ? `It was deleted. Restore it, or pin another for ${placeText(pin)}.`
        : `It can't be read any more. Pin another for ${placeText(pin)}.`,
    }));
  }

  /** What a check of the store tells of the two files. */
  async findings(): Promise<readonly StoreFinding[]> {
    const { problems } = await this.metricFile();
    const pins = await this.baselines().catch(unreadable);
    const note = (place: string, message: string): StoreFinding => ({
      place,
      message,
      severity: "note",
      canRepair: false,
    });
    return [
      ...problems.map(({ line, message }) =>
        note(METRIC_FILE, `line ${line + 1}: ${message}; until it is mended, scores are read by their names`),
      ),
      ...(pins.problem === null ? [] : [note(BASELINE_FILE, `${pins.problem}; no baseline is shown`)]),
    ];
  }
}

function markOf(
  run: RunSummary,
  pin: PinnedBaseline | undefined,
  base: RunSummary | null,
  pins: readonly PinnedBaseline[],
): BaselineMark {
  const place = placeText(baselinePlace(run));
  const [only, other] = pins;
  if (pin === undefined)
    return {
      kind: "none",
      reason:
        only !== undefined && other === undefined
          ? `baseline ${only.name} is of ${placeText(only)}`
          : `no baseline is pinned for ${place}`,
    };
  return base === null ? { kind: "none", reason: `baseline ${pin.name} is gone` } : markAgainst(base, run);
}

function unreadable(error: unknown): BaselineFile {
  const why = error instanceof Error ? error.message : String(error);
  return { baselines: [], problem: `${BASELINE_FILE} can't be read: ${why}` };
}

function metricNotices({ problems }: MetricFile): readonly ListNotice[] {
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  const reason = `Line ${first.line + 1}: ${first.message}${more}. Until it is mended, scores are read by their names.`;
  return [{ kind: "metrics", title: "Metric settings are not used", reason }];
}

function pinNotices({ problem }: BaselineFile): readonly ListNotice[] {
  return problem === null
    ? []
    : [{ kind: "baselines", title: "Baselines are not shown", reason: `${problem}.` }];
}
