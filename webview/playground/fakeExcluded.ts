// Comparisons of made-up runs of which some rows are excluded: the numbers are those of the runs without these items.
import type { CompareQuery, CompareRow } from "../../src/core/compare/compareTypes.ts";
import type { ManyRow, ManySummary, PairScope } from "../../src/core/compare/manyTypes.ts";
import type { CompareView } from "../../src/protocol/comparePanel.ts";
import type { ManyView } from "../../src/protocol/manyPanel.ts";
import { FakeComparison } from "./fakeCompareHost.ts";
import { FakeMany } from "./fakeMany.ts";
import type { SampleRun } from "./sampleRun.ts";

const REASONS = [
  "The reference answer is out of date: the limit was raised to 512 MB in March.",
  "ambiguous question",
  "truncated by the proxy",
];
/** Every so manieth item is excluded in the base, or the first candidate. */
const EVERY = 40;

function reasonOf(item: number): string | null {
  return item % EVERY === 3 ? (REASONS[Math.floor(item / EVERY) % REASONS.length] ?? null) : null;
}

/** Items of the base are excluded. */
export class ExcludedComparison extends FakeComparison {
  constructor(
    base: SampleRun,
    candidate: SampleRun,
    private readonly withExcluded = false,
  ) {
    super(base, candidate);
  }

  override counted(withExcluded: boolean): FakeComparison {
    return new ExcludedComparison(this.base, this.candidate, withExcluded);
  }

  private reasonAt(position: number): string | null {
    const row = super.row(position);
    return row.base === null ? null : reasonOf(this.base.itemOf(row.base.index));
  }

  override view(): CompareView {
    const all = super.view();
    const isKept = (item: number): boolean => this.withExcluded || reasonOf(item) === null;
    const counted = new FakeComparison(this.base, this.candidate, [], isKept).view();
    const baseRows = this.digests.filter((_, at) => this.reasonAt(at) !== null).length;
    const items = this.withExcluded ? 0 : baseRows;
    const excluded = { baseRows, candidateRows: 0, items, isCounted: this.withExcluded };
    const summary = { ...counted.summary, join: { ...counted.summary.join, excluded } };
    return { ...all, summary, withExcluded: this.withExcluded };
  }

  override row(position: number): CompareRow {
    const row = super.row(position);
    const reason = this.reasonAt(position);
    if (reason === null || row.base === null) return row;
    const base = { ...row.base, trials: this.withExcluded ? 1 : 0, excluded: { rows: 1, reason } };
    if (this.withExcluded) return { ...row, base };
    const scores = row.scores.map((score) => ({
      ...score,
      base: { value: null, trials: 0, state: "excluded" as const },
      delta: null,
      change: "unscored" as const,
    }));
    return { ...row, base, scores };
  }

  override select(query: CompareQuery): readonly number[] {
    const isOwn = query.filter === "excluded" || query.filter === "excludedBase";
    const all = super.select(isOwn ? { ...query, filter: "matched" } : query);
    if (!isOwn && this.withExcluded) return all;
    return all.filter((at) => (this.reasonAt(at) !== null) === isOwn);
  }
}

/** Rows of the first candidate are excluded. */
export class ExcludedMany extends FakeMany {
  override view(): ManyView {
    return { ...super.view(), summary: this.summary("pair") };
  }

  override summary(scope: PairScope): ManySummary {
    const own = super.summary(scope);
    const out = this.places().length;
    const rows = own.join.runs.map((_, run) => (run === 1 ? out : 0));
    const inRuns = own.join.inRuns.map((count, i, all) => (i + 1 === all.length ? count - out : count));
    return { ...own, join: { ...own.join, inRuns, excluded: { rows, items: out, isCounted: false } } };
  }

  private places(): readonly number[] {
    return this.select({ ...ALL, members: { kind: "in", runs: this.runs.length } }).filter(
      (at) => reasonOf(at) !== null,
    );
  }

  override select(query: Parameters<FakeMany["select"]>[0]): readonly number[] {
    if (query.members.kind !== "excluded") return super.select(query);
    return super
      .select({ ...query, members: { kind: "in", runs: this.runs.length } })
      .filter((at) => reasonOf(at) !== null);
  }

  override rowAt(position: number): ManyRow {
    const row = super.rowAt(position);
    const reason = reasonOf(position);
    if (reason === null || row.sides.includes(null)) return row;
    const gone = { value: null, trials: 0, state: "excluded" as const };
    return {
      ...row,
      sides: row.sides.map((side, run) =>
        run !== 1 || side === null ? side : { ...side, trials: 0, excluded: { rows: 1, reason } },
      ),
      scores: row.scores.map(({ cells, deltas, changes }) => ({
        cells: cells.map((cell, run) => (run === 1 ? gone : cell)),
        deltas: deltas.map((delta, i) => (i === 0 ? null : delta)),
        changes: changes.map((change, i) => (i === 0 ? ("unscored" as const) : change)),
      })),
    };
  }
}

const ALL = {
  members: { kind: "any" },
  change: "all",
  flips: null,
  inputs: [],
  score: 0,
  sort: { column: "index", run: 0, descending: false },
  offset: 0,
  limit: 500,
} as const;
