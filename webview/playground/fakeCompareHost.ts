// A comparison of two made-up runs: joins, filters and sorts for real, over all rows.
import type { CompareCell } from "../../src/core/compare/cellTypes.ts";
import type {
  Change,
  CompareQuery,
  CompareRow,
  CompareRowScore,
  ScoreComparison,
  ScoreCounts,
} from "../../src/core/compare/compareTypes.ts";
import type { ServiceJoin } from "../../src/core/compare/joinChoice.ts";
import type { OutcomeCondition } from "../../src/core/compare/outcomeCondition.ts";
import { scoreLabel } from "../../src/core/run.ts";
import type { CompareView } from "../../src/protocol/comparePanel.ts";
import { isInRange, isMatched, isShown, type Pair } from "./fakePairs.ts";
import { compareValues } from "./fakeResultHost.ts";
import { compareMadeUp, type SharedScore } from "./fakeStatistics.ts";
import type { SampleRun } from "./sampleRun.ts";

function groupByItem(
  sample: SampleRun,
  isKept: (item: number) => boolean,
): ReadonlyMap<number, readonly number[]> {
  const groups = new Map<number, number[]>();
  for (let i = 0; i < sample.options.rows; i++) {
    const item = sample.itemOf(i);
    if (!isKept(item)) continue;
    const group = groups.get(item);
    if (group === undefined) groups.set(item, [i]);
    else group.push(i);
  }
  return groups;
}

export class FakeComparison {
  private readonly pairs: readonly Pair[];
  private readonly shared: readonly SharedScore[];
  /** Where both runs are of one service that names rows itself. */
  service: ServiceJoin | null = null;

  constructor(
    readonly base: SampleRun,
    readonly candidate: SampleRun,
    readonly keys: readonly string[] = [],
    isKept: (item: number) => boolean = () => true,
  ) {
    const own = groupByItem(base, isKept);
    const other = groupByItem(candidate, isKept);
    const items = [...own.keys(), ...[...other.keys()].filter((item) => !own.has(item))];
    this.pairs = items.map((item) => ({
      digest: `item-${item}`,
      base: own.get(item) ?? [],
      candidate: other.get(item) ?? [],
    }));
    this.shared = base.run.scores.flatMap((score, i) => {
      const at = candidate.run.scores.findIndex((s) => s.name === score.name && s.metric === score.metric);
      const name = scoreLabel(score, base.run.scores);
      return at < 0 || score.kind === "label"
        ? []
        : [{ name, base: i, candidate: at, higherIsBetter: score.higherIsBetter }];
    });
  }

  /** The same with excluded rows, or without them. */
  counted(_withExcluded: boolean): FakeComparison {
    return this;
  }

  get digests(): readonly string[] {
    return this.pairs.map(({ digest }) => digest);
  }

  view(): CompareView {
    const count = (test: (pair: Pair) => boolean) => this.pairs.filter(test).length;
    const repeats = (side: "base" | "candidate") =>
      this.pairs.reduce((sum, pair) => sum + Math.max(0, pair[side].length - 1), 0);
    return {
      rev: 1,
      withErrors: false,
      scoreMap: [],
      withExcluded: false,
      saved: null,
      base: this.base.run,
      candidate: this.candidate.run,
      summary: {
        join: {
          matched: count(isMatched),
          onlyBase: count((pair) => pair.candidate.length === 0),
          onlyCandidate: count((pair) => pair.base.length === 0),
          duplicateBase: repeats("base"),
          duplicateCandidate: repeats("candidate"),
          keys: this.keys,
          ...(this.service && { service: this.service }),
        },
        scores: this.withStatistics(),
      },
      itemFields: this.base.run.itemFields,
      moreFields: [],
      primaryScore: this.shared.length === 0 ? null : 0,
      locale: "en",
    };
  }

  private cell(sample: SampleRun, rows: readonly number[], score: number): CompareCell {
    const scores = rows.map((row) => sample.score(row, score));
    const values = scores.filter((s) => s.value !== null).map((s) => Number(s.value));
    if (values.length === 0) return { value: null, trials: 0, state: scores[0]?.state ?? "missing" };
    return {
      value: values.reduce((a, b) => a + b, 0) / values.length,
      trials: values.length,
      state: "value",
    };
  }

  private rowScore(pair: Pair, shared: SharedScore): CompareRowScore {
    const base = this.cell(this.base, pair.base, shared.base);
    const candidate = this.cell(this.candidate, pair.candidate, shared.candidate);
    if (base.value === null || candidate.value === null)
      return { base, candidate, delta: null, change: "unscored" };
    const delta = candidate.value - base.value;
    const change: Change =
      Math.abs(delta) < 1e-9 ? "same" : delta > 0 === shared.higherIsBetter ? "improved" : "regressed";
    return { base, candidate, delta, change };
  }

  private withStatistics(): readonly ScoreComparison[] {
    const { base, candidate } = this;
    const matched = this.pairs.filter(isMatched);
    const counted = this.shared.map((shared) => ({
      ...{ base, candidate, shared, counts: this.countScore(shared) },
      rows: matched.map((pair) => this.rowScore(pair, shared)),
    }));
    return compareMadeUp(counted);
  }

  /** One score of every matched item. */
  scored(at: number): readonly { readonly row: CompareRowScore; readonly item: number }[] {
    const shared = this.shared[at];
    if (shared === undefined) throw new Error(`No score ${at}.`);
    return this.pairs.filter(isMatched).map((pair) => ({
      row: this.rowScore(pair, shared),
      item: this.base.itemOf(pair.base[0] ?? 0),
    }));
  }

  private countScore(shared: SharedScore): ScoreCounts {
    const matched = this.pairs.filter(isMatched).map((pair) => this.rowScore(pair, shared));
    const both = matched.filter((row) => row.delta !== null);
    const mean = (side: "base" | "candidate") =>
      both.length === 0 ? null : both.reduce((sum, row) => sum + (row[side].value ?? 0), 0) / both.length;
    const count = (test: (row: CompareRowScore) => boolean) => matched.filter(test).length;
    const isInfinite = (cell: CompareCell) => cell.state === "infinite";
    const infinite = count(
      ({ base, candidate }) =>
        (isInfinite(base) || isInfinite(candidate)) &&
        (isInfinite(base) || base.value !== null) &&
        (isInfinite(candidate) || candidate.value !== null),
    );
    const baseMean = infinite > 0 ? null : mean("base");
    const candidateMean = infinite > 0 ? null : mean("candidate");
    const key = (sample: SampleRun, at: number) => {
      const score = sample.run.scores[at];
      return { metric: score?.metric ?? null, name: score?.name ?? "" };
    };
    return {
      name: shared.name,
      base: key(this.base, shared.base),
      candidate: key(this.candidate, shared.candidate),
      higherIsBetter: shared.higherIsBetter,
      kind: this.base.run.scores[shared.base]?.kind === "boolean" ? "boolean" : "number",
      n: both.length + infinite,
      infinite,
      baseMean,
      candidateMean,
      delta: baseMean === null || candidateMean === null ? null : candidateMean - baseMean,
      improved: count((row) => row.change === "improved"),
      regressed: count((row) => row.change === "regressed"),
      same: count((row) => row.change === "same"),
      onlyScoredInBase: count((row) => row.base.value !== null && row.candidate.value === null),
      onlyScoredInCandidate: count((row) => row.base.value === null && row.candidate.value !== null),
      unscored: count((row) => row.base.value === null && row.candidate.value === null),
    };
  }

  row(position: number): CompareRow {
    const pair = this.pairs[position];
    if (pair === undefined) throw new Error(`No item ${position}.`);
    const side = (sample: SampleRun, rows: readonly number[]) => {
      const [index] = rows;
      if (index === undefined) return null;
      const { output, error } = sample.preview(index);
      return { index, trials: rows.length, output, error };
    };
    const preview =
      pair.base[0] !== undefined
        ? this.base.preview(pair.base[0])
        : this.candidate.preview(pair.candidate[0] ?? 0);
    return {
      position,
      digest: pair.digest,
      isChanged: this.keys.length > 0 && pair.base.length > 0 && pair.candidate.length > 0,
      fields: preview.fields,
      base: side(this.base, pair.base),
      candidate: side(this.candidate, pair.candidate),
      scores: this.shared.map((shared) => this.rowScore(pair, shared)),
    };
  }

  /** Positions a query shows, in its order. */
  select({ filter, outcomes = [], score, sort }: CompareQuery): readonly number[] {
    const shared = score === null ? undefined : this.shared[score];
    const chosen = this.pairs.flatMap((pair, at) => {
      const row = shared === undefined ? null : this.rowScore(pair, shared);
      const isIn = outcomes.every((outcome) => this.holds(pair, outcome));
      return isIn && isShown(filter, pair, row, this.outputsOf(pair)) ? [{ at, row }] : [];
    });
    const value = ({ at, row }: (typeof chosen)[number]) => {
      const delta = row?.delta ?? null;
      if (sort.column === "index") return at;
      if (sort.column === "disagreement") return delta === null ? null : Math.abs(delta);
      return sort.column === "delta" ? delta : (row?.[sort.column].value ?? null);
    };
    chosen.sort((a, b) => compareValues(value(a), value(b), sort.descending) || a.at - b.at);
    return chosen.map((entry) => entry.at);
  }

  /** Ranges only: what charts brush. */
  private holds(pair: Pair, { of, condition }: OutcomeCondition): boolean {
    if (condition.kind !== "range") return true;
    const shared = this.shared[condition.score];
    const row = shared === undefined ? null : this.rowScore(pair, shared);
    const value = of === "delta" ? row?.delta : row?.[of].value;
    return isInRange(value ?? null, condition);
  }

  private outputsOf({ base, candidate }: Pair): readonly (string | null)[] {
    return [this.base.preview(base[0] ?? 0).output, this.candidate.preview(candidate[0] ?? 0).output];
  }

  detail(position: number) {
    const pair = this.pairs[position];
    if (pair === undefined) throw new Error(`No item ${position}.`);
    return {
      position,
      digest: pair.digest,
      base: pair.base.map((row) => this.base.detail(row)),
      candidate: pair.candidate.map((row) => this.candidate.detail(row)),
    };
  }
}
